"""Melting temperatures and TAP solutions of couplings that are known, and what is concluded."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.numerics.networks.models.network import Network
from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.layered_sk import training


def _pattern(strength, width=40, noise=0.0, seed=0):
    """Couplings that favour one configuration, as a Hopfield network with one pattern does."""
    rng = np.random.default_rng(seed)
    xi = rng.choice([-1.0, 1.0], width)
    J = strength * np.outer(xi, xi) + noise * rng.standard_normal((width, width))
    J = (J + J.T) / 2
    np.fill_diagonal(J, 0)
    return J


def test_the_melting_temperature_is_where_the_least_eigenvalue_changes_sign():
    J = _pattern(0.1, noise=0.05)
    T = training.melting(J)
    for factor, sign in ((1.001, 1), (0.999, -1)):
        t = factor * T
        H = np.diag(1 + (J**2).sum(axis=1) / t**2) - J / t
        assert np.sign(np.linalg.eigvalsh(H)[0]) == sign
    assert training.melting(3 * J) == pytest.approx(3 * T)


def test_one_pattern_is_one_solution_and_a_glass_has_many():
    rng = np.random.default_rng(0)
    ordered = _pattern(0.1)
    assert training.aligned(ordered, training.melting(ordered) / 2, rng) == 1
    glass = _pattern(0.0, 60, noise=1.0)
    assert training.aligned(glass, 0.3 * np.sqrt((glass**2).sum(1).mean()), rng) < 0.5


def test_couplings_are_those_of_neighbouring_layers():
    net = training._network("relu")
    assert isinstance(net, Network)
    theta = np.arange(net.parameters, dtype=float)
    J = training.couplings(net, theta)
    assert np.array_equal(J, J.T)
    assert J[64, 0] == theta[0]
    assert J[64 + 48, 64] == theta[net.slices["weight 1"]][0]
    assert not J[:64, :64].any()
    assert not J[:64, 112:].any()


def _rows(first, second, after):
    rng = np.random.default_rng(0)
    return [
        {"law": kind, "seed": 0, "first": first + rng.normal(0, 0.02), "one before": 0.0,
         "second": second + rng.normal(0, 0.02), "one after": after + rng.normal(0, 0.05)}
        for kind in training.KINDS for _ in range(training.RUNS)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "after", "outcome"),
    [
        (0.3, 0.3, 0.5, Outcome.CONSISTENT),
        (0.6, 0.3, 0.5, Outcome.FAILS),  # no power
        (-0.2, -0.2, 0.5, Outcome.FAILS),
        (0.3, 0.3, 0.0, Outcome.SILENT),
    ],
)
def test_what_is_concluded(first, second, after, outcome):
    rows = _rows(first, second, after)
    rows[0]["first"] = None
    found = training.judge(rows)
    assert found.outcome is outcome
    assert "1 of 32 networks" in found.detail

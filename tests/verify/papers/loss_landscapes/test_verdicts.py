"""What the judge finds of every exact claim, and that what breaks a formula or a test is seen."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
import sympy as sp

from glassproof.verify.checking.check import check
from glassproof.verify.claims import extras
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.papers import load
from glassproof.verify.papers.loss_landscapes import (
    activations,
    rays,
    signs,
    small_networks,
    softmax,
    spins,
    symmetries,
)
from glassproof.verify.reading.formula import read
from tests import reviews
from tests.limits import VERDICT

PAPER = load("loss_landscapes")
CLAIMS = {claim.id: claim for claim in PAPER.claims}
EXACT = [claim for claim in PAPER.claims if not claim.needs]
REFUTED = {
    "landscape.scaling.trace",
    "landscape.scaling.determinant",
    "landscape.scaling.sharpness",
    "landscape.spin-map.minima",
    "landscape.spin-map.layers",
    "landscape.spin-map.gates",
    "valley.sign.any-loss",
    "valley.softmax.signs",
}
"""All of them other readings of a sentence than the one that is judged as a claim."""


@pytest.fixture(scope="module")
def ledger():
    """Without the extra, whether it is installed or not."""
    with patch.object(extras, "installed", lambda _: False):
        yield reviews.ledger("loss_landscapes")


def test_exact_claims_are_verified_and_readings_refuted(ledger):
    found = {j.claim.id: str(j.ruling.verdict) for j in ledger.judgements}
    for claim in EXACT:
        assert found[claim.id] == ("refuted" if claim.id in REFUTED else "verified"), claim.id
    assert all(CLAIMS[claim_id].source.is_remark for claim_id in REFUTED)


def test_without_the_extra_nothing_fails_and_networks_wait(ledger):
    assert ledger.unsettled == 0
    assert ledger.summary["defects"] == 0
    waiting = [j for j in ledger.judgements if j.claim.needs]
    assert {j.ruling.reason for j in waiting} <= {"needs the networks extra"}


def test_ids_are_unique_and_what_is_used_exists():
    assert len(CLAIMS) == len(PAPER.claims)
    assert all(set(claim.uses) <= set(CLAIMS) for claim in PAPER.claims)


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("landscape.scaling.least-trace", "sqrt(t_in*t_out)"),
        ("landscape.scaling.path-norm", "a_1**2*w_1**2 + a_1*w_2**2"),
        ("landscape.spin-map", "Lambda*R**(H-1)"),
        ("landscape.walk.level", "r**(p-1)"),
        ("landscape.walk.distance", "2*(1 - (1 - d**2)**p)"),
        ("landscape.walk.overlap", "cos(alpha)**(n+1)"),
        ("landscape.walk.squared-overlap", "cos(alpha)**(2*n)"),
        ("valley.sign.agreement", "2*(r - 1)*m_1*G"),
        ("valley.sign.activations", "1 - atan(lambda*t/(1 - lambda*s))/pi"),
        ("valley.sign.flips", "atan(lambda)/pi"),
        ("valley.softmax.trace", "X"),
    ],
)
def test_slips_are_refuted(claim_id, formula):
    claim = replace(CLAIMS[claim_id], nature=())
    assert check(formula, claim, paper=PAPER, limits=VERDICT).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("landscape.spin-map", "Lambda*R**H/2"),
        ("landscape.walk.level", "r**(p-1)"),
        ("landscape.walk.distance", "2*(1 - (1 - d**2/2)**(p-1))"),
        ("landscape.walk.overlap", "cos(alpha)**(n+1)"),
        ("landscape.walk.squared-overlap", "cos(alpha)**(2*n)"),
        ("valley.sign.agreement", "(2*r - 1)*m_1*G"),
        ("valley.sign.activations", "1 - atan(lambda*t/(1 - lambda*s))/pi"),
        ("valley.sign.flips", "atan(lambda)/pi"),
    ],
)
def test_nature_alone_rejects_slips_and_keeps_the_formula(claim_id, formula):
    claim = CLAIMS[claim_id]
    slip = read(formula, PAPER.symbols).expr
    for experiment in claim.nature:
        total = experiment.chunk(np.random.default_rng(1), experiment.draws)
        good, bad = (float(sp.sympify(f).subs(experiment.point)) for f in (claim.published, slip))
        assert experiment.test.compare(total, good).accepted
        assert not experiment.test.compare(total, bad).accepted


def _rejected(experiment, chunk):
    total = chunk(np.random.default_rng(1), experiment.draws)
    return not experiment.test.compare(total, experiment.asserted()[1]).accepted


def test_broken_symmetries_are_seen():
    def only_rows(layers, rng):  # outgoing weights are forgotten
        return [layers[0][rng.permutation(len(layers[0]))], *layers[1:]]

    def negative(layers, _):
        return [-layers[0], -layers[1], *layers[2:]]

    for change in (only_rows, negative):
        for experiment in (*symmetries.PERMUTATION.nature, *symmetries.SCALING.nature):

            def chunk(rng, draws, change=change):
                draw = lambda rng: symmetries._change_of_loss(change, rng) ** 2  # noqa: E731
                return small_networks.sampled(draw, rng, draws)

            assert _rejected(experiment, chunk)


def test_signs_that_agree_more_often_are_seen():
    (experiment,) = signs.P1.nature

    def chunk(rng, draws):
        return small_networks.sampled(lambda rng: signs._ahead_wins(0.65, rng), rng, draws)

    assert _rejected(experiment, chunk)


def test_biases_break_the_ray():
    (experiment,) = rays.P3_ERROR.nature

    def changed(rng):
        layers, (x, _) = small_networks.network(rng, (4, 6, 3)), signs.data(rng)
        x[0] = 1.0  # a constant input, whose weights are left as they are: a bias
        moved = small_networks.moved(layers, layers, -0.9)
        moved[0][:, 0] = layers[0][:, 0]
        before, after = (small_networks.outputs(W, x).argmax(axis=0) for W in (layers, moved))
        return float((before != after).sum())

    assert _rejected(experiment, lambda rng, draws: small_networks.sampled(changed, rng, draws))


def test_other_nature_is_seen_in_its_experiments():
    (fit,) = rays.P3_SQUARES.nature
    (sides,) = activations.P4_ORDER.nature
    (traces,) = softmax.FALLS.nature
    (gate,) = spins.GATES.nature

    def constant(value):
        return lambda rng, draws: small_networks.moments(value + 1e-3 * rng.standard_normal(draws))

    assert _rejected(fit, constant((5 / 4) ** 2 - (3 / 4) ** 2))  # one layer less
    assert _rejected(sides, lambda rng, n: -activations._both_sides(rng, n) * [-1, 1, -1])
    assert _rejected(traces, constant(0.5))
    total = gate.chunk(np.random.default_rng(0), gate.draws)
    assert not gate.test.compare(total, np.cos(1) / 2).accepted

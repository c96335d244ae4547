"""The second paper: every claim is verified, nature agrees, and broken formulas are refuted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from glassproof.derivations.p_spin.model import p
from glassproof.verify.checking.check import check
from glassproof.verify.claims.evidence import Kind, Outcome
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import judge
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.papers import load, names
from glassproof.verify.papers.spherical_p_spin.nature import (
    critical_points_on_circle,
    gradient_components,
    mixed_hessian,
)
from tests.reviews import reviewed

CLAIMS = load("spherical_p_spin").claims


def test_the_paper_is_at_hand():
    assert "spherical_p_spin" in names()
    ids = [claim.id for claim in CLAIMS]
    assert len(ids) == len(set(ids)) == 11
    assert all(set(claim.uses) <= set(ids) for claim in CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_claim_is_verified(claim):
    """Statistical tests at the judge's level 1e-8 each, seed 0."""
    (judgement,) = reviewed("spherical_p_spin", claim.id)
    assert judgement.ruling.verdict is Verdict.VERIFIED, judgement.ruling.reason
    sampled = [e for e in judgement.evidence if e.kind in (Kind.NATURE, Kind.COUNT)]
    assert all(e.outcome is Outcome.CONSISTENT for e in sampled)


@pytest.mark.parametrize("factor", [2, 0.5])
def test_nature_rejects_a_count_or_variance_off_by_two(factor):
    """Power: a factor of two in any sampled quantity is seen with certainty to double precision."""
    for claim in (c for c in CLAIMS if c.nature):
        wrong = replace(claim, published=claim.published * (2 if factor == 2 else p / (2 * p)))
        evidence = judge(wrong, budget=Effort.QUICK).evidence
        sampled = [e for e in evidence if e.kind in (Kind.NATURE, Kind.COUNT)]
        assert all(e.outcome is Outcome.FAILS for e in sampled)


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("complexity.total", "log(p)/2"),
        ("complexity.threshold", "2*sqrt(p/(p-1))"),
        ("complexity.index", "log(p-1)/2 - (p-2)/(4*(p-1))*u**2 - k*(-u/E_inf**2"
         "*sqrt(u**2-E_inf**2) - log(-u + sqrt(u**2-E_inf**2)) + log(E_inf))"),
        ("complexity.index-total", "log(p-1)/2 - (p-1)/p"),
        ("complexity.inside", "log(p-1)/2 + (p-2)/(4*(p-1))*u**2"),
    ],
)  # fmt: skip
def test_slips_are_refuted(claim_id, formula):
    (claim,) = (c for c in CLAIMS if c.id == claim_id)
    assert check(formula, claim, limits=BARE).verdict is Verdict.REFUTED


def test_derivatives_from_tensors_are_those_of_the_form():
    """Against central differences of the form itself along great circles."""
    rng = np.random.default_rng(5)
    tensor = rng.standard_normal((1, 3, 3, 3))
    point = np.array([2.0, 3.0, 6.0]) / 7

    def form(w):
        return np.einsum("ijk,i,j,k", tensor[0], w, w, w)

    def moved(*tangent):
        w = point + sum(tangent)
        return form(w / np.linalg.norm(w))

    from glassproof.numerics.polynomials.spheres import tangent_basis

    e, f = tangent_basis(point).T
    h = 1e-4
    gradient = [(moved(h * d) - moved(-h * d)) / (2 * h) for d in (e, f)]
    mixed = (
        moved(h * e, h * f) - moved(h * e, -h * f) - moved(-h * e, h * f) + moved(-h * e, -h * f)
    ) / (4 * h * h)
    np.testing.assert_allclose(gradient_components(tensor, point)[0], gradient, atol=1e-6)
    np.testing.assert_allclose(mixed_hessian(tensor, point)[0], mixed, atol=1e-5)


def test_counts_agree_with_sign_changes_on_a_fine_grid():
    """Pairs of critical points closer than the grid's step are missed: 99 of 100 must agree."""
    rng = np.random.default_rng(7)
    coefficients = rng.standard_normal((100, 6))
    angles = np.linspace(0, 2 * np.pi, 20_001)
    powers = np.cos(angles)[None] ** np.arange(5, -1, -1)[:, None] * (
        np.sin(angles)[None] ** np.arange(6)[:, None]
    )
    slopes = np.sign(np.diff(coefficients @ powers, axis=1))
    changes = (slopes != np.roll(slopes, 1, axis=1)).sum(axis=1)
    assert (changes == critical_points_on_circle(coefficients)).sum() >= 99

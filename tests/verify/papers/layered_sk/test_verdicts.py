"""What the judge finds of every claim, and that what breaks a formula or a statement is seen."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from unittest.mock import patch

import numpy as np
import pytest
import sympy as sp
from threadpoolctl import threadpool_limits

import glassproof as gp
from glassproof.derivations.layered_spins.chain import C, L
from glassproof.numerics.layered_spins import edges
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.verify.checking.check import check
from glassproof.verify.claims import extras
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.papers import load
from glassproof.verify.papers.layered_sk import breaking, crossings, tap, temperature
from glassproof.verify.papers.layered_sk.crossings import CrossingTest
from tests.verify.test_golden_ledgers import RECORDS

PAPER = load("layered_sk")
CLAIMS = {claim.id: claim for claim in PAPER.claims}
RECORDED = {
    record["id"]: record
    for record in json.loads((RECORDS / "layered_sk.json").read_text())["claims"]
}
"""What the judge found, which is found again by the test of recorded ledgers."""

SUPPORTED = {"sk.breaking.values", "sk.breaking.overlaps"}
WAITING = {"sk.training"}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the executors have it."""
    with threadpool_limits(limits=1):
        yield


@pytest.mark.parametrize("claim", PAPER.claims, ids=lambda claim: claim.id)
def test_the_verdict_is_the_one_that_was_argued(claim):
    expected = "supported" if claim.id in SUPPORTED else "verified"
    expected = "undecided" if claim.id in WAITING else expected
    assert RECORDED[claim.id]["verdict"] == expected, RECORDED[claim.id]["reason"]
    assert all(evidence["outcome"] != "defect" for evidence in RECORDED[claim.id]["evidence"])


def test_ids_are_unique_and_what_is_used_exists():
    assert len(CLAIMS) == len(PAPER.claims)
    assert all(set(claim.uses) <= set(CLAIMS) for claim in PAPER.claims)


def test_what_waits_for_networks_is_listed_and_is_no_failure():
    with patch.object(extras, "installed", lambda _: False):
        ledger = gp.review("layered_sk", ids=["sk.map", *WAITING], budget="quick")
        assert ledger.summary["undecided"] == 1
        assert ledger.unsettled == 0
    assert ledger.judgements[-1].ruling.reason == "needs the networks extra"


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("sk.temperature", "sqrt(2*C*cos(pi/(L + 1)))"),
        ("sk.temperature", "sqrt(2*C*cos(pi/(L + 3)))"),
        ("sk.temperature", "sqrt(C*cos(pi/(L + 2)))"),
        ("sk.temperature", "2*C*cos(pi/(L + 2))"),
        ("sk.temperature.three-layers", "sqrt(N_2*(N_1*v_1 + N_3*v_2))"),
        ("sk.temperature.three-layers", "sqrt(N_2*(v_1 + v_2))"),
        ("sk.map.covariance", "(N_1*N_2*v_1*q_1*q_2 + N_2*N_3*v_2*q_2*q_3)/2"),
        ("sk.free-energy", "log(1 - beta**4*N_2*(N_1*v_1**2 + N_3*v_2**2))/2"),
        ("sk.spectrum.edge", "2*2**(1/4)*sqrt(C)"),
    ],
)
def test_slips_are_refuted(claim_id, formula):
    claim = replace(CLAIMS[claim_id], nature=())
    assert check(formula, claim, paper=PAPER, limits=BARE).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("sk.map.covariance", "N_1*N_2*v_1*q_1*q_2 + N_2*N_3*v_2*q_2*q_3*3/2"),
        ("sk.spectrum.edge", "2*2**(1/4)*sqrt(C)*9/10"),
        ("sk.spectrum.edge", "(1 + sqrt(2))*sqrt(C)*11/10"),
        ("sk.free-energy", "log(1 - beta**4*N_2*(N_1*v_1**2 + N_3*v_2**2))"),
    ],
)
def test_nature_alone_rejects_slips_and_keeps_the_formula(claim_id, formula):
    claim = CLAIMS[claim_id]
    slip = sp.sympify(formula, locals=dict(PAPER.symbols))
    for experiment in claim.nature:
        total = experiment.chunk(np.random.default_rng(1), experiment.draws // 2)
        at = dict(experiment.point)
        good, bad = (float(sp.sympify(f).subs(at)) for f in (claim.published, slip))
        assert experiment.test.compare(total, good).accepted
        assert not experiment.test.compare(total, bad).accepted


def _synthetic(T_c: float, rng: np.random.Generator) -> tuple[CrossingTest, np.ndarray]:
    """Scaled overlaps of three sizes, with a term of relative order N^(-1/3), and T_c."""
    T, sizes = np.array([1.0, 1.1, 1.2, 1.3]), (12, 48, 192)
    sums = []
    for size in sizes:
        x = size ** (1 / 3) * (T - T_c)
        mean = size ** (-2 / 3) * np.exp(-0.4 * x - 0.05 * x**2 + 0.3 * size ** (-1 / 3))
        values = mean * np.exp(0.3 * rng.standard_normal((20_000, 1)))
        values = values * rng.gamma(4, 0.25, (20_000, 4))
        sums.append(crossings.moments(values))
    return CrossingTest(tuple(T), sizes), np.concatenate(sums)


def test_the_crossing_has_the_stated_error():
    rng = np.random.default_rng(0)
    found = []
    for _ in range(100):
        test, total = _synthetic(1.17, rng)
        found.append(test.crossing(total))
    estimates, errors, rests = np.array(found).T
    assert errors.mean() == pytest.approx(estimates.std(), rel=0.2)
    step = 0.75 * (48 * 192) ** (-1 / 3)  # 0.3/0.4 is A
    assert rests.mean() == pytest.approx(step * 12 ** (-1 / 3), rel=0.25)
    assert abs(estimates.mean() - 1.17) < rests.mean() + 5 * estimates.std() / 10


def test_the_crossing_accepts_what_is_true_and_rejects_what_its_resolution_promises():
    rng = np.random.default_rng(1)
    test, total = _synthetic(1.17, rng)
    found = test.compare(total, 1.17)
    assert found.accepted
    rejected = 0
    for _ in range(30):
        test, total = _synthetic(1.17, rng)
        rejected += not test.compare(total, 1.17 + found.resolution).accepted
    assert rejected == 30


def test_sampled_crossings_tell_the_readings_apart():
    experiment = temperature.EQUAL_CROSSING
    total = sum(experiment.chunk(np.random.default_rng(k), 80) for k in range(4))
    value = lambda layers: float(temperature.PUBLISHED.subs({C: 1, L: layers}))  # noqa: E731
    accepted = [experiment.test.compare(total, value(n)).p_value for n in (1, 2)]
    assert accepted[0] < 1e-8 < 1e-3 < accepted[1]


def test_a_share_that_falls_is_seen():
    test = breaking.NotBelowTest()
    sums = breaking._sums(np.random.default_rng(0).uniform(0, 0.3, 600))
    assert test.compare(sums, (0.16, 0.004)).accepted
    assert test.compare(sums, (0.05, 0.004)).p_value == 1
    assert not test.compare(sums, (0.22, 0.004)).accepted


def test_a_walk_out_of_equilibrium_is_seen():
    class Stuck(Tempering):
        def sweep(self, times: int) -> None:
            super().sweep(min(times, 1))

    rng, layers = np.random.default_rng(0), temperature.equal(12)
    for walk, alike in ((Tempering, True), (Stuck, False)):
        one = walk(layers, layers.sampled_couplings(rng, 400), np.array(breaking.TEMPERATURES), rng)
        for spins in one.spins:
            spins[:] = 1
        values = one.average(breaking.imbalance, burn=300, samples=8, every=4)
        mean, error = values.mean(), values.std() / np.sqrt(len(values))
        assert (abs(mean) < 5 * error) == alike


def test_an_onsager_term_of_the_wrong_size_is_seen():
    """Half the reaction: the least eigenvalue becomes negative below T_c, as nature shows too."""
    layers = tap.HESSIAN
    T = 0.6 * gp.layered_sk_temperature(layers.widths, layers.variances)
    half = 1 - edges.edge(layers, -layers.onsager / (2 * T**2), 1 / T).value
    assert half < 0
    experiment = next(one for one in CLAIMS["sk.tap.negative-eigenvalue"].nature)
    total = experiment.chunk(np.random.default_rng(0), 8)
    assert not experiment.test.compare(total, half).accepted
    assert not experiment.test.compare(total, 0.0).accepted
    assert experiment.test.compare(total, experiment.asserted()[0]).accepted


def test_iterations_are_told_apart():
    memory = CLAIMS["sk.tap.iteration"].nature[0]
    total = memory.chunk(np.random.default_rng(0), 20)
    assert memory.test.compare(total, memory.asserted()[0]).accepted
    wrong = partial(tap._grown, tap.ITERATED, 0.85 * 2**0.25, False)
    values = wrong(np.random.default_rng(0), 20)
    sums = np.array([20, values.sum(), (values**2).sum()])
    assert not memory.test.compare(sums, memory.asserted()[0]).accepted


@pytest.mark.parametrize(("layers", "factor"), [(3, 0.85), (3, 1.15), (2, 1.5)])
def test_twice_the_first_correction_of_a_growth_is_allowed_for(layers, factor):
    """It is measured in layers of 24 spins, where it is more than twelve times as large."""
    small, draws = temperature.equal(24, layers=layers), 1500
    T = factor * gp.layered_sk_temperature(small.widths, small.variances)
    derived = tap._memory_growth(T) if layers == 3 else tap._semicircle_power(T)
    values = tap._grown(small, T, layers == 3, np.random.default_rng(8), draws) / derived
    error = values.std() / np.sqrt(draws)
    assert 2 * (abs(values.mean() - 1) + 4 * error) < tap.STEPS**2 / 24

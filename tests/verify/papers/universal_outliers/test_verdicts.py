"""What the judge finds of every claim, and that the same evidence rejects broken formulas."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
import sympy as sp

import glassproof as gp
from glassproof.numerics.ensembles.wigner_type import entries_beyond, heavy_tailed
from glassproof.verify.checking.check import check
from glassproof.verify.claims import extras
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.papers import load
from glassproof.verify.papers.universal_outliers import batches, preconditioner, spectrum

CLAIMS = {claim.id: claim for claim in load("universal_outliers").claims}
ARGUED = dict.fromkeys(CLAIMS, Verdict.VERIFIED) | {
    "outliers.bulk": Verdict.SUPPORTED,
    "outliers.bulk.condition": Verdict.SUPPORTED,
    "outliers.bulk.heavy-tails": Verdict.SUPPORTED,
    "outliers.position.existence": Verdict.SUPPORTED,
    "outliers.batch.distinct": Verdict.REFUTED,
    "local-law.precondition.form.bulk": Verdict.SUPPORTED,
    "local-law.precondition.vector": Verdict.REFUTED,
    "local-law.precondition.same-batch": Verdict.REFUTED,
    "outliers.networks": Verdict.UNDECIDED,
    "hessian.spacings": Verdict.UNDECIDED,
}


RECORD = Path(__file__).parents[2] / "golden" / "universal_outliers.json"
FOUND = {one["id"]: one for one in json.loads(RECORD.read_text(encoding="utf-8"))["claims"]}
"""What the judge found, which is found again by the test of recorded ledgers."""


def test_the_verdicts_are_those_that_were_argued():
    assert {claim_id: one["verdict"] for claim_id, one in FOUND.items()} == ARGUED
    assert all(e["outcome"] != "defect" for one in FOUND.values() for e in one["evidence"])


def test_ids_are_distinct_and_what_is_used_exists():
    assert len(CLAIMS) == len(load("universal_outliers").claims)
    assert all(set(claim.uses) <= set(CLAIMS) for claim in CLAIMS.values())


def test_what_waits_for_networks_is_no_failure():
    with patch.object(extras, "installed", lambda _: False):
        ledger = gp.review("universal_outliers", ids=["outliers.networks", "hessian.spacings"])
        assert ledger.summary["undecided"] == 2
        assert ledger.unsettled == 0
    assert {j.ruling.reason for j in ledger.judgements} == {"needs the networks extra"}


SLIPS = [
    ("outliers.position", "theta + s**2/(2*theta)"),
    ("outliers.position", "theta + s/theta"),
    ("outliers.position", "theta + s**2/theta + s**4/theta**3"),
    ("outliers.position.threshold", "2*s"),
    ("outliers.position.bulk", "theta + s**2/theta"),
    ("outliers.position.bulk", "theta + s**2*(w/(theta - t_2) + (1 - w)/(theta - t_1))"),
    ("outliers.position.covariance", "theta + s**2/theta"),
    ("outliers.position.covariance", "theta + s**2/(theta + r*s)"),
    ("outliers.expansion", "theta + s*k_1 + s**2*k_2/theta + s**3*k_3/theta**2"),
    ("outliers.expansion", "theta + s*k_1 + s**2*k_2/theta + s**3*k_3/theta**2 "
     "+ s**4*(k_4 + k_2**2)/theta**3"),
    ("outliers.overlap", "1 - s/theta"),
    ("outliers.overlap.bulk", "1 - s**2/theta**2"),
    ("outliers.batch.replaced", "1/sqrt(b)"),
    ("outliers.batch.distinct", "(n - b)/(b*n)"),
    ("local-law.precondition.rate", "(1 + c**2)*s**2/(lambda**2 - 4*s**2)"),
]  # fmt: skip


@pytest.mark.parametrize(("claim_id", "formula"), SLIPS)
def test_slips_are_refuted(claim_id, formula):
    assert (
        check(formula, replace(CLAIMS[claim_id], nature=()), limits=BARE).verdict is Verdict.REFUTED
    )


SAMPLED_SLIPS = [
    ("outliers.position", "theta + s**2/(2*theta)"),
    ("outliers.position", "theta"),
    ("outliers.position.bulk", "theta + s**2/(2*theta)"),
    ("outliers.position.covariance", "theta + s**2/theta"),  # the semicircle's: no third cumulant
    ("outliers.expansion", "theta + s*k_1 + s**2*k_2/theta"),
    ("outliers.overlap", "1 - s**2/(2*theta**2)"),
    ("outliers.overlap.bulk", "1 - s**2/(2*theta**2)"),
    ("outliers.batch.replaced", "(n - b)/(b*(n - 1))"),  # what drawing without replacement gives
    ("outliers.batch.distinct", "1/b"),
    ("local-law.precondition.vector", "0"),
    ("local-law.precondition.same-batch", "0"),
]


@pytest.mark.parametrize(("claim_id", "formula"), SAMPLED_SLIPS)
def test_nature_alone_rejects_a_broken_formula(claim_id, formula):
    claim = CLAIMS[claim_id]
    names = load("universal_outliers").symbols
    wrong = sp.sympify(formula, locals=dict(names))
    experiment = claim.nature[0]
    point = {**experiment.point, names["n"]: batches.PEOPLE}
    total = _sampled(claim_id)
    right = experiment.test.compare(total, _value(claim.derived().result, point))
    broken = experiment.test.compare(total, _value(wrong, point))
    assert right.accepted
    assert not broken.accepted


@cache
def _sampled(claim_id):
    experiment = CLAIMS[claim_id].nature[0]
    return experiment.chunk(np.random.default_rng(5), max(40, experiment.draws // 2))


def _value(formula, point):
    return float(sp.sympify(formula).subs(point))


def test_nature_rejects_what_is_asserted_of_other_laws():
    rng = np.random.default_rng(6)
    bins = {e.name: e for e in CLAIMS["outliers.bulk"].nature}
    covariance = bins["bins of the spectrum, sample covariance"]
    total = covariance.chunk(rng, 48)
    assert covariance.test.compare(total, spectrum.masses("sample covariance")).accepted
    assert not covariance.test.compare(total, spectrum.masses("Gaussian")).accepted
    (diagonal,) = CLAIMS["outliers.bulk.condition"].nature
    free = spectrum.masses("Gaussian")
    assert not diagonal.test.compare(diagonal.chunk(rng, 96), free).accepted


def test_universality_is_rejected_for_heavy_tails():
    first, second = CLAIMS["outliers.bulk.heavy-tails"].nature
    total = first.chunk(np.random.default_rng(7), 2400)
    assert not first.test.compare(total, 0.0).accepted
    assert second.asserted()[0] > 1.2 * first.asserted()[0]


def test_heavy_entries_have_the_tail_and_the_variance_that_are_said():
    X = heavy_tailed(3.0)(400, np.random.default_rng(8)) * 20
    upper = np.abs(X[np.triu_indices(400)])
    share = (upper > 3.0).mean()
    expected = (1 / 3) ** 1.5 / 27  # (t_0/t)^3, t_0^2 = 1/3
    assert abs(share / expected - 1) < 5 / np.sqrt(expected * len(upper))
    t = 1.3 + np.sqrt(1.69 - 1)
    assert entries_beyond(2.6, 3.0, 400) == pytest.approx(
        400**2 / 2 * (np.sqrt(1 / 3) / (20 * t)) ** 3
    )


def test_the_ladder_with_a_bulk_is_seen_and_a_missing_rung_too():
    form, _ = CLAIMS["local-law.precondition.form.bulk"].nature
    total = form.chunk(np.random.default_rng(9), 64)
    given = preconditioner.WITH_A
    assert form.test.compare(total, given.form_variance()).accepted
    assert not form.test.compare(total, float(given.theory.equivalent[0] ** 4)).accepted


def test_every_experiment_has_level_and_power():
    samples = [
        e["data"] for one in FOUND.values() for e in one["evidence"] if e["kind"] == "nature"
    ]
    assert len(samples) == sum(len(claim.nature) for claim in CLAIMS.values()) > 25
    assert all(data["level"] == 1e-8 and data["power"].startswith("0.999") for data in samples)

"""Verdicts of the third document, and that broken formulas do not survive the same evidence."""

from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import patch

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.p_spin import beyond_the_edge, fixed_field
from glassproof.derivations.p_spin.exact_count import N
from glassproof.derivations.p_spin.model import p
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.verify.checking.check import check
from glassproof.verify.claims import extras
from glassproof.verify.claims.evidence import Kind, Outcome
from glassproof.verify.judging.judge import judge
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.papers import load
from glassproof.verify.papers.general_activation import angular, bands, sharp
from tests.reviews import reviewed
from tests.verify.test_golden_ledgers import RECORDS

CLAIMS = {claim.id: claim for claim in load("general_activation").claims}
VERDICTS = dict.fromkeys(CLAIMS, Verdict.VERIFIED) | {
    "ga.rank.powers": Verdict.REFUTED,
    "ga.assumption": Verdict.UNDECIDED,
}


def test_ids_are_distinct_and_uses_are_known():
    assert len(CLAIMS) == len(load("general_activation").claims)
    assert all(set(claim.uses) <= set(CLAIMS) for claim in CLAIMS.values())


def test_the_recorded_ledger_has_these_verdicts():
    recorded = json.loads((RECORDS / "general_activation.json").read_text(encoding="utf-8"))
    assert {claim["id"]: claim["verdict"] for claim in recorded["claims"]} == VERDICTS


def test_another_reading_that_fails_is_no_error_of_the_paper():
    failed = {claim_id for claim_id, verdict in VERDICTS.items() if verdict is Verdict.REFUTED}
    assert failed
    assert all(CLAIMS[claim_id].source.is_remark for claim_id in failed)


def test_points_of_an_addition_s_own_are_told_beside_the_verdict():
    (judgement,) = reviewed("general_activation", "ga.sharp.tuples")
    found = [e for e in judgement.evidence if e.outcome is Outcome.SILENT]
    assert len(found) == 1
    assert "points are expected" in found[0].detail


def test_what_waits_says_for_what():
    with patch.object(extras, "installed", lambda _: False):
        ruling = judge(CLAIMS["ga.assumption"]).ruling
    assert "networks extra" in ruling.reason


@pytest.mark.parametrize(
    ("claim_id", "formula"),
    [
        ("abc.identity", "2*sqrt(2/p)*(p-1)**(N/2)*exp(-(p-1)*x**2/(2*p))*rho"),
        ("abc.identity", "sqrt(2/p)*(p-1)**(N/2)*exp(-(p-2)*x**2/(2*p))*rho"),
        ("abc.sharp", "sqrt(2/(pi*p*N))/sqrt(sqrt(v**2-2)*(v+sqrt(v**2-2)))/((p-2)*v/p)"),
        ("ga.trivial.identity", "2*sqrt(2*p*(p-1)/(p**2+sigma**2))*(p*(p-1)/(p+sigma**2))**(N/2)"
         "*exp(-(p**2-2*p-sigma**2)*x**2/(2*(p**2+sigma**2)))*rho"),
    ],
)  # fmt: skip
def test_slips_are_refuted(claim_id, formula):
    claim = replace(CLAIMS[claim_id], nature=())
    assert check(formula, claim, limits=BARE).verdict is Verdict.REFUTED


def test_the_sharp_count_in_its_short_form():
    short = "sqrt(2/(pi*p*N))/sqrt(sqrt(v**2-2)*(v+sqrt(v**2-2)))/((p-2)*v/p+sqrt(v**2-2))"
    assert check(short, CLAIMS["abc.sharp"]).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("factor", [1.15, 1 / 1.15])
def test_exact_ratios_reject_a_wrong_factor(factor, monkeypatch):
    right = fixed_field.field_factor().result
    wrong = Derivation("wrong", (Step(right * sp.nsimplify(factor), "a slip"),))
    monkeypatch.setattr(fixed_field, "field_factor", lambda: wrong)
    monkeypatch.setattr(sharp, "FIELDS", (0.5,))
    agrees, detail = sharp._ratios(-1.8)
    assert not agrees, detail


@pytest.mark.parametrize("rank", [1, 2, 3, 5, 10])
def test_the_angular_means_are_integrals(rank):
    by_quadrature = mpmath.quad(
        lambda t: (
            (mpmath.sin(2 * t) ** 2 / 2 + (3 + 4 * mpmath.cos(4 * t)) / 4)
            ** (-mpmath.mpf(rank) / 2)
        ),
        mpmath.linspace(0, mpmath.pi / 2, 5),
    )
    assert abs(float(angular.mean(rank)) - 2 / mpmath.pi * by_quadrature) < 1e-10 * by_quadrature


def test_the_closed_forms_that_are_named():
    root = mpmath.sqrt(7)
    closed = {1: 4 * mpmath.ellipk(mpmath.mpf(6) / 7) / (mpmath.pi * root), 2: 4 / root,
              10: 105088 / (343 * root)}  # fmt: skip
    for rank, value in closed.items():
        assert abs(float(angular.mean(rank)) / value - 1) < 1e-14


def test_counted_glasses_reject_a_count_off_by_a_tenth():
    claim = CLAIMS["abc.identity"]
    wrong = sp.Rational(11, 10) * claim.published
    found = check(str(wrong), claim)
    assert found.verdict is Verdict.REFUTED
    for experiment in claim.nature:
        assert experiment.predict(wrong, experiment.point) > 0
    (judgement,) = reviewed("general_activation", claim.id)
    counts = [e for e in judgement.evidence if e.kind is Kind.COUNT]
    assert len(counts) == 4
    assert all(e.outcome is Outcome.CONSISTENT for e in counts)


def test_bands_begin_where_the_complexity_vanishes():
    energies = [float(bands.energy_of_index(3, index)) for index in range(3)]
    assert abs(energies[0] - 1.657) < 1e-3  # the ground state of the spherical 3-spin glass
    v = beyond_the_edge.LEVEL.subs({p: 3, beyond_the_edge.u: -energies[2]})
    rate = sp.log(2) / 2 - v**2 / 6 - 3 * beyond_the_edge.rate(v)
    assert abs(float(rate)) < 1e-6
    assert N not in rate.free_symbols

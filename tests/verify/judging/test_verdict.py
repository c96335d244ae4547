"""The rule from evidence to verdict, over every combination of outcomes."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.verify.checking.check import check_equal
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.judging.verdict import Verdict, is_defect, rule

PIECES = st.lists(
    st.builds(
        Evidence, st.sampled_from(Kind), st.just("e"), st.sampled_from(Outcome), st.just("d")
    ),
    max_size=6,
)


def evidence(kind: Kind, outcome: Outcome) -> Evidence:
    return Evidence(kind, "name", outcome, "detail")


@given(PIECES)
def test_algebra_alone_never_refutes(pieces: list[Evidence]) -> None:
    ruling = rule([e for e in pieces if e.kind is Kind.SYMBOLIC])
    assert ruling.verdict is not Verdict.REFUTED


@given(PIECES)
def test_refuted_needs_a_counterexample_or_nature_and_no_proof(pieces: list[Evidence]) -> None:
    if rule(pieces).verdict is Verdict.REFUTED:
        assert any(e.outcome is Outcome.FAILS and e.kind is not Kind.SYMBOLIC for e in pieces)
        assert not any(e.outcome is Outcome.HOLDS and e.kind is Kind.SYMBOLIC for e in pieces)


@given(PIECES)
def test_verified_needs_a_proof_and_no_contradiction(pieces: list[Evidence]) -> None:
    if rule(pieces).verdict is Verdict.VERIFIED:
        assert any(e.outcome is Outcome.HOLDS and e.kind is Kind.SYMBOLIC for e in pieces)
        assert not any(
            e.outcome in (Outcome.DEFECT, Outcome.VOID)
            or (e.outcome is Outcome.FAILS and e.kind != Kind.SYMBOLIC)
            for e in pieces
        )


@given(PIECES, st.randoms())
def test_the_order_of_evidence_does_not_matter(pieces: list[Evidence], random) -> None:
    shuffled = list(pieces)
    random.shuffle(shuffled)
    assert rule(pieces).verdict is rule(shuffled).verdict


@given(PIECES)
def test_a_defect_outweighs_everything(pieces: list[Evidence]) -> None:
    ruling = rule([*pieces, evidence(Kind.NATURE, Outcome.DEFECT)])
    assert ruling.verdict is Verdict.UNDECIDED
    assert is_defect(ruling)


@pytest.mark.parametrize(
    ("kind", "outcome"), list(product((Kind.NATURE, Kind.COUNT, Kind.CERTIFIED), Outcome))
)
def test_single_pieces(kind: Kind, outcome: Outcome) -> None:
    expected = {
        Outcome.HOLDS: Verdict.SUPPORTED,
        Outcome.CONSISTENT: Verdict.SUPPORTED,
        Outcome.FAILS: Verdict.REFUTED,
        Outcome.SILENT: Verdict.UNDECIDED,
        Outcome.VOID: Verdict.UNDECIDED,
        Outcome.DEFECT: Verdict.UNDECIDED,
    }
    assert rule([evidence(kind, outcome)]).verdict is expected[outcome]


def test_a_proof_beside_a_counterexample_is_a_defect() -> None:
    ruling = rule([evidence(Kind.SYMBOLIC, Outcome.HOLDS), evidence(Kind.CERTIFIED, Outcome.FAILS)])
    assert is_defect(ruling)


def test_what_has_a_value_nowhere_is_not_verified_and_where_it_has_none_is_said() -> None:
    proof = evidence(Kind.SYMBOLIC, Outcome.HOLDS)
    assert rule([proof, evidence(Kind.CERTIFIED, Outcome.VOID)]).verdict is Verdict.UNDECIDED
    data = {"undefined": "not at x = 0"}
    partly = Evidence(Kind.CERTIFIED, "points", Outcome.CONSISTENT, "they agree", data)
    ruling = rule([proof, partly])
    assert ruling.verdict is Verdict.VERIFIED
    assert ruling.reason == "detail, wherever both sides are defined (not at x = 0)"


def test_what_has_a_value_at_no_point_that_was_looked_at_is_not_verified() -> None:
    """An infinity that only algebra sees: no ball tells that the denominator is zero."""
    for formula in ("(1/(sin(x)**2+cos(x)**2-1))*0+exp(x)", "exp(x)+0/(cosh(x)**2-sinh(x)**2-1)"):
        found = check_equal(formula, "exp(x)", where="x real")
        assert str(found.verdict) == "undecided", found.judgement.ruling.reason

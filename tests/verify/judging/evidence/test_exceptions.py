"""Binomial coefficients of negative whole numbers: counterexamples, and no defects of the judge."""

from __future__ import annotations

import pytest

from glassproof.verify.checking.check import check_equal
from glassproof.verify.claims.evidence import Kind, Outcome
from glassproof.verify.judging.verdict import Verdict

SYMMETRY = ("binomial(a, b)", "binomial(a, a - b)")


@pytest.mark.parametrize(
    "where", ["a real, b real", "a real, b integer", "a integer, b integer", "a < 3, b real"]
)
def test_symmetry_fails_where_the_upper_index_is_negative(where: str) -> None:
    found = check_equal(*SYMMETRY, where=where)
    assert found.verdict is Verdict.REFUTED
    point = {symbol.name: value for symbol, value in (found.counterexample or {}).items()}
    assert point["a"] < 0
    assert point["a"].is_integer
    proofs = [e for e in found.judgement.evidence if e.kind is Kind.SYMBOLIC]
    assert all(e.outcome is Outcome.SILENT for e in proofs)


@pytest.mark.parametrize(
    ("sides", "where"),
    [
        (SYMMETRY, "a > -1, b real"),
        (SYMMETRY, "a integer >= 0, b integer"),
        (("binomial(a, 3)", "a*(a - 1)*(a - 2)/6"), "a real"),
        (("b*binomial(a, b)", "a*binomial(a - 1, b - 1)"), "a real, b integer >= 1"),
    ],
)
def test_what_holds_everywhere_is_still_proven(sides: tuple[str, str], where: str) -> None:
    assert check_equal(*sides, where=where).verdict is Verdict.VERIFIED

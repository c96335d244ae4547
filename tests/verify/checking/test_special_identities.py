"""The judge and the identities of special functions: none of the misprints passes."""

from __future__ import annotations

import pytest

from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import Limits
from tests.verify.checking.special_identities import IDENTITIES

WITHOUT_PROOF = {
    "bernoulli(n, 1)": "supported",
    "floor(x) + floor(-x)": "undecided",
}
"""Of sequences that are no hypergeometric terms, and of what is constant at all points."""

PATIENT = Limits(proof=60.0, extras=0.01, points=60.0)
"""What is proven does not depend on how busy the machine is."""


def verdict(left: str, right: str, where: str) -> str:
    return str(check_equal(left, right, where=where, limits=PATIENT).verdict)


@pytest.mark.parametrize(("left", "right", "where", "misprint"), IDENTITIES,
                         ids=[f"{row[0]} = {row[1]}" for row in IDENTITIES])  # fmt: skip
def test_identities_are_proven_and_misprints_refuted(
    left: str, right: str, where: str, misprint: str
) -> None:
    assert verdict(left, right, where) in ("verified", WITHOUT_PROOF.get(left, "verified"))
    assert verdict(left, misprint, where) == "refuted"

"""The judge and the identities of special functions: none of the misprints passes."""

from __future__ import annotations

from functools import cache

import pytest

import glassproof as gp
from tests.verify.checking.special_identities import IDENTITIES

LEAST_PROVEN = 0.9
"""Share of the true ones that are proven."""


@cache
def verdict(left: str, right: str, where: str) -> str:
    return str(gp.check(left, equals=right, where=where).verdict)


@pytest.mark.parametrize(("left", "right", "where", "misprint"), IDENTITIES,
                         ids=[f"{row[0]} = {row[1]}" for row in IDENTITIES])  # fmt: skip
def test_identities_are_not_refuted_and_misprints_are(
    left: str, right: str, where: str, misprint: str
) -> None:
    assert verdict(left, right, where) in ("verified", "supported", "undecided")
    assert verdict(left, misprint, where) == "refuted"


def test_most_identities_are_proven() -> None:
    assert len(IDENTITIES) >= 150
    verdicts = [verdict(*row[:3]) for row in IDENTITIES]
    assert verdicts.count("verified") >= LEAST_PROVEN * len(IDENTITIES)

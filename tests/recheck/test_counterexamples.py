"""Counterexamples at points that are no fractions are enclosed, too, and noticed where changed."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest

import glassproof as gp
from glassproof.recheck.findings import Level
from glassproof.verify.checking.claims_file import parse_claims
from tests.recheck.tampering import alone, changed, put, signed

CLAIMS = b"""
[symbols]
x = "real"
z = "complex"

[[claim]]
id = "strict"
published = "cos(x)"
relation = ">"
derived = "-1"

[[claim]]
id = "touching"
published = "x**2"
relation = ">"
derived = "2*sqrt(2)*x - 2"

[[claim]]
id = "complex"
published = "z*conjugate(z)"
derived = "z**2"

[[claim]]
id = "tiny"
published = "sqrt(2)*x"
derived = "sqrt(2)*x*(1 + 1/10**20)"
"""
IDS = ("strict", "touching", "complex", "tiny")


@cache
def ledger() -> dict[str, Any]:
    found: dict[str, Any] = gp.review(parse_claims(CLAIMS), jobs=1).to_dict()
    return found


def one(name: str) -> dict[str, Any]:
    return alone(ledger(), IDS.index(name))


@pytest.mark.parametrize("name", IDS)
def test_they_are_rechecked(name: str) -> None:
    found = gp.recheck(one(name), seed=1)
    assert found.accepted
    assert found.counts(Level.UNCHECKED)["the sides differ at the counterexample"] == 0
    told = "the sides differ at the counterexample"
    assert found.counts(Level.PROVEN)[told] + found.counts(Level.DIGITS)[told] == 1


def test_some_are_no_fractions() -> None:
    points = [claim["evidence"][-1]["data"]["point"] for claim in ledger()["claims"]]
    assert points[:2] == [{"x": "pi"}, {"x": "sqrt(2)"}]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("make", ["3", "pi/2", "y", "sqrt(", "I", ""])
def test_other_points_are_noticed(name: str, make: str) -> None:
    (key,) = one(name)["claims"][0]["evidence"][-1]["data"]["point"]
    way = ("claims", 0, "evidence", -1, "data", "point", key)
    if one(name)["claims"][0]["evidence"][-1]["data"]["point"][key] != make:
        assert not gp.recheck(signed(put(one(name), way, lambda _: make)), seed=1).accepted


@pytest.mark.parametrize("name", IDS)
def test_other_words_are_noticed(name: str) -> None:
    for key in ("published", "derived"):
        way = ("claims", 0, "evidence", -1, "data", key)
        tampered = put(one(name), way, lambda text: changed(text, Random(name)))
        assert not gp.recheck(signed(tampered), seed=1).accepted

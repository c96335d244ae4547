"""Any entry, changed or dropped, with the digest computed anew: what is accepted has no meaning
that a rule holds, and is of a kind that docs/certificates.md names."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from glassproof.recheck import recheck
from tests.recheck.tampering import (
    NAMES,
    UNSIGNED,
    WORDS,
    Path_,
    alone,
    changed,
    containers,
    leaves,
    put,
    recorded,
    signed,
)

CHANGES = 120  # of each ledger
SLOW = {"integral", "gauss"}
PAGE = Path(__file__).parents[2] / "docs" / "certificates.md"
ANYWHERE = UNSIGNED | WORDS | {"draw", "log", "assumed"}
KINDS = {
    "what a claim is called and rests on": "(id|uses)(/.*)?",
    "where the steps of a derivation are held": "certificate/derivation/domain/.*",
    "boxes that isolate all the same": "certificate/nature/[0-9]+/instances/[0-9]+/boxes/.*",
    "ends of enclosures that meet all the same": "evidence/[0-9]+/data/enclosures/.*",
    "data of proofs that no rule uses": "evidence/[0-9]+/data/certificate/.*data/.*",
    "names of evidence": "evidence/[0-9]+/name",
    "where a sample was drawn that predicts no value": "evidence/[0-9]+/data/point(/.*)?",
}
"""Kinds of entries of a claim of which some changes may be accepted, by a pattern of the way."""
OF_STATEMENTS = "(published|derived|reason|evidence/[0-9]+(/.*)?)"  # words: nothing is rechecked
BINS = "certificate/nature/[0-9]+/(sums|published|derived)/.*"
OPERATORS = "certificate/derivation/steps/[0-9]+/operation/.*"
UNDECISIVE = "evidence/[0-9]+(/detail|/data(/.*)?)?"
FREE_RANGES = "certificate/domain/ranges/.*"


def kind(claim: dict[str, Any], way: Path_) -> str:
    """The kind of a change of a claim that may be accepted; "" if it has to be refused."""
    text = "/".join(map(str, way))
    if set(way) & ANYWHERE:
        return "words"
    for name, pattern in KINDS.items():
        if re.fullmatch(pattern, text):
            return name
    if re.fullmatch(OF_STATEMENTS, text) and not claim["published_latex"]:
        return "statements in words"
    if re.fullmatch(FREE_RANGES, text):
        record = claim["certificate"]["domain"]["ranges"].get(way[3], {})
        endless = record.get("low") is record.get("high") is None and way[-1] == "closed"
        return "ranges that are assumed" if endless or "assumed" in record else ""
    if re.fullmatch(BINS, text):
        law = claim["certificate"]["nature"][int(way[2])]["test"]["law"]
        return "bins that agree better than the worst" if law == "FractionsTest" else ""
    if re.fullmatch(OPERATORS, text):
        several = len(claim["certificate"]["derivation"]["steps"][int(way[3])]["before"]) > 1
        return "operators on entries that vanish" if several else ""
    if re.fullmatch(UNDECISIVE, text):
        evidence = claim["evidence"][int(way[1])]
        decides = evidence["detail"] in claim["reason"] or evidence["kind"] in ("nature", "count")
        return "" if decides else "evidence that decides nothing"
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_accepted_is_of_a_kind_that_is_named(name: str) -> None:
    ledger, random = recorded(name), Random(name)
    claims = [n for n, claim in enumerate(ledger["claims"]) if claim["id"] not in SLOW]
    accepted = []
    for number in range(CHANGES):
        one = alone(ledger, claims[number % len(claims)])
        ways = [(way, True) for way, _ in leaves(one["claims"][0])]
        ways += [(way, False) for way in containers(one["claims"][0])]
        way, edits = random.choice(ways)
        make = (lambda value: changed(value, random)) if edits else None
        tampered = put(one, ("claims", 0, *way), make)
        if _accepts(tampered):
            accepted.append((one["claims"][0], way))
    assert [(claim["id"], way) for claim, way in accepted if not kind(claim, way)] == []
    assert len(accepted) < CHANGES / 2


def _accepts(ledger: dict[str, Any]) -> bool:
    try:
        return recheck(signed(ledger), seed=2).accepted
    except (KeyError, TypeError):  # nothing is left to sign
        return False


MORE = ("statements in words", "evidence that decides nothing", "ranges that are assumed",
        "bins that agree better than the worst", "operators on entries that vanish")  # fmt: skip


@pytest.mark.parametrize("name", [*KINDS, *MORE])
def test_the_page_names_the_kind(name: str) -> None:
    assert name in " ".join(PAGE.read_text(encoding="utf-8").split())

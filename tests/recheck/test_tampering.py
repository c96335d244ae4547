"""A ledger that somebody changed is noticed, whether the digest is computed anew or not."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from glassproof.recheck import recheck
from glassproof.recheck.findings import Findings
from glassproof.recheck.ledger import NoLedgerError, digest
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

SLOW = {"integral", "gauss"}  # quadrature to 60 digits, at every point
ONES = [
    pytest.param(alone(ledger, number), id=f"{name}-{claim['id']}")
    for name in NAMES
    for ledger in (recorded(name),)
    for number, claim in enumerate(ledger["claims"])
    if claim["id"] not in SLOW
]
Ledger = dict[str, Any]


def guarded(ledger: Ledger, path: Path_) -> bool:
    """Whether an entry has a meaning that a rule confirms, not the digest alone.

    None has where points are drawn (``draw``, ``log``), what is assumed of names that are not the
    claim's, the words of silent evidence, the bins of a
    histogram that agree better than the worst, the place of a sample whose prediction is no value
    of a formula.
    """
    if set(path) & (UNSIGNED | WORDS | {"draw", "log", "assumed", "digest", "enclosures", "boxes"}):
        return False
    claim = ledger["claims"][0]
    if path[:1] != ("claims",):
        return True
    rest = path[2:]
    if not rest or rest[0] in ("id", "uses"):  # of one claim alone: it may have any name
        return False
    if "ranges" in rest:
        name = rest[rest.index("ranges") + 1] if len(rest) > rest.index("ranges") + 1 else ""
        own = claim["certificate"]["domain"]["ranges"].get(name, {"assumed": True})
        endless = rest[-1] == "closed" and own.get("low") is own.get("high") is None
        return rest[1] == "domain" and "assumed" not in own and len(rest) > 4 and not endless
    if rest[0] == "evidence" and len(rest) > 1:
        found = claim["evidence"][int(rest[1])]
        decisive = found["detail"] in claim["reason"]
        nature = found["kind"] in ("nature", "count")
        if rest[2:] in (("detail",), ("name",)):
            return nature
        if rest[2:4] == ("data", "point") and nature:
            return False
        return "certificate" not in rest and (decisive or nature)
    if rest[0] == "certificate" and "nature" in rest:
        law = claim["certificate"]["nature"][int(rest[2])]["test"]["law"] if len(rest) > 2 else ""
        told = len(rest) > 3 and rest[3] != "instances" and rest[-1] != "law"
        return told and law != "FractionsTest"
    if rest[0] == "published" or rest[0] == "derived":
        return bool(claim[f"{rest[0]}_latex"])
    if "derivation" in rest and "where" in rest:
        return False
    if "operation" in rest:
        return operates(claim["certificate"]["derivation"]["steps"][int(rest[3])], rest)
    return rest != ("certificate", "left out") and "gap" not in rest


def operates(step: dict[str, Any], rest: Path_) -> bool:
    """Whether an entry of an operation has a say: not one that is zero in formulas of the entries,
    nor the names by which something is differentiated that vanishes anyhow."""
    if "each" in rest[:-1]:
        return bool(step["obtained"][int(rest[rest.index("each") + 1])] != "0")
    return len(step["before"]) == 1 or step["operation"]["is"] != "function"


def found_in(ledger: Ledger) -> Findings | None:
    """What a checker finds; None if it is not taken for a ledger."""
    try:
        return recheck(ledger, seed=2)
    except NoLedgerError:
        return None


def is_noticed(ledger: Ledger) -> bool:
    found = found_in(ledger)
    return found is None or not found.accepted


@pytest.mark.parametrize("ledger", ONES)
def test_changes_are_noticed_though_the_digest_is_computed_anew(ledger: Ledger) -> None:
    assert not is_noticed(ledger)
    random = Random(ledger["claims"][0]["id"])
    edits = [p for p, _ in leaves(ledger) if guarded(ledger, p)]
    drops = [
        p for p in containers(ledger) if guarded(ledger, p) and p[-1] not in ("typed", "written")
    ]
    for path in random.sample(edits, 8):
        tampered = put(ledger, path, lambda value: changed(value, random))
        assert is_noticed(signed(tampered)), path
    for path in random.sample(drops, 4):
        tampered = put(ledger, path, None)
        assert is_noticed(resigned(tampered)), path


def resigned(ledger: Ledger) -> Ledger:
    try:
        return signed(ledger)
    except (KeyError, TypeError):  # nothing is left to sign
        return ledger


@pytest.mark.parametrize("ledger", ONES)
def test_any_change_is_noticed_by_the_digest(ledger: Ledger) -> None:
    random = Random(3)
    ways = [p for p, _ in leaves(ledger) if not set(p) & UNSIGNED]
    for path in random.sample(ways, 10):
        tampered = put(ledger, path, lambda value: changed(value, random))
        assert digest(tampered) != ledger["digest"] or path == ("digest",), path
    tampered = put(ledger, random.choice(ways), lambda value: changed(value, random))
    assert is_noticed(tampered)


def formulas(name: str) -> list[tuple[Ledger, str]]:
    ones = [one.values[0] for one in ONES if str(one.id).startswith(name)]
    return [(one, key) for one in ones for key in ("published", "derived")
            if one["claims"][0][f"{key}_latex"]]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_formula_that_is_changed_wherever_it_stands_is_noticed(name: str) -> None:
    """The attacker changes text and certificate alike: what is claimed of it no longer holds."""
    for ledger, key in formulas(name):
        claim = ledger["claims"][0]
        if claim["verdict"] != "verified" or claim["certificate"]["relation"] != "=":
            continue
        text = f"({claim[key]}) + 1/1000003"
        tampered = put(ledger, ("claims", 0, key), lambda _, text=text: text)
        tampered = put(tampered, ("claims", 0, "certificate", key), lambda _, text=text: text)
        assert is_noticed(signed(tampered)), claim["id"]


@pytest.mark.parametrize("name", NAMES)
def test_another_verdict_is_noticed(name: str) -> None:
    ledger = recorded(name)
    for number in range(len(ledger["claims"])):
        one = alone(ledger, number)
        told = one["claims"][0]["verdict"]
        others = [v for v in ("verified", "supported", "refuted", "undecided") if v != told]
        for verdict in others[:1] if ledger["claims"][number]["id"] in SLOW else others:
            way = ("claims", 0, "verdict")
            assert is_noticed(signed(put(one, way, lambda _, v=verdict: v)))


@pytest.mark.parametrize("name", NAMES)
def test_certificates_that_are_swapped_are_noticed(name: str) -> None:
    """Each claim with the next one's certificate, the formulas of both being others."""
    ledger = recorded(name)
    claims = ledger["claims"]
    for number, other in enumerate([*claims[1:], claims[0]]):
        own = claims[number]
        if own["id"] not in SLOW and own["published"] != other["published"]:
            one = alone(ledger, number)
            swapped = put(
                one, ("claims", 0, "certificate"), lambda _, c=other: {**c["certificate"]}
            )
            assert is_noticed(signed(swapped)), own["id"]


def test_bytes_that_flip_and_files_that_break_off_give_no_traceback() -> None:
    ledger = alone(recorded("p_spin"), 2)
    whole = json.dumps(ledger).encode()
    random = Random(4)
    for number in range(1000):
        if number % 4:
            at = random.randrange(len(whole))
            text = whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :]
        else:
            text = whole[: random.randrange(len(whole))]
        try:
            content = json.loads(text)
        except ValueError:
            continue
        found = found_in(content) if isinstance(content, dict) else None
        assert found is None or not found.accepted or digest(content) == ledger["digest"]

"""Two records held against each other: what changed, which way, and what is one statement."""

from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.differences.compare import ORDER, Kind, compare
from glassproof.reports.differences.sides import Side, Statement, side
from glassproof.reports.differences.terminal import print_differences, summary
from tests.reports.records import ledger
from tests.reports.sample import sample_claims


def record() -> dict[str, Any]:
    return copy.deepcopy(ledger(sample_claims()))


def found(old: dict[str, Any], new: dict[str, Any]):
    return compare(side("old.json", old), side("new.json", new))


def kinds(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Kind]:
    return {change.id: change.kind for change in found(old, new).changes}


def test_a_ledger_does_not_differ_from_itself() -> None:
    same = found(record(), record())
    assert set(same.counts) == {Kind.SAME}
    assert not same.worsened
    assert same.to_dict()["changes"] == []
    assert summary(same).endswith("nothing changed")


def test_seconds_and_digests_are_no_change() -> None:
    new = record() | {"digest": "1" * 64, "date": "2026-11-26"}
    for claim in new["claims"]:
        claim["seconds"] += 1
    assert set(found(record(), new).counts) == {Kind.SAME}


def test_what_changed_is_told_once_and_by_its_name() -> None:
    old, new = record(), record()
    verified = next(c for c in new["claims"] if c["verdict"] == "verified")
    verified["verdict"] = "refuted"
    rest = [c for c in new["claims"] if c is not verified and c["evidence"]]
    formula, moved, renamed = rest[:3]
    formula["published"] = "17*sigma_z"
    moved["evidence"][0]["detail"] = "said otherwise"
    renamed["id"] = "a.new.name"
    told = kinds(old, new)
    assert told[verified["id"]] is Kind.WORSE
    assert told[formula["id"]] is Kind.FORMULA
    assert told[moved["id"]] is Kind.EVIDENCE
    assert told["a.new.name"] is Kind.SAME  # the same statement under another name
    changed = {verified["id"], formula["id"], moved["id"]}
    assert {kind for claim_id, kind in told.items() if claim_id not in changed} == {Kind.SAME}


def test_what_is_new_and_refuted_is_worse_and_what_is_gone_is_not() -> None:
    old, new = record(), record()
    gone = old["claims"][0]
    new["claims"] = new["claims"][1:]
    assert kinds(old, new)[gone["id"]] is Kind.REMOVED
    assert not found(old, new).worsened
    back = {c["id"]: c for c in old["claims"]}
    added = kinds(new, old)[gone["id"]]
    assert added is (Kind.WORSE if back[gone["id"]]["verdict"] == "refuted" else Kind.ADDED)


def of(*statements: Statement) -> Side:
    return Side("side", "claim", statements, {})


def said(verdict: str, claim_id: str = "a", text: str = "x", *, named: bool = True) -> Statement:
    return Statement(claim_id, "", verdict, "", {"published": text}, {}, named)


@given(st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_a_step_back_is_a_step_forth_the_other_way(old: str, new: str) -> None:
    forth = compare(of(said(old)), of(said(new))).changes[0].kind
    back = compare(of(said(new)), of(said(old))).changes[0].kind
    assert {forth, back} == ({Kind.SAME} if old == new else {Kind.WORSE, Kind.BETTER})


@given(
    st.lists(st.sampled_from("abcde"), max_size=6),
    st.lists(st.sampled_from("abcde"), max_size=6),
    st.booleans(),
)
def test_every_statement_of_both_sides_is_in_one_change(
    old: list[str], new: list[str], named: bool
) -> None:
    """However often one text occurs, and whether or not it has a name."""

    def sided(texts: list[str]) -> Side:
        unique = list(dict.fromkeys(texts)) if named else texts
        each = [said("verified", t if named else f"l{i}", t * 9, named=named)
                for i, t in enumerate(unique)]  # fmt: skip
        return of(*each)

    before, after = sided(old), sided(new)
    changes = compare(before, after).changes
    assert [c.after for c in changes if c.after] == list(after.statements)
    assert sorted(c.before.id for c in changes if c.before) == sorted(
        s.id for s in before.statements
    )
    common = sum(
        min(
            [s.text for s in before.statements].count(t),
            [s.text for s in after.statements].count(t),
        )
        for t in "abcde"
        for t in [t * 9]
    )
    assert sum(c.before is not None and c.after is not None for c in changes) == common


def test_an_equation_that_moved_and_was_mended_is_one() -> None:
    old = of(said("refuted", "p.tex:4", r"(a+b)^2 = a^2 + b^2", named=False))
    new = of(
        said("verified", "p.tex:4", r"\int_0^1 s ds = 1/2", named=False),
        said("verified", "p.tex:9", r"(a+b)^2 = a^2 + 2ab + b^2", named=False),
    )
    changes = compare(old, new).changes
    assert [change.kind for change in changes] == [Kind.ADDED, Kind.BETTER]


def test_claims_are_not_compared_with_equations() -> None:
    with pytest.raises(DomainError, match="compare two ledgers, or two scans"):
        compare(of(), Side("scan.json", "equation", (), {}))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    new = record()
    for claim in new["claims"]:
        claim["verdict"] = "undecided"
    console = Console(width=width, record=True, file=io.StringIO())
    print_differences(console, found(record(), new))
    lines = console.export_text().splitlines()
    assert lines
    assert max(map(len, lines)) <= width

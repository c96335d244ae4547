"""The ledger as a graph of claims, and its drawing."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.commands import report, show, verify
from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.consequences import consequences
from glassproof.reports.summary import Overview
from glassproof.reports.web.claim_graph import BOX_HEIGHT, BOX_WIDTH, draw_graph
from glassproof.reports.wording import USUAL
from glassproof.verify.papers import DEFAULT


def test_what_rests_on_a_refuted_claim_is_found_at_any_remove(sample_ledger: dict) -> None:
    overview = Overview(sample_ledger)
    assert overview.above["lemma2.gradient-variance-G"] == (
        "lemma2.expected-count", "lemma3.K", "section5.theta", "section6.ratio", "section6.banded",
    )  # fmt: skip
    assert "section4.quartic" in overview.refuted_below("section6.banded")


def test_the_most_consequential_refutation_comes_first(sample_ledger: dict) -> None:
    overview = Overview(sample_ledger)
    assert overview.consequential[0]["id"] == "lemma2.gradient-variance-G"
    assert {c["id"] for c in overview.consequential} == {
        c["id"] for c in sample_ledger["claims"] if c["verdict"] == "refuted"
    }


def test_conclusions_and_how_they_stand(sample_ledger: dict) -> None:
    overview = Overview(sample_ledger)
    found = {one.name: one.fate for one in consequences(overview)}
    ends = {claim["id"]: found[claim["id"]] for claim in overview.conclusions}
    assert ends == {
        "lemma2.expected-count": "stands, but not by the published argument",
        "figure1.touching": "falls, also when all below is corrected; by whose error is not "
        "separated",
        "section6.ratio": "stands, but not by the published argument",
        "section6.banded": "open",
    }


def test_sections_follow_the_ledger(sample_ledger: dict) -> None:
    sections = Overview(sample_ledger).sections
    assert [s.title for s in sections] == [
        "Lemma 2", "Lemma 3", "Section 4", "Figure 1", "Section 5", "Section 6",
    ]  # fmt: skip
    assert sum(len(s.claims) for s in sections) == len(sample_ledger["claims"])


def test_circles_and_doubles_are_refused() -> None:
    a, b = ({"id": i, "title": i, "verdict": "verified", "uses": [j]} for i, j in ("ab", "ba"))
    with pytest.raises(DomainError, match="circle: "):
        Overview({"claims": [a, b]})
    with pytest.raises(DomainError, match="two claims 'a'"):
        Overview({"claims": [a, a]})


@st.composite
def graphs(draw: Any) -> dict[str, Any]:
    """Ledgers with random acyclic graphs of up to 16 claims."""
    count = draw(st.integers(0, 16))
    claims = []
    for k in range(count):
        uses = draw(st.sets(st.integers(0, k - 1), max_size=4)) if k else set()
        verdict = draw(st.sampled_from(["verified", "refuted", "undecided"]))
        record = {"id": f"c{k}", "title": "t", "verdict": verdict, "uses": [f"c{u}" for u in uses]}
        claims.append(record)
    return {"claims": claims}


def chains(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The transitive closure, by Warshall's algorithm."""
    reached = set(arrows)
    names = sorted({name for arrow in arrows for name in arrow})
    for k in names:
        reached |= {(i, j) for i in names for j in names if {(i, k), (k, j)} <= reached}
    return reached


@settings(deadline=None, max_examples=30)
@given(graphs())
def test_drawings_never_overlap_and_arrows_lead_downwards(ledger: dict[str, Any]) -> None:
    overview = Overview(ledger)
    drawing = draw_graph(overview)
    boxes = {box.claim_id: box for box in drawing.boxes}
    assert list(boxes) == [claim["id"] for claim in ledger["claims"]]
    placed = list(boxes.values())
    for i, one in enumerate(placed):
        assert 0 <= one.x <= drawing.width - BOX_WIDTH
        assert 0 <= one.y <= drawing.height - BOX_HEIGHT
        for other in placed[:i]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    arrows = {(a.source, a.target) for a in drawing.arrows}
    uses = {(used, claim["id"]) for claim in ledger["claims"] for used in claim["uses"]}
    assert arrows <= uses
    assert chains(arrows) == chains(uses)
    assert all(chains(arrows - {arrow}) != chains(arrows) for arrow in arrows)
    assert all(boxes[a.source].y < boxes[a.target].y for a in drawing.arrows)


@pytest.mark.parametrize("command", [verify.verify, show.show, report.report])
def test_what_commands_leave_out_is_what_they_take_by_default(command: Any) -> None:
    parameters = inspect.signature(command).parameters
    assert parameters["paper"].default is None  # whichever is meant, it is said in one place
    assert USUAL["paper"] == DEFAULT
    assert {n: str(parameters[n].default) for n in USUAL if n != "paper"} == {
        n: value for n, value in USUAL.items() if n != "paper"
    }

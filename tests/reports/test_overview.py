"""The ledger as a graph of claims, and its drawing."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.commands import report, show, verify
from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.consequences import consequences
from glassproof.reports.summary import Overview
from glassproof.reports.web.claim_graph import draw_around, draw_graph
from glassproof.reports.web.drawing import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Drawing
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


def curves(arrow: Arrow) -> Iterator[tuple[float, float]]:
    """Points along an arrow, by de Casteljau's construction."""
    for k in range(0, len(arrow.points) - 1, 3):
        for t in (n / 24 for n in range(25)):
            left = list(arrow.points[k : k + 4])
            while len(left) > 1:
                left = [
                    (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])) for p, q in pairwise(left)
                ]
            yield left[0]


def check_drawing(drawing: Drawing) -> dict[str, Box]:
    """No two boxes overlap, no arrow passes through a box, and all is on the canvas."""
    boxes = {box.claim_id: box for box in drawing.boxes}
    placed = list(boxes.values())
    for i, one in enumerate(placed):
        assert 0 <= one.x <= drawing.width - BOX_WIDTH
        assert 0 <= one.y <= drawing.height - BOX_HEIGHT
        for other in placed[:i]:
            far = max(abs(one.x - other.x) - BOX_WIDTH, abs(one.y - other.y) - BOX_HEIGHT)
            assert far >= -ROUNDED
    for arrow in drawing.arrows:
        for x, y in curves(arrow):
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height
            for box in placed:
                inside = min(x - box.x, box.x + BOX_WIDTH - x, y - box.y, box.y + BOX_HEIGHT - y)
                assert inside <= ROUNDED, (arrow.source, arrow.target, box.claim_id)
    return boxes


ROUNDED = 0.5
"""Points by which Graphviz rounds."""


@settings(deadline=None, max_examples=30)
@given(graphs())
def test_drawings_show_what_rests_on_what_and_nothing_twice(ledger: dict[str, Any]) -> None:
    for path in (None, ""):  # with Graphviz where it is present, and without
        with pytest.MonkeyPatch.context() as patch:
            if path is not None:
                patch.setenv("PATH", path)
            overview = Overview(ledger)
            drawing, around = draw_graph(overview), draw_around(overview)
        boxes = check_drawing(drawing)
        assert list(boxes) == [claim["id"] for claim in ledger["claims"]]
        arrows = {(a.source, a.target) for a in drawing.arrows}
        uses = {(used, claim["id"]) for claim in ledger["claims"] for used in claim["uses"]}
        assert arrows <= uses
        assert chains(arrows) == chains(uses)
        assert all(chains(arrows - {arrow}) != chains(arrows) for arrow in arrows)
        down = all(boxes[a.source].y < boxes[a.target].y for a in drawing.arrows)
        right = all(boxes[a.source].x < boxes[a.target].x for a in drawing.arrows)
        assert down or (right and path is None)
        for claim_id, part in around.items():
            near = {i for pair in chains(uses) if claim_id in pair for i in pair}
            assert set(check_drawing(part)) == near
            inner = {(a, b) for a, b in uses if {a, b} <= near}
            assert chains({(a.source, a.target) for a in part.arrows}) == chains(inner)


@pytest.mark.parametrize("command", [verify.verify, show.show, report.report])
def test_what_commands_leave_out_is_what_they_take_by_default(command: Any) -> None:
    parameters = inspect.signature(command).parameters
    assert parameters["paper"].default is None  # whichever is meant, it is said in one place
    assert USUAL["paper"] == DEFAULT
    assert {n: str(parameters[n].default) for n in USUAL if n != "paper"} == {
        n: value for n, value in USUAL.items() if n != "paper"
    }

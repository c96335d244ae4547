"""Drawings of the web page: few bytes, and every line where Matplotlib drew it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.reports import figures
from glassproof.reports.web import page as html
from glassproof.reports.web.vector import SEEN, compact, path
from glassproof.verify.claims.exhibits.canvas import Canvas, Role
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.papers import load
from tests.verify.test_golden_ledgers import PAPERS, RECORDS

Place = tuple[float, float]
PAGE, DRAWING = 2_500_000, 140_000
"""Bytes that a page, and a drawing in it, may have."""


def polygons(drawn: str) -> list[list[Place]]:
    """The polygonal lines of a path of M, L and Z, absolute or relative, each as its corners."""
    found: list[list[Place]] = []
    here = (0.0, 0.0)
    for command, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", drawn):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        moved = {"h": [*numbers, 0.0], "v": [0.0, *numbers]}.get(command, numbers)
        base = here if command in "mlhv" else (0.0, 0.0)
        if command in "zZ":
            here = found[-1][0]
            found[-1].append(here)
            found.append([here])
            continue
        here = (base[0] + moved[0], base[1] + moved[1])
        if command in "mM":
            found.append([])
        found[-1].append(here)
    return [line for line in found if len(line) > 1]


def away(place: Place, line: list[Place]) -> float:
    """How far a place is from a polygonal line."""
    at, corners = np.array(place), np.array(line)
    first, along = corners[:-1], np.diff(corners, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-300)
    share = np.clip(((at - first) * along).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(first + share[:, None] * along - at).T).min())


numbers = st.one_of(st.floats(-999, 999), st.integers(-9, 9).map(float), st.just(0.004))
lines = st.lists(st.tuples(numbers, numbers), min_size=2, max_size=30)


@given(st.lists(st.tuples(lines, st.booleans()), min_size=1, max_size=4))
def test_polygonal_lines_stay_where_they_were(drawn: list[tuple[list[Place], bool]]) -> None:
    """Corners of either line lie on the other one, and their ends are the same."""
    text = " ".join(
        "M " + " L ".join(f"{x:.6f} {y:.6f}" for x, y in line) + " z" * closed
        for line, closed in drawn
    )
    before, after = polygons(text), polygons(path(text))
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert np.allclose([one[0], one[-1]], [other[0], other[-1]], rtol=0, atol=0.01)
        assert max(away(place, other) for place in one) < SEEN + 0.01
        assert max(away(place, one) for place in other) < SEEN + 0.01


def crowded(_: object, page: Canvas) -> None:
    """As much as a paper draws: three maps on fine grids, curves, and two hundred points."""
    *panels, last = (panel for row in page.panels(2, 4, height=5.0) for panel in row)
    x = np.linspace(-1, 1, 161)
    heights = 9 * x[:, None] + 3 * np.sin(3 * x)
    for panel in panels[:3]:
        panel.filled(x, x, heights, np.linspace(-9, 9, 19))
        panel.contour(x, x, heights, Role.NEUTRAL)
    many = np.linspace(-1, 1, 100)
    for k in range(2):
        last.points(many, np.sin(9 * many + k), np.full(100, 0.1), mark=k)
        last.line(many, np.sin(9 * many + k), Role.DERIVED, dash=k)


def test_a_crowded_drawing_is_light(tmp_path: Path) -> None:
    figure = Figure("all", "All", (), lambda: None, crowded, lambda _: "")
    (drawn,) = figures.draw(figure, [tmp_path / "all.svg"])
    before = drawn.path.read_text()
    after = compact(before)
    assert len(quote(after, safe=html._KEPT)) < DRAWING < len(before) / 4
    assert after.count("<use") == before.count("<use")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_page_of_every_paper_is_light_with_all_its_figures(paper: str) -> None:
    ledger = json.loads((RECORDS / f"{paper}.json").read_text(encoding="utf-8"))
    page = html.render(ledger | {"versions": {}, "date": ""})
    assert len(page.encode()) + DRAWING * len(load(paper).figures) < PAGE

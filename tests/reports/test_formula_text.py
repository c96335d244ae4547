"""Formulas in terminals of any width: whole where they fit, else entry by entry, never cut."""

from __future__ import annotations

import io
import json

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from glassproof.reports import pages
from glassproof.reports.formula_text import formula

x, y = sp.symbols("x y")
ENTRIES = st.sampled_from([sp.S(0), sp.S(1), x, sp.sqrt(x + y), (x + 2 * y) ** 3, x**2 - y / 7])


def shown(expression: sp.Basic | str, width: int) -> list[str]:
    console = Console(width=width, file=io.StringIO(), record=True, color_system=None)
    pages.show(console, json.loads(json.dumps([formula(expression)])))
    return [line.rstrip() for line in console.export_text().splitlines()]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 4), st.integers(1, 4), st.data(), st.integers(30, 120))
def test_a_matrix_is_drawn_whole_or_told_entry_by_entry(
    rows: int, columns: int, data: st.DataObject, width: int
) -> None:
    entries = data.draw(st.lists(ENTRIES, min_size=rows * columns, max_size=rows * columns))
    matrix = sp.Matrix(rows, columns, entries)
    lines = shown(matrix, width)
    assert max(map(len, lines)) <= width
    drawn = [line.rstrip() for line in sp.pretty(matrix, wrap_line=False).splitlines()]
    if max(map(len, drawn)) <= min(width, 90):
        assert lines == drawn
        return
    flat = " ".join(" ".join(lines).split())
    for i in range(rows):
        for j in range(columns):
            told = f"({i + 1}, {j + 1}) {matrix[i, j]}"
            assert (told in flat) is (matrix[i, j] != 0)
    assert ("the other entries are 0" in flat) is any(entry == 0 for entry in matrix)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_long_formula_is_broken_between_its_words(width: int) -> None:
    long = sum(x**k / sp.factorial(k) for k in range(20))
    flat = " ".join(" ".join(shown(long, width)).split())
    assert flat == str(long)


def test_words_are_shown_as_they_are() -> None:
    assert shown("[b]not bold[/b]", 60) == ["[b]not bold[/b]"]

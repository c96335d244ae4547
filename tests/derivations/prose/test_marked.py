"""Sentences with marks: nothing is lost, and every mark of the shipped papers is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glassproof.derivations.prose.marked import in_latex, marked, parts, plain

GOLDEN = Path(__file__).parents[2] / "verify" / "golden"
FORMULAS = {"latex", "expression", "remark", "as_read", "bibtex", "power"}


@example("$x$$y$")
@given(st.text(alphabet="x $2^", max_size=20))
def test_the_parts_of_a_sentence_are_the_sentence(text: str) -> None:
    shown = "".join(f"${part.text}$" if part.latex else part.text for part in parts(text))
    assert shown == text


def test_words_keep_their_letters_and_mathematics_its_own() -> None:
    text = "the scale $b_1$ of $M_1$, a 5$ note"
    assert plain(text) == "the scale b_1 of M_1, a 5$ note"
    assert in_latex(text) == "the scale $b_{1}$ of $M_{1}$, a 5$ note"
    assert [bool(part.latex) for part in parts(text)] == [False, True, False, True, False]


@pytest.mark.parametrize("text", ["2$ and 3$", "$ x $", "$(x$", "a$x$", "$x$2", "$", "$$"])
def test_a_dollar_that_marks_nothing_stays(text: str) -> None:
    assert plain(text) == text


def test_only_what_the_notation_has_is_marked() -> None:
    assert marked("x != 1") == "$x != 1$"
    assert marked("(x") == "(x"
    assert marked("x$, $y") == "x$, $y"


def _sentences(record: Any, key: str = "") -> Iterator[str]:
    if isinstance(record, dict):
        for name, value in record.items():
            yield from _sentences(value, name)
    elif isinstance(record, list):
        for value in record:
            yield from _sentences(value, key)
    elif isinstance(record, str) and key not in FORMULAS and not key.endswith("_latex"):
        yield record


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_every_mark_of_a_shipped_ledger_is_read(path: Path) -> None:
    for sentence in _sentences(json.loads(path.read_text(encoding="utf-8"))):
        assert "$" not in "".join(part.text for part in parts(sentence) if not part.latex), sentence

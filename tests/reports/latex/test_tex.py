"""Text as LaTeX: nothing that a text says is a command."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.reports.latex import tex

COMMANDS = re.compile(r"\\([A-Za-z]+|.)")
HARMLESS = {
    "textbackslash", "textasciicircum", "textasciitilde", "textquotedbl", "textless",
    "textgreater", "textbar", "textendash", "textemdash", "textquoteleft", "textquoteright",
    "textquotedblleft", "textquotedblright", "textellipsis", "allowbreak", "ensuremath", "texttt",
    "mbox", "texorpdfstring", "L", "l", "{", "}", "$", "&", "#", "%", "_",
}  # fmt: skip
MATHS = {name.split("{")[0] for name in tex._MATHS.values()} | {
    name for greek in tex._GREEK.values() for name in (greek, greek.capitalize())
}


@settings(deadline=None, max_examples=300)
@example("A꧰ x_꧰ 2^꧰")  # a digit, of another script
@given(st.text(max_size=80))
def test_escaped_text_has_no_command_of_its_own(text: str) -> None:
    unmarked = text.replace("$", "")
    for render in (tex.escape, tex.code, tex.identifier):
        _nothing_but_text(render(text))
    for render in (tex.prose, tex.kept, tex.bookmark):
        _nothing_but_text(render(unmarked))


def _nothing_but_text(shown: str) -> None:
    used = set(COMMANDS.findall(shown))
    assert used <= HARMLESS | MATHS | {"ell", "surd", "tfrac", "circ", "mathbb"}
    unescaped = re.sub(r"\\.", "", shown)
    assert unescaped.count("{") == unescaped.count("}")
    assert not set("$&#%\x00\x1b") & set(unescaped)
    assert all(character <= "ſ" for character in shown)


def test_marked_symbols_are_set_as_mathematics_and_words_as_they_stand() -> None:
    assert tex.prose("$sigma_z >= 1$, b1 < -1/2") == (
        r"$\sigma _{z}\geq 1${,} b1 \textless{} \ensuremath{-}1/2"
    )


@pytest.mark.parametrize("typed", [r"$\input{x}$", "$sqrt(($", "2$ and 3$", "$ x $", "$$x$$"])
def test_what_the_notation_does_not_have_is_text(typed: str) -> None:
    _nothing_but_text(tex.prose(typed))


def test_long_words_may_break() -> None:
    assert tex.escape("w" * 100).count("allowbreak") > 10


def test_a_formula_that_is_none_is_printed_as_text() -> None:
    assert tex.formula(r"\input{x}", "a_b", "(1)") == (
        r"\plainformula{(1)}{\texttt{a\_\allowbreak{}b}}"
    )


def test_escaping_does_not_happen_twice() -> None:
    assert tex.escape(tex.escape("50 %")) == r"50 \%"

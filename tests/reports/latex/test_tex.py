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
    for render in (tex.escape, tex.prose, tex.code, tex.identifier, tex.kept, tex.bookmark):
        shown = render(text)
        used = set(COMMANDS.findall(shown))
        assert used <= HARMLESS | MATHS | {"ell", "surd", "tfrac", "circ", "mathbb"}
        unescaped = re.sub(r"\\.", "", shown)
        assert unescaped.count("{") == unescaped.count("}")
        assert not set("$&#%\x00\x1b") & set(unescaped)
        assert all(character <= "ſ" for character in shown)


def test_symbols_in_prose_are_set_as_mathematics() -> None:
    assert tex.prose("sigma_z >= 1, b1 < 2^m") == (
        r"\ensuremath{\sigma_{z}} \ensuremath{\geq} 1{,} \ensuremath{b_{1}} \textless{} "
        r"2\ensuremath{^{m}}"
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("c = sqrt(2)", r"\ensuremath{c} = \ensuremath{\sqrt{\text{2}}}"),
        ("sqrt p", r"\ensuremath{\sqrt{\text{\ensuremath{p}}}}"),
        ("x'(t)", r"\ensuremath{x'}(\ensuremath{t})"),
        ("W'' - d_(i-1)", r"\ensuremath{W''} \ensuremath{-} \ensuremath{d_{i-1}}"),
        (
            "|v|^2 -> 0",
            r"\textbar{}\ensuremath{v}\textbar{}\ensuremath{^{2}} \ensuremath{\rightarrow} 0",
        ),
        ("Weyl's and G's", "Weyl{'}s and G{'}s"),
        ("of sqrt(" + "x + " * 20 + "1)", None),
        ("sqrt((", None),
    ],
)
def test_roots_primes_and_subscripts_of_prose(typed: str, shown: str | None) -> None:
    found = tex.prose(typed)
    assert found == shown if shown else r"\sqrt" not in found


def test_long_words_may_break() -> None:
    assert tex.escape("w" * 100).count("allowbreak") > 10


def test_a_formula_that_is_none_is_printed_as_text() -> None:
    assert tex.formula(r"\input{x}", "a_b", "(1)") == (
        r"\plainformula{(1)}{\texttt{a\_\allowbreak{}b}}"
    )


def test_escaping_does_not_happen_twice() -> None:
    assert tex.escape(tex.escape("50 %")) == r"50 \%"

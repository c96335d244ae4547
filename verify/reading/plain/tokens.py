"""The tokens of SymPy syntax, and the words for those that have no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from fractions import Fraction

import sympy as sp

from glassproof.verify.reading.size_limits import MAX_DIGITS
from glassproof.verify.reading.tokens import ParseError, Token, greek_name, quoted
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS

_GREEK = "\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9"
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_TOKENS = re.compile(
    r"(?P<space>[ \t\r\n\f\v]+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>[A-Za-z_{_GREEK}][A-Za-z0-9_]*)"
    rf"|(?P<raised>[{_RAISED}]+)"
    r"|(?P<side>'(?:\+-|-\+|[-+])'|\"(?:\+-|-\+|[-+])\")"
    r"|(?P<symbol>\*\*|[<>!=]=|[-+*/^(),!\[\]<>=|&\u2212\u00b7\u22c5\u00d7\u00f7\u2264\u2265\u2260])"
)
_SIGNS = {"\u2212": "-", "\u00b7": "*", "\u22c5": "*", "\u00d7": "*", "\u00f7": "/",
          "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "==": "="}  # fmt: skip
RELATIONS = ("<", "<=", ">", ">=", "=", "!=")
STRAY = (*RELATIONS, "|", "&")
"""Signs that have a place in conditions, and none in a formula."""

_DIGITS = str.maketrans(_RAISED, "0123456789")


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of ``text``, the last of kind ``end``."""
    position = 0
    while position < len(text):
        match = _TOKENS.match(text, position)
        if match is None:
            error = ParseError(stray(text[position]), text, position)
            raise error.suggesting(asks_for="--latex") if text[position] == "\\" else error
        if match.lastgroup != "space":
            written = _spelled(str(match.lastgroup), match[0])
            yield Token(str(match.lastgroup), written, position, match.end())
        position = match.end()
    yield Token("end", "", position, position)


def _spelled(kind: str, written: str) -> str:
    """A token in ASCII: Greek letters by name, signs and raised digits plain."""
    if kind == "name":
        return spelled_name(written)
    return written.translate(_DIGITS) if kind == "raised" else _SIGNS.get(written, written)


def spelled_name(name: str) -> str:
    """The name in ASCII, a Greek letter at its beginning by its own name."""
    return name if name.isascii() else greek_name(name[0]) + name[1:]


def stray(character: str) -> str:
    """The message for a sign that has no place in a formula."""
    if character in RELATIONS:
        return f"unexpected {character!r}: give one side of an equation, not all of it"
    if character == "|":
        return "unexpected '|': write abs(...)"
    if character == "&":
        return "unexpected '&': conditions stand in Piecewise, indicator, P or after the limits"
    if character == "\\":
        return "unexpected '\\': this is LaTeX, read it with --latex (or parse_latex)"
    return f"unexpected character {character!r} (U+{ord(character):04X}) in a formula"


def number(token: Token, text: str) -> sp.Rational:
    """The exact value of a number token."""
    mantissa, _, exponent = token.text.lower().partition("e")
    if mantissa[:1] == "0" and mantissa[1:2].isdigit():
        raise ParseError(
            "a number begins with no superfluous 0 (a comma before it separates values)",
            text,
            token.position,
        )
    too_long = len(mantissa) > MAX_DIGITS or len(exponent) > 4
    if too_long or abs(int(exponent or 0)) > MAX_DIGITS:
        raise ParseError(f"a number has at most {MAX_DIGITS} digits", text, token.position)
    value = Fraction(token.text)
    return sp.Rational(value.numerator, value.denominator)


NO_NUMBERS = ("oo", "inf", "nan", "zoo")
"""Names of what is no number; nobody means a symbol by them."""

_ELSEWHERE = {"e": "E for the base of exp", "i": "I for the imaginary unit", "j": "I",
              "Pi": "pi", "oo": "a number", "inf": "a number", "nan": "a number"}  # fmt: skip


def nearest(name: str, declared: Iterable[str], functions: Iterable[str] = ()) -> str:
    """The name that may have been meant; empty if none is near. A letter means no function.

    >>> nearest("sigmaz", ["sigma_z"]), nearest("e", [], ["exp"]), nearest("y", ["x"], ["yn"])
    ('sigma_z', 'E', '')
    """
    known = [*declared, *(functions if len(name) > 1 else ())]
    if functions and name in _ELSEWHERE:
        return {"e": "E", "i": "I", "j": "I", "Pi": "pi"}.get(name, "")
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), "")


def unknown_name(name: str, declared: Sequence[str], functions: Iterable[str] = FUNCTIONS) -> str:
    """The message for a name that is not declared, with the nearest that is."""
    if name in _ELSEWHERE and functions:
        return f"{quoted(name)} is not declared: declare it, or write {_ELSEWHERE[name]}"
    near = nearest(name, declared, functions)
    listed = ", ".join(sorted(declared)[:30]) or "none"
    remedy = f"; did you mean {near}?" if near else ""
    return f"{quoted(name)} is not declared{remedy} (declared: {listed})"

"""Pieces of a text of conditions: names, the links of chains, what stands between separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from glassproof.verify.reading.sympy_syntax import parse_formula, spelled_name
from glassproof.verify.reading.tokens import ParseError

NAME = re.compile(r"[A-Za-z_\u0391-\u03c9][A-Za-z0-9_]*")
_SPELLED = {"\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "==": "="}
_SIZE = re.compile(r"\|([^|<>=\u2264\u2265\u2260]+)\|")
_INFINITY = re.compile(r"([-+\u2212]?)\s*(?:oo|inf|infinity|\u221e)")
_RELATION = re.compile(r"<=|>=|!=|==|<|>|=|\u2264|\u2265|\u2260")
_SEPARATOR = re.compile(r"[(\[{]|[)\]}]|[\n;,\u2227]|&+|\band\b|$")


@dataclass(frozen=True)
class Part:
    """A piece of the text and where it begins."""

    text: str
    position: int

    @property
    def stripped(self) -> Part:
        """The piece without the blanks around it."""
        blanks = len(self.text) - len(self.text.lstrip())
        return Part(self.text.strip(), self.position + blanks)

    @property
    def name(self) -> str | None:
        """The name that it is, if it is nothing else."""
        text = self.text.strip()
        return spelled_name(text) if NAME.fullmatch(text) else None

    @property
    def names(self) -> set[str]:
        """The names in it."""
        return {spelled_name(name) for name in NAME.findall(self.text)}

    def after(self, length: int) -> Part:
        """What follows so many characters."""
        return Part(self.text[length:], self.position + length).stripped


def split(text: str, offset: int = 0) -> Iterator[Part]:
    """Pieces between separators that stand outside brackets."""
    if not text.strip():
        return
    start = depth = 0
    for match in _SEPARATOR.finditer(text):
        mark = match[0]
        if mark and mark in "([{":
            depth += 1
        elif mark and mark in ")]}":
            depth -= 1
        elif depth <= 0 or (not mark and match.start() == len(text)):
            yield Part(text[start : match.start()], offset + start).stripped
            start = match.end()


def links(part: Part) -> tuple[list[Part], list[str]]:
    """The operands of a chain and the relations between them."""
    operands, signs, start = [], [], 0
    for match in _RELATION.finditer(part.text):
        operands.append(Part(part.text[start : match.start()], part.position + start).stripped)
        signs.append(_SPELLED.get(match[0], match[0]))
        start = match.end()
    operands.append(Part(part.text[start:], part.position + start).stripped)
    return operands, signs


def without_bars(text: str) -> str:
    """The text with absolute values in words.

    >>> without_bars("|x - 1| < 2*|y|"), without_bars("x < 0 | x > 1")
    ('abs(x - 1) < 2*abs(y)', 'x < 0 | x > 1')
    """
    return _SIZE.sub(r"abs(\1)", text)


def infinite(text: str) -> int:
    """1 for an infinity, -1 for that below all numbers, 0 for what is neither.

    >>> infinite("oo"), infinite("-oo"), infinite("\N{MINUS SIGN}\N{INFINITY}"), infinite("3")
    (1, -1, -1, 0)
    """
    found = _INFINITY.fullmatch(text.strip())
    return 0 if found is None else -1 if found[1] in ("-", "\u2212") else 1


@lru_cache(maxsize=4096)
def number(text: str) -> sp.Expr | None:
    """The real number that ``text`` is, if no name stands in it.

    >>> number("-pi/2"), number("x"), number("1/0")
    (-pi/2, None, None)
    """
    try:
        value = parse_formula(text, {})
    except ParseError:
        return None
    return value if value.is_extended_real and value.is_finite else None


def rational(text: str) -> Fraction | None:
    """The number that ``text`` is, if it is a plain one."""
    value = number(text)
    return None if value is None or not value.is_Rational else Fraction(int(value.p), int(value.q))

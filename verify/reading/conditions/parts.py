"""Pieces of a text of conditions: names, the links of chains, what stands between separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from glassproof.verify.reading.sympy_syntax import parse_formula, spelled_name
from glassproof.verify.reading.tokens import ParseError

NAME = re.compile(r"[A-Za-z_\u0391-\u03c9][A-Za-z0-9_]*")
_SPELLED = {"\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "==": "="}
_RELATION = re.compile(r"<=|>=|!=|==|<|>|=|\u2264|\u2265|\u2260")
_SEPARATOR = re.compile(r"[(\[{]|[)\]}]|[\n;,]|\band\b|$")


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


@lru_cache(maxsize=4096)
def rational(text: str) -> Fraction | None:
    """The number that ``text`` is, if it is a plain one."""
    try:
        value = parse_formula(text, {})
    except ParseError:
        return None
    return Fraction(int(value.p), int(value.q)) if value.is_Rational else None

"""Positions in a text: tokens, and errors that point at a line and a column."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Self

from glassproof.derivations.proof.domain import DomainError

_WIDTH = 72


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: its kind, its characters, where it starts and ends.

    ``sizing`` is ``left`` or ``right`` for a LaTeX delimiter under ``\\left`` or ``\\right``.
    """

    kind: str
    text: str
    position: int
    end: int
    sizing: str = ""


class ParseError(DomainError):
    """A text that cannot be read; the message gives line and column, and shows the place.

    >>> print(ParseError("expected a name", "p + * q", 4))
    line 1, column 5: expected a name
        p + * q
            ^
    """

    mended = asks_for = undeclared = ""
    """What may have been meant: the text otherwise, an option that reads it, a name to declare."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message, text, position)
        self.message, self.text = message, text
        before = text[:position]
        self.line = before.count("\n") + 1
        self.column = position - (before.rfind("\n") + 1) + 1
        self._excerpt = _excerpt(text, position)

    def suggesting(self, **found: str) -> Self:
        """This error, with what may have been meant."""
        for name, value in found.items():
            setattr(self, name, value)
        return self

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}\n{self._excerpt}"


class UnknownNameError(ParseError):
    """A name that is not declared; ``name`` is how to declare it, ``applied`` if to arguments."""

    def __init__(
        self, message: str, text: str, position: int, name: str, *, applied: bool = False
    ) -> None:
        super().__init__(message, text, position)
        self.name, self.applied = name, applied


def _excerpt(text: str, position: int) -> str:
    """The line around ``position``, cut to a readable width, with a caret below."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    left = max(start, position - _WIDTH // 2)
    shown = text[left : min(end, left + _WIDTH)]
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
    return f"    {printable}\n    {' ' * (position - left)}^"


def quoted(text: str, most: int = 24) -> str:
    """``text`` in quotes for a message, cut short and with control characters escaped.

    >>> quoted("a" * 30)
    "'aaaaaaaaaaaaaaaaaaaaaaaa...'"
    """
    shown = text if len(text) <= most else text[:most] + "..."
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
    return "'" + "".join(escaped) + "'"


def greek_name(letter: str) -> str:
    """The name of a Greek letter, as LaTeX spells it.

    >>> greek_name("\N{GREEK SMALL LETTER LAMDA}"), greek_name("\N{GREEK CAPITAL LETTER SIGMA}")
    ('lambda', 'Sigma')
    """
    name = unicodedata.name(letter, "").rpartition(" ")[2].lower().replace("lamda", "lambda")
    return name.capitalize() if letter.isupper() else name

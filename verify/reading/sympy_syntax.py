"""Formulas in SymPy syntax, read without evaluating any code.

    sum     ->  [sign] product { sign product }
    product ->  power { ("*" | "/") [sign] power }
    power   ->  atom [ "!" [ "!" ] ] [ ("**" | "^") [sign] power ]
    atom    ->  number | name | function "(" sum { "," sum } ")" | form | "(" sum ")"
    form    ->  "Sum" "(" sum "," limit { "," limit } { "," clause } ")"  and so on:
                :mod:`glassproof.verify.reading.plain.forms`

Decimals are exact rationals. A sign binds weaker than a power: -x**2 is -(x**2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import sympy as sp

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.faithful import is_faithful
from glassproof.verify.reading.plain.forms import FORMS
from glassproof.verify.reading.plain.reader import Reader
from glassproof.verify.reading.plain.tokens import number, spelled_name, tokenize, unknown_name
from glassproof.verify.reading.shown import shown
from glassproof.verify.reading.size_limits import (
    MAX_LENGTH,
    PARSE_PATIENCE,
    PARSE_SECONDS,
    LimitError,
    deadline,
    require_size,
)
from glassproof.verify.reading.tokens import ParseError
from glassproof.verify.reading.vocabulary.expectations import Mean, Statistic

__all__ = [
    "Reading",
    "Symbols",
    "bounded",
    "number",
    "parse_formula",
    "read_formula",
    "require_text",
    "spelled_name",
    "tokenize",
    "unknown_name",
]

Symbols = Mapping[str, sp.Expr]
"""What a declared name stands for: a symbol, or an abbreviation such as m = p + q."""


@dataclass(frozen=True)
class Reading:
    """A formula as it was read.

    ``expr`` is what algebra works with, ``written`` the tree of the text, operation by operation,
    which says where the formula is defined; ``notices`` are what a reader must be told of how an
    ambiguous place was read, ``accents`` how the letters of declared names were marked; ``places``
    where in the ``text`` its sums, integrals and limits begin; ``statistic`` what is to be sampled
    of a formula with expectations.
    """

    expr: sp.Expr
    written: sp.Expr
    notices: tuple[str, ...] = ()
    accents: tuple[tuple[str, str], ...] = ()
    text: str = ""
    places: tuple[tuple[sp.Expr, int], ...] = ()
    statistic: Statistic | None = None

    @property
    def shown(self) -> str:
        """The formula as it was read, in LaTeX, for a reader to compare with what was meant."""
        return shown(self.written)


def parse_formula(text: str, symbols: Symbols) -> sp.Expr:
    """The expression that ``text`` writes, in the declared names and known functions alone.

    Bounded by :mod:`glassproof.verify.reading.size_limits`. Anything else raises
    :class:`ParseError`, with line and column.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> parse_formula("m*2**(m - 1) + 0.5", {"p": p, "q": q, "m": p + q})
    2**(p + q - 1)*(p + q) + 1/2
    >>> parse_formula("9**9**9**9", {})
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 5: an exponent is at most 1000 in size
        9**9**9**9
            ^
    """
    return read_formula(text, symbols).expr


def read_formula(text: str, symbols: Symbols) -> Reading:
    """As :func:`parse_formula`, with the tree as written and what must be told of the reading."""
    require_text(text)
    return bounded(lambda: Reader(text, symbols, FORMS), text)


def require_text(text: str) -> None:
    """Raise :class:`ParseError` on a text that is too long to look at."""
    if len(text) > MAX_LENGTH:
        raise ParseError(
            f"a formula has at most {MAX_LENGTH} characters, this has {len(text)}",
            text[: MAX_LENGTH + 1],
            MAX_LENGTH,
        )


class FormulaReader(Protocol):
    """A grammar at the beginning of a text."""

    notices: list[str]
    accents: dict[str, str]
    places: list[tuple[sp.Expr, int]]
    is_random: bool
    means: list[Mean] | None

    def formula(self) -> Term:
        """The whole text."""


def bounded(begin: Callable[[], FormulaReader], text: str) -> Reading:
    """What a grammar reads, within the limits of time and of size as a whole."""
    try:
        with deadline(PARSE_SECONDS, "reading the formula", patience=PARSE_PATIENCE):
            reader = begin()
            term = reader.formula()
            kept = not term.rewritten or is_faithful(term.expr, term.written, term.nodes)
            expr = require_size(term.expr if kept else term.written)
            statistic = _statistic(begin()) if reader.is_random else None
    except LimitError as error:
        raise ParseError(str(error), text, 0) from None
    notices = tuple(dict.fromkeys(reader.notices))
    accents, places = tuple(reader.accents.items()), tuple(reader.places)
    return Reading(expr, term.written, notices, accents, text, places, statistic)


def _statistic(reader: FormulaReader) -> Statistic:
    """The formula once more, with names for its expectations."""
    reader.means = []
    term = reader.formula()
    return Statistic(term.written, tuple(reader.means))

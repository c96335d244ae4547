"""A formula from its text, in either syntax; light enough to import before any work is done."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.sympy_syntax import Reading, Symbols, read_formula

__all__ = ["Reading", "read", "require_one_spelling", "with_signs"]


def read(text: str, symbols: Symbols, *, latex: bool = False) -> Reading:
    """The formula that ``text`` writes, in SymPy syntax or in LaTeX.

    >>> import sympy as sp
    >>> read(r"\\frac{x}{2}", {"x": sp.Symbol("x")}, latex=True).expr
    x/2
    >>> read("x/x", {"x": sp.Symbol("x")}).written
    x/x
    """
    if latex:
        from glassproof.verify.reading.latex.grammar import read_latex  # thirty rooms

        return read_latex(text, symbols)
    return read_formula(text, symbols)


def require_one_spelling(*readings: Reading) -> None:
    r"""Raise :class:`DomainError` if a declared name has an accent here and none there.

    >>> import sympy as sp
    >>> x = {"x": sp.Symbol("x", real=True)}
    >>> require_one_spelling(read("\\bar x", x, latex=True), read("x", x, latex=True))
    Traceback (most recent call last):
    ...
    glassproof...DomainError: x is written with and without an accent: declare both letters
    """
    seen: dict[str, str] = {}
    for name, accent in (pair for reading in readings for pair in reading.accents):
        if seen.setdefault(name, accent) != accent:
            raise DomainError(f"{name} is written with and without an accent: declare both letters")


def with_signs(where: str, texts: Iterable[object]) -> str:
    r"""The conditions, and that pm is a sign if a LaTeX text has a \pm and they do not say so.

    What holds where pm is 1 or -1 holds for the upper signs and for the lower ones.

    >>> with_signs("y > 0", [r"1 \pm y"])
    'y > 0, pm in {-1, 1}'
    """
    written = any(isinstance(text, str) and re.search(r"\\(pm|mp)\b", text) for text in texts)
    if not written or re.search(r"\bpm\b", where):
        return where
    return ", ".join(filter(str.strip, [where, "pm in {-1, 1}"]))

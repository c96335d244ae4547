"""A formula from its text, in either syntax; light enough to import before any work is done."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glassproof.verify.reading.latex.grammar import read_latex
from glassproof.verify.reading.sympy_syntax import Reading, Symbols, read_formula

__all__ = ["Reading", "read", "with_signs"]


def read(text: str, symbols: Symbols, *, latex: bool = False) -> Reading:
    """The formula that ``text`` writes, in SymPy syntax or in LaTeX.

    >>> import sympy as sp
    >>> read(r"\\frac{x}{2}", {"x": sp.Symbol("x")}, latex=True).expr
    x/2
    >>> read("x/x", {"x": sp.Symbol("x")}).written
    x/x
    """
    return (read_latex if latex else read_formula)(text, symbols)


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

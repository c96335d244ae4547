"""A formula from its text, in either syntax; light enough to import before any work is done."""

from __future__ import annotations

from glassproof.verify.reading.latex.grammar import read_latex
from glassproof.verify.reading.sympy_syntax import Reading, Symbols, read_formula

__all__ = ["Reading", "read"]


def read(text: str, symbols: Symbols, *, latex: bool = False) -> Reading:
    """The formula that ``text`` writes, in SymPy syntax or in LaTeX.

    >>> import sympy as sp
    >>> read(r"\\frac{x}{2}", {"x": sp.Symbol("x")}, latex=True).expr
    x/2
    >>> read("x/x", {"x": sp.Symbol("x")}).written
    x/x
    """
    return (read_latex if latex else read_formula)(text, symbols)

"""A formula from its text, in either syntax; light enough to import before any work is done."""

from __future__ import annotations

import sympy as sp

from glassproof.verify.reading.latex.grammar import parse_latex
from glassproof.verify.reading.sympy_syntax import Symbols, parse_formula


def read(text: str, symbols: Symbols, *, latex: bool = False) -> sp.Expr:
    """The formula that ``text`` writes, in SymPy syntax or in LaTeX.

    >>> read(r"\\frac{x}{2}", {"x": sp.Symbol("x")}, latex=True)
    x/2
    """
    return (parse_latex if latex else parse_formula)(text, symbols)

"""A formula from its text, in either syntax; light enough to import before any work is done."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.latex.grammar import parse_latex
from glassproof.verify.reading.sympy_syntax import Symbols, parse_formula


@dataclass(frozen=True)
class Reading:
    """A formula as it was read.

    ``expr`` is what algebra works with, ``written`` the tree of the text, operation by operation,
    which says where the formula is defined; ``notices`` are what a reader must be told of how an
    ambiguous place was read.
    """

    expr: sp.Expr
    written: sp.Expr
    notices: tuple[str, ...] = ()


def read(text: str, symbols: Symbols, *, latex: bool = False) -> Reading:
    """The formula that ``text`` writes, in SymPy syntax or in LaTeX.

    >>> read(r"\\frac{x}{2}", {"x": sp.Symbol("x")}, latex=True).expr
    x/2
    """
    found = (parse_latex if latex else parse_formula)(text, symbols)
    return Reading(found, found)

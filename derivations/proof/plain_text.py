"""Formulas as texts, written without computing anything."""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.printing.str import StrPrinter

_SOUGHT = (sp.Sum, sp.Product, sp.Integral, sp.Limit)


class _Writer(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy orders terms by their numbers, for which it adds up every series without a parameter:
    where there is one, terms come in the order of their forms."""

    def _as_ordered_terms(self, expr: sp.Expr, order: Any = None) -> list[sp.Expr]:
        has_value = any(not node.free_symbols for node in expr.atoms(*_SOUGHT))
        terms: list[sp.Expr] = super()._as_ordered_terms(expr, "old" if has_value else order)
        return terms


def written(expr: sp.Basic) -> str:
    """``str(expr)``, at once also where constant sums, products, integrals or limits are added.

    >>> x, k = sp.symbols("x k")
    >>> written(1 + x**2), str(1 + x**2)
    ('x**2 + 1', 'x**2 + 1')
    >>> written(sp.Sum(1 / k**2, (k, 1, sp.oo)) - sp.pi**2 / 6)
    'Sum(k**(-2), (k, 1, oo)) - pi**2/6'
    """
    text: str = _Writer().doprint(expr)
    return text

"""How a formula was read, in LaTeX."""

from __future__ import annotations

import sympy as sp
from sympy.printing.latex import LatexPrinter


class _Printer(LatexPrinter):  # type: ignore[misc]
    """LaTeX without the factors 1 that a division leaves, and bound names as they were written."""

    def _print_Mul(self, expr: sp.Expr) -> str:
        if not expr.is_Mul:  # a power in a denominator
            return str(super()._print_Mul(expr))
        factors = [factor for factor in expr.args if factor != 1]
        if len(factors) < 2:
            return str(self._print(factors[0] if factors else sp.S.One))
        return str(super()._print_Mul(sp.Mul(*factors, evaluate=False)))

    def _print_Symbol(self, expr: sp.Symbol, style: str = "plain") -> str:
        name = expr.name.rstrip("_")
        return str(super()._print_Symbol(sp.Symbol(name or expr.name), style))


def shown(expr: sp.Expr) -> str:
    r"""The formula in LaTeX, in the order in which it is written.

    >>> k, n = sp.symbols("k_ n")
    >>> shown(sp.Sum(sp.Mul(1, 1 / k, evaluate=False), (k, 1, n)))
    '\\sum_{k=1}^{n} \\frac{1}{k}'
    """
    return str(_Printer({"order": "none"}).doprint(expr))

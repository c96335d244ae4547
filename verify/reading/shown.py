"""How a formula was read, in LaTeX."""

from __future__ import annotations

import sympy as sp
from sympy.printing.latex import LatexPrinter


class _Printer(LatexPrinter):  # type: ignore[misc]
    """LaTeX with what is divided by below a line, and bound names as they were written."""

    def _print_Mul(self, expr: sp.Expr) -> str:
        if not expr.is_Mul:  # a power in a denominator
            return str(super()._print_Mul(expr))
        above = [factor for factor in expr.args if not _is_divisor(factor)]
        below = [_divisor(factor) for factor in expr.args if _is_divisor(factor)]
        if below:
            return rf"\frac{{{self._factors(above)}}}{{{self._factors(below)}}}"
        return self._factors(above)

    def _factors(self, factors: list[sp.Expr]) -> str:
        left = [factor for factor in factors if factor != 1]
        if len(left) < 2:
            return str(self._print(left[0] if left else sp.S.One))
        return str(super()._print_Mul(sp.Mul(*left, evaluate=False)))

    def _print_Symbol(self, expr: sp.Symbol, style: str = "plain") -> str:
        name = expr.name.rstrip("_")
        return str(super()._print_Symbol(sp.Symbol(name or expr.name), style))


def _is_divisor(factor: sp.Expr) -> bool:
    """Whether the factor is one over something."""
    one_over = factor.is_Rational and factor.p == 1 and factor.q > 1
    return bool(one_over or (factor.is_Pow and factor.exp == -1))


def _divisor(factor: sp.Expr) -> sp.Expr:
    return sp.Integer(factor.q) if factor.is_Rational else factor.base


def shown(expr: sp.Expr) -> str:
    r"""The formula in LaTeX, in the order in which it is written.

    >>> k, n = sp.symbols("k_ n")
    >>> shown(sp.Sum(sp.Mul(1, 1 / k, evaluate=False), (k, 1, n)))
    '\\sum_{k=1}^{n} \\frac{1}{k}'
    """
    return str(_Printer({"order": "none"}).doprint(expr))

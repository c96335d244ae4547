"""Cauchy's principal value of an integral, as a node of formulas."""

from __future__ import annotations

import sympy as sp


class PrincipalValue(sp.Expr):  # type: ignore[misc]
    """The limit of the integral without symmetric neighbourhoods of the poles inside the range.

    If both ends are infinite, they are approached symmetrically, too.

    >>> x = sp.Symbol("x", real=True)
    >>> PrincipalValue(sp.Integral(1 / x, (x, -1, 2))).integral
    Integral(1/x, (x, -1, 2))
    """

    is_commutative = True

    def __new__(cls, integral: sp.Integral) -> PrincipalValue:
        if not isinstance(integral, sp.Integral):
            raise TypeError(f"{integral} is no integral: give sympy.Integral(f, (x, a, b))")
        node: PrincipalValue = super().__new__(cls, integral)
        return node

    @property
    def integral(self) -> sp.Integral:
        """The integral whose principal value it is."""
        return self.args[0]

    def _latex(self, printer: object) -> str:
        return rf"\mathrm{{p.v.}}\!{printer.doprint(self.integral)}"  # type: ignore[attr-defined]

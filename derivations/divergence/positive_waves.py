"""Sums and integrals with a factor |sin(a x + b)|^p, which does not become small for long.

    |sin t| + |sin(t + a)| >= |sin a|,

so that with a regular factor A >= 0 the integral or sum of A |sin(a x + b)|^p diverges if that of A
does; of integers x, if sin a is not 0.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions


def without_positive_wave(expr: sp.Expr, variable: sp.Symbol, decide: Decisions) -> sp.Expr | None:
    """A; None where there is no such factor.

    >>> x = sp.Symbol("x", real=True)
    >>> without_positive_wave(sp.cos(2 * x) ** 2 / x, x, Decisions())
    1/x
    """
    rest, found = [], False
    for factor in _factors(expr):
        if not found and _is_wave(factor, variable, decide):
            found = True
        else:
            rest.append(factor)
    return sp.Mul(*rest) if found else None


def _factors(expr: sp.Expr) -> list[sp.Expr]:
    return [f for part in expr.args for f in _factors(part)] if expr.is_Mul else [expr]


def _is_wave(factor: sp.Expr, variable: sp.Symbol, decide: Decisions) -> bool:
    base, power = factor.as_base_exp()
    if not power.is_positive or power.has(variable):
        return False
    if isinstance(base, sp.Abs):
        base = base.args[0]
    elif not (power.is_Integer and power % 2 == 0):
        return False
    if not isinstance(base, (sp.sin, sp.cos)):
        return False
    phase = sp.expand(base.args[0])
    slope = phase.coeff(variable, 1)
    if sp.expand(phase - slope * variable).has(variable) or not decide.is_real(slope):
        return False
    if not decide.is_real(phase.xreplace({variable: sp.Integer(0)})):
        return False
    turning = sp.sin(slope) if variable.is_integer else slope
    return decide.is_never_zero(turning)

"""That a principal value does not exist: at an end, or at a pole whose sides do not cancel."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.divergence.integrals import diverges_at, places
from glassproof.derivations.divergence.leading import FAILS, integral_diverges, leading
from glassproof.derivations.integration.continuity import DiscontinuousError, in_order
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.integration.span import INFINITE, Span, signed
from glassproof.derivations.limits.decisions import Decisions


def why_divergent(node: PrincipalValue, decide: Decisions) -> str:
    """Why there is no principal value; empty if that is not proven.

    >>> x = sp.Symbol("x", real=True)
    >>> for low, power in ((0, 1), (-1, 2), (-1, 3)):
    ...     node = PrincipalValue(sp.Integral(x**-power, (x, low, 1)))
    ...     print(why_divergent(node, Decisions()) or "-")
    the integral diverges at x = 0
    the principal value diverges at x = 0
    -
    """
    integral = node.integral
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return ""
    variable, low, high = integral.limits[0]
    if in_order(low, high, decide) != 1:
        return ""
    fresh = signed(variable, low, high, decide)
    expr, span = integral.function.xreplace({variable: fresh}), Span(fresh, low, high, decide)
    line = low in INFINITE and high in INFINITE
    try:
        for place, side in places(expr, span):
            if place in (low, high):
                if not (line and place in INFINITE) and diverges_at(expr, span, place, side):
                    return f"the integral diverges at {variable} = {place}"
            elif side == 1 and _does_not_cancel(expr, span, place):
                return f"the principal value diverges at {variable} = {place}"
    except (*FAILS, DiscontinuousError):
        pass
    return ""


def _does_not_cancel(expr: sp.Expr, span: Span, place: sp.Expr) -> bool:
    """Whether the sum of both sides has a leading term that is too large."""
    mirrored = expr.xreplace({span.variable: 2 * place - span.variable})
    found = leading(expr + mirrored, span.variable, place, 1, span.outside)
    return found is not None and integral_diverges(found[1], False, span.outside)

"""The symbols on whose values a formula depends as it is written.

SymPy's own attribute evaluates what stands under an integral or a sum first, so that a name may be
lost which the formula, unevaluated, is still evaluated with.
"""

from __future__ import annotations

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits


def free_symbols(expr: sp.Basic) -> set[sp.Symbol]:
    """All names but those that are bound.

    >>> r, x = sp.symbols("r x")
    >>> quotient = sp.Mul(r * sp.exp(x), 1 / (r * sp.exp(x)), evaluate=False)
    >>> node = sp.Integral(quotient, (x, 0, 1))
    >>> free_symbols(node), node.free_symbols
    ({r}, set())
    """
    if not expr.has(ExprWithLimits):
        return set(expr.free_symbols)
    if isinstance(expr, ExprWithLimits):
        found = free_symbols(expr.function)
        for variable, *ends in expr.limits:
            found.discard(variable)
            found.update(*(free_symbols(end) for end in ends))
        return found
    if isinstance(expr, sp.Limit):
        inside, variable, place, _ = expr.args
        return (free_symbols(inside) - {variable}) | free_symbols(place)
    if isinstance(expr, sp.Subs):
        return (free_symbols(expr.expr) - set(expr.variables)) | free_symbols(expr.point)
    return set().union(*map(free_symbols, expr.args))

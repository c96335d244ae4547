"""By what a sum grows from one upper bound to the next."""

from __future__ import annotations

import sympy as sp

_MOST_NEW = 8
"""Terms by which the sum grows at once."""


def step(total: sp.Sum, n: sp.Symbol) -> sp.Expr | None:
    """S(n + 1) - S(n) of a sum whose terms and lower bound do not depend on n, or None.

    >>> n, k = sp.symbols("n k", integer=True)
    >>> step(sp.Sum(1 / k, (k, 1, 2 * n)), n)
    1/(2*n + 2) + 1/(2*n + 1)
    """
    if len(total.limits) != 1 or len(total.limits[0]) != 3:
        return None
    index, low, high = total.limits[0]
    moved = sp.expand(high.subs(n, n + 1) - high)
    if low.has(n) or total.function.has(n) or not (high.is_integer and moved.is_Integer):
        return None
    if not 0 < moved <= _MOST_NEW:
        return None
    return sp.Add(*(total.function.subs(index, high + i) for i in range(1, int(moved) + 1)))

"""The sign of an analytic function on a bounded interval, by balls over ever smaller parts of it.

At an end where the function vanishes to order k its sign is that of the k-th derivative nearby
(Taylor's theorem with Lagrange's remainder).
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from glassproof.derivations.inequalities.pieces import OpenError
from glassproof.derivations.inequalities.real_functions import ball_on, sign_at

_MOST_PARTS = 160
_MOST_ORDER = 6
_HALVINGS = 10


def sign_by_balls(
    f: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr
) -> tuple[int, list[dict[str, Any]]]:
    """1 or -1 if ``f`` has that sign on the open interval, with the orders at its ends; else 0.

    >>> x = sp.Symbol("x", real=True)
    >>> sign_by_balls(x - sp.sin(x), x, sp.Integer(0), sp.Integer(2))[0]
    1
    """
    signs: set[int] = set()
    ends: list[dict[str, Any]] = []
    first, last = low, high
    for end, inward in ((low, 1), (high, -1)):
        try:
            found = _at_end(f, x, end, inward, high - low)
        except OpenError:
            return 0, []
        if found is None:
            return 0, []
        sign, reach, order = found
        signs.add(sign)
        if order:
            ends.append({"end": str(end), "order": order, "reach": str(reach)})
        if inward > 0:
            first = reach
        else:
            last = reach
    if len(signs) > 1:
        return 0, []
    (sign,) = signs
    waiting = [(first, last)]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return sign, ends
        begin, stop = waiting.pop()
        ball = ball_on(f, x, begin, stop)
        if ball is not None and ball.contains(0):
            ball = _by_mean_value(f, x, begin, stop)
        if ball is None or ball.contains(0):
            middle = (begin + stop) / 2
            waiting += [(begin, middle), (middle, stop)]
        elif (1 if ball > 0 else -1) != sign:
            return 0, []
    return 0, []


def _by_mean_value(f: sp.Expr, x: sp.Symbol, begin: sp.Expr, stop: sp.Expr) -> Any:
    """f(m) + f'([a, b]) ([a, b] - m), which is narrower on short intervals."""
    middle = (begin + stop) / 2
    value = ball_on(f, x, middle, middle)
    slope = ball_on(sp.diff(f, x), x, begin, stop)
    reach = ball_on(x - middle, x, begin, stop)
    if value is None or slope is None or reach is None:
        return None
    return value + slope * reach


def _at_end(
    f: sp.Expr, x: sp.Symbol, end: sp.Expr, inward: int, width: sp.Expr
) -> tuple[int, sp.Expr, int] | None:
    """The sign beside an end, how far it is proven, and the order of the zero there."""
    derivative, order = f, 0
    while not sign_at(derivative, x, end):
        derivative, order = sp.diff(derivative, x), order + 1
        if order > _MOST_ORDER:
            return None
    if order == 0:
        return sign_at(f, x, end), end, 0
    reach = width / 4
    for _ in range(_HALVINGS):
        near = end + inward * reach
        ball = ball_on(derivative, x, *((end, near) if inward > 0 else (near, end)))
        if ball is not None and not ball.contains(0):
            return (1 if ball > 0 else -1) * (inward**order), near, order
        reach /= 4
    return None

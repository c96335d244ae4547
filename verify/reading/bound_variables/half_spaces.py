"""Integrals over part of a box: half-spaces and discs make ends of the innermost variable.

x + y < 1 on the unit square lets x run from 0 to 1 - y. Where an end could leave the box or pass
the other one, the outer variables are narrowed, or the end is cut off by Min and Max.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.binders import Bound
from glassproof.verify.reading.construct import Term


def cut(bounds: Sequence[Bound], gap: sp.Expr) -> list[Bound] | None:
    """The bounds, innermost first, of the part of a region where ``gap`` is nonnegative.

    None where the condition is neither affine in the innermost variable that it holds, nor bounds
    the square of that variable from above; and where its ends may be the wrong way round.

    >>> x, y = sp.symbols("x y", real=True)
    >>> square = [Bound(v, Term.of(0), Term.of(1)) for v in (x, y)]
    >>> [(b.low.expr, b.high.expr) for b in cut(square, 1 - x - y)]
    [(0, 1 - y), (0, 1)]
    """
    gap = sp.expand(gap)
    place = next((n for n, b in enumerate(bounds) if gap.has(b.variable)), None)
    if place is None or not gap.is_polynomial(*(b.variable for b in bounds)):
        return None
    inner, outer = bounds[place], list(bounds[place + 1 :])
    low, high = inner.low.expr, inner.high.expr
    if not (low.is_infinite or high.is_infinite or _is_nonnegative(high - low, outer)):
        return None
    coefficients = sp.Poly(gap, inner.variable).all_coeffs()
    lead, rest = coefficients[0], coefficients[-1]
    if not lead.is_Rational or (len(coefficients) == 3 and (coefficients[1] != 0 or lead > 0)):
        return None
    if len(coefficients) == 2:
        made = _half(inner, outer, sp.expand(-rest / lead), below=bool(lead < 0))
    else:
        made = _disc(inner, outer, sp.expand(-rest / lead)) if len(coefficients) == 3 else None
    return None if made is None else [*bounds[:place], *made]


def _half(inner: Bound, outer: list[Bound], end: sp.Expr, below: bool) -> list[Bound] | None:
    """The bounds where the variable is at most (at least, if not ``below``) ``end``."""
    far, near = (inner.high, inner.low) if below else (inner.low, inner.high)
    sign = 1 if below else -1
    after = _where(outer, sign * (end - near.expr)) if not near.expr.is_infinite else outer
    if after is None:
        return None
    at = Term.of(end)
    if not (far.expr.is_infinite or _is_nonnegative(sign * (far.expr - end), after)):
        at = construct.apply("Min" if below else "Max", [far, at])
    room = near.expr.is_infinite or after is not outer
    if not (room or _is_nonnegative(sign * (end - near.expr), after)):
        at = construct.apply("Max" if below else "Min", [near, at])
    ends = (near, at) if below else (at, near)
    return [Bound(inner.variable, *ends), *after]


def _disc(inner: Bound, outer: list[Bound], square: sp.Expr) -> list[Bound] | None:
    """The bounds where the square of the variable is at most ``square``."""
    low, high = inner.low, inner.high
    if low.expr.is_positive or high.expr.is_negative:
        return None
    after = _where(outer, square)
    if after is None:
        return None
    if not (_is_nonnegative(square, after) or square.free_symbols & {b.variable for b in after}):
        square = sp.Max(0, square)
    edge = construct.power(Term.of(square), Term.of(sp.Rational(1, 2)))
    fits = [
        end.expr.is_infinite or _is_nonnegative(end.expr**2 - square, after) for end in (low, high)
    ]
    minus = construct.negative(edge)
    above = edge if fits[1] else construct.apply("Min", [high, edge])
    under = minus if fits[0] else construct.apply("Max", [low, minus])
    return [Bound(inner.variable, low if low.expr == 0 else under,
                  high if high.expr == 0 else above), *after]  # fmt: skip


def _where(outer: list[Bound], gap: sp.Expr) -> list[Bound] | None:
    """The outer bounds where the inner variable has room at all."""
    gap = sp.expand(gap)
    if _is_nonnegative(gap, outer) or not any(gap.has(bound.variable) for bound in outer):
        return outer
    return cut(outer, gap)


def _is_nonnegative(gap: sp.Expr, outer: Sequence[Bound]) -> bool:
    """Whether a sum of terms c, c y and c y^2 is proven nonnegative between the bounds."""
    least = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(gap)):
        variables = [bound for bound in outer if term.has(bound.variable)]
        if not variables:
            least += term
            continue
        bound = variables[0]
        factor, power = term.as_independent(bound.variable)
        ends = (bound.low.expr, bound.high.expr)
        if len(variables) > 1 or not factor.is_Rational:
            return False
        if power == bound.variable:
            end = ends[0] if factor > 0 else ends[1]
            if not end.is_number:
                return False
            least += factor * end
        elif power == bound.variable**2 and all(end.is_number for end in ends):
            largest = max(ends[0] ** 2, ends[1] ** 2)
            least += factor * largest if factor < 0 else 0
        elif power != bound.variable**2 or factor < 0:
            return False
    return bool(least.is_nonnegative)

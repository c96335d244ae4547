"""Where an expression may fail to be continuous inside a range, and what it is between.

Every part of the expression is looked at: what must not vanish, and functions that are continuous
only for some arguments. A part of which nothing is known ends the search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.points.enclosures.special_points import zeros

_MOST_POINTS = 12

CONTINUOUS = (
    sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.atan, sp.asinh, sp.erf, sp.erfc,
    sp.erfi, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc, sp.sinc, sp.Abs, sp.Max, sp.Min, sp.airyai,
    sp.airybi, sp.airyaiprime, sp.airybiprime,
)  # fmt: skip
"""Continuous at every real argument."""

NEVER_ZERO: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.log: lambda v: v,
    sp.sign: lambda v: v,
    sp.tan: sp.cos,
    sp.sec: sp.cos,
    sp.cot: sp.sin,
    sp.csc: sp.sin,
    sp.coth: lambda v: v,
    sp.csch: lambda v: v,
    sp.Ei: lambda v: v,
    sp.acot: lambda v: v,
    sp.Heaviside: lambda v: v,
    sp.asin: lambda v: 1 - v**2,
    sp.acos: lambda v: 1 - v**2,
    sp.atanh: lambda v: 1 - v**2,
    sp.acoth: lambda v: v**2 - 1,
    sp.acosh: lambda v: v - 1,
    sp.asec: lambda v: v**2 - 1,
    sp.acsc: lambda v: v**2 - 1,
    sp.Ci: lambda v: v,
    sp.loggamma: lambda v: v,
    sp.gamma: lambda v: v,
}
"""What must not vanish for the function to be continuous at a real argument."""

POSITIVE = (
    sp.asin, sp.acos, sp.atanh, sp.acoth, sp.acosh, sp.asec, sp.acsc, sp.Ci, sp.loggamma, sp.gamma,
)  # fmt: skip
"""Functions for which it must be positive."""


_CYLINDERS = (sp.besselj, sp.bessely, sp.besseli, sp.besselk)


class DiscontinuousError(Exception):
    """A place where continuity is not proven."""


def conditions(expr: sp.Expr, variable: sp.Symbol) -> Iterator[tuple[sp.Expr, bool]]:
    """Expressions that must not vanish where ``expr`` is continuous; True: must be positive.

    >>> x = sp.Symbol("x", real=True)
    >>> list(conditions(sp.log(x) / (1 + x**2), x))
    [(x**2 + 1, False), (x, False)]
    """
    for node in sp.preorder_traversal(expr):
        if node.is_Atom or not node.has(variable) or node.is_Add or node.is_Mul:
            continue
        if isinstance(node, CONTINUOUS):
            continue
        if node.is_Pow:
            yield from _of_power(node, variable)
        elif node.func in NEVER_ZERO:
            yield NEVER_ZERO[node.func](node.args[0]), node.func in POSITIVE
        elif isinstance(node, sp.polylog) and not node.args[0].has(variable):
            yield 1 - node.args[1], True
        elif isinstance(node, (sp.uppergamma, sp.lowergamma)) and not node.args[0].has(variable):
            yield node.args[1], True
        elif isinstance(node, _CYLINDERS) and not node.args[0].has(variable):
            is_entire = isinstance(node, (sp.besselj, sp.besseli)) and node.args[0].is_integer
            if not is_entire:
                yield node.args[1], True
        else:
            raise DiscontinuousError(f"continuity of {node.func.__name__}")


def _of_power(node: sp.Expr, variable: sp.Symbol) -> Iterator[tuple[sp.Expr, bool]]:
    base, exponent = node.args
    if exponent.has(variable):
        if base.has(variable):
            yield base, True
        elif base.is_positive is not True:
            raise DiscontinuousError(f"the base of {node}")
    elif not (exponent.is_integer and exponent.is_nonnegative):
        yield base, not exponent.is_integer and not exponent.is_Rational


def breaks(expr: sp.Expr, span: Span) -> list[sp.Expr]:
    """Points inside of the range between which ``expr`` is proven to be continuous, in order.

    :class:`DiscontinuousError` where not all of them are found.
    """
    found: list[sp.Expr] = []
    for inner, positive in dict.fromkeys(conditions(expr, span.variable)):
        sign = span.sign(inner)
        if sign == 1 or (sign == -1 and not positive):
            continue
        if positive or sign == 0:
            raise DiscontinuousError(f"{inner} is not proven to be positive")
        found += [point for point in inside(inner, span) if point not in found]
    return ordered(found, span)


def kinks(expr: sp.Expr, span: Span) -> Iterator[sp.Expr]:
    """Expressions at whose zeros ``expr`` is put together of different pieces."""
    variable = span.variable
    for node in sp.preorder_traversal(expr):
        if not node.has(variable):
            continue
        if isinstance(node, (sp.Abs, sp.sign, sp.Heaviside)):
            yield node.args[0]
        elif isinstance(node, (sp.Max, sp.Min)):
            first, *others = node.args
            yield from (first - other for other in others)
        elif isinstance(node, (sp.floor, sp.ceiling)):
            yield from (node.args[0] - whole for whole in _steps(node.args[0], span))
        elif isinstance(node, sp.core.relational.Relational):
            yield node.lhs - node.rhs


def _steps(inner: sp.Expr, span: Span) -> range:
    """The integers that a linear function with numbers takes on a bounded range."""
    x = span.variable
    ends = [inner.subs(x, end) for end in (span.low, span.high)]
    if not all(end.is_number and end.is_finite for end in ends) or sp.diff(inner, x).has(x):
        raise DiscontinuousError(f"the steps of {inner}")
    low, high = sorted(int(sp.floor(end)) for end in ends)
    if high - low > _MOST_POINTS:
        raise DiscontinuousError(f"the steps of {inner}")
    return range(low, high + 2)


def inside(expr: sp.Expr, span: Span) -> list[sp.Expr]:
    """All zeros of ``expr`` inside of the range, if it is sure that these are all."""
    factors = sp.Mul.make_args(sp.factor(expr) if expr.is_polynomial(span.variable) else expr)
    found: list[sp.Expr] = []
    for factor in factors:
        base = factor.base if factor.is_Pow and not factor.exp.has(span.variable) else factor
        if not base.has(span.variable) or span.sign(base) in (1, -1):
            continue
        if isinstance(base, (sp.Abs, sp.exp)):
            base = base.args[0] if isinstance(base, sp.Abs) else sp.Integer(1)
        found += _all_zeros(base, span)
    return found


def _all_zeros(expr: sp.Expr, span: Span) -> list[sp.Expr]:
    variable = span.variable
    if not expr.has(variable):
        return []
    if expr.is_polynomial(variable) and sp.degree(expr, variable) <= 2:
        candidates = [z for z in sp.roots(sp.Poly(expr, variable)) if _may_be_real(z, span)]
    elif expr.is_polynomial(variable) and expr.free_symbols == {variable}:
        candidates = list(dict.fromkeys(sp.real_roots(sp.Poly(expr, variable))))
    elif isinstance(expr, (sp.sin, sp.cos)):
        candidates = _turns(expr, span)
    elif isinstance(expr, sp.log) and not isinstance(expr.args[0], sp.Abs):
        return _all_zeros(expr.args[0] - 1, span)
    elif _is_monotonic(expr, span):
        candidates = zeros(expr, variable)
        if not candidates:
            raise DiscontinuousError(f"the zero of {expr}")
    else:
        raise DiscontinuousError(f"the zeros of {expr}")
    return [point for point in candidates if _is_inside(point, span)]


def _may_be_real(root: sp.Expr, span: Span) -> bool:
    imaginary = sp.im(sp.expand_complex(root)) if root.has(sp.I) else sp.Integer(0)
    return not span.outside.is_never_zero(imaginary) if imaginary != 0 else True


def _is_monotonic(expr: sp.Expr, span: Span) -> bool:
    try:
        if any(span.sign(g) not in (1, -1) for g, _ in conditions(expr, span.variable)):
            return False
    except DiscontinuousError:
        return False
    return span.sign(sp.diff(expr, span.variable)) in (1, -1)


def _turns(expr: sp.Expr, span: Span) -> list[sp.Expr]:
    """Zeros of a sine or cosine of a linear function, on a bounded range."""
    angle = expr.args[0]
    slope = sp.diff(angle, span.variable)
    numbers = slope.is_number and (span.low - span.high).is_number
    if not numbers or span.low in INFINITE or span.high in INFINITE:
        raise DiscontinuousError(f"the zeros of {expr}")
    shift = angle.subs(span.variable, 0)
    start = sp.Rational(1, 2) if isinstance(expr, sp.cos) else sp.Integer(0)
    ends = (
        sorted(float((slope * end + shift) / sp.pi - start) for end in (span.low, span.high))
        if shift.is_number
        else None
    )
    if ends is None or ends[1] - ends[0] > _MOST_POINTS:
        raise DiscontinuousError(f"the zeros of {expr}")
    count = range(int(ends[0]) - 1, int(ends[1]) + 2)
    return [sp.expand(((k + start) * sp.pi - shift) / slope) for k in count]


def _is_inside(point: sp.Expr, span: Span) -> bool:
    """Whether the point is between the ends; :class:`DiscontinuousError` if not decided."""
    for end, side in ((span.low, 1), (span.high, -1)):
        if end in INFINITE:
            continue
        sign = span.outside.sign_or_none(sp.expand(side * (point - end)))
        if sign is None:
            raise DiscontinuousError(f"whether {point} is inside")
        if sign <= 0:
            return False
    return True


def in_order(low: sp.Expr, high: sp.Expr, decide: Decisions) -> int | None:
    """The sign of high - low, ends at infinity included."""
    if low is high or low == high:
        return 0
    if low is -sp.oo or high is sp.oo:
        return 1
    if low is sp.oo or high is -sp.oo:
        return -1
    return decide.sign_or_none(sp.expand(high - low))


def ordered(points: list[sp.Expr], span: Span) -> list[sp.Expr]:
    """The points in rising order."""
    found: list[sp.Expr] = []
    for point in points:
        place = 0
        for other in found:
            sign = span.outside.sign_or_none(sp.expand(point - other))
            if sign is None:
                raise DiscontinuousError(f"the order of {point} and {other}")
            if sign == 0:
                break
            place += sign > 0
        else:
            found.insert(place, point)
    if len(found) > _MOST_POINTS:
        raise DiscontinuousError("too many points to look at")
    return found


def on_piece(expr: sp.Expr, span: Span) -> sp.Expr:
    """``expr`` without absolute values, signs and cases, which have one form on the range.

    >>> x = sp.Symbol("x", real=True)
    >>> on_piece(sp.Abs(x - 2), Span(x, sp.Integer(0), sp.Integer(1), Decisions()))
    2 - x
    """
    if not expr.has(*_OF_PIECES):
        return expr
    if isinstance(expr, sp.Piecewise):
        for value, condition in expr.args:
            if condition == True or _holds(condition, span):  # noqa: E712
                return on_piece(value, span)
        raise DiscontinuousError("no case applies")
    args = [on_piece(arg, span) for arg in expr.args]
    if isinstance(expr, (sp.Abs, sp.sign, sp.Heaviside)) and args[0].has(span.variable):
        sign = span.sign(args[0])
        if sign not in (1, -1):
            raise DiscontinuousError(f"the sign of {args[0]}")
        if isinstance(expr, sp.Heaviside):
            return sp.Integer((sign + 1) // 2)
        return sign * args[0] if isinstance(expr, sp.Abs) else sp.Integer(sign)
    if isinstance(expr, (sp.floor, sp.ceiling)) and args[0].has(span.variable):
        return _step(expr.func, args[0], span)
    if isinstance(expr, (sp.Max, sp.Min)):
        best = args[0]
        for other in args[1:]:
            sign = span.sign(other - best)
            if sign not in (1, -1):
                raise DiscontinuousError(f"the sign of {other - best}")
            best = other if (sign == 1) == isinstance(expr, sp.Max) else best
        return best
    return expr.func(*args)


_OF_PIECES = (
    sp.Abs, sp.sign, sp.Max, sp.Min, sp.Heaviside, sp.Piecewise, sp.floor, sp.ceiling,
)  # fmt: skip


def _step(kind: type, inner: sp.Expr, span: Span) -> sp.Expr:
    """The one value of a step function on the range."""
    for whole in _steps(inner, span):
        if span.sign(inner - whole) == 1 and span.sign(whole + 1 - inner) == 1:
            return sp.Integer(whole + (kind is sp.ceiling))
    raise DiscontinuousError(f"the steps of {inner}")


def _holds(condition: sp.Basic, span: Span) -> bool:
    if isinstance(condition, sp.And):
        return all(_holds(part, span) for part in condition.args)
    if isinstance(condition, sp.Or):
        return any(_holds(part, span) for part in condition.args)
    if isinstance(condition, sp.core.relational.Relational):
        sign = span.sign(condition.lhs - condition.rhs)
        if sign is None:
            raise DiscontinuousError(f"whether {condition}")
        wanted = {
            sp.Gt: (1,), sp.Ge: (0, 1), sp.Lt: (-1,), sp.Le: (-1, 0), sp.Eq: (0,), sp.Ne: (-1, 1),
        }  # fmt: skip
        return sign in wanted[condition.func]
    raise DiscontinuousError(f"the condition {condition}")

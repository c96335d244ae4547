"""That an integral diverges: at an end, at a point inside, or since it goes on swinging."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.divergence.leading import FAILS, integral_diverges, leading
from glassproof.derivations.divergence.positive_waves import without_positive_wave
from glassproof.derivations.integration.continuity import DiscontinuousError, in_order
from glassproof.derivations.integration.fundamental import pieces_of
from glassproof.derivations.integration.prover import quickly_within
from glassproof.derivations.integration.span import INFINITE, Span, signed
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.proof.points.enclosures.special_points import special_points


def why_divergent(node: sp.Integral, decide: Decisions) -> str:
    """Why the integral has no value; empty if that is not proven.

    >>> x = sp.Symbol("x", real=True)
    >>> for f, low, high in ((sp.tan(x), 0, sp.pi), (1 / (x * sp.log(x)), 2, sp.oo)):
    ...     print(why_divergent(sp.Integral(f, (x, low, high)), Decisions()))
    the integral diverges at x = pi/2
    the integral diverges at x = oo
    """
    try:
        return _why(node, decide)
    except (*FAILS, DiscontinuousError):
        return ""


def _why(node: sp.Integral, decide: Decisions) -> str:
    *inner, limit = node.limits
    if len(limit) != 3:
        return ""
    variable, low, high = limit
    order = in_order(low, high, decide)
    if not order:
        return ""
    low, high = (low, high) if order == 1 else (high, low)
    fresh = signed(variable, low, high, decide)
    span, expr = Span(fresh, low, high, decide), node.function
    if inner:
        inside = sp.Integral(expr, *inner).xreplace({variable: fresh})
        if reason := _why(inside, span.inside):
            return reason
        value = quickly_within(inside, span.inside)
        if value is None:
            return ""
        expr = value
    expr = expr.xreplace({variable: fresh})
    for place, side in places(expr, span):
        if diverges_at(expr, span, place, side):
            return f"the integral diverges at {variable} = {place}"
    if high is sp.oo and _swings(expr, span):
        return f"the integral diverges at {variable} = oo: it goes on swinging"
    if low is -sp.oo and _swings(expr.xreplace({fresh: -fresh}), Span(fresh, -high, sp.oo, decide)):
        return f"the integral diverges at {variable} = -oo: it goes on swinging"
    return ""


def places(expr: sp.Expr, span: Span) -> Iterator[tuple[sp.Expr, int]]:
    """Where the integrand may be too large, and from which side."""
    yield span.low, 1
    yield span.high, -1
    for point in special_points(expr, span.variable):
        if point in (span.low, span.high) or not span.outside.is_real(point):
            continue
        if _is_inside(point, span):
            yield point, 1
            yield point, -1


def _is_inside(point: sp.Expr, span: Span) -> bool:
    above = span.low in INFINITE or span.outside.sign_or_none(point - span.low) == 1
    return above and (span.high in INFINITE or span.outside.sign_or_none(span.high - point) == 1)


def diverges_at(expr: sp.Expr, span: Span, place: sp.Expr, side: int) -> bool:
    far = place in INFINITE
    if far:
        smooth = without_positive_wave(expr, span.variable, span.outside)
        expr = expr if smooth is None else smooth
    found = leading(expr, span.variable, place, side, span.outside)
    return found is not None and integral_diverges(found[1], far, span.outside)


def _swings(expr: sp.Expr, span: Span) -> bool:
    """Whether an antiderivative is proven to have no limit at infinity."""
    inside = [p for p in special_points(expr, span.variable) if span.outside.is_real(p)]
    if any(_is_inside(point, span) for point in inside):
        return False
    pieces = pieces_of(expr, span, 1)
    if not pieces:
        return False
    found = find(sp.Limit(pieces[-1].antiderivative, span.variable, sp.oo), span.outside)
    return found is not None and found.value is None

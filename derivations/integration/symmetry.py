"""Odd integrands over symmetric ranges, whose integrals converge."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.continuity import breaks
from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import Expansion
from glassproof.derivations.limits.one_sided import approach
from glassproof.derivations.limits.reader import expanded
from glassproof.derivations.limits.scale import growth
from glassproof.derivations.proof.certificate import Certificate


def odd(expr: sp.Expr, span: Span) -> Closed | None:
    """0, if f(-x) = -f(x) is proven and f is integrable between its points of discontinuity."""
    if sp.expand(span.low + span.high) != 0 and not (span.low is -sp.oo and span.high is sp.oo):
        return None
    x = span.variable
    if not span.inside.vanishes(expr + expr.subs(x, -x)):
        return None
    points = breaks(expr, span)
    for place, side in _ends(points, span):
        if not is_integrable(expr, x, place, side, span.outside):
            return None
    statement = f"the integral of {expr} over ({span.low}, {span.high}) is 0"
    data = {"points of discontinuity": [str(point) for point in points]}
    return sp.Integer(0), Certificate("an odd integrand over a symmetric range", statement, data)


def _ends(points: list[sp.Expr], span: Span) -> list[tuple[sp.Expr, int]]:
    found = [(span.low, 1), (span.high, -1)]
    for point in points:
        found += [(point, -1), (point, 1)]
    return found


def is_integrable(
    expr: sp.Expr, x: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> bool:
    """Whether |expr| is proven to be integrable near the place, by its order there.

    >>> x = sp.Symbol("x", positive=True)
    >>> zero = sp.Integer(0)
    >>> [is_integrable(x**p, x, zero, 1, Decisions()) for p in (-sp.Rational(1, 2), -1)]
    [True, False]
    """
    u = sp.Dummy("u", positive=True)
    found = expanded(approach(expr, x, place, side, u), u, decide)
    return _converges(found, place in INFINITE, decide)


def _converges(found: Expansion, far: bool, decide: Decisions) -> bool:
    top = found.top
    if top is None:
        return True
    a = top.plain[0]
    if top.exponential:
        return growth(top, decide) < 0
    try:
        return decide.sign(-a - 1 if far else 1 - a) == 1
    except UndecidedError:
        return False

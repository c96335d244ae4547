"""Asymptotic equivalence and O(h): proven, or disproven, by the leading terms of expansions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.asymptotics.expansions import Expander, Expansion
from glassproof.derivations.asymptotics.growth import constant_sign, faster
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.radical_fractions import UnsupportedError

_FAILURES = (UnsupportedError, ValueError, RecursionError)


@dataclass(frozen=True)
class Trend:
    """Whether a law holds, with the proof; ``ratio`` is the limit of the quotient, in words."""

    holds: bool
    certificate: Certificate
    ratio: str = ""


def equivalence(
    left: sp.Expr, right: sp.Expr, symbol: sp.Symbol, point: sp.Expr, side: str, domain: Domain
) -> Trend | None:
    """Whether ``left ~ right`` as symbol -> point, by their leading terms; None if open.

    >>> n = sp.Symbol("n", positive=True)
    >>> found = equivalence(sp.log(n + 1), sp.log(n), n, sp.oo, "-", Domain({}))
    >>> found.holds, found.certificate.method
    (True, 'leading terms')
    >>> equivalence(2 * n + 1, n, n, sp.oo, "-", Domain({})).ratio
    'the ratio tends to 2'
    """
    return _on_each_side(_equivalence, (left, right), symbol, point, side, domain)


def boundedness(
    gap: sp.Expr, scale: sp.Expr, symbol: sp.Symbol, point: sp.Expr, side: str, domain: Domain
) -> Trend | None:
    """Whether ``gap = O(scale)`` as symbol -> point; None if open.

    >>> x = sp.Symbol("x", real=True)
    >>> found = boundedness(sp.exp(x) - 1 - x, x**2, x, sp.Integer(0), "+-", Domain({}))
    >>> found.holds
    True
    >>> boundedness(sp.exp(x) - 1, x**2, x, sp.Integer(0), "+", Domain({})).holds
    False
    """
    return _on_each_side(_boundedness, (gap, scale), symbol, point, side, domain)


def far_variable(symbol: sp.Symbol, point: sp.Expr, side: str) -> tuple[sp.Symbol, sp.Expr]:
    """A variable that tends to infinity, and what ``symbol`` is in it."""
    integer = bool(symbol.is_integer) and point is sp.oo
    far = sp.Dummy(symbol.name, positive=True, integer=integer or None)
    if point is sp.oo:
        return far, far
    if point is -sp.oo:
        return far, -far
    return far, point + (1 if side == "+" else -1) / far


Decide = Callable[..., Trend | None]
"""Decides by expansions, in a variable that grows, on a domain."""


def _on_each_side(
    decide: Decide,
    formulas: tuple[sp.Expr, sp.Expr],
    symbol: sp.Symbol,
    point: sp.Expr,
    side: str,
    domain: Domain,
) -> Trend | None:
    """What is decided on the side of the point, or on both; None if one is open."""
    sides = ("+", "-") if side == "+-" else (side,)
    trends = []
    for one in sides:
        far, image = far_variable(symbol, point, one)
        expander = Expander(far, domain)
        try:
            expanded = [expander.of(formula.subs(symbol, image)) for formula in formulas]
            trend = decide(*expanded, far, domain)
        except _FAILURES:
            return None
        if trend is None:
            return None
        if not trend.holds:
            return trend
        trends.append(trend)
    if len(trends) == 1:
        return trends[0]
    parts = tuple(trend.certificate for trend in trends)
    return Trend(True, Certificate(parts[0].method, parts[0].statement, {}, parts))


def _equivalence(left: Expansion, right: Expansion, far: sp.Symbol, domain: Domain) -> Trend | None:
    if left.leading is None or right.leading is None:
        return None
    (m, c), (n, d) = left.leading, right.leading
    data = {
        "variable": str(far),
        "left": str(c * m.expr(far)),
        "right": str(d * n.expr(far)),
        "orders": [str(e.order.expr(far)) if e.order else "exact" for e in (left, right)],
    }
    if constant_sign(c, domain) == 0 or constant_sign(d, domain) == 0:
        return None
    proof = Certificate("leading terms", "the ratio tends to 1", data)
    rate = faster(m, n)
    if rate:
        said = "the ratio grows without bound" if rate > 0 else "the ratio tends to 0"
        return Trend(False, Certificate("leading terms", said, data), said)
    if constant_sign_known(c - d, domain) == 0:
        return Trend(True, proof)
    if not (c - d).free_symbols:
        said = f"the ratio tends to {sp.simplify(c / d)}"
        return Trend(False, Certificate("leading terms", said, data), said)
    return None


def constant_sign_known(value: sp.Expr, domain: Domain) -> int:
    """As :func:`constant_sign`, 2 where parameters leave it open."""
    try:
        return constant_sign(sp.expand(value), domain)
    except UnsupportedError:
        if value.free_symbols:
            return 2
        raise


def _boundedness(gap: Expansion, scale: Expansion, far: sp.Symbol, domain: Domain) -> Trend | None:
    if scale.leading is None or constant_sign(scale.leading[1], domain) == 0:
        return None
    reference = scale.leading[0]
    data = {
        "variable": str(far),
        "difference": str(gap.expr(far)),
        "order": str(gap.order.expr(far)) if gap.order else "exact",
        "scale": str(scale.leading[1] * reference.expr(far)),
    }
    if gap.size is None or faster(gap.size, reference) <= 0:
        said = "the difference is bounded by a multiple of the scale"
        return Trend(True, Certificate("expansion with remainder", said, data))
    if gap.leading is not None and constant_sign(gap.leading[1], domain) != 0:
        said = "the difference, divided by the scale, grows without bound"
        return Trend(False, Certificate("leading terms", said, data), said)
    return None

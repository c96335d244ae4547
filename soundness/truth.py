"""Whether two formulas are equal, decided without the judge: mpmath at many random points."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any, TypeAlias

import mpmath
import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range

Values: TypeAlias = dict[sp.Basic, Any]

DIGITS = 120
"""Digits beyond those that cancellation can swallow."""

MOST_DIGITS = 20_000
"""A point where larger values than of so many digits occur is passed over."""

POINTS = 16
_AGREEMENT = mpmath.mpf(10) ** -60

_CONSTANTS = {sp.pi: mpmath.pi, sp.E: mpmath.e, sp.EulerGamma: mpmath.euler, sp.I: mpmath.j}
_NAMES = {sp.Abs: mpmath.fabs, sp.Max: lambda *v: max(v), sp.Min: lambda *v: min(v)}


def _draw(rng: random.Random, interval: Range, symbol: sp.Symbol) -> sp.Rational:
    low, high = (sp.Rational(end) for end in interval.draw)
    if interval.integer or symbol.is_integer:
        return sp.Integer(rng.randint(int(low), int(high)))
    share = sp.Rational(rng.randrange(1, 10**6), 10**6)
    if interval.log:
        exponent = float(sp.log(low, 10)) * (1 - float(share)) + float(sp.log(high, 10)) * share
        return sp.Rational(round(10 ** float(exponent) * 10**9), 10**9)
    return low + (high - low) * share


def _admitted(relation: sp.Basic, point: Values) -> bool:
    if isinstance(relation, sp.Ne):
        return bool(_value(relation.lhs - relation.rhs, dict(point)) != 0)
    return bool(_value(relation.gts - relation.lts, dict(point)) > 0)


def random_points(domain: Domain, symbols: set[sp.Symbol], count: int, seed: int) -> list[Values]:
    """Admissible random points, as mpmath numbers by symbol."""
    rng = random.Random(seed)
    inside = domain.restricted(symbols)
    found: list[Values] = []
    for _ in range(2000 * count):
        point = {
            s: mpmath.mpf(int(v.p)) / int(v.q)
            for s, v in ((s, _draw(rng, r, s)) for s, r in inside.ranges.items())
        }
        if all(_admitted(relation, point) for relation in inside.where):
            found.append(point)
        if len(found) == count:
            return found
    raise ArithmeticError(f"no {count} points of {domain.describe()}")


class UnknownError(LookupError):
    """A part of a formula whose value mpmath does not tell."""


def are_equal(gap: sp.Expr, scale: sp.Expr, domain: Domain, *, seed: int = 1) -> bool | None:
    """Whether ``gap`` is zero beside ``scale`` at all random points; None if defined at none.

    >>> p = sp.Symbol("p", positive=True)
    >>> line = Domain({p: Range(0, None, draw=(1, 8))})
    >>> are_equal(sp.log(p**2) - 2 * sp.log(p), p, line), are_equal(p**2 - p, p, line)
    (True, False)
    """
    with mpmath.workdps(DIGITS):
        points = random_points(domain, gap.free_symbols | scale.free_symbols, POINTS, seed)
    agrees = False
    for point in points:
        differs = _differs(gap, scale, point)
        if differs:
            return False
        agrees = agrees or differs is False
    return agrees or None


def _differs(gap: sp.Expr, scale: sp.Expr, point: Values) -> bool | None:
    """Whether the gap is not zero beside the scale; None where one is not defined, or too large."""
    try:
        digits, needed = 0, DIGITS
        while digits < needed:
            digits = needed
            with mpmath.workdps(digits):
                values = dict(point)
                difference, size = (_value(side, values) for side in (gap, scale))
                needed = DIGITS + _decades(values.values())
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    if not (mpmath.isfinite(difference) and mpmath.isfinite(size)):
        return None
    return bool(abs(difference) > _AGREEMENT * (1 + abs(size)))


def _decades(values: Iterable[Any]) -> int:
    """Decades of the largest of ``values``: where such cancel, no more digits are lost."""
    largest = max((mpmath.mag(value) for value in values if mpmath.isfinite(value)), default=0)
    decades = max(0, int(largest * 0.30103) + 1)
    if decades > MOST_DIGITS:
        raise OverflowError(f"a value of {decades} decades tells nothing")
    return decades


def _value(expr: sp.Basic, values: Values) -> Any:
    """The value of ``expr`` in mpmath; those of its parts join ``values``."""
    if expr not in values:
        values[expr] = _combined(expr, values)
    return values[expr]


def _combined(expr: sp.Basic, values: Values) -> Any:
    if expr.is_Rational:
        return mpmath.mpf(int(expr.p)) / int(expr.q)
    if expr in _CONSTANTS:
        return +_CONSTANTS[expr]
    arguments = [_value(argument, values) for argument in expr.args]
    if expr.is_Add:
        return mpmath.fsum(arguments)
    if expr.is_Mul:
        return mpmath.fprod(arguments)
    if expr.is_Pow:
        return mpmath.power(*arguments)
    function = _NAMES.get(expr.func) or getattr(mpmath, expr.func.__name__, None)
    if function is None:
        raise UnknownError(f"mpmath has no {expr.func.__name__}, or {expr} has no value")
    return function(*arguments)

"""Terms at infinity: whether they tend to 0, and whether their sums converge.

With t(k + 1)/t(k) = z (1 - alpha/k + O(1/k^2)), t(k) is C z^k k^(-alpha) (1 + O(1/k)): the series
converges for |z| < 1 and, for |z| = 1, absolutely if Re alpha > 1; for z = -1 if Re alpha > 0.

Reference: K. Knopp, Theory and Application of Infinite Series, 1951, sections 37 to 40 (Gauss).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import sympy as sp

from glassproof.derivations.proof.complex_symbols import in_coordinates
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.terms import Term, quotient


class Growth(Enum):
    """How the quotient of neighbours behaves."""

    FASTER = "the quotient of neighbours tends to 0"
    GEOMETRIC = "the quotient of neighbours tends to a limit"
    SLOWER = "the quotient of neighbours is unbounded"


@dataclass(frozen=True)
class Asymptotics:
    """``limit`` z and ``exponent`` alpha where the growth is geometric."""

    growth: Growth
    limit: sp.Expr
    exponent: sp.Expr


def asymptotics(term: Term, index: sp.Symbol) -> Asymptotics | None:
    """Of the term for large values of the index."""
    ring, step = term.ring, quotient(term.at(index, 1), term)
    if step is None or step.is_zero:
        return None
    above, below = (ring.coefficients(part, index) for part in (step.num, step.den))
    m, d = max(above), max(below)
    if m != d:
        growth = Growth.FASTER if m < d else Growth.SLOWER
        return Asymptotics(growth, sp.Integer(0), sp.Integer(0))
    lead_above, lead_below = ring.expr(above[m]), ring.expr(below[m])
    second = [ring.expr(part[m - 1]) if m - 1 in part else 0 for part in (above, below)]
    exponent = sp.cancel(second[1] / lead_below - second[0] / lead_above)
    return Asymptotics(Growth.GEOMETRIC, sp.cancel(lead_above / lead_below), exponent)


def size_against_one(limit: sp.Expr, facts: Facts) -> int | None:
    """The sign of |z| - 1, or None if it is not the same everywhere or not proven."""
    if isinstance(limit, sp.exp) and limit.is_real:
        return facts.sign(limit.args[0]) or None
    square = limit**2
    if not limit.is_real:
        apart = in_coordinates(limit)
        square = sp.expand(apart * sp.conjugate(apart))
    if sp.simplify(square - 1) == 0:
        return 0
    sign = facts.sign(1 - square) or _sign_by_factors(1 - square, facts)
    if not sign and not limit.free_symbols - set(facts.domain.ranges):
        sign = 1 if facts.sign(1 - limit) == 1 and facts.sign(1 + limit) == 1 else 0
    return -sign if sign else None


def _sign_by_factors(expr: sp.Expr, facts: Facts) -> int:
    number, factors = sp.factor_list(expr) if expr.is_polynomial() else (expr, [])
    sign = facts.sign(number)
    for factor, power in factors if len(factors) > 1 else ():
        sign *= facts.sign(factor) ** int(power)
    return sign


def converges(term: Term, index: sp.Symbol, facts: Facts) -> bool | None:
    """Whether the terms' sum to infinity converges everywhere, or nowhere; None if not proven."""
    found = asymptotics(term, index)
    if found is None:
        return None
    if found.growth is not Growth.GEOMETRIC:
        return found.growth is Growth.FASTER
    return _converges_geometrically(found.limit, sp.re(found.exponent), facts)


def _converges_geometrically(limit: sp.Expr, real: sp.Expr, facts: Facts) -> bool | None:
    size = size_against_one(limit, facts)
    if size is None:
        return _with_an_end_apart(limit, real, facts)
    if size != 0:
        return size < 0
    if limit == 1:
        return _decided(facts, real - 1)
    if limit == -1:
        return _decided(facts, real)
    return True if facts.sign(real - 1) == 1 else None


def _with_an_end_apart(limit: sp.Expr, real: sp.Expr, facts: Facts) -> bool | None:
    """True if the sum converges where |z| = 1, at a closed end of a range, and everywhere else."""
    for x in sorted(limit.free_symbols, key=str):
        interval = facts.domain.box.get(x)
        if interval is None or interval.integer:
            continue
        for end, is_open, beyond in (
            (interval.high, interval.high_open, sp.Lt), (interval.low, interval.low_open, sp.Gt),
        ):  # fmt: skip
            if end is None or is_open:
                continue
            at = {x: sp.Rational(int(end.p), int(end.q))}
            there = limit.subs(at)
            if there in (1, -1) and _converges_geometrically(there, real.subs(at), facts):
                rest = facts.narrowed(beyond(x, at[x], evaluate=False))
                return _converges_geometrically(limit, real, rest)
    return None


def _decided(facts: Facts, gap: sp.Expr) -> bool | None:
    """True where ``gap`` > 0 everywhere, False where it is nowhere."""
    if gap == 0:
        return False
    sign = facts.sign(gap)
    return sign > 0 if sign else None


def vanishes_at_infinity(term: Term, index: sp.Symbol, facts: Facts) -> bool:
    """Whether the term is proven to tend to 0."""
    if term.rational.is_zero:
        return True
    found = asymptotics(term, index)
    if found is None:
        return False
    if found.growth is not Growth.GEOMETRIC:
        return found.growth is Growth.FASTER
    size = size_against_one(found.limit, facts)
    if size is None or size > 0:
        return False
    return size < 0 or facts.sign(sp.re(found.exponent)) == 1

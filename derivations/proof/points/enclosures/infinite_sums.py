"""Infinite sums at a point: partial sums with proven tails, or the proof that they diverge.

Of hypergeometric terms t(k), t(k + 1)/t(k) = r(1/k) is rational in 1/k, so that a ball of r over
[0, 1/N] bounds all quotients from N on:

    |r| <= q < 1:                sum over k >= N of |t(k)| <= |t(N)|/(1 - q),
    k (1 - |r|) >= beta > 1:     sum over k >= N of |t(k)| <= N |t(N)|/(beta - 1)    (Raabe).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures import fourier
from glassproof.derivations.proof.points.enclosures.analytic_tails import AnalyticTail
from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.bounded_tails import BoundedTail
from glassproof.derivations.proof.points.enclosures.by_signs import BySigns
from glassproof.derivations.proof.points.enclosures.divergence import diverges
from glassproof.derivations.proof.points.enclosures.missing_terms import missing_term
from glassproof.derivations.proof.points.enclosures.rational_tails import rational_sum
from glassproof.derivations.proof.points.enclosures.term_quotients import (
    Quotient,
    at,
    over_all,
    quotients,
    together,
    widened,
)
from glassproof.derivations.proof.points.functions.zeta_orders import zeta
from glassproof.derivations.proof.points.whole_numbers import whole_in

_MOST_TERMS = 3000
_MOST_SLOW_TERMS = 1200  # where the tail falls as a power
_STARTS = (12, 24, 60, 200, 600)
_FAR = 100  # a place from which on terms have values, if they have them far out
_DIRECT = 8  # terms from the formula itself, before the quotients are used


def enclose(node: sp.Sum, compiled: Compile) -> Enclosed:
    """The ball of a sum to infinity; nothing where its tail is not bounded.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> k = sp.Symbol("k", integer=True)
    >>> program = Program()
    >>> roots = [program.add(sp.Sum(term, (k, 1, sp.oo))) for term in (1 / k**2, 1 / k)]
    >>> zeta, harmonic = AtPoint(program, {}).outcomes(roots, 30)
    >>> zeta.ball.str(20), harmonic.reason
    ('[1.6449340668482264365 +/- 2.76e-20]', 'the sum of 1/k diverges')
    """
    *inner, (variable, low, _) = node.limits
    if low is -sp.oo:
        return _two_sided(node)
    if inner and (factors := _separated(node)) is not None:
        return factors, lambda first, second: first * second
    inside = sp.Sum(node.function, *inner) if inner else node.function
    if (powers := _powers(inside, variable, low)) is not None:
        return powers
    if not inner and (series := fourier.enclose(inside, variable, low, compiled)) is not None:
        return series
    free = [s for s in free_in(inside) if s != variable]
    body = compiled(inside, [variable, *free])
    bounded = BoundedTail(inside, variable, body, free, compiled)
    analytic = AnalyticTail(inside, variable, free, compiled)
    told = quotients(inside, variable, low, free, compiled)
    whole = sp.Sum(inside, (variable, _FAR, sp.oo))
    divergent = BySigns(whole, free, compiled, _find)
    return [low, *free], _Infinite(inside, analytic, bounded, told, divergent)


def _find(node: sp.Expr) -> tuple[sp.Expr | None, str]:
    # the rooms of limits and divergence rest on this one
    from glassproof.derivations.divergence.sums import why_divergent
    from glassproof.derivations.limits.decisions import Decisions

    return None, why_divergent(node, Decisions())


def _separated(node: sp.Sum) -> list[sp.Expr] | None:
    """Two sums whose product the double sum is, if its terms are products of Gamma functions."""
    if len(node.limits) != 2 or any(limit[2] is not sp.oo for limit in node.limits):
        return None
    (j, first, _), (k, second, _) = node.limits
    if not (first.is_Integer and second.is_Integer):
        return None
    plain = together(node.function, {j: first, k: second})
    if plain is None:
        return None
    rest, own = plain.as_independent(j, as_Add=False)
    if own.has(k):
        return None
    return [sp.Sum(own, node.limits[0]), sp.Sum(rest, node.limits[1])]


def _powers(inside: sp.Expr, variable: sp.Symbol, low: sp.Expr) -> Enclosed | None:
    """The sum of (k + q)^-s by Hurwitz' zeta function; divergent for s <= 1."""
    found = powers(inside, variable)
    if found is None:
        return None
    exponent, shift = found
    return [exponent, low + shift], _Powers(inside, _is_plain_power(inside))


def _is_plain_power(inside: sp.Expr) -> bool:
    base = inside if inside.has(sp.Sum) else inside.doit()
    return bool(base.is_Pow and not base.base.is_Pow)


def powers(inside: sp.Expr, variable: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """s and q, if the term is (k + q)^-s."""
    base, exponent = inside if inside.has(sp.Sum) else inside.doit(), sp.Integer(1)
    while base.is_Pow and (exponent.is_Integer or base.exp.is_real):
        base, exponent = base.base, exponent * base.exp  # of positive k + q
    if exponent.is_Integer or exponent.has(variable):
        return None
    shift = sp.expand(base - variable)
    return None if shift.has(variable) else (-exponent, shift)


@dataclass(frozen=True)
class _Powers:
    inside: sp.Expr
    is_plain: bool

    def __call__(self, exponent: Ball, start: Ball) -> Ball:
        is_positive = start.real > 0 and start.imag.is_zero()
        off_axis = self.is_plain and not start.imag.contains(0)
        if not (exponent.real > 1 and (is_positive or off_axis)):
            return NOTHING
        value = zeta(exponent, start)
        return acb(value.real) if exponent.imag.is_zero() and is_positive else value

    def undefined(self, exponent: Ball, start: Ball) -> str | None:
        """That the sum diverges, if that is proven."""
        diverges = start.real > 0 and exponent.imag.is_zero() and exponent.real <= 1
        return f"the sum of {self.inside} diverges" if diverges else None


def _two_sided(node: sp.Sum) -> Enclosed:
    *inner, (variable, _, high) = node.limits
    inside = sp.Sum(node.function, *inner) if inner else node.function
    if high is not sp.oo:
        mirrored = inside.xreplace({variable: -variable})
        return [sp.Sum(mirrored, (variable, -high, sp.oo))], lambda total: total
    up, down = (
        sp.Dummy("k", integer=True, nonnegative=True),
        sp.Dummy("k", integer=True, positive=True),
    )
    halves = [
        sp.Sum(inside.xreplace({variable: up}), (up, 0, sp.oo)),
        sp.Sum(inside.xreplace({variable: -down}), (down, 1, sp.oo)),
    ]
    return halves, lambda first, second: first + second


@dataclass(frozen=True)
class _Infinite:
    inside: sp.Expr
    analytic: AnalyticTail
    bounded: BoundedTail
    quotients: Sequence[Quotient] | None
    divergent: BySigns

    def __call__(self, low: Ball, *values: Ball) -> Ball:
        begin = whole_in(low)
        if begin is None:
            return NOTHING
        total = acb(0)
        for quotient in self.quotients or ():
            total += _summed(quotient, int(begin), values)
        if self.quotients is not None and total.is_finite():
            return total
        found = self.analytic.total(self.bounded.body, int(begin), values)
        return found if found.is_finite() else self.bounded.total(int(begin), values)

    def undefined(self, low: Ball, *values: Ball) -> str | None:
        """That the sum diverges, if that is proven."""
        begin = whole_in(low)
        if begin is None:
            return None
        one = self.quotients is not None and len(self.quotients) == 1
        if one and self.quotients and diverges(self.quotients[0], int(begin), values):
            return f"the sum of {self.inside} diverges"
        first = range(int(begin), int(begin) + _DIRECT)
        tail = self.bounded
        missing = missing_term(self.inside, tail.variable, tail.body, tail.free, first, values)
        return missing or self.divergent.at(values)[1] or None


def _summed(quotient: Quotient, begin: int, values: Sequence[Ball]) -> Ball:
    above = [body(*values) for body in quotient.above]
    below = [body(*values) for body in quotient.below]
    steps = len(above) - len(below)
    if steps > 0 and not above[-1].is_zero():
        return NOTHING
    total, term, k = acb(0), acb(0), begin
    target = arb(2) ** -flint.ctx.prec
    for start in _STARTS:
        start = max(start, begin + _DIRECT)
        bound = _largest(above, below, start)
        if bound is not None and bound < 0.97:
            break
    else:
        return _power_tail(quotient, above, below, begin, values)
    ratio = arb(bound)
    while k - begin < _MOST_TERMS:
        if k < begin + _DIRECT:
            term = quotient.term(acb(k), *values)
        total += term
        if not term.is_finite():
            return NOTHING
        k += 1
        if k >= begin + _DIRECT:
            below_now = at(below, k - 1)
            term = term * at(above, k - 1) / below_now
        if k >= start:
            tail = abs(term) / (1 - ratio)
            if tail < target * abs(total) or tail < target**2:
                break
    else:
        tail = abs(term) / (1 - ratio)
    return widened(total, tail, term)


def _largest(above: Sequence[Ball], below: Sequence[Ball], start: int) -> float | None:
    """A bound of |t(k + 1)/t(k)| for all k >= start."""
    ratio = over_all(above, below, start)
    if not ratio.is_finite():
        return None
    return float(abs(ratio).upper()) * (1 + 1e-12)


def _power_tail(
    quotient: Quotient,
    above: Sequence[Ball],
    below: Sequence[Ball],
    begin: int,
    values: Sequence[Ball],
) -> Ball:
    if quotient.is_rational:
        return rational_sum(quotient, begin, values)
    start = begin + _MOST_SLOW_TERMS
    beta = _raabe(above, below, start)
    if beta is None or not beta > 1:
        return NOTHING
    total, term = acb(0), acb(0)
    for k in range(begin, start):
        if k < begin + _DIRECT:
            term = quotient.term(acb(k), *values)
        total += term
        if k + 1 >= begin + _DIRECT:
            term = term * at(above, k) / at(below, k)
    return widened(total, abs(term) * start / (beta - 1), term)


def _raabe(above: Sequence[Ball], below: Sequence[Ball], start: int) -> arb | None:
    """A lower bound of k (1 - |t(k + 1)/t(k)|) over k >= start, of real quotients."""
    if not all(part.imag.is_zero() for part in (*above, *below)) or len(above) != len(below):
        return None
    for sign in (1, -1):
        gap = [b - sign * a for a, b in zip(above, below, strict=True)]
        if not gap[-1].is_zero():
            if gap[-1].contains(0):
                return None
            continue
        value = over_all([acb(0), *gap[:-1]], below, start)
        quotient = over_all([sign * a for a in above], below, start)
        if value.is_finite() and quotient.real > 0:
            return value.real.lower()
    return None

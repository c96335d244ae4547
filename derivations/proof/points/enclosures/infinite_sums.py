"""Infinite sums at a point: partial sums with proven tails, or the proof that they diverge.

Of hypergeometric terms t(k), t(k + 1)/t(k) = r(1/k) is rational in 1/k, so that a ball of r over
[0, 1/N] bounds all quotients from N on:

    |r| <= q < 1:                sum over k >= N of |t(k)| <= |t(N)|/(1 - q),
    k (1 - |r|) >= beta > 1:     sum over k >= N of |t(k)| <= N |t(N)|/(beta - 1)    (Raabe).

Rational terms R(k) = sum_j a_j k^-j have tails by Hurwitz' zeta function, and a remainder that is
rational in 1/k as well; alternating ones are taken by twos.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in

_MOST_TERMS = 3000
_MOST_SLOW_TERMS = 1200  # where the tail falls as a power
_STARTS = (12, 24, 60, 200, 600)
_DIRECT = 8  # terms from the formula itself, before the quotients are used
_BITS_AN_ORDER = 3  # of the expansion in 1/k


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
    inside = sp.Sum(node.function, *inner) if inner else node.function
    if (powers := _powers(inside, variable, low)) is not None:
        return powers
    free = [s for s in free_in(inside) if s != variable]
    body = compiled(inside, [variable, *free])
    return [low, *free], _Infinite(inside, body, _quotients(inside, variable, low, free, compiled))


def _powers(inside: sp.Expr, variable: sp.Symbol, low: sp.Expr) -> Enclosed | None:
    """The sum of (k + q)^-s by Hurwitz' zeta function; divergent for s <= 1."""
    base, exponent = inside if inside.has(sp.Sum) else inside.doit(), sp.Integer(1)
    while base.is_Pow and (exponent.is_Integer or base.exp.is_real):
        base, exponent = base.base, exponent * base.exp  # of positive k + q
    if exponent.is_Integer or exponent.has(variable):
        return None
    shift = sp.expand(base - variable)
    return None if shift.has(variable) else ([-exponent, low + shift], _Powers(inside))


@dataclass(frozen=True)
class _Powers:
    inside: sp.Expr

    def __call__(self, exponent: Ball, start: Ball) -> Ball:
        if not (exponent.real > 1 and start.real > 0 and start.imag.is_zero()):
            return NOTHING
        value = exponent.zeta(start)
        return acb(value.real) if exponent.imag.is_zero() else value

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
class Quotient:
    """Numerator and denominator of t(k + 1)/t(k) for one term, by powers of k, as bodies."""

    term: Body
    above: Sequence[Body]
    below: Sequence[Body]
    is_rational: int  # 1 where the term is rational, -1 if up to (-1)^k, 0 if not
    num: Sequence[Body]
    den: Sequence[Body]


@dataclass(frozen=True)
class _Infinite:
    inside: sp.Expr
    body: Body
    quotients: Sequence[Quotient] | None

    def __call__(self, low: Ball, *values: Ball) -> Ball:
        begin = low.unique_fmpz()
        if begin is None or self.quotients is None:
            return NOTHING
        total = acb(0)
        for quotient in self.quotients:
            part = _summed(quotient, int(begin), values)
            if not part.is_finite():
                return NOTHING
            total += part
        return total

    def undefined(self, low: Ball, *values: Ball) -> str | None:
        """That the sum diverges, if that is proven."""
        begin = low.unique_fmpz()
        if self.quotients is None or len(self.quotients) != 1 or begin is None:
            return None
        if _diverges(self.quotients[0], int(begin), values):
            return f"the sum of {self.inside} diverges"
        return None


def _quotients(
    inside: sp.Expr, variable: sp.Symbol, low: sp.Expr, free: list[sp.Symbol], compiled: Compile
) -> list[Quotient] | None:
    from glassproof.derivations.proof.domain import Domain, Range
    from glassproof.derivations.summation.facts import Facts, within
    from glassproof.derivations.summation.fractions import NotRationalError, Ring
    from glassproof.derivations.summation.terms import (
        NotHypergeometricError,
        Term,
        quotient,
        read_terms,
    )

    def coefficients(poly: object) -> list[Body]:
        parts = ring.coefficients(poly, variable)
        exprs = [ring.expr(parts[i]) if i in parts else sp.S.Zero for i in range(max(parts) + 1)]
        return [compiled(expr, free) for expr in exprs]

    def told(term: Term) -> Quotient | None:
        step = quotient(term.at(variable, 1), term)
        if step is None or step.is_zero:
            return None
        powers = dict(term.powers)
        signs = powers.pop(sp.Integer(-1), sp.Integer(0))
        bare = not term.gammas and not any(variable in e.free_symbols for e in powers.values())
        alternates = sp.expand(signs).coeff(variable) % 2 == 1
        kind = 0 if not bare else -1 if alternates else 1
        return Quotient(
            compiled(term.expr(), [variable, *free]),
            coefficients(step.num),
            coefficients(step.den),
            kind,
            coefficients(term.rational.num),
            coefficients(term.rational.den),
        )

    ring = Ring()
    symbols = {s: Range(integer=bool(s.is_integer)) for s in free}
    try:
        domain = within(Domain(symbols), variable, low, sp.oo)
        found = [told(term) for term in read_terms(ring, inside, variable, Facts(domain))]
    except (NotHypergeometricError, NotRationalError, ValueError, TypeError, AttributeError):
        return None
    return None if any(one is None for one in found) else [one for one in found if one]


def _at(parts: Sequence[Ball], k: int) -> Ball:
    total = acb(0)
    for part in reversed(parts):
        total = total * k + part
    return total


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
            below_now = _at(below, k - 1)
            term = term * _at(above, k - 1) / below_now
        if k >= start:
            tail = abs(term) / (1 - ratio)
            if tail < target * abs(total) or tail < target**2:
                break
    else:
        tail = abs(term) / (1 - ratio)
    return _widened(total, tail, term)


def _widened(total: Ball, tail: arb, term: Ball) -> Ball:
    if not tail.is_finite():
        return NOTHING
    radius = arb(0, tail.abs_upper())
    real = total.imag.is_zero() and term.imag.is_zero()
    return total + (acb(radius) if real else acb(radius, radius))


def _largest(above: Sequence[Ball], below: Sequence[Ball], start: int) -> float | None:
    """A bound of |t(k + 1)/t(k)| for all k >= start."""
    ratio = _over_all(above, below, start)
    if not ratio.is_finite():
        return None
    return float(abs(ratio).upper()) * (1 + 1e-12)


def _over_all(above: Sequence[Ball], below: Sequence[Ball], start: int) -> Ball:
    """The quotient over k >= start, as a ball over s = 1/k in [0, 1/start]."""
    s = acb(arb(0).union(arb(1) / start))
    degree = max(len(above), len(below)) - 1
    values = []
    for parts in (above, below):
        padded = [*parts, *[acb(0)] * (degree + 1 - len(parts))]
        total = acb(0)
        for part in padded:
            total = total * s + part
        values.append(total)
    return NOTHING if values[1].contains(0) else values[0] / values[1]


def _power_tail(
    quotient: Quotient,
    above: Sequence[Ball],
    below: Sequence[Ball],
    begin: int,
    values: Sequence[Ball],
) -> Ball:
    if quotient.is_rational:
        return _rational(quotient, begin, values)
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
            term = term * _at(above, k) / _at(below, k)
    return _widened(total, abs(term) * start / (beta - 1), term)


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
        value = _over_all([acb(0), *gap[:-1]], below, start)
        quotient = _over_all([sign * a for a in above], below, start)
        if value.is_finite() and quotient.real > 0:
            return value.real.lower()
    return None


def _rational(quotient: Quotient, begin: int, values: Sequence[Ball]) -> Ball:
    """Terms one by one, then the expansion in 1/k with its remainder."""
    num = [body(*values) for body in quotient.num]
    den = [body(*values) for body in quotient.den]
    while len(num) > 1 and num[-1].is_zero():
        num.pop()
    if len(num) >= len(den):
        return NOTHING
    place = next((k for k in range(begin, begin + 9) if not _at(num, k).contains(0)), begin)
    scale = quotient.term(acb(place), *values) * _at(den, place) / _at(num, place)
    step = 1
    if quotient.is_rational < 0:
        scale = scale if place % 2 == 0 else -scale
        step = 2
    start = begin + max(40, flint.ctx.prec // 4)
    start += start % 2
    total = acb(0)
    for k in range(begin, start):
        total += quotient.term(acb(k), *values)
    if step == 2:
        num, den = _by_twos(num, den)
        start //= 2
    tail = _expanded_tail(num, den, start)
    return total + scale * tail


def _polynomial(parts: Sequence[Ball], slope: int, shift: int) -> list[Ball]:
    """The coefficients of the polynomial at slope k + shift."""
    found = [acb(0)]
    for part in reversed(parts):
        moved = [acb(0), *(slope * c for c in found)]
        kept = [*(shift * c for c in found), acb(0)]
        found = [a + b for a, b in zip(moved, kept, strict=True)]
        found[0] += part
    return found[: len(parts)] if len(parts) else [acb(0)]


def _times(a: Sequence[Ball], b: Sequence[Ball]) -> list[Ball]:
    found = [acb(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            found[i + j] += x * y
    return found


def _by_twos(num: Sequence[Ball], den: Sequence[Ball]) -> tuple[list[Ball], list[Ball]]:
    """R(2 j) - R(2 j + 1)."""
    n0, d0, n1, d1 = (_polynomial(p, 2, shift) for shift in (0, 1) for p in (num, den))
    first, second = _times(n0, d1), _times(n1, d0)
    size = max(len(first), len(second))
    first += [acb(0)] * (size - len(first))
    second += [acb(0)] * (size - len(second))
    gap = [a - b for a, b in zip(first, second, strict=True)]
    return gap, _times(d0, d1)


def _expanded_tail(num: Sequence[Ball], den: Sequence[Ball], start: int) -> Ball:
    """sum over k >= start of num(k)/den(k), of degrees that differ by 2 at least."""
    num = list(num)
    while num and num[-1].is_zero():
        num.pop()
    if not num:
        return acb(0)
    if len(num) > len(den) - 2 or den[-1].contains(0):
        return NOTHING
    order = max(8, flint.ctx.prec // _BITS_AN_ORDER // 2)
    gap = len(den) - len(num)
    above = [acb(0)] * gap + [num[-1 - i] for i in range(len(num))]
    below = [den[-1 - i] for i in range(len(den))]
    series: list[Ball] = []
    rest = above + [acb(0)] * (order + len(below))
    for j in range(order + 1):
        share = rest[j] / below[0]
        series.append(share)
        for i, part in enumerate(below):
            rest[j + i] -= share * part
    total = acb(0)
    for j in range(2, order + 1):
        if not series[j].is_zero():
            total += series[j] * acb(j).zeta(acb(start))
    remainder = _over_tail(rest[order + 1 : order + 1 + len(below)], start)
    bottom = _over_tail(below, start)
    if bottom.contains(0):
        return NOTHING
    size = abs(remainder / bottom) * acb(order + 1).zeta(acb(start)).real
    return _widened(total, size, total)


def _over_tail(parts: Sequence[Ball], start: int) -> Ball:
    """The polynomial in s = 1/k over [0, 1/start]."""
    s, total = acb(arb(0).union(arb(1) / start)), acb(0)
    for part in reversed(parts):
        total = total * s + part
    return total


def _diverges(quotient: Quotient, begin: int, values: Sequence[Ball]) -> bool:
    """Whether the terms do not tend to 0, or fall no faster than 1/k."""
    above = [body(*values) for body in quotient.above]
    below = [body(*values) for body in quotient.below]
    if above[-1].contains(0) or below[-1].contains(0):
        return False
    if len(above) != len(below):
        return len(above) > len(below) and _stay_non_zero(quotient, above, below, begin, values)
    ratio = abs(above[-1] / below[-1])
    growing = bool(ratio > 1)
    if not growing:
        growing = _falls_too_slowly(above, below)
    return growing and _stay_non_zero(quotient, above, below, begin, values)


def _falls_too_slowly(above: Sequence[Ball], below: Sequence[Ball]) -> bool:
    """|z| = 1 exactly and alpha <= 1, or alpha <= 0 where z is not 1; of real quotients."""
    if not all(part.imag.is_zero() for part in (*above, *below)):
        return False
    for sign in (1, -1):
        if (above[-1] - sign * below[-1]).is_zero():
            if len(above) == 1:
                return True
            alpha = (below[-2] - sign * above[-2]) / below[-1]
            least = 1 if sign == 1 else 0
            return bool(alpha.real <= least)
    return False


def _stay_non_zero(
    quotient: Quotient,
    above: Sequence[Ball],
    below: Sequence[Ball],
    begin: int,
    values: Sequence[Ball],
) -> bool:
    """Whether the terms are not 0 from some place on."""
    for start in _STARTS:
        start = max(start, begin + 1)
        if _never_zero(above, start) and _never_zero(below, start):
            term = quotient.term(acb(start), *values)
            return bool(term.is_finite() and not term.contains(0))
    return False


def _never_zero(parts: Sequence[Ball], start: int) -> bool:
    return not _over_tail(parts[::-1], start).contains(0)

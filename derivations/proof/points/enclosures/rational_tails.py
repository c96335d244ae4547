"""Sums of rational terms to infinity, with or without alternating signs.

R(k) = sum_j a_j k^-j has its tail by Hurwitz' zeta function, and a remainder that is rational in
1/k as well; alternating ones are taken by twos.
"""

from __future__ import annotations

from collections.abc import Sequence

import flint
from flint import acb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.term_quotients import (
    Quotient,
    at,
    over_tail,
    widened,
)

_BITS_AN_ORDER = 3  # of the expansion in 1/k


def rational_sum(quotient: Quotient, begin: int, values: Sequence[Ball]) -> Ball:
    """Terms one by one, then the expansion in 1/k with its remainder."""
    num = [body(*values) for body in quotient.num]
    den = [body(*values) for body in quotient.den]
    while len(num) > 1 and num[-1].is_zero():
        num.pop()
    if len(num) >= len(den):
        return NOTHING
    place = next((k for k in range(begin, begin + 9) if not at(num, k).contains(0)), begin)
    scale = quotient.term(acb(place), *values) * at(den, place) / at(num, place)
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


def rational_stretch(quotient: Quotient, begin: int, end: int, values: Sequence[Ball]) -> Ball:
    """Terms from ``begin`` to ``end``, whether or not those to infinity have a sum."""
    num = [body(*values) for body in quotient.num]
    den = [body(*values) for body in quotient.den]
    while len(num) > 1 and num[-1].is_zero():
        num.pop()
    place = next((k for k in range(begin, begin + 9) if not at(num, k).contains(0)), begin)
    scale = quotient.term(acb(place), *values) * at(den, place) / at(num, place)
    start = begin + max(40, flint.ctx.prec // 4)
    if den[-1].contains(0) or not 0 < start < end:
        return NOTHING
    total = acb(0)
    for k in range(begin, start):
        total += quotient.term(acb(k), *values)
    return total + scale * _expanded_stretch(num, den, start, end)


def _expanded_stretch(num: Sequence[Ball], den: Sequence[Ball], start: int, end: int) -> Ball:
    """sum over start <= k <= end of num(k)/den(k), in powers of 1/k."""
    order = max(8, flint.ctx.prec // _BITS_AN_ORDER // 2) + max(0, len(num) - len(den))
    gap = len(den) - len(num)
    series, remainder = _divided(num[::-1], den[::-1], order, start)
    total = acb(0)
    for j, share in enumerate(series):
        if share.is_zero():
            continue
        power = acb(j + gap)
        if j + gap == 1:
            total += share * (acb(end + 1).digamma() - acb(start).digamma())
        else:
            total += share * (power.zeta(acb(start)) - power.zeta(acb(end + 1)))
    size = abs(remainder) * acb(order + 1 + gap).zeta(acb(start)).real
    return widened(total, size, total)


def _divided(
    above: Sequence[Ball], below: Sequence[Ball], order: int, start: int
) -> tuple[list[Ball], Ball]:
    """Coefficients of the quotient of two polynomials in 1/k, and what is left over, divided by
    the power of 1/k that follows."""
    series: list[Ball] = []
    rest = [*above, *[acb(0)] * (order + len(below))]
    for j in range(order + 1):
        share = rest[j] / below[0]
        series.append(share)
        for i, part in enumerate(below):
            rest[j + i] -= share * part
    bottom = over_tail(below, start)
    if bottom.contains(0):
        return series, NOTHING
    return series, over_tail(rest[order + 1 : order + 1 + len(below)], start) / bottom


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
    series, remainder = _divided(above, below, order, start)
    total = acb(0)
    for j in range(2, order + 1):
        if not series[j].is_zero():
            total += series[j] * acb(j).zeta(acb(start))
    size = abs(remainder) * acb(order + 1).zeta(acb(start)).real
    return widened(total, size, total)

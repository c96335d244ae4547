"""The smallest counterexample: the plainest point of a domain at which two formulas differ."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from fractions import Fraction

import sympy as sp

from glassproof.derivations.proof.balls import enclose, excludes_zero
from glassproof.derivations.proof.domain import Domain, Range

_PLAIN = [Fraction(n, d) for d in range(1, 11) for n in range(-12, 13)]
_PLAIN = sorted(set(_PLAIN), key=lambda f: (abs(f.numerator) + f.denominator, f < 0, f))


def plain_values(rng: Range, most: int = 12) -> list[sp.Rational]:
    """The plainest admissible numbers, plainest first: small integers, then simple fractions.

    >>> plain_values(Range(0, 1), 3), plain_values(Range(2, None, integer=True, closed=True), 3)
    ([1/2, 1/3, 1/4], [2, 3, 4])
    """
    found = [f for f in _PLAIN if rng.contains(f)][:most]
    values = [sp.Rational(f.numerator, f.denominator) for f in found]
    for k in range(1, most + 1 - len(values)):
        value = rng.at(Fraction(k, most + 1))
        if value not in values:
            values.append(value)
    return values


def plain_points(domain: Domain, count: int) -> Iterator[dict[sp.Symbol, sp.Rational]]:
    """Up to ``count`` points of ``domain``, the plainest first; its relations are respected."""
    symbols = list(domain.ranges)
    values = [plain_values(domain.ranges[s]) for s in symbols]
    waiting = [(0, (0,) * len(symbols))]
    seen = {waiting[0][1]}
    while waiting and count:
        rank, choice = heapq.heappop(waiting)
        point = {s: v[k] for s, v, k in zip(symbols, values, choice, strict=True)}
        if all(bool(relation.subs(point)) for relation in domain.where):
            yield point
        count -= 1
        for axis in range(len(symbols)):
            following = (*choice[:axis], choice[axis] + 1, *choice[axis + 1 :])
            if following[axis] < len(values[axis]) and following not in seen:
                seen.add(following)
                heapq.heappush(waiting, (rank + 1, following))


def smallest_counterexample(
    gap: sp.Expr, domain: Domain, *, count: int = 200
) -> dict[sp.Symbol, sp.Rational] | None:
    """The plainest point of ``domain`` where a ball shows ``gap`` to be non-zero, or None.

    >>> x = sp.Symbol("x", real=True)
    >>> smallest_counterexample(x**2 - x, Domain({x: Range()}))
    {x: -1}
    """
    for point in plain_points(domain, count):
        if excludes_zero(enclose(gap, point, 30)):
            return point
    return None

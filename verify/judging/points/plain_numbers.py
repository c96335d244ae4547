"""Numbers in the order in which a reader would try them: small integers, then simple fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.points.exact_values import fmpq


def plain_key(value: Fraction) -> tuple[int, bool, Fraction]:
    """Orders numbers by how plain they are: small integers, then simple fractions."""
    return abs(value.numerator) + value.denominator, value < 0, value


_PLAIN = [
    fmpq(f.numerator, f.denominator)
    for f in sorted({Fraction(n, d) for d in range(1, 11) for n in range(-12, 13)}, key=plain_key)
]


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of least denominator in the open interval.

    >>> simplest_between(Fraction(3, 10), Fraction(4, 10))
    Fraction(1, 3)
    """
    floor = low.numerator // low.denominator
    if floor + 1 < high:
        return Fraction(floor + 1) if low >= 0 or high > 0 else Fraction(-(-high // 1) - 1)
    if low == floor:
        return floor + 1 / Fraction((1 / (high - floor)) // 1 + 1)
    return floor + 1 / simplest_between(1 / (high - floor), 1 / (low - floor))


def plain_values(interval: Interval, most: int = 12) -> list[fmpq]:
    """The plainest numbers of the interval, plainest first.

    >>> plain_values(Interval(fmpq(0), fmpq(1), True, True), 3)
    [1/2, 1/3, 1/4]
    >>> plain_values(Interval(fmpq(100)), 3), plain_values(Interval(fmpq(2), integer=True), 3)
    ([100, 101, 102], [2, 3, 4])
    """
    found = list(islice((v for v in _PLAIN if interval.contains(v)), most))
    if len(found) < most:
        found += [v for v in _outside_the_plain(interval, most) if v not in found]
    return found[:most]


def _outside_the_plain(interval: Interval, most: int) -> list[fmpq]:
    low, high = interval.low, interval.high
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return []
    integers = [fmpq(e.floor() + k) for e in ends for k in range(-most, most + 1)]
    found = sorted((v for v in set(integers) if interval.contains(v)), key=lambda v: abs(v.p))
    if len(found) < most and low is not None and high is not None and not interval.integer:
        first, last = as_fraction(low), as_fraction(high)
        width = (last - first) / most
        if width:
            pieces = [first + k * width for k in range(most)]
            inside = [simplest_between(piece, piece + width) for piece in pieces]
            found += [rational(value) for value in sorted(inside, key=plain_key)]
        elif interval.contains(low):
            found.append(low)
    return [v for v in found if interval.contains(v)]


def as_fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def rational(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)

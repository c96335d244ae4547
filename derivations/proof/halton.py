"""Halton's points: rational, reproducible and evenly spread, in up to twenty coordinates."""

from __future__ import annotations

from fractions import Fraction

_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)

_SHIFT = Fraction(1, 9973)
"""Turns the points of each index a little, so that none but the simplest is a dyadic fraction."""


def halton(index: int, count: int) -> list[Fraction]:
    """The coordinates in [0, 1) of the point numbered ``index``.

    >>> [round(float(x), 2) for x in halton(1, 3)], [round(float(x), 2) for x in halton(2, 3)]
    ([0.5, 0.33, 0.2], [0.25, 0.67, 0.4])
    """
    shift = index * _SHIFT
    return [(_radical_inverse(index, base) + shift) % 1 for base in _PRIMES[:count]]


def _radical_inverse(index: int, base: int) -> Fraction:
    """Van der Corput's point: the digits of ``index`` in ``base``, mirrored at the point."""
    value, scale = Fraction(0), Fraction(1, base)
    while index:
        index, digit = divmod(index, base)
        value += digit * scale
        scale /= base
    return value


def through_decades(low: Fraction, high: Fraction, fraction: Fraction) -> Fraction:
    """``low`` times 10^k (1 + 9 f), with k + f the way through the decades, at most ``high``."""
    decades = 0
    while low * 10**decades < high:
        decades += 1
    whole, rest = divmod(fraction * decades, 1)
    found: Fraction = min(high, low * 10 ** int(whole) * (1 + 9 * rest))
    return found

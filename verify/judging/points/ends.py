"""Ends of balls as decimal text, rounded outwards: what a certificate says of a value."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import flint

DIGITS = 40
_LARGEST = 50_000  # bits of an exponent that are still written


def ends(ball: flint.arb) -> list[str]:
    """Lower and upper end, to DIGITS digits; empty if they are out of any measure.

    >>> [end[:12] for end in ends(flint.arb(1) / 3)]
    ['0.3333333333', '0.3333333333']
    >>> ends(flint.arb(2)), ends(flint.arb("inf"))
    (['2', '2'], [])
    """
    if not ball.is_finite():
        return []
    (middle, place), (radius, spread) = (
        (int(mantissa), int(exponent))
        for mantissa, exponent in (part.man_exp() for part in (ball.mid(), ball.rad()))
    )
    if max(abs(place), abs(spread)) > _LARGEST:
        return []
    unit = min(place, spread, 0)
    middle, radius = middle << (place - unit), radius << (spread - unit)
    return [
        str(Context(DIGITS, rounding, MIN_EMIN, MAX_EMAX).divide(Decimal(end), Decimal(1 << -unit)))
        for end, rounding in ((middle - radius, ROUND_FLOOR), (middle + radius, ROUND_CEILING))
    ]


def enclosure(value: flint.acb) -> dict[str, list[str]]:
    """Ends of the real part, and of the imaginary part if there is one.

    >>> enclosure(flint.acb(2, -1))
    {'re': ['2', '2'], 'im': ['-1', '-1']}
    """
    found = {"re": ends(value.real)}
    return found if value.imag == 0 else {**found, "im": ends(value.imag)}

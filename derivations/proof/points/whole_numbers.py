"""The one whole number that a ball holds, if it is of a size that can be written down."""

from __future__ import annotations

from flint import acb, arb, fmpz

_MOST_BITS = 65_536
"""Beyond that nobody counts with a number; 2^(10^12) would take all memory to write down."""

_LARGEST = arb(2) ** _MOST_BITS


def whole_in(ball: arb | acb) -> fmpz | None:
    """The only whole number in a ball; None if there is none, more than one, or it is huge.

    >>> whole_in(arb(7)), whole_in(arb(7, 2)), whole_in(arb(2) ** 10**12)
    (7, None, None)
    """
    size = abs(ball)
    return ball.unique_fmpz() if size < _LARGEST else None

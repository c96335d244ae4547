"""Taylor coefficients of a function that is analytic on a disc around 0, and bounded there.

|f| <= M on |w| <= R gives |c_j| <= M R^-j. The first ones are found as discrete Fourier sums on a
circle of half the radius, with an error of at most 2^(1 - n) M R^-j with n points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.enclosures.body import Body

RADII = tuple(2.0**-n for n in range(1, 9))
TERMS = 48
_POINTS = 128


@dataclass(frozen=True)
class Disc:
    """``body`` takes w and ``values``; it is at most ``most`` where |w| <= ``radius``.

    >>> disc = Disc.around(lambda w: (2 * w).exp(), ())
    >>> disc.radius, disc.coefficients()[3].str(10)
    (0.5, '[1.333333333 +/- 3.34e-10]')
    """

    body: Body
    values: Sequence[Ball]
    radius: float
    most: arb

    @staticmethod
    def around(body: Body, values: Sequence[Ball]) -> Disc | None:
        """The largest disc of a few on which the body is finite, and so analytic."""
        for radius in RADII:
            most = abs(body(acb(arb(0, radius), arb(0, radius)), *values)).upper()
            if most.is_finite():
                return Disc(body, values, radius, most)
        return None

    @property
    def is_real(self) -> bool:
        """Whether the function is real on a part of the axis, and so on all of it."""
        inside = acb(arb(self.radius) * arb(0.375, 0.125))
        return bool(self.body(inside, *self.values).imag.is_zero())

    def coefficients(self) -> list[Ball]:
        """The first ones."""
        circle, real = arb(self.radius) / 2, self.is_real
        turns = [(acb(0, 2 * j) * acb.pi() / _POINTS).exp() for j in range(_POINTS)]
        around = [self.body(circle * turn, *self.values) for turn in turns]
        found = []
        for j in range(TERMS):
            total = acb(0)
            for place, value in enumerate(around):
                total += value * turns[-place * j % _POINTS]
            error = arb(0, (self.bound(j) * arb(2) ** (1 - _POINTS)).abs_upper())
            total = total / _POINTS / circle**j + acb(error, error)
            found.append(acb(total.real) if real else total)
        return found

    def bound(self, j: int) -> arb:
        """Of the modulus of coefficient j."""
        return self.most * arb(self.radius) ** -j

"""Replica-symmetric overlaps in balls: the map is monotone, so that two bounds enclose its point.

f(a) = E tanh^2(sqrt(a) z) grows with a. If 0 < u <= f(beta^2 K u) and f(beta^2 K w) <= w layer by
layer, u <= w, the one positive solution lies between u and w.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, ctx, fmpq

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.replica_symmetric import solve
from glassproof.numerics.layered_spins.temperature import temperature as critical

_REACH, _BITS = 12, 128


@dataclass(frozen=True)
class Enclosure:
    """Balls of q_l, and a lower bound of the Perron root of beta^2 diag(E sech^4) K."""

    overlaps: tuple[arb, ...]
    stability_above: arb


def gaussian_ball(what: Callable[[acb], acb], variance: arb) -> arb:
    """E what(sqrt(a) z), 0 <= what <= 1 on the real axis; the tails are added as bounds.

    >>> gaussian_ball(lambda y: y.tanh() ** 2, arb(1))
    [0.3942944903...]
    """
    root = variance.sqrt()

    def integrand(z: acb, analytic: bool) -> acb:
        del analytic  # tanh is meromorphic: poles are seen in the balls
        return what(root * z) * (-z * z / 2).exp()

    inner = acb.integral(integrand, 0, _REACH).real * (2 / arb.pi()).sqrt()
    tail = (arb(_REACH) / arb(2).sqrt()).erfc()
    return inner + arb(0).union(tail)


def enclosed(given: Layers, temperature: Fraction, variances: Sequence[Fraction]) -> Enclosure:
    """Balls at exact variances and temperature; :class:`ArithmeticError` if they do not close."""
    before, ctx.prec = ctx.prec, _BITS
    try:
        found = solve(given, float(temperature), critical(given)).overlaps
        beta2 = 1 / arb(fmpq(temperature.numerator, temperature.denominator)) ** 2
        v = [arb(fmpq(x.numerator, x.denominator)) for x in variances]

        def fields(q: Sequence[arb]) -> list[arb]:
            total = [arb(0) for _ in q]
            for l, strength in enumerate(v):
                total[l] += beta2 * strength * given.widths[l + 1] * q[l + 1]
                total[l + 1] += beta2 * strength * given.widths[l] * q[l]
            return total

        def image(q: Sequence[arb]) -> list[arb]:
            return [gaussian_ball(lambda y: y.tanh() ** 2, a) for a in fields(q)]

        low, high = ([arb(float(q)) * (1 + sign * arb(10) ** -9) for q in found]
                     for sign in (-1, 1))  # fmt: skip
        closes = all(f >= q for f, q in zip(image(low), low, strict=True))
        closes &= all(f <= q for f, q in zip(image(high), high, strict=True))
        if not closes:
            raise ArithmeticError(f"no enclosure of the overlaps {found} was found")
        overlaps = [one.union(other) for one, other in zip(low, high, strict=True)]
        raised = fields(overlaps)
        fourth = [gaussian_ball(lambda y: (1 - y.tanh() ** 2) ** 2, a) for a in raised]
        # Collatz and Wielandt: the Perron root is at least the least ratio of image and vector
        ratios = [g * a / q for g, a, q in zip(fourth, raised, overlaps, strict=True)]
        least = ratios[0]
        for ratio in ratios[1:]:
            least = least.min(ratio)
        return Enclosure(tuple(overlaps), least)
    finally:
        ctx.prec = before

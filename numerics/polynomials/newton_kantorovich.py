"""Where roots are proven to be: the Newton-Kantorovich theorem for polynomial games.

In the norm ``max_k |x_k| / u_k``, u_k = 1 + |z_k|: if ``|J(z)^-1 F(z)| <= beta`` and
``|J(z)^-1 (J(x) - J(y))| <= K |x - y|`` for x, y within 1/10 of z, and ``beta K <= 1/2``, then a
root lies within 2 beta of z and no other within 1/K. Here beta K <= 1/8 is asked and 1/(2K) used,
which leaves room for the rounding of J^-1; the rounding of F is bounded by the sums of moduli of
all its terms and counts towards beta.

Reference: Ortega, The Newton-Kantorovich theorem, Amer. Math. Monthly 75 (1968).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.polynomials.path_tracking import evaluate
from glassproof.numerics.work.arguments import FloatArray

Complex = NDArray[np.complex128]
Truths = NDArray[np.bool_]
REACH = 0.1
ROUNDING = 1e-14
"""Of F, relative to the sum of moduli of its terms (about 50 operations of 2^-53 each)."""


@dataclass(frozen=True)
class Enclosures:
    """Points ``z`` (count, size), each with one root within ``existence`` (a box of half-widths,
    shape as z) and no other root within ``uniqueness``."""

    z: Complex
    existence: FloatArray
    uniqueness: FloatArray

    def __getitem__(self, chosen: Any) -> Enclosures:
        return Enclosures(self.z[chosen], self.existence[chosen], self.uniqueness[chosen])

    def same(self) -> Truths:
        """Which pairs are proven to enclose one root; (i, j): j's box in i's region."""
        inside = np.ones((len(self.z), len(self.z)), dtype=bool)
        for z, near, far in zip(self.z.T, self.existence.T, self.uniqueness.T, strict=True):
            inside &= np.abs(z[:, None] - z) + near < far[:, None]
        return inside | inside.T

    def different(self) -> Truths:
        """Which pairs are proven to enclose two different roots: boxes that do not meet."""
        apart = np.zeros((len(self.z), len(self.z)), dtype=bool)
        for z, near in zip(self.z.T, self.existence.T, strict=True):
            apart |= np.abs(z[:, None] - z) > near[:, None] + near
        return apart

    def real(self) -> tuple[Truths, Truths]:
        """Which roots of a real system are proven real, and which proven not to be.

        The conjugate of a root is a root: where it must lie in the region of uniqueness, the two
        are one.
        """
        imaginary = np.abs(self.z.imag)
        real: Truths = np.all(2 * imaginary + self.existence < self.uniqueness, axis=1)
        not_real: Truths = np.any(imaginary > self.existence, axis=1)
        return real, not_real


def enclosures(game: Any, points: Complex) -> Enclosures:
    """Enclosures of roots of the game at t = 1 about those ``points`` that allow the proof."""
    lower, ends, lengths, degrees, weights, block = game
    n, size, sizes = len(block), points.shape[1], np.bincount(block)
    moduli = (lower, np.abs(ends) + 0j, lengths, degrees, np.abs(weights), block)
    most = (degrees.max() - 1) * (degrees.max() - 2)
    F, S, J = np.empty(size, complex), np.empty(size, complex), np.empty((size, size), complex)

    def magnitude(z: FloatArray) -> FloatArray:
        """Sums of moduli of the terms of the field, multipliers apart, at moduli z of w."""
        evaluate(np.concatenate([z, np.zeros(size - n)]) + 0j, 1.0, moduli, F, J, S)
        return F[:n].real.copy()

    proven, existence, uniqueness = [], [], []
    for number, z in enumerate(points):
        u = 1 + np.abs(z)
        terms = np.concatenate(
            [
                magnitude(u[:n]) + np.abs(z[n:])[block] * u[:n],
                np.bincount(block, u[:n] ** 2),
            ]
        )
        # By Euler's relation, on moduli: second derivatives times u u <= (d-1)(d-2) gradient.
        lipschitz = np.concatenate(
            [
                most * magnitude((1 + REACH) * u[:n]) + 2 * u[n:][block] * u[:n],
                np.bincount(block, u[:n] ** 2, minlength=len(sizes)),
            ]
        )
        evaluate(z, 1.0, game, F, J, S)
        scaled = J * u
        rows = np.abs(scaled).max(axis=1)
        if not (np.isfinite(rows).all() and rows.min() > 0):
            continue
        scaled /= rows[:, None]
        if np.linalg.cond(scaled) > 1e12:
            continue
        inverse = np.abs(np.linalg.inv(scaled)) / rows
        beta, K = (inverse @ (np.abs(F) + ROUNDING * terms)).max(), (inverse @ lipschitz).max()
        if beta * K <= 1 / 8 and 2 * beta < REACH:
            proven.append(number)
            existence.append(2 * beta * u)
            uniqueness.append(min(REACH, 1 / (2 * K)) * u)
    shape = (len(proven), size)
    return Enclosures(points[proven], np.reshape(existence, shape), np.reshape(uniqueness, shape))

"""Free additive convolution of two measures by subordination.

With h = 1/G - id, the transform of the sum at z is G_1(omega_1) = G_2(omega_2), where

    omega_1 = T(omega_1) = z + h_2(z + h_1(omega_1)),      omega_2 = z + h_1(omega_1).

T maps the upper half-plane into Im > Im z, and iterates to its one fixed point from anywhere;
Newton's method is quicker (:mod:`glassproof.numerics.fixed_points.solve`).

How near is it? In the hyperbolic metric of the upper half-plane T is a contraction, since the
inclusion of {Im > y} is one: by 1 - y/Im w about w. A residual |T(w) - w| = r leaves the fixed
point within about r Im w/y of w, y = Im z, which is reported as ``error``; of rounding nothing is
said.

Reference: S. Belinschi and H. Bercovici, J. Anal. Math. 101 (2007) 357-365.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.fixed_points.solve import FixedPointError, solve
from glassproof.numerics.free_convolution.measures import LARGEST, Complex, Measure
from glassproof.numerics.work.arguments import FloatArray, real_array

_DESCENT = np.geomspace(1.0, 1e-8, 17)
"""Heights above the axis, in units of the scale, through which the axis is approached."""

_TOLERANCE = 1e-12
_LEAST = 1e-300
_ON_AXIS = 1e-9  # residual with which a point on the axis counts as found
_SEEN = 1e-7  # an imaginary part of omega, in units of the scale, that is no rounding


@dataclass(frozen=True)
class Subordination:
    """Subordination functions and the sum's transform at points; how far the first may be off."""

    first: Complex
    second: Complex
    transform: Complex
    error: FloatArray


@dataclass(frozen=True)
class FreeSum:
    """The free additive convolution of two measures.

    >>> from glassproof.numerics.free_convolution.measures import atomic, semicircle
    >>> signs = atomic([-1, 1], [0.5, 0.5])
    >>> FreeSum(signs, signs).density([0.0, 1.0]).round(9)  # the arcsine law on [-2, 2]
    array([0.15915494, 0.1837763 ])
    >>> FreeSum(semicircle(), semicircle(3.0)).density([0.0])  # a semicircle, variance 4
    array([0.15915494])
    """

    first: Measure
    second: Measure

    @property
    def scale(self) -> float:
        """The length of the two together."""
        return self.first.scale + self.second.scale

    def subordination(self, z: ArrayLike) -> Subordination:
        """omega_1, omega_2 and G at points of the upper half-plane.

        :class:`DomainError` on others; :class:`FixedPointError` where none is found to 1e-12.
        """
        at = np.asarray(z, dtype=complex)
        flat = at.ravel()
        if not (np.isfinite(flat).all() and (flat.imag > 0).all() and (abs(flat) < LARGEST).all()):
            raise DomainError(
                "z has a point that is not in the upper half-plane: give finite numbers with "
                "Im z > 0; on the axis ask for the density"
            )
        w = flat + 1j * self.scale
        for height in self.scale * _DESCENT[self.scale * _DESCENT > flat.imag.min(initial=np.inf)]:
            w = self._solved(w, flat.real + 1j * np.maximum(flat.imag, height))[0]
        w, residual = self._solved(w, flat)
        if not (residual <= _TOLERANCE).all():
            worst = flat[np.argmax(residual)]
            raise FixedPointError(
                f"z = {worst:.6g} leaves a residual of {residual.max():.2g}: give z farther from "
                "the axis"
            )
        other = flat + self._reach(self.first, w)
        return Subordination(
            w.reshape(at.shape),
            other.reshape(at.shape),
            self.first(w).reshape(at.shape),
            (residual * np.abs(w) * w.imag / flat.imag).reshape(at.shape),
        )

    def density(self, x: ArrayLike) -> FloatArray:
        """The density at real x; zero off the support, and where there are point masses alone.

        omega_1 is followed to the axis, where it is real off the support. Within about 1e-14 of an
        edge, in units of the scale, the two are not told apart.
        """
        at = real_array("x", x, above=-LARGEST, below=LARGEST)
        flat = at.ravel().astype(complex)
        w = flat + 1j * self.scale
        for height in self.scale * _DESCENT:
            w = self._solved(w, flat + 1j * height)[0]
        last, residual = self._solved(w, flat)
        w = np.where(residual <= _ON_AXIS, last, w)
        inside = w.imag > _SEEN * self.scale
        found = np.zeros(len(flat))
        found[inside] = np.maximum(-self.first(w[inside]).imag, 0.0) / np.pi
        return found.reshape(at.shape)

    def _reach(self, measure: Measure, w: Complex) -> Complex:
        """h = 1/G - id."""
        found: Complex = 1 / measure(w) - w
        return found

    def _solved(self, start: Complex, z: Complex) -> tuple[Complex, FloatArray]:
        """Fixed points of T at z, and their relative residuals."""

        def image(points: Complex, at: Complex) -> tuple[Complex, Complex]:
            w = points[:, 0]
            G = self.first(w)
            v = at + 1 / G - w
            v = v.real + 1j * np.maximum(v.imag, _LEAST)  # of a point mass it may be on the axis
            F = self.second(v)
            slope = (-self.first.slope(w) / G**2 - 1) * (-self.second.slope(v) / F**2 - 1)
            return (at + 1 / F - v)[:, None], slope[:, None, None]

        found = solve(
            image,
            start[:, None],
            z,
            admissible=lambda points: points[:, 0].imag > 0,
            tolerance=_TOLERANCE,
            most=200,
        )
        return found.value[:, 0], found.residual

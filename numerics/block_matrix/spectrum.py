"""The limiting spectrum of b M + b1 (M1 (+) 0) - x1 (I (+) 0): density, edges, transition.

Outside the support the scaled transforms u, v of :mod:`glassproof.numerics.block_matrix.branch` are
real. Its edges are the points of marginal stability, (1 - u^2)(1 - v^2) = alpha beta u^2 v^2. With
t = |u|/sqrt(1 - u^2) in (0, oo), e = 1 - alpha beta and chi = |x1|/sigma_D that is

    |v| = 1/w,  w = sqrt(1 + alpha beta t^2),

and the Dyson equation reads, with f = 1/|u| + e |u|,

    f - alpha w = +-chi   at the outer edges,
    f + alpha w =   chi   at the inner edges.

In |u|, f decreases and is convex, and w increases and is convex (w^2 = e + alpha beta/(1 - u^2) is
log-convex). So there is one outer edge on each side; and two inner edges if chi exceeds the one
minimum of f + alpha w, else none. At the minimum (1 - u^2)(1 - e u^2) = (alpha^2 beta)^(2/3) u^2,
quadratic in t^2: the transition is explicit. Spurious critical points do not occur in this form.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.block_matrix.branch import LARGEST, scales
from glassproof.numerics.block_matrix.branch_arrays import densities, spectrum_arrays
from glassproof.numerics.work.arguments import FloatArray, real
from glassproof.numerics.work.late import Late

optimize = Late("scipy.optimize")

LONGEST = 230.0
"""|log t| beyond which an edge is, to all digits, that of its block alone."""


def density(
    z: ArrayLike, *, x1: ArrayLike, kappa: ArrayLike, b: ArrayLike, b1: ArrayLike
) -> FloatArray | float:
    """Limiting spectral density at ``z``; all arguments broadcast together.

    rho(z) = -Im(kappa g_D + kappa' g_G)/pi for the physical solution (g_D, g_G) of
    1/g_D = z + x1 - b^2 g/2 - b1^2 g_D/2, 1/g_G = z - b^2 g/2 with g = kappa g_D + kappa' g_G.
    Total mass 1; zero outside the support; a number if all arguments are numbers.

    Domain: 0 < kappa < 1, b > 0, b1 >= 0, magnitudes below 1e60, else :class:`DomainError`.
    Accuracy: a few units of rounding of the largest density, except within a distance d of an
    edge, where the square root turns the rounding eps of z into sqrt(eps/d) times eps.

    >>> round(density(0.0, x1=0, kappa=0.9, b=1, b1=0), 12)  # semicircle: sqrt(2)/pi
    0.450158158079
    >>> density([-9, 9], x1=4, kappa=0.9, b=1, b1=0.5)
    array([0., 0.])

    Source: Dyson equation of the block model (Helton, Rashidi Far, Speicher 2007).
    """
    shape, arrays = spectrum_arrays("z", z, x1=x1, kappa=kappa, b=b, b1=b1)
    out = np.empty(len(arrays[0]))
    densities(*arrays, out)
    return out.reshape(shape) if shape else float(out[0])


def edges(*, x1: float, kappa: float, b: float, b1: float) -> FloatArray:
    """Edges of the support, ascending, two per component: shape (2,) or (4,).

    With two components, the one of the upper-left block, on the side of -x1, carries mass
    kappa. At :func:`transition` itself, where the inner edges meet in a cusp, there is one.

    Domain: 0 < kappa < 1, b > 0, b1 >= 0, magnitudes below 1e60, else :class:`DomainError`.
    Accuracy: a few units of rounding of the larger of abs(edge) and the block's half-width, for
    blocks of extreme size too.

    >>> edges(x1=0, kappa=0.9, b=1, b1=0) ** 2
    array([2., 2.])
    >>> len(edges(x1=4, kappa=0.9, b=1, b1=0.5))
    4

    Source: critical values of the inverse of the Stieltjes transform (Silverstein, Choi 1995).
    """
    shift = real("x1", x1, above=-LARGEST, below=LARGEST)
    block = _Blocks(kappa, b, b1)
    chi = abs(shift) / block.sigma_D
    right = block.edge(_root(lambda s: block.outer(s) - chi), 1.0, shift=abs(shift))
    left = block.edge(_root(lambda s: block.outer(s) + chi), 1.0, shift=-abs(shift))
    found = [-left, right]
    lowest = block.log_t_of_transition()
    if chi > block.inner(lowest):
        inside = [
            _root(lambda s: block.inner(s) - chi, high=lowest),
            _root(lambda s: chi - block.inner(s), low=lowest),
        ]
        found += [block.edge(s, -1.0, shift=abs(shift)) for s in inside]
    return np.sort(found if shift >= 0 else [-z for z in found])


def transition(*, kappa: float, b: float, b1: float) -> float:
    """The one x1 > 0 at which the support splits in two: one component for abs(x1) <= it, else two.

    With a = (alpha^2 beta)^(2/3), the least value of f + alpha w is where
    a t^4 + (a - alpha beta) t^2 = 1; x1 there is sigma_D (f + alpha w). If b1 = 0 that is
    (b/sqrt(2)) (kappa^(1/3) + kappa'^(1/3))^(3/2). The density opens there as the power 1/3.

    Domain and errors as for :func:`edges`.

    >>> transition(kappa=0.5, b=1, b1=0)**2  # = 2: each block's edge at half the distance
    2.0000000000000...
    """
    block = _Blocks(kappa, b, b1)
    return float(block.sigma_D * block.inner(block.log_t_of_transition()))


class _Blocks:
    """The functions f -+ alpha w of s = log t, and the edge at s, for one (kappa, b, b1)."""

    def __init__(self, kappa: float, b: float, b1: float) -> None:
        self.kappa = real("kappa", kappa, above=0, below=1)
        self.b = real("b", b, above=1 / LARGEST, below=LARGEST)
        self.b1 = real("b1", b1, above=0, below=LARGEST, closed_low=True)
        self.sigma_D, self.sigma_G = scales(self.kappa, self.b, self.b1)
        self.alpha = self.sigma_G / self.sigma_D
        self.beta = self.alpha * self.kappa / (1 - self.kappa)
        self.coupling = self.alpha * self.beta
        self.e = (self.b1 / self.sigma_D) ** 2 / 2

    def w(self, s: float) -> float:
        return math.hypot(1.0, math.sqrt(self.coupling) * math.exp(s))

    def f(self, s: float) -> float:
        u = _u(s)
        return float(1 / u + self.e * u)

    def outer(self, s: float) -> float:
        return float(self.f(s) - self.alpha * self.w(s))

    def inner(self, s: float) -> float:
        return float(self.f(s) + self.alpha * self.w(s))

    def log_t_of_transition(self) -> float:
        a = (self.alpha * self.coupling) ** (2 / 3)
        d = a - self.coupling
        root = math.sqrt(d * d + 4 * a)
        return 0.5 * math.log(2 / (d + root) if d > 0 else (root - d) / (2 * a))

    def edge(self, s: float, sign: float, *, shift: float) -> float:
        """The point with u = _u(s), v = sign/w(s), from whichever equation rounds less."""
        u, w = _u(s), self.w(s)
        from_G = self.sigma_G * (sign * (w + 1 / w) + self.beta * u)
        from_D = self.sigma_D * (1 / u + u + self.alpha * sign / w) - shift
        size_G = self.sigma_G * (w + 1 / w + self.beta * u)
        size_D = self.sigma_D * (1 / u + u + self.alpha / w) + abs(shift)
        return float(from_G if size_G < size_D else from_D)


def _u(s: float) -> float:
    """u = t/sqrt(1 + t^2) at t = exp(s)."""
    return 1 / math.hypot(1.0, math.exp(-s))


def _root(
    decreasing: Callable[[float], float], low: float = -LONGEST, high: float = LONGEST
) -> float:
    """Where a decreasing function of log t vanishes; the end it does not reach, if it does not."""
    if decreasing(high) >= 0:
        return high
    if decreasing(low) <= 0:
        return low
    # In log t: an absolute tolerance, a relative one in t (rtol is brentq's own least).
    return float(optimize.brentq(decreasing, low, high, xtol=1e-16, maxiter=1000))

"""Corrections of order 1/N to spectra, resolvents and outliers of s X + A, X of size N.

X is rotation invariant and real, with the R-transform R of its limit, or has independent entries of
variance s^2/N. In terms of w = z - R(g), the subordination function, everything is explicit:

    Q_i = 1/(w - a_i),   g = mean Q_i,   S_k = mean Q_i^k,   u = 1/(1 - R'(g) S_2) = dw/dz.

- N (E tr R/N - g) tends to d/dz of (1/2) log(1 - R'(g) S_2), which tells eigenvalues in a bin; a
  fourth cumulant k of sqrt(N) X_ij and a variance 2 + d of sqrt(N) X_ii add
  - s^4 k g^4/4 - s^2 d g^2/2 under the derivative.
- N E (R_ii - Q_i) tends to c_i = Q_i^2 (s^2 c + s^2 u Q_i + s^4 k g^3 + s^2 d g), c their mean;
  E R_ij^2 is the derivative of E R_ii in a_j.
- sqrt(N) (R_vv - Q_v) tends to a Gaussian process with the covariance
  2 Q^2 Q'^2 h/(1 - h mean Q Q'), h = (R(g) - R(g'))/(g - g').

By Gaussian integration by parts: E X f = (1/N) E df/dX, of which R tr R/N is the leading part and
the transposed pairing, R^2/N, the correction. The first line without A is the mean correction of
linear statistics: Z. D. Bai and J. W. Silverstein, Ann. Probab. 32 (2004) 553-605; A. Lytova and L.
Pastur, Ann. Probab. 37 (2009) 1778-1840.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

optimize = Late("scipy.optimize")


@dataclass(frozen=True)
class Noise:
    """s X: semicircular of variance s^2, or a sample covariance of ratio r^2 (``r`` not zero).

    ``kurtosis`` is the fourth cumulant of sqrt(N) X_ij, ``diagonal`` N times the variance of X_ii
    less two; both vanish for rotation invariant X.
    """

    s: float = 1.0
    r: float = 0.0
    kurtosis: float = 0.0
    diagonal: float = 0.0

    def R(self, g: Any) -> Any:
        """The R-transform of the limit."""
        return self.s**2 * g / (1 - self.r * self.s * g)

    def slope(self, g: Any) -> Any:
        """R'."""
        return self.s**2 / (1 - self.r * self.s * g) ** 2

    def chord(self, g: Any, h: Any) -> Any:
        """(R(g) - R(h))/(g - h)."""
        return self.s**2 / (1 - self.r * self.s * g) / (1 - self.r * self.s * h)

    def entries(self, g: Any) -> Any:
        """What fourth cumulant and diagonal add under the derivative of the first line."""
        return self.s**4 * self.kurtosis * g**4 / 4 + self.s**2 * self.diagonal * g**2 / 2


def bin_counts(
    atoms: Sequence[float], weights: Sequence[float], noise: Noise, ends: ArrayLike
) -> FloatArray:
    """Mean numbers of eigenvalues in bins, less N times their limiting masses, as N grows.

    A has the atoms; ends lie inside the support, or off it, and are no edges.

    >>> (12 * bin_counts([0], [1], Noise(), [0, 1, 3])).round(9)  # a quarter at each edge
    array([-1.,  1.])
    """
    mass = np.asarray(weights, dtype=float)
    w = np.array([_subordination(atoms, mass, noise, float(end)) for end in np.asarray(ends)])
    Q = 1 / (w[:, None] - np.asarray(atoms))
    g, second = Q @ mass, Q**2 @ mass
    under = np.log(1 - noise.slope(g) * second) / 2 - noise.entries(g)
    return np.asarray(-np.diff(under.imag) / np.pi)


def chance_beyond(values: ArrayLike, level: float) -> float:
    """A bound of P(largest eigenvalue of X + A > level), X Gaussian of variance one, A's values.

    The mean of the largest eigenvalue is at most min over m of m + (1/N) sum 1/(m - a_i), by
    Sudakov and Fernique beside max u^T A u + 2 N^(-1/2) h^T u; it is Lipschitz with the constant
    (2/N)^(1/2), so that exp(-N d^2/4) bounds the probability of a distance d from its mean.

    >>> chance_beyond(np.zeros(100), 2.0), round(chance_beyond(np.zeros(100), 3.0), 12)
    (1.0, 1.4e-11)
    """
    a = np.asarray(values, dtype=float)
    highest = optimize.minimize_scalar(
        lambda m: m + float(np.mean(1 / (m - a))),
        bounds=(a.max(), a.max() + 2),
        method="bounded",
        options={"xatol": 1e-10},
    ).fun
    return float(np.exp(-len(a) * max(level - highest, 0.0) ** 2 / 4))


def _subordination(atoms: Sequence[float], mass: FloatArray, noise: Noise, z: float) -> complex:
    """w with w + R(g(w)) = z: in the upper half-plane, or real where dz/dw > 0."""
    below = np.poly(np.asarray(atoms))
    above = np.zeros(len(atoms))
    for k, weight in enumerate(mass):
        above = above + weight * np.poly(np.delete(np.asarray(atoms, dtype=float), k))
    reach = np.polysub(below, noise.r * noise.s * above)  # R = s^2 above/reach
    roots = np.roots(np.polyadd(np.polymul([1, -z], reach), noise.s**2 * above))

    def order(w: complex) -> tuple[float, float]:
        Q = 1 / (w - np.asarray(atoms))
        return round(w.imag, 9), (1 - noise.slope(Q @ mass) * (Q**2 @ mass)).real

    return complex(max(roots.astype(complex), key=order))


@dataclass(frozen=True)
class Spiked:
    """s X + A, A with one spike theta, and with ``counts`` of each of ``atoms`` beside it.

    The outlier is where theta R_vv = 1, R that of s X + A without the spike, and the squared
    overlap there is 1/(-theta^2 R_vv'): both are expanded to second order in R_vv - Q_v. Without
    a bulk for sample covariances.

    >>> found = Spiked(2.0, (0.0,), (99,), Noise())
    >>> round(100 * (found.position() - 2.5), 6), round(100 * (found.overlap() - 0.75), 6)
    (-0.333333, -0.055556)
    """

    theta: float
    atoms: tuple[float, ...]
    counts: tuple[int, ...]
    noise: Noise

    @property
    def size(self) -> int:
        """N."""
        return sum(self.counts) + 1

    def position(self) -> float:
        """The mean outlier, up to order 1/N."""
        at = self._expansion()
        return float(at.z + at.second / self.size)

    def overlap(self) -> float:
        """The mean squared overlap of its eigenvector with the spike's, up to order 1/N."""
        at, N = self._expansion(), self.size
        D, first, second = -at.G[1], -at.G[2], -at.G[3]
        mean = first * at.second + second * at.K(0, 0) / D**2 / 2 - at.K(0, 2) / D - at.c[1]
        square = first**2 * at.K(0, 0) / D**2 - 2 * first * at.K(0, 1) / D + at.K(1, 1)
        return float((1 - (mean / D - square / D**2) / N) / (self.theta**2 * D))

    def _mean(self, of: Callable[[Any], Any]) -> Any:
        """The mean over A without the spike, whose place 0 takes."""
        rest = zip(self.counts, self.atoms, strict=True)
        return (of(mpmath.mpf(0)) + sum(n * of(mpmath.mpf(a)) for n, a in rest)) / self.size

    def _expansion(self) -> _Expansion:
        noise, s = self.noise, self.noise.s

        def g(w: Any) -> Any:
            return self._mean(lambda a: 1 / (w - a))

        def inverse(w: Any) -> Any:
            return w + noise.R(g(w))

        def rate(w: Any) -> Any:
            return 1 - noise.slope(g(w)) * self._mean(lambda a: 1 / (w - a) ** 2)

        def under(w: Any) -> Any:
            return mpmath.log(rate(w)) / 2 - noise.entries(g(w))

        def correction(w: Any) -> Any:
            mean = mpmath.diff(under, w) / rate(w)
            if noise.r:
                return mean
            own = s**2 * (mean + 1 / (rate(w) * w) + noise.diagonal * g(w))
            return (own + s**4 * noise.kurtosis * g(w) ** 3) / w**2

        def covariance(w: Any, x: Any) -> Any:
            h = noise.chord(g(w), g(x))
            both = self._mean(lambda a: 1 / (w - a) / (x - a))
            return 2 * h / (1 - h * both) / (w * x) ** 2

        return _Expansion(mpmath.mpf(self.theta), inverse, correction, covariance)


class _Expansion:
    """Taylor coefficients in z of 1/w, c and the covariance at w = theta; mean second order."""

    def __init__(
        self,
        theta: Any,
        inverse: Callable[[Any], Any],
        correction: Callable[[Any], Any],
        covariance: Callable[[Any, Any], Any],
    ) -> None:
        with mpmath.workdps(60):
            slopes = [mpmath.diff(inverse, theta, n) for n in (1, 2, 3)]
            self.z = inverse(theta)
            w = _inverted(slopes)
            self.G = _composed([(-1) ** n * mpmath.fac(n) / theta ** (n + 1) for n in range(4)], w)
            self.c = _composed([mpmath.diff(correction, theta, n) for n in range(2)], w)
            table = [
                [mpmath.diff(covariance, (theta, theta), (m, n)) for n in range(3)]
                for m in range(3)
            ]
        rows = [_composed(row, w) for row in table]
        self._K = [_composed([row[n] for row in rows], w) for n in range(3)]
        V, slope = self.K(0, 0), self.G[1]
        self.second = -(self.G[2] * V / slope**2 / 2 - self.K(0, 1) / slope + self.c[0]) / slope

    def K(self, m: int, n: int) -> Any:
        """The derivative of the covariance, m times in one and n times in the other variable."""
        return self._K[n][m]


def _inverted(slopes: Sequence[Any]) -> list[Any]:
    """The first three derivatives of the inverse function."""
    a, b, c = slopes
    return [1 / a, -b / a**3, (3 * b**2 - a * c) / a**5]


def _composed(outer: Sequence[Any], w: Sequence[Any]) -> list[Any]:
    """Derivatives in z of f(w(z)), up to as many as are given of f (four), and of w."""
    f = [*outer, 0, 0, 0][:4]
    found = [
        f[0],
        f[1] * w[0],
        f[2] * w[0] ** 2 + f[1] * w[1],
        f[3] * w[0] ** 3 + 3 * f[2] * w[0] * w[1] + f[1] * w[2],
    ]
    return found[: len(outer)]


@dataclass(frozen=True)
class Damped:
    """R = (X + A + lambda)^(-1), X Gaussian of variance one, A diagonal with these values.

    Limits have a correction each: N (E R_ii - Q_i) tends to ``diagonal``.

    >>> plain = Damped(np.zeros(100), 2.5)
    >>> plain.equivalent[0].round(12).item(), (9 * plain.diagonal[0]).round(12).item()
    (0.5, 2.0)
    """

    values: FloatArray
    regularisation: float

    @property
    def equivalent(self) -> FloatArray:
        """Q = 1/(A + lambda - g), g its mean: by iteration."""
        g = 0.0
        for _ in range(10_000):
            new = float(np.mean(1 / (self.values + self.regularisation - g)))
            if abs(new - g) <= 1e-15:
                break
            g = new
        return np.asarray(1 / (self.values + self.regularisation - g))

    def _moments(self) -> tuple[FloatArray, float, list[float]]:
        Q = self.equivalent
        S = [float(np.mean(Q**k)) for k in range(5)]
        return Q, 1 / (1 - S[2]), S

    @property
    def diagonal(self) -> FloatArray:
        """c_i = Q_i^2 (u^2 S_3 + u Q_i)."""
        Q, u, S = self._moments()
        return np.asarray(Q**2 * (u**2 * S[3] + u * Q))

    @property
    def vector_error(self) -> tuple[float, float]:
        """The limit of the mean of |R e_j - Q e_j|^2, (u - 1) S_2, and its correction.

        From E (R^2)_jj = -d E R_jj/d lambda: 3 u^3 S_4 + 4 u^4 S_3^2 - 2 mean(Q c).
        """
        Q, u, S = self._moments()
        change = 3 * u**3 * S[4] + 4 * u**4 * S[3] ** 2 - 2 * float(np.mean(Q * self.diagonal))
        return (u - 1) * S[2], change

    def square(self, i: int, j: int) -> tuple[float, float]:
        """The limit of N E R_ij^2, i and j different, u Q_i^2 Q_j^2, and its correction.

        E R_ij^2 = -d E R_ii/d a_j; a change of a_j moves each Q_k, and by -Q_j^2 also itself.
        """
        Q, u, S = self._moments()
        moved = -u * Q[i] ** 2 * Q[j] ** 2  # N dQ_i/da_j
        second, third = (-k * (Q[j] ** (k + 1) + u * Q[j] ** 2 * S[k + 1]) for k in (2, 3))
        rung = u**2 * second
        mean = 2 * u * rung * S[3] + u**2 * third
        change = 2 * Q[i] * moved * (u**2 * S[3] + u * Q[i])
        change += Q[i] ** 2 * (mean + rung * Q[i] + u * moved)
        return float(-moved), float(-change)

"""Mean determinants of the Gaussian orthogonal ensemble with a perturbation, at finite size.

M has n rows and off-diagonal variance 1/2 (edges near +-sqrt(2n)). Without modulus, Grassmann
integration and Hubbard-Stratonovich give E det(M + D) = E prod_i (d_i + i xi) for diagonal D, xi of
variance 1/2. With modulus and rank one, the eigenvector v of K = M + s e e^T at x has the overlap
t = (v.e)^2 with the law of a random direction, weighted by exp(s x t + s^2 ((1-t)^2 - 1)/2) and by
the determinant of the rest. So the Schur complement y of e, |det| of its minor being a weight, has
at -s a density proportional to

    int t^(3/2) (1-t)^((n-3)/2) e^(s x t + s^2 ((1-t)^2 - 1)/2) E det(M' - x + s (1-t) e e^T)^2 dt,

M' of n - 1 rows, and E|det(M - x + s e e^T)| is E|y + s| times that of the minor. Two Grassmann
vectors give the second moment: E q^n, q = (i xi_1 - x)(i xi_2 - x) + rho, rho a sum of four squares
of variance 1/4; in Hermite polynomials sum_j (n choose j) h_j(x)^2 (n-j+1)!/2^(n-j).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

_NODES = 100
_LARGE = 1e100


def log_mean_determinant(values: Sequence[float] | FloatArray) -> float:
    """log|E det(M + D)|, D of diagonal ``values`` that all lie beyond an edge of M.

    By Hermite's integral through its saddle point; 100 nodes settle all digits of a double.

    >>> round(math.exp(log_mean_determinant([3.0, 3.0])), 12)  # 3^2 - 1/2
    8.5
    """
    d = np.asarray(values, float)
    if not d.size or not (np.isfinite(d).all() and (abs(d) > math.sqrt(2 * d.size)).all()):
        raise DomainError(
            f"values reach to {np.abs(d).min(initial=math.inf):g}: give finite values of modulus "
            f"> sqrt(2n) = {math.sqrt(2 * d.size):g}"
        )
    if not ((d > 0).all() or (d < 0).all()):
        raise DomainError("values have both signs: give values beyond one edge")
    d = np.abs(d)
    y = 0.0  # xi = i y + real: y = sum 1/(2 (d - y))
    for _ in range(200):
        gap = 1 / (d - y)
        step = (2 * y - gap.sum()) / (2 - (gap**2).sum())
        y -= step
        if abs(step) < 1e-15 * (1 + y):
            break
    width = 1 / math.sqrt(2 - ((d - y) ** -2.0).sum())
    xi = np.linspace(-12 * width, 12 * width, _NODES)
    logs = np.log(d[:, None] - y + 1j * xi).sum(axis=0) - (xi + 1j * y) ** 2
    top = logs.real.max()
    total = np.exp(logs - top).sum().real * (xi[1] - xi[0]) / math.sqrt(math.pi)
    return float(top + math.log(total))


def modulus_ratio(n: int, x: ArrayLike, strength: float) -> FloatArray:
    """E|det(M - x + s e e^T)| / E|det(M - x)|, e a unit vector, s = ``strength``, for each x.

    Domain: 2 <= n <= 1000; :class:`DomainError` otherwise.

    >>> np.round(modulus_ratio(2, [0.0, 0.5], 0.0), 12)
    array([1., 1.])
    >>> bool(abs(modulus_ratio(400, 0.0, 20.0) / math.sqrt(3) - 1) < 1e-3)
    True
    """
    n, strength = integer("n", n, least=2), real("strength", strength)
    if n > 1000:
        raise DomainError(f"n = {n} is out of its domain: give n in [2, 1000]")
    shifts = real_array("x", x)
    moved, plain = _mean_shifted(n, shifts.ravel(), np.array([strength, 0.0]))
    ratio: FloatArray = (moved / plain).reshape(shifts.shape)
    return ratio


def _mean_shifted(n: int, x: FloatArray, s: FloatArray) -> FloatArray:
    """A multiple, common to all s, of E|y + s|, y the weighted Schur complement, by s and x."""
    angle, weight = _angles()
    x, s = x[:, None], s[:, None, None]
    t, left = np.sin(angle) ** 2, np.cos(angle) ** 2
    c = t - t * t / 2
    mean, variance = x * t / (2 * c), 1 / (2 * c)
    logs = 2 * np.log(t) + (n - 2) / 2 * np.log(left) + x * x * t * t / (4 * c) - np.log(c) / 2
    weight = weight * np.exp(logs - logs.max(axis=1, keepdims=True))
    whole, slope, square = _second_moments(n - 1, x)
    # the second moment in r = mean + g: q0 + q1 g + q2 g^2
    q2 = square * left**2
    q1 = slope * left + 2 * q2 * mean
    q0 = whole + slope * left * mean + q2 * mean**2
    gap = s - mean
    spread = np.sqrt(variance)
    inside = special.erf(gap / (spread * math.sqrt(2)))
    edge = spread * math.sqrt(2 / math.pi) * np.exp(-(gap**2) / (2 * variance))
    absolute = gap * inside + edge
    total = q0 * absolute - q1 * variance * inside + q2 * variance * (absolute + edge)
    found: FloatArray = (weight * total).sum(axis=2)
    return found


@lru_cache
def _angles() -> tuple[FloatArray, FloatArray]:
    """Gauss-Legendre nodes and weights on [0, pi/2]."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return (nodes + 1) * math.pi / 4, weights * math.pi / 4


def _second_moments(m: int, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """E det(M - x + r e e^T)^2 as a polynomial in r, M of m rows, over that at r = 0."""
    h = [np.ones_like(x), -math.sqrt(2) * x]
    # h_j (2^j/j!)^(1/2), h_(j+1) = -x h_j - (j/2) h_(j-1)
    for j in range(1, m):
        h.append((-math.sqrt(2) * x * h[j] - math.sqrt(j) * h[j - 1]) / math.sqrt(j + 1))
        if (large := np.abs(h[-1]).max()) > _LARGE:
            h = [value / large for value in h]
    values = np.array(h)
    counts = np.arange(m, 0.0, -1).reshape(-1, *(1,) * x.ndim)
    whole = ((counts + 1) * values[:-1] ** 2).sum(axis=0) + values[-1] ** 2
    square = 2 / m * (counts * values[:-1] ** 2).sum(axis=0)
    steps = np.sqrt(2 * np.arange(1.0, m + 1)).reshape(counts.shape)
    slope = 2 / m * (counts * steps * values[:-1] * values[1:]).sum(axis=0)
    return np.ones_like(x), slope / whole, square / whole

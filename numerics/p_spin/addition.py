"""The expected number of critical points with an addition phi(a.w), at finite N.

The addition is a function of one overlap a.w = sqrt(N) m, |a| = 1. As with a fixed field the
glass's gradient must be -phi' sqrt(1-m^2) and the Hessian's shift is R = p L + phi' m; besides,
the Hessian has the perturbation phi'' (1-m^2) e e^T of rank one, e the direction of the field in
the tangent space. The mean of the modulus of its determinant is known at finite N
(:mod:`glassproof.numerics.ensembles.finite_rank`); two integrals remain, over m and over x.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from flint import arb, ctx
from numpy.polynomial import Polynomial
from scipy.special import gammaln, roots_gegenbauer

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.finite_rank import modulus_ratio
from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.work.arguments import FloatArray, integer, real

MOST_SPINS = 200
_OVERLAPS = (16, 24, 36, 54, 80)
"""Sizes of the rule in the overlap; two that agree settle a value."""
_SHIFTS = 160
_REACH = 9.0
"""Standard deviations, and e-folds squared, beyond which there is no weight in a double."""
_ACCURACY = 1e-7
_MOST = 600.0
"""Exponents beyond which doubles do not reach."""


def count_with_addition(
    N: int, p: int, coefficients: Sequence[float], u: float = math.inf
) -> float:
    """The expected number of critical points with H + phi <= N u, as a double, to some 1e-7.

    phi(mu) = sum_k coefficients[k] mu^k, mu = a.w, |w| = sqrt(N). Domain: 3 <= N <= 200, p >= 3,
    finite coefficients; :class:`DomainError` otherwise, and where two rules do not agree.

    >>> round(count_with_addition(3, 3, [0.0, 1.0]), 6)  # a linear field
    9.599441
    """
    N, p = integer("N", N, least=3), integer("p", p, least=3)
    if N > MOST_SPINS:
        raise DomainError(f"N = {N} is out of its domain: give N in [3, {MOST_SPINS}]")
    phi = Polynomial([real("coefficients", value) for value in coefficients] or [0.0])
    if not (u == math.inf or math.isfinite(u)):
        raise DomainError(f"u = {u} is out of its domain: give a finite u, or inf for all points")
    before = math.nan
    for size in _OVERLAPS:
        value = _integrated(N, p, phi, u, size)
        if abs(value - before) <= _ACCURACY * abs(value):
            return value
        before = value
    raise DomainError(
        f"coefficients = {list(coefficients)} are so large at N = {N} that the integral over the "
        "overlap is not settled: give smaller ones, or a smaller N"
    )


def _integrated(N: int, p: int, phi: Polynomial, u: float, size: int) -> float:
    """By Gauss-Gegenbauer in the overlap m and Gauss-Legendre in the shift x; nan if too large."""
    slope, bend = phi.deriv(), phi.deriv(2)
    scale = math.sqrt(2 * p * (p - 1))
    total = 0.0
    overlaps, weights = roots_gegenbauer(size, (N - 2) / 2)
    lean = np.abs(slope(overlaps * math.sqrt(N)) * overlaps).max()
    centre = scale * float(lean) / (p * (p - 2))
    for m, weight in zip(overlaps, weights, strict=True):
        mu = m * math.sqrt(N)
        along = float(slope(mu))
        end = math.inf
        if math.isfinite(u):  # sqrt(N) L = N u - phi, L = (scale x - phi' m)/p
            end = (p * (N * u - float(phi(mu))) / math.sqrt(N) + along * m) / scale
        strength = math.sqrt(N) * float(bend(mu)) * (1 - m * m) / scale
        x, width = _shifts(N, p, centre, end)
        L = (scale * x - along * m) / p
        exponent = x * x / 2 - along**2 * (1 - m * m) / (2 * p) - L * L / 2
        if exponent.max() > _MOST:
            return math.nan
        factor = np.exp(exponent)
        if strength:
            factor = factor * modulus_ratio(N - 1, x, strength)
        total += float(weight) * sum(
            _density(N, at) * value for at, value in zip(x, width * factor, strict=True)
        )
    law = math.exp(gammaln(N / 2) - gammaln((N - 1) / 2)) / math.sqrt(math.pi)
    return float(2 * math.sqrt(2 / p) * math.exp(N / 2 * math.log(p - 1)) * law * total)


def _shifts(N: int, p: int, centre: float, end: float) -> tuple[FloatArray, FloatArray]:
    """Nodes and weights in x below ``end``; the Gaussian weight is within +-``centre``."""
    far = _REACH * math.sqrt(p / (p - 2)) + centre
    low, high = -far, min(end, far)
    if end < low:
        low = end - _REACH**2 / math.sqrt(N)
    nodes, weights = np.polynomial.legendre.leggauss(_SHIFTS)
    half, middle = (high - low) / 2, (high + low) / 2
    return middle + half * nodes, half * weights


@lru_cache(maxsize=1024)
def _density(N: int, x: float) -> float:
    """rho_N(x), with digits for those that cancel."""
    before = ctx.prec
    try:
        ctx.prec = 64 + 8 * N
        return float(one_point(N).at(arb(x)))
    finally:
        ctx.prec = before

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
from functools import cache

import numpy as np
from numpy.polynomial import Polynomial

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.finite_rank import modulus_ratio
from glassproof.numerics.ensembles.one_point import density
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

MOST_SPINS = 200
_OVERLAPS = (16, 24, 36, 54, 80)
"""Sizes of the rule in the overlap; two that agree settle a value."""
_SHIFTS = 240
"""Nodes in the shift, besides one for each spin: the density of eigenvalues has N waves."""
_REACH = 7.0
"""Standard deviations, and e-folds squared, beyond which there is no weight in a double."""
_ACCURACY = 1e-7
_SMALL = 1e-18
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
    for m, weight in zip(*special.roots_gegenbauer(size, (N - 2) / 2), strict=True):
        mu = m * math.sqrt(N)
        along = float(slope(mu))
        end = math.inf
        if math.isfinite(u):  # sqrt(N) L = N u - phi, L = (scale x - phi' m)/p
            end = (p * (N * u - float(phi(mu))) / math.sqrt(N) + along * m) / scale
        centre = scale * along * m / (p * (p - 2))
        strength = math.sqrt(N) * float(bend(mu)) * (1 - m * m) / scale
        x, width = _shifts(N, p, centre, end)
        L = (scale * x - along * m) / p
        exponent = x * x / 2 - along**2 * (1 - m * m) / (2 * p) - L * L / 2
        if exponent.max() > _MOST:
            return math.nan
        values = width * density(N, x) * np.exp(exponent)
        if strength:
            seen = values >= _SMALL * values.max()
            values = values[seen] * modulus_ratio(N - 1, x[seen], strength)
        total += float(weight * values.sum())
    law = math.exp(special.gammaln(N / 2) - special.gammaln((N - 1) / 2)) / math.sqrt(math.pi)
    return float(2 * math.sqrt(2 / p) * math.exp(N / 2 * math.log(p - 1)) * law * total)


def _shifts(N: int, p: int, centre: float, end: float) -> tuple[FloatArray, FloatArray]:
    """Nodes and weights in x below ``end``; weight is between 0 and ``centre``."""
    far = _REACH * math.sqrt(p / (p - 2))
    low = min(centre, 0.0) - far
    high = min(end, max(centre, 0.0) + far)
    low = min(low, end - _REACH**2 / math.sqrt(N))
    nodes, weights = _rule(_SHIFTS + N)
    half, middle = (high - low) / 2, (high + low) / 2
    return middle + half * nodes, half * weights


@cache
def _rule(size: int) -> tuple[FloatArray, FloatArray]:
    """Gauss and Legendre's nodes and weights on [-1, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(size)
    return nodes, weights

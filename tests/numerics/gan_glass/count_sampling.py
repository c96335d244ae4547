"""The expected count by naive sampling, and how two counts are compared."""

import math

import numpy as np

from glassproof.derivations.gan_glass.model import p, q
from glassproof.numerics.gan_glass.count_law import (
    CountLaw,
    derived_law,
)

SIGMAS = 6.2
m = p + q


def law(**changes):
    base = derived_law()
    return CountLaw(**{**vars(base), **changes})


def agrees(result, value):
    mean, error = result
    return abs(mean - value) <= SIGMAS * error + 1e-9 * abs(value)


def naive(*, n_D, n_G, p, q, sigma_z, u_D, u_G, draws, rng):
    """The formula of Kac and Rice with indicators, entry by entry, from ell_D, R_D and R_G."""
    N, degree = n_D + n_G, p + q
    ell_D = rng.standard_normal(draws)
    ell_G = 2 ** (degree / 2) * rng.standard_normal(draws)
    odd = math.sqrt(degree * 2**degree) * rng.standard_normal(draws)
    R_D, R_G = (degree * ell_G + odd) / 2, (degree * ell_G - odd) / 2
    S = np.zeros((draws, N - 2, N - 2))
    curvature = degree * (degree - 1) * 2 ** (degree - 2)
    for i in range(N - 2):
        for j in range(i + 1):
            extra = p * (p - 1) if i < n_D - 1 else 0
            variance = (sigma_z**2 * curvature + extra) * (2 if i == j else 1)
            S[:, i, j] = S[:, j, i] = math.sqrt(variance) * rng.standard_normal(draws)
        S[:, i, i] += p * ell_D - sigma_z * R_D if i < n_D - 1 else -sigma_z * R_G
    inside = ell_D - sigma_z * ell_G <= math.sqrt(N) * u_D
    inside &= sigma_z * ell_G <= math.sqrt(N) * u_G
    v_G = sigma_z**2 * degree * 2 ** (degree - 1)
    density = (2 * math.pi * (p + v_G)) ** (-(n_D - 1) / 2) * (2 * math.pi * v_G) ** (
        -(n_G - 1) / 2
    )
    areas = math.prod(2 * math.pi ** (n / 2) / math.gamma(n / 2) for n in (n_D, n_G))
    values = areas * density * np.abs(np.linalg.det(S)) * inside
    return values.mean(), values.std() / math.sqrt(draws)

"""Kac-Rice by plain simulation, written out by hand with its constants as arguments.

Shares no code with the toolkit. Each constant can be broken by a factor, which is how the tests
show that enumeration would notice.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import stats


def goe(rng, draws, size):
    """Symmetric, off-diagonal variance 1, diagonal variance 2."""
    square = rng.standard_normal((draws, size, size))
    return (square + square.transpose(0, 2, 1)) / math.sqrt(2)


def kac_rice(
    *, n_D, n_G, p, q, sigma_z, draws, seed, u_D=math.inf, u_G=math.inf, k_D=None, k_G=None,
    gradient_D=1.0, gradient_G=1.0, hessian=1.0, radial=1.0, mixed_sign=-1,
):  # fmt: skip
    """(mean, standard error) of the expected number of critical points.

    ``gradient_D`` and ``gradient_G`` multiply the ell_G-part of the gradients' variances,
    ``hessian`` the variance of ell_G's second derivatives, ``radial`` that of R_D - R_G given
    ell_G; all 1 is what the kernels give. ``mixed_sign`` is the sign of the product of the two
    cross blocks (D_D D_G L_D = -D_G D_D L_G transposed).
    """
    rng, m = np.random.default_rng(seed), p + q
    a, b = n_D - 1, n_G - 1
    ell_D = rng.standard_normal(draws)
    ell_G = 2 ** (m / 2) * rng.standard_normal(draws)
    d = math.sqrt(radial * m * 2**m) * rng.standard_normal(draws)
    R_D, R_G = m * ell_G / 2 + d / 2, m * ell_G / 2 - d / 2
    second = math.sqrt(hessian * m * (m - 1) * 2 ** (m - 2)) * goe(rng, draws, a + b)
    second_D = math.sqrt(p * (p - 1)) * goe(rng, draws, a)
    matrix = sigma_z * second
    matrix[:, :a, :a] = second_D - sigma_z * second[:, :a, :a]
    matrix[:, :a, :a] -= (p * ell_D - sigma_z * R_D)[:, None, None] * np.eye(a)
    matrix[:, a:, a:] -= (sigma_z * R_G)[:, None, None] * np.eye(b)
    matrix[:, :a, a:] *= mixed_sign
    variance_D = p + gradient_D * sigma_z**2 * m * 2 ** (m - 1)
    variance_G = gradient_G * sigma_z**2 * m * 2 ** (m - 1)
    constant = (2 * math.pi * variance_D) ** (-a / 2) * (2 * math.pi * variance_G) ** (-b / 2)
    for n in (n_D, n_G):
        constant *= 2 * math.pi ** (n / 2) / math.gamma(n / 2)
    terms = constant * np.abs(np.linalg.det(matrix))
    root = math.sqrt(n_D + n_G)
    terms[ell_D - sigma_z * ell_G > root * u_D] = 0
    terms[sigma_z * ell_G > root * u_G] = 0
    for block, k in ((matrix[:, :a, :a], k_D), (matrix[:, a:, a:], k_G)):
        if k is not None:
            terms[np.sum(np.linalg.eigvalsh(block) < 0, axis=1) != k] = 0
    return terms.mean(), terms.std() / math.sqrt(draws)


def p_value(counts, expected):
    """Two-sided t-test of a mean count against (mean, standard error)."""
    error = math.hypot(np.std(counts, ddof=1) / math.sqrt(len(counts)), expected[1])
    return 2 * stats.t(len(counts) - 1).sf(abs(np.mean(counts) - expected[0]) / error)

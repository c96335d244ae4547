"""The constants that the authors' code computes with: as published, right or not."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import m, p, sigma_z

V_D = p + sigma_z**2 * m * 2**m
V_G = sigma_z**2 * m * 2**m
B = sigma_z * sp.sqrt(m * (m - 1) * 2**m)
B1 = sp.sqrt(p * (p - 1) * kappa)
S2 = sigma_z**2 * m**2 * 2 ** (3 * m) / 2
S12 = p**2 / 2
X_BY_MAP = (m * 2**m) ** 2 * sigma_z**2 * 2**m
"""What x = m 2^m L_G/sqrt(N) makes of N var(x); the variance of L_G is sigma_z^2 2^m."""
X1_BY_MAP = p**2
"""What x1 = -p (L_D + L_G)/sqrt(N) makes of N var(x1); L_D + L_G = ell_D has variance 1."""


def growth_rate(variance_D: sp.Expr, variance_G: sp.Expr) -> sp.Expr:
    """K for given variances of the gradients."""
    return (
        13 * sp.log(2) / 2
        + 5 * sp.log(sp.pi)
        - kappa / 2 * sp.log(variance_D)
        - (1 - kappa) / 2 * sp.log(variance_G)
        - kappa * sp.log(kappa) / 2
        - (1 - kappa) * sp.log(1 - kappa) / 2
    )


K = growth_rate(V_D, V_G)

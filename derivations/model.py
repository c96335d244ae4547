"""The model: its symbols and their domains, and the two covariance kernels it is made of."""

from __future__ import annotations

import sympy as sp

from derivations.domain import Domain, Range

p, q = sp.symbols("p q", integer=True, positive=True)
sigma_z, kappa, b, b1 = sp.symbols("sigma_z kappa b b1", positive=True)
N, N_D, N_G = sp.symbols("N N_D N_G", integer=True, positive=True)
x, x1, u_D, u_G = sp.symbols("x x1 u_D u_G", real=True)
k_D, k_G = sp.symbols("k_D k_G", integer=True, nonnegative=True)
z, t = sp.symbols("z t")

m = p + q
kappa_prime = 1 - kappa

MODEL_DOMAIN = Domain(
    {
        p: Range(2, None, integer=True, closed=True, draw=(2, 12)),
        q: Range(1, None, integer=True, closed=True, draw=(1, 12)),
        sigma_z: Range(0, None, log=True, draw=("1/1000000", 1000)),
        kappa: Range(0, 1, draw=("1/1000", "999/1000")),
    }
)
"""Where the formulas of the glass must hold."""

SPECTRUM_DOMAIN = Domain(
    {
        kappa: MODEL_DOMAIN.ranges[kappa],
        b: Range(0, None, log=True, draw=("1/100", 100)),
        b1: Range(0, None, log=True, draw=("1/100", 100)),
        x1: Range(draw=(-8, 8)),
        z: Range(draw=(-8, 8)),
        t: Range(draw=(-8, 8)),
    }
)
"""Where the formulas of the block Gaussian matrix must hold; the numerics accept b1 = 0 besides."""


def kernel_D(r: sp.Expr) -> sp.Expr:
    """Covariance of ell_D at two points: (w_D.w_D')^p, with r the overlap w_D.w_D'."""
    return r**p


def kernel_G(r: sp.Expr, s: sp.Expr) -> sp.Expr:
    """Covariance of ell_G at two points: (w_D.w_D' + w_G.w_G')^(p+q), overlaps r and s."""
    return (r + s) ** m

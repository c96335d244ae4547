"""The glass of two players: its symbols and their domain, and the two covariance kernels."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.block_matrix.symbols import SHARE, kappa
from glassproof.derivations.proof.domain import Domain, Range

p, q = sp.symbols("p q", integer=True, positive=True)
sigma_z = sp.Symbol("sigma_z", positive=True)
N_D, N_G = sp.symbols("N_D N_G", integer=True, positive=True)
u_D, u_G = sp.symbols("u_D u_G", real=True)
k_D, k_G = sp.symbols("k_D k_G", integer=True, nonnegative=True)

m = p + q

MODEL_DOMAIN = Domain(
    {
        p: Range(2, None, integer=True, closed=True, draw=(2, 12)),
        q: Range(1, None, integer=True, closed=True, draw=(1, 12)),
        sigma_z: Range(0, None, log=True, draw=("1/1000000", 1000)),
        kappa: SHARE,
    }
)
"""Where the formulas of the glass must hold."""


def kernel_D(r: sp.Expr) -> sp.Expr:
    """Covariance of ell_D at two points: (w_D.w_D')^p, with r the overlap w_D.w_D'."""
    return r**p


def kernel_G(r: sp.Expr, s: sp.Expr) -> sp.Expr:
    """Covariance of ell_G at two points: (w_D.w_D' + w_G.w_G')^(p+q), overlaps r and s."""
    return (r + s) ** m

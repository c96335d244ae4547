"""The glass of two players: its symbols and their domain, the two kernels and the two losses."""

from __future__ import annotations

from functools import partial

import sympy as sp

from glassproof.derivations.block_matrix.symbols import SHARE, kappa
from glassproof.derivations.gaussian_fields import gaussian_laws
from glassproof.derivations.gaussian_fields.fields import Model
from glassproof.derivations.gaussian_fields.spheres import Sphere
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


r, s = sp.symbols("r s", positive=True)
"""The overlaps w_D.w_D' and w_G.w_G' of two points."""
sphere_D, sphere_G = Sphere("D", r), Sphere("G", s)
RADIAL_D, RADIAL_G = sphere_D.radial, sphere_G.radial

GLASS = Model(
    (sphere_D, sphere_G), {"ell_D": r**p, "ell_G": (r + s) ** m}, MODEL_DOMAIN, called="losses"
)
"""Covariances of ell_D, (w_D.w_D')^p, and of ell_G, (w_D.w_D' + w_G.w_G')^(p+q)."""

ell_D, ell_G = GLASS["ell_D"], GLASS["ell_G"]
L_D = ell_D - sigma_z * ell_G
L_G = sigma_z * ell_G

tidy = partial(gaussian_laws.tidy, by=sigma_z)
"""A polynomial in sigma_z by powers, each coefficient factored; anything else factored."""

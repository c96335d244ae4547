"""The spherical p-spin glass: one Gaussian field on one sphere, with covariance r^p.

L(w) = sum over all p-tuples of X_{i1..ip} w_{i1} ... w_{ip} on the unit sphere of R^N, X i.i.d.
N(0, 1). Energies are in units of sqrt(N): L = sqrt(N) u.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.gaussian_fields.fields import Model
from glassproof.derivations.gaussian_fields.spheres import Sphere
from glassproof.derivations.proof.domain import Domain, Range

p = sp.Symbol("p", integer=True, positive=True)
u = sp.Symbol("u", negative=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
r = sp.Symbol("r", positive=True)
"""The overlap w.w' of two points."""

E_inf = 2 * sp.sqrt((p - 1) / p)

_P = Range(3, None, integer=True, closed=True, draw=(3, 12))
P_DOMAIN = Domain({p: _P})
INNER_DOMAIN = Domain({p: _P, u: Range(None, 0, draw=(-2, "-1/100"))}, (sp.Gt(u, -E_inf),))
"""Energies between the threshold -E_inf and zero."""
OUTER_DOMAIN = Domain(
    {
        p: _P,
        u: Range(None, 0, draw=(-6, "-5/3")),
        k: Range(0, None, integer=True, closed=True, draw=(0, 9)),
    },
    (sp.Lt(u, -E_inf),),
)
"""Energies below the threshold, and the number of negative eigenvalues."""

sphere = Sphere("w", r, letters=("s", "t"))
P_SPIN = Model((sphere,), {"L": r**p}, P_DOMAIN)
L = P_SPIN["L"]

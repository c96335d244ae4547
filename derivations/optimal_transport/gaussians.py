"""The squared 2-Wasserstein distance of two Gaussians: a coupling and a dual bound that meet.

Of any coupling of (mu, C) and (nu, D) with cross-covariance K the mean squared distance is
|mu - nu|^2 + tr C + tr D - 2 tr K. For every A > 0 the form |A^(1/2) x - A^(-1/2) y|^2 has a
mean that is not negative, hence 2 tr K <= tr A C + tr A^(-1) D. Let R^2 = C^(1/2) D C^(1/2) and
T = C^(-1/2) R C^(-1/2): the map y = T x couples them with tr K = tr R, and A = T makes the bound
tr R + tr R. Both ways give one number: it is the distance, and tr R = tr (C D)^(1/2), as C D is
similar to R^2.

The steps are for 2 x 2 matrices that need not commute: in C's eigenbasis C = diag(g_1^2, g_2^2),
and D = C^(-1/2) R^2 C^(-1/2) is any covariance when R is any positive definite matrix.
References: D. C. Dowson and B. V. Landau, J. Multivariate Anal. 12 (1982) 450-455.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

g_1, g_2, u, w = sp.symbols("g_1 g_2 u w", positive=True)
v, shift = sp.symbols("v mu", real=True)

_SCALE = Range(0, None, log=True, draw=("1/10", 10))
PAIR_DOMAIN = Domain(
    {
        **dict.fromkeys((g_1, g_2, u, w), _SCALE),
        v: Range(draw=(-4, 4)),
        shift: Range(draw=(-4, 4)),
    },
    (u * w > v**2,),
)
"""R = [[u, v], [v, w]] is positive definite."""

ROOT = sp.diag(g_1, g_2)
R = sp.Matrix([[u, v], [v, w]])
C = ROOT * ROOT
D = ROOT.inv() * R * R * ROOT.inv()


def root_trace(M: sp.MatrixBase) -> sp.Expr:
    """tr M^(1/2) of a 2 x 2 matrix with positive eigenvalues: sqrt(tr M + 2 sqrt(det M)).

    >>> root_trace(sp.diag(4, 9))
    5
    """
    return sp.sqrt(M.trace() + 2 * sp.sqrt(M.det()))


@cache
def by_coupling() -> Derivation:
    """The cost of the coupling y = T x.

    >>> by_coupling().result.free_symbols == {g_1, g_2, u, v, w, shift}
    True
    """
    T = ROOT.inv() * R * ROOT.inv()
    return Derivation(
        "A coupling of two Gaussians",
        (
            Step(
                shift**2 + ((sp.eye(2) - T) * C * (sp.eye(2) - T).T).trace(),
                "mean of $|x - y|^2$ where $y - nu = T (x - mu)$",
            ),
            Step(
                shift**2 + C.trace() + (T * C * T.T).trace() - 2 * (T * C).trace(),
                "multiply out",
            ),
            Step(
                shift**2 + C.trace() + D.trace() - 2 * R.trace(),
                "$T C T = D$, and $tr T C = tr R$",
            ),
        ),
        PAIR_DOMAIN,
    )


@cache
def by_duality() -> Derivation:
    """The dual bound at A = T: no coupling costs less.

    >>> sp.simplify(by_duality().result - by_coupling().result)
    0
    """
    T = ROOT.inv() * R * ROOT.inv()
    return Derivation(
        "A bound for every coupling of two Gaussians",
        (
            Step(
                shift**2 + C.trace() + D.trace() - (T * C).trace() - (T.inv() * D).trace(),
                "$2 tr K <= tr A C + tr A^(-1) D$, at $A = T$",
            ),
            Step(shift**2 + C.trace() + D.trace() - 2 * R.trace(), "both traces are $tr R$"),
        ),
        PAIR_DOMAIN,
    )

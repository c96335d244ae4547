"""Two balanced classes of means +mu and -mu and white noise: the isolated eigenvalue of G.

c = p/n, rho = |mu|^2. Of the equivalent of R the labels' direction sees the couplings, which have a
pole where mu^T Qbar mu has one: n/(p (1 + delta)) (1 + rho) + z = 0 beside delta's own equation
delta (n/(p (1 + delta)) + z) = 1. The squared overlap of the eigenvector with the labels is the
residue there. The pole is beyond the bulk where delta as a function of x = -z still rises, that is
for rho > sqrt c.

Reference: F. Benaych-Georges and R. R. Nadakuditi, J. Multivariate Anal. 111 (2012) 120-135.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

c, rho = sp.symbols("c rho", positive=True)
x, delta = sp.symbols("x delta", real=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
OUTLIER_DOMAIN = Domain(
    {c: _SCALE, rho: _SCALE, delta: Range(draw=(-8, 8)), x: Range(draw=(-8, 8))}, (rho**2 > c,)
)
"""Above the threshold."""


@cache
def position() -> Derivation:
    """The isolated eigenvalue (1 + rho) (1/c + 1/rho) of G = X^T X/p.

    >>> position().result.subs({c: 1, rho: 1})
    4
    """
    return Derivation(
        "The isolated eigenvalue",
        (
            Step(
                sp.Matrix(
                    [(1 + rho) / (c * (1 + delta)) - x, delta * (1 / (c * (1 + delta)) - x) - 1]
                ),
                "the pole of the couplings, and the fixed point of white noise, at z = -x",
            ),
            Step(
                (1 + rho) * (1 / c + 1 / rho),
                "eliminate delta",
                via=lambda e: sp.solve(list(e), (x, delta), dict=True)[0][x],
            ),
        ),
        OUTLIER_DOMAIN,
    )


@cache
def threshold() -> Derivation:
    """rho = sqrt c: where the isolated eigenvalue, as a function of rho, meets the bulk's edge.

    >>> threshold().result
    sqrt(c)
    """
    return Derivation(
        "The threshold",
        (
            Step(position().result, "the isolated eigenvalue"),
            Step(
                1 / c - 1 / rho**2,
                "its slope in rho: it leaves the bulk where this vanishes",
                via=lambda e: sp.diff(e, rho),
            ),
            Step(
                sp.sqrt(c),
                "solve for rho; the eigenvalue there is (1 + 1/sqrt c)^2, the edge",
                via=lambda e: sp.solve(e, rho)[0],
            ),
        ),
        Domain(OUTLIER_DOMAIN.ranges),
    )


@cache
def overlap() -> Derivation:
    """1 - (c + rho)/(rho (rho + 1)): squared overlap of its eigenvector with the labels.

    As the derivative of the eigenvalue: in y^T R y/n ~ 1/(z (1 + delta)) - rho/(c z (1 + delta)^2
    ((1 + rho)/(c (1 + delta)) + z)) the residue at z = -x, with delta' from its own equation.

    >>> overlap().result.subs({c: 1, rho: 1})
    0
    """
    z = sp.Symbol("z")
    at = -(1 + rho) * (1 / c + 1 / rho)
    value = -c / (c + rho)  # of delta at the pole
    slope = sp.Symbol("slope")
    own = delta * (1 / (c * (1 + delta)) + z) - 1
    found = sp.solve(sp.diff(own, delta) * slope + sp.diff(own, z), slope)[0]
    denominator = (1 + rho) / (c * (1 + delta)) + z
    rate = sp.diff(denominator, delta) * found + sp.diff(denominator, z)
    numerator = -rho / (c * z * (1 + delta) ** 2)
    where = {delta: value, z: at}
    return Derivation(
        "Overlap with the labels",
        (
            Step(
                sp.simplify(own.subs(where)) + numerator,
                "the coupling's numerator; the pole solves the fixed point",
            ),
            Step(
                1 - (c + rho) / (rho * (rho + 1)),
                "its residue: over the denominator's slope, delta' from the fixed point",
                via=lambda e: sp.together((e / rate).subs(where)),
            ),
        ),
        OUTLIER_DOMAIN,
    )

"""What a walker on the sphere sees of the glass: levels at a distance, and along random rotations.

At the overlap r a second energy has, given the first, the mean r^p of it and the variance
1 - r^(2p), in units where each has variance one; the mean square of their difference is 2 (1 -
r^p). A step of the walk turns the point by the angle alpha towards a uniformly random tangent:

    r_(n+1) = r_n cos(alpha) + sqrt(1 - r_n^2) sin(alpha) u,    E u = 0,    E u^2 = 1/(N - 1),

so that E r_n = cos(alpha)^n, and E r_n^2 tends to 1/N geometrically.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.p_spin.model import p
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

r = sp.Symbol("r", real=True)
N, steps = sp.symbols("N n", integer=True, positive=True)
alpha = sp.Symbol("alpha", positive=True)
d = sp.Symbol("d", positive=True)
"""Distance of two points of the unit sphere."""

WALKS = Domain(
    {
        p: Range(2, None, integer=True, closed=True, draw=(2, 8)),
        r: Range(-1, 1, closed=True, draw=(-1, 1)),
        N: Range(2, None, integer=True, closed=True, draw=(2, 40)),
        steps: Range(1, None, integer=True, closed=True, draw=(1, 30)),
        alpha: Range(0, 2, draw=("1/100", "3/2")),
        d: Range(0, 2, closed=True, draw=("1/100", 2)),
    }
)


@cache
def conditional_mean() -> Derivation:
    """r^p: the regression of the energy at overlap r on the energy where the walk began.

    >>> conditional_mean().result
    r**p
    """
    return Derivation(
        "An energy given another one",
        (
            Step(sp.Matrix([r**p, 1]), "covariance of the two energies, and variance of the first"),
            Step(r**p, "their ratio: regression of Gaussians", via=lambda M: M[0] / M[1]),
        ),
        WALKS.restricted({p, r}),
    )


@cache
def structure() -> Derivation:
    """2 (1 - (1 - d^2/2)^p): the mean squared difference of energies at the distance d.

    >>> sp.expand(structure().result.subs(p, 2))
    -d**4/2 + 2*d**2
    """
    return Derivation(
        "Squared differences at a distance",
        (
            Step(1 + 1 - 2 * r**p, "variances, less twice the covariance"),
            Step(2 * (1 - (1 - d**2 / 2) ** p), "$d^2 = 2 - 2 r$",
                 via=lambda e: e.subs(r, 1 - d**2 / 2)),
        ),
        WALKS.restricted({p, d}),
    )  # fmt: skip


@cache
def mean_overlap() -> Derivation:
    """One more step multiplies the mean overlap by cos(alpha), the other term has mean zero.

    >>> mean_overlap().result
    cos(alpha)**n
    """
    return Derivation(
        "The mean overlap along the walk",
        (
            Step(sp.cos(alpha) ** (steps - 1) * sp.cos(alpha), "$E r_n$ from $E r_(n-1)$"),
            Step(sp.cos(alpha) ** steps, "powers"),
        ),
        WALKS.restricted({alpha, steps}),
    )


@cache
def mean_squared_overlap() -> Derivation:
    """The mean squared overlap after n steps: with p = 2 the correlation of the energies.

    1/N + (1 - 1/N) f^n, f = cos(alpha)^2 - sin(alpha)^2/(N - 1).

    >>> mean_squared_overlap().result.subs({alpha: sp.pi / 2, steps: 1, N: 5})
    0
    """
    factor = sp.cos(alpha) ** 2 - sp.sin(alpha) ** 2 / (N - 1)
    before = 1 / N + (1 - 1 / N) * factor ** (steps - 1)
    x = sp.Symbol("x", real=True)
    return Derivation(
        "The mean squared overlap along the walk",
        (
            Step(
                x * sp.cos(alpha) ** 2 + (1 - x) * sp.sin(alpha) ** 2 / (N - 1),
                "$E r_n^2$ from $x = E r_(n-1)^2$, with $E u = 0$ and $E u^2 = 1/(N - 1)$",
            ),
            Step(
                1 / N + (1 - 1 / N) * factor**steps,
                "by induction from 1 at $n = 0$",
                via=lambda e: e.subs(x, before),
            ),
        ),
        WALKS.restricted({alpha, N, steps}),
    )

"""What a fixed field of order one changes in the expected number of critical points.

The overlap with the field's direction is m = mu/sqrt(N), mu standard normal. Without field the
density of shifts decides alone; a field multiplies it by a factor whose exponent is linear in mu.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.p_spin.beyond_the_edge import (
    DEGREES,
    LEVEL,
    OUTSIDE,
    SIZES,
    root,
    v,
)
from glassproof.derivations.p_spin.exact_count import N, h, m, x
from glassproof.derivations.p_spin.model import E_inf, k, p, u
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

mu = sp.Symbol("mu", real=True)
eps = sp.Symbol("epsilon", positive=True)
"""sqrt(N) m, and N^(-1/2)."""
phi, phi1, phi2 = sp.symbols("phi phi_1 phi_2", real=True)
"""An addition phi(a.w), |a| = 1, on the sphere of radius sqrt(N), and its derivatives: mu = a.w is
of order one, and so are these, against a Hessian whose bulk is of order one."""

_RANGES = {
    p: DEGREES,
    u: Range(None, 0, draw=(-6, "-5/3")),
    h: Range(0, None, closed=True, draw=("1/4", 4)),
    k: Range(0, None, integer=True, closed=True, draw=(0, 9)),
    N: SIZES,
}
BELOW = Domain(_RANGES, (u < -E_inf,))
"""Energies below the threshold."""
ANYWHERE = Domain({**_RANGES, x: Range(None, None), m: Range(-1, 1, draw=("-9/10", "9/10"))})

ADDITIONS = Domain(
    {**_RANGES, mu: Range(None, None), **{s: Range(None, None) for s in (phi, phi1, phi2)}},
    (u < -E_inf,),
)


@cache
def exponent_of_field() -> Derivation:
    """What a field h changes at m = mu/sqrt(N), x = -sqrt(N) v: the limit of the exponent."""
    L = (sp.sqrt(2 * p * (p - 1)) * x - h * m) / p
    here = {x: -sp.sqrt(N) * v, m: mu / sp.sqrt(N)}
    free = (p - 1) * x**2 / p
    scale = sp.sqrt(2 * p * (p - 1))

    def limit(e: sp.Expr) -> sp.Expr:
        small = sp.expand(e.subs(here).subs(N, 1 / eps**2))
        return sp.limit(sp.expand(small), eps, 0, "+")

    steps = (
        Step(
            -(h**2) * (1 - m**2) / (2 * p) - L**2 / 2 + free,
            "the exponent with the field less the one without",
        ),
        Step(
            -(h**2) / (2 * p) - scale * v * h * mu / p**2,
            "$m = mu/sqrt(N)$, $x = -sqrt(N) v$, $N$ to infinity",
            via=limit,
        ),
    )
    return Derivation("exponent of a fixed field", steps, OUTSIDE)


@cache
def field_slope() -> Derivation:
    """A_k: minus the coefficient of h mu in the exponent, at energy u and index k.

    >>> field_slope().result
    -u/2 + (k + 1)*sqrt(u**2 - 4*(p - 1)/p)/2
    """
    scale = sp.sqrt(2 * p * (p - 1))
    tilt = scale * v / p**2
    end = (p - 1) / scale * ((k + 1) * root + (p - 2) * v / p)
    steps = (
        Step(tilt, "from the density of the energy, $x = -sqrt(N) v$"),
        Step(
            tilt + end,
            "the total energy's bound moves the end point by $h mu (p-1)/(s N)$, $s = "
            "sqrt(2p(p-1))$, where the exponent's slope is $N ((k+1) I_1' - Phi')$",
            via=lambda e: e + end,
        ),
        Step(
            (-u + (k + 1) * sp.sqrt(u**2 - E_inf**2)) / 2,
            "in $u$",
            via=lambda e: e.subs(v, LEVEL),
        ),
    )
    return Derivation("slope in the overlap", steps, BELOW)


def _gaussian_mean(slope: sp.Expr) -> sp.Expr:
    """E exp(-h slope mu), mu standard normal."""
    real = sp.Symbol("y", real=True)
    A = sp.Symbol("A", real=True)
    weight = sp.exp(-h * A * real - real**2 / 2) / sp.sqrt(2 * sp.pi)
    return sp.integrate(weight, (real, -sp.oo, sp.oo)).subs(A, slope)


@cache
def field_factor() -> Derivation:
    """lim E Crt_k(h)/E Crt_k(0) at energies below u < -E_inf, index k (k = 0: of all points).

    >>> field_factor().result.subs(k, 0).subs(u, -E_inf).simplify()
    exp(h**2*(p - 2)/(2*p))
    """
    exponent_of_field()
    A = field_slope().result
    steps = (
        Step(A, "$A_k$, minus the slope in $h mu$"),
        Step(
            sp.exp(h**2 * A**2 / 2),
            "mean over $mu$, the overlap times $sqrt(N)$: standard normal",
            via=_gaussian_mean,
        ),
        Step(
            sp.exp(h**2 * (A**2 - 1 / p) / 2),
            "times $exp(-h^2/(2p))$, the density of the glass's gradient at $-h$",
            via=lambda e: e * sp.exp(-(h**2) / (2 * p)),
        ),
    )
    return Derivation("factor of a fixed field at low energy", steps, BELOW)


@cache
def field_factor_of_all() -> Derivation:
    """lim E Crt(h)/E Crt(0), all critical points, p >= 3: they lie at x = O(1).

    >>> field_factor_of_all().result
    exp(-h**2/(2*p))
    """
    L = (sp.sqrt(2 * p * (p - 1)) * x - h * m) / p
    change = -(h**2) * (1 - m**2) / (2 * p) - L**2 / 2 + (p - 1) * x**2 / p
    steps = (
        Step(change, "the exponent with the field less the one without"),
        Step(
            -(h**2) / (2 * p),
            "$m = mu/sqrt(N)$ to zero at bounded $x$",
            via=lambda e: sp.limit(e, m, 0),
        ),
        Step(sp.exp(-(h**2) / (2 * p)), "the factor", via=sp.exp),
    )
    return Derivation("factor of a fixed field, all points", steps, ANYWHERE)


G = (-u - sp.sqrt(u**2 - E_inf**2)) / (2 * (p - 1))
"""The mean of 1/(l - p u) over the semicircle of radius 2 sqrt(p (p-1)), at p u below it."""


@cache
def addition_exponent() -> Derivation:
    """The limit of the exponent with an addition less the one without, by the values of phi.

    The factor of the count at energy u is the mean over a standard normal mu of
    |1 + phi'' G| times the exponential of this: the Hessian has phi'' a a^T besides, of rank one,
    and det(A + phi'' a a^T) = det A (1 + phi'' a^T A^(-1) a), where a^T A^(-1) a tends to G.
    """
    energy = -((sp.sqrt(N) * u - phi / sp.sqrt(N)) ** 2) / 2 + N * u**2 / 2
    steps = (
        Step(-(phi1**2) / (2 * p) + energy, "densities of gradient and energy of the glass"),
        Step(
            -(phi1**2) / (2 * p) + u * phi,
            "$N$ to infinity",
            via=lambda e: sp.limit(sp.expand(e), N, sp.oo),
        ),
        Step(
            -(phi1**2) / (2 * p) + u * phi + G * (p * phi - mu * phi1),
            "the shift $p u N$ moves by $mu phi' - p phi$, and $log|det|$ by $-G$ times that",
            via=lambda e: e - G * (mu * phi1 - p * phi),
        ),
    )
    return Derivation("exponent of an addition", steps, ADDITIONS)


@cache
def linear_addition() -> Derivation:
    """phi = h mu is the fixed field: its slope is -A_0, found in another way."""
    steps = (
        Step(addition_exponent().result, "any addition"),
        Step(
            -(h**2) / (2 * p) - h * mu * field_slope().result.subs(k, 0),
            "$phi = h mu$",
            via=lambda e: e.subs({phi: h * mu, phi1: h}),
        ),
    )
    return Derivation("a fixed field as an addition", steps, ADDITIONS)

"""Additions to the glass beside a linear field: all critical points, and sums over the weights.

phi(a.w) is a function of one overlap mu = a.w, standard normal. N^(-1/2) sum_i f(w_i) is one of all
weights; where none of them is large, w is a vector of independent standard normals for it, and the
parts He_l of f, l >= 3, are independent of one another. (He_2 has the sum zero on the sphere.) Its
Hessian has full rank, but entries of order N^(-1/2):

    log E|det(A + D)|/E|det A| = G tr D - G^2 tr D^2/2 + o(1).

Reference: DLMF 18.3, 18.8 and 18.9 for He_l' = l He_(l-1), x He_l' - He_l'' = l He_l and the mean
square l!.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.ensembles import finite_rank
from glassproof.derivations.p_spin.exact_count import h, m, x
from glassproof.derivations.p_spin.fixed_field import (
    ADDITIONS,
    ANYWHERE,
    BELOW,
    G,
    field_slope,
    mu,
    phi,
    phi1,
    phi2,
)
from glassproof.derivations.p_spin.hessian import hessian_variance
from glassproof.derivations.p_spin.model import k, p, u
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

l = sp.Symbol("l", integer=True, positive=True)
gamma_l = sp.Symbol("gamma_l", real=True)
"""A degree, and the coefficient of He_l."""
r = sp.Symbol("r", real=True)
"""The coefficient of mu^2."""

POWERS = Domain(
    {**BELOW.ranges, l: Range(1, None, integer=True, closed=True, draw=(2, 9)),
     gamma_l: Range(None, None), phi: Range(None, None)},
    BELOW.where,
)  # fmt: skip


@cache
def determinant_of_all() -> Derivation:
    """The square of the factor of E|det| at bounded shift x, with phi'' a a^T.

    >>> determinant_of_all().result
    1 + phi_2**2/(p*(p - 1))
    """
    s, z = finite_rank.s, finite_rank.shift
    return Derivation(
        "determinant with an addition, all points",
        (
            Step(finite_rank.by_saddle_points().result, "$|1 + s g(z)|^2$"),
            Step(1 + 2 * s**2, "bounded $x$: $z$ to zero", via=lambda e: sp.limit(e, z, 0)),
            Step(
                1 + phi2**2 / (p * (p - 1)),
                "$s$, $phi''$ over the scale $sqrt(2 p (p-1))$ of the Hessian",
                via=lambda e: e.subs(s, phi2 / sp.sqrt(2 * hessian_variance().result)),
            ),
        ),
        Domain({**ADDITIONS.ranges, **finite_rank.INSIDE.ranges}, finite_rank.INSIDE.where),
    )


@cache
def exponent_of_all() -> Derivation:
    """What an addition changes in the exponent at bounded x, p >= 3.

    >>> exponent_of_all().result
    -phi_1**2/(2*p)
    """
    L = (sp.sqrt(2 * p * (p - 1)) * x - phi1 * m) / p
    change = -(phi1**2) * (1 - m**2) / (2 * p) - L**2 / 2 + (p - 1) * x**2 / p
    return Derivation(
        "exponent of an addition, all points",
        (
            Step(change, "the exponent with a gradient $phi' a$, less the one without"),
            Step(-(phi1**2) / (2 * p), "$m = mu/sqrt(N)$ to zero", via=lambda e: sp.limit(e, m, 0)),
        ),
        Domain({**ANYWHERE.ranges, phi1: Range(None, None)}),
    )


def _mean_of_gaussian(rate: sp.Expr) -> sp.Expr:
    """E exp(-rate mu^2/2), mu standard normal, rate >= 0."""
    a = sp.Symbol("a", positive=True)
    real = sp.Symbol("y", real=True)
    weight = sp.exp(-(1 + a) * real**2 / 2) / sp.sqrt(2 * sp.pi)
    return sp.integrate(weight, (real, -sp.oo, sp.oo)).subs(a, rate)


@cache
def quadratic_of_all() -> Derivation:
    """lim E Crt(phi)/E Crt(0), all points, of phi = r mu^2, p >= 3: fewer, whatever the sign of r.

    >>> quadratic_of_all().result
    sqrt(1 + 4*r**2/(p*(p - 1)))/sqrt(1 + 4*r**2/p)
    """
    root = sp.sqrt(1 + 4 * r**2 / (p * (p - 1)))
    return Derivation(
        "factor of a quadratic addition, all points",
        (
            Step(exponent_of_all().result, "the exponent"),
            Step(-2 * r**2 * mu**2 / p, "$phi' = 2 r mu$", via=lambda e: e.subs(phi1, 2 * r * mu)),
            Step(
                1 / sp.sqrt(1 + 4 * r**2 / p),
                "the mean of its exponential over $mu$",
                via=lambda e: _mean_of_gaussian(-2 * e / mu**2),
            ),
            Step(
                root / sp.sqrt(1 + 4 * r**2 / p),
                "times the determinant's factor, $phi'' = 2 r$",
                via=lambda e: e * sp.sqrt(determinant_of_all().result.subs(phi2, 2 * r)),
            ),
        ),
        Domain({**ANYWHERE.ranges, **ADDITIONS.ranges, r: Range(None, None)}),
    )


@cache
def mean_squares() -> Derivation:
    """Of gamma He_l, of its gradient, of its Hessian: summed over weights, over N^(1/2), squared.

    >>> (mean_squares().result / gamma_l**2 / sp.factorial(l)).T
    Matrix([[1, l, l*(l - 1)]])
    """
    orders = [1, l**2 / l, l**2 * (l - 1) ** 2 / (l * (l - 1))]
    return Derivation(
        "mean squares of a sum over weights",
        (
            Step(
                gamma_l**2 * sp.factorial(l) * sp.Matrix(orders),
                "$He_l$, $l He_(l-1)$, $l (l-1) He_(l-2)$, whose mean squares are $l!$, $l^2 "
                "(l-1)!$, $l^2 (l-1)^2 (l-2)!$",
            ),
            Step(gamma_l**2 * sp.factorial(l) * sp.Matrix([1, l, l * (l - 1)]), "collect"),
        ),
        POWERS,
    )


@cache
def hermite_factor() -> Derivation:
    """log of lim E Crt(f)/E Crt(0) at u < -E_inf for f = gamma He_l, among points without large
    weights; l = 1 and l >= 3. Degrees contribute separately.
    """
    value, gradient, hessian = mean_squares().result
    slope = u + (p - l) * G
    lines = gamma_l**2 * sp.factorial(l) / 2
    return Derivation(
        "factor of a sum over weights",
        (
            Step(
                u * phi + G * (p * phi - l * phi),
                "energy, and $-G$ times $w$.grad - tr of the Hessian less $p phi$: $x He' - He'' "
                "= l He$",
            ),
            Step(slope * phi, "linear in $phi$, which is normal in the limit"),
            Step(
                slope**2 * value / 2,
                "log of the mean of the exponential",
                via=lambda e: (e / phi) ** 2 * value / 2,
            ),
            Step(
                lines * (slope**2 - l / p - l * (l - 1) * G**2),
                "the density of the glass's gradient, and the second order of the determinant",
                via=lambda e: e - gradient / (2 * p) - G**2 * hessian / 2,
            ),
        ),
        POWERS,
    )


@cache
def linear_sum() -> Derivation:
    """l = 1 is the linear field of strength gamma along the vector of ones, found otherwise."""
    A = field_slope().result.subs(k, 0)
    return Derivation(
        "a linear sum over weights",
        (
            Step(hermite_factor().result, "any degree"),
            Step(h**2 * (A**2 - 1 / p) / 2, "$l = 1$", via=lambda e: e.subs({l: 1, gamma_l: h})),
        ),
        POWERS,
    )

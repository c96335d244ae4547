"""The complexity of the spherical p-spin glass, by energy and by index.

By Kac and Rice the expected number of critical points with L in sqrt(N) du grows like
exp(N theta(u)),

    theta(u) = lim (1/N) log(area) - log(2 pi v)/2 - u^2/2 + (1/N) log E|det(Hessian)|,

with v the variance of a gradient component.

Reference: A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.ensembles.semicircle import potential_inside, potential_shortfall
from glassproof.derivations.gaussian_fields.kac_rice import prefactor
from glassproof.derivations.p_spin.hessian import (
    gradient_variance,
    hessian_diagonal_variance,
    hessian_shift,
    hessian_variance,
)
from glassproof.derivations.p_spin.model import (
    INNER_DOMAIN,
    OUTER_DOMAIN,
    P_DOMAIN,
    E_inf,
    k,
    p,
    u,
)
from glassproof.derivations.proof.derivation import Derivation, Step

t = sp.Symbol("t")


@cache
def _prefactor() -> Derivation:
    """lim (1/N) log of the sphere's area times the gradient's density at zero, but for log(N)/2."""
    steps = (
        Step(
            (1 + sp.log(2 * sp.pi)) / 2,
            "area of the sphere, by Stirling: $(1 + log(2 pi) - log N)/2$",
        ),
        Step(
            (1 - sp.log(p)) / 2,
            "density of the gradient at zero",
            via=lambda e: e - sp.log(2 * sp.pi * gradient_variance().result) / 2,
        ),
    )
    return Derivation("prefactor", steps, P_DOMAIN)


@cache
def complexity_inside() -> Derivation:
    """theta(u) for -E_inf <= u <= 0.

    >>> complexity_inside().result
    -u**2*(p - 2)/(4*p - 4) + log(p - 1)/2
    """
    steps = (
        Step(_prefactor().result - u**2 / 2, "prefactor and Gaussian weight of the energy"),
        Step(
            _prefactor().result
            - u**2 / 2
            + sp.log(p * (p - 1)) / 2
            + potential_inside(2 * u / E_inf),
            "$E|det|$: log-potential of the semicircle at $t = 2u/E_inf$, and the Hessian's scale",
            via=lambda e: (
                e + sp.log(hessian_variance().result) / 2 + potential_inside(2 * u / E_inf)
            ),
        ),
        Step(sp.log(p - 1) / 2 - (p - 2) * u**2 / (4 * (p - 1)), "collect"),
    )
    return Derivation("complexity above the threshold", steps, INNER_DOMAIN)


@cache
def rate_function() -> Derivation:
    """I_1(u): the cost at speed N of one Hessian eigenvalue beyond zero, at energy u < -E_inf."""
    root = sp.sqrt(u**2 - E_inf**2)
    steps = (
        Step(
            potential_shortfall(t),
            "cost of an eigenvalue at distance $t$ of a semicircle of radius 2",
        ),
        Step(
            potential_shortfall(-2 * u / E_inf),
            "zero lies at distance $2|u|/E_inf$ from the bulk's centre",
            via=lambda e: e.subs(t, -2 * u / E_inf),
        ),
        Step(-u * root / E_inf**2 - sp.log(-u + root) + sp.log(E_inf), "rewrite in $u$"),
    )
    return Derivation("rate function", steps, OUTER_DOMAIN)


@cache
def complexity_outside() -> Derivation:
    """theta(u) for u < -E_inf: the log-potential falls short by the rate function."""
    cost = rate_function().result
    steps = (
        Step(complexity_inside().result, "as above the threshold"),
        Step(
            complexity_inside().result - cost,
            "the log-potential beyond the edge",
            via=lambda e: e - cost,
        ),
    )
    return Derivation("complexity below the threshold", steps, OUTER_DOMAIN)


@cache
def complexity_of_index() -> Derivation:
    """theta_k(u) for u < -E_inf: k eigenvalues beyond zero cost k times the rate function."""
    cost = rate_function().result
    steps = (
        Step(complexity_outside().result, "critical points of any index, minima first"),
        Step(
            complexity_inside().result - (k + 1) * cost,
            "$k$ eigenvalues pulled beyond zero",
            via=lambda e: e - k * cost,
        ),
    )
    return Derivation("complexity of index $k$", steps, OUTER_DOMAIN)


@cache
def total_complexity() -> Derivation:
    """The supremum of theta over all energies, at u = 0, where the derivative vanishes.

    >>> total_complexity().result
    log(p - 1)/2
    """
    steps = (
        Step(complexity_inside().result, "concave in $u$ for $p > 2$, with its maximum at zero"),
        Step(sp.log(p - 1) / 2, "at $u = 0$", via=lambda e: sp.limit(e, u, 0)),
    )
    return Derivation("total complexity", steps, INNER_DOMAIN)


@cache
def total_complexity_of_index() -> Derivation:
    """The supremum of theta_k: at the threshold, since theta_k increases up to it.

    >>> total_complexity_of_index().result
    log(p - 1)/2 - (p - 2)/p
    """
    steps = (
        Step(complexity_inside().result, "$theta_k$ at the threshold, where the cost vanishes"),
        Step(
            sp.log(p - 1) / 2 - (p - 2) / p,
            "at $u = -E_inf$",
            via=lambda e: e.subs(u, -E_inf),
        ),
    )
    return Derivation("total complexity of an index", steps, P_DOMAIN)


@cache
def count_on_the_circle() -> Derivation:
    """Expected number of critical points for N = 2: the Kac-Rice formula, in full.

    >>> count_on_the_circle().result
    2*sqrt(3*p - 2)
    """
    spread = hessian_diagonal_variance().result + hessian_shift().result ** 2
    steps = (
        Step(
            prefactor([(sp.Integer(2), gradient_variance().result)]),
            "length of the circle times the density of the gradient at zero",
        ),
        Step(
            2 * sp.sqrt(3 * p - 2),
            "E|Hessian| = $sqrt(2/pi)$ times its standard deviation",
            via=lambda e: e * sp.sqrt(2 * spread / sp.pi),
        ),
    )
    return Derivation("critical points on the circle", steps, P_DOMAIN)

"""The spherical p-spin glass: one Gaussian field on one sphere, with covariance r^p.

L(w) = sum over all p-tuples of X_{i1..ip} w_{i1} ... w_{ip} on the unit sphere of R^N, X i.i.d.
N(0, 1). Energies are in units of sqrt(N): L = sqrt(N) u. By Kac and Rice the expected number of
critical points with L in sqrt(N) du grows like exp(N theta(u)),

    theta(u) = lim (1/N) log(area) - log(2 pi v)/2 - u^2/2 + (1/N) log E|det(Hessian)|,

with v the variance of a gradient component.

Reference: A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import t
from glassproof.derivations.gan_glass.model import kernel_D, p
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

u = sp.Symbol("u", negative=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
r = sp.Symbol("r", positive=True)
s1, s2, t1, t2 = sp.symbols("s1 s2 t1 t2", real=True)

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

_ORIGIN = {s1: 0, s2: 0, t1: 0, t2: 0}


def _overlap() -> sp.Expr:
    """w.w' for w = (s1, s2, sqrt(1 - s1^2 - s2^2)), w' likewise in t: two points near the pole."""
    return s1 * t1 + s2 * t2 + sp.sqrt(1 - s1**2 - s2**2) * sp.sqrt(1 - t1**2 - t2**2)


def _near_the_pole() -> tuple[Step, Step]:
    return (
        Step(kernel_D(r), "the covariance at overlap r"),
        Step(
            _overlap() ** p,
            "two points near the north pole, in tangent coordinates s and t",
            via=lambda e: e.subs(r, _overlap()),
        ),
    )


@cache
def gradient_variance() -> Derivation:
    """The variance p of a component of the covariant gradient.

    >>> gradient_variance().result
    p
    """
    last = Step(
        p,
        "differentiate once at each point, along the same tangent, at the pole",
        via=lambda e: sp.diff(e, s1, t1).subs(_ORIGIN),
    )
    return Derivation("gradient variance", (*_near_the_pole(), last), P_DOMAIN)


@cache
def hessian_variance() -> Derivation:
    """The variance p (p - 1) of an off-diagonal entry of the covariant Hessian.

    >>> hessian_variance().result
    p*(p - 1)
    """
    last = Step(
        p * (p - 1),
        "differentiate along two tangents at each point, at the pole",
        via=lambda e: sp.diff(e, s1, s2, t1, t2).subs(_ORIGIN),
    )
    return Derivation("Hessian variance", (*_near_the_pole(), last), P_DOMAIN)


@cache
def hessian_shift() -> Derivation:
    """cov(Hessian_11, L) = -p: given L, the Hessian is sqrt(p(p-1)) W - p L I, var L being 1.

    >>> hessian_shift().result
    -p
    """
    last = Step(
        -p,
        "differentiate twice at one point, not at the other, at the pole",
        via=lambda e: sp.diff(e, s1, 2).subs(_ORIGIN),
    )
    return Derivation("Hessian shift", (*_near_the_pole(), last), P_DOMAIN)


@cache
def hessian_diagonal_variance() -> Derivation:
    """var(Hessian_11 | L) = 2 p (p - 1), twice the off-diagonal: W is a GOE.

    >>> hessian_diagonal_variance().result
    2*p*(p - 1)
    """
    shift = hessian_shift().result
    steps = (
        *_near_the_pole(),
        Step(
            3 * p**2 - 2 * p,
            "differentiate twice at each point along one tangent, at the pole",
            via=lambda e: sp.diff(e, s1, 2, t1, 2).subs(_ORIGIN),
        ),
        Step(2 * p * (p - 1), "condition on L, of variance one", via=lambda e: e - shift**2),
    )
    return Derivation("diagonal Hessian variance", steps, P_DOMAIN)


def threshold() -> Derivation:
    """-E_inf: the energy where the shift p u leaves the bulk of sqrt(p(p-1)) W, of radius 2.

    >>> threshold().result
    2*sqrt(p - 1)/sqrt(p)
    """
    steps = (
        Step(2 * sp.sqrt(hessian_variance().result), "edge of the Hessian's bulk, over sqrt(N)"),
        Step(
            E_inf,
            "the energy whose shift p |u| reaches the edge",
            via=lambda e: e / -hessian_shift().result,
        ),
    )
    return Derivation("threshold energy", steps, P_DOMAIN)


def potential_inside(position: sp.Expr) -> sp.Expr:
    """Integral of log|lambda - t| over the semicircle law of radius 2, for |t| <= 2.

    Its derivative is the real part t/2 of the law's Stieltjes transform; its value at 0 is -1/2.
    """
    return position**2 / 4 - sp.Rational(1, 2)


def potential_cost(distance: sp.Expr) -> sp.Expr:
    """What is missing from :func:`potential_inside` at |t| = ``distance`` > 2.

    The integral of sqrt(t^2 - 4)/2 from 2 to |t|; also the cost, at speed N, of one eigenvalue
    there. Its derivative is t/2 less the Stieltjes transform (t - sqrt(t^2 - 4))/2.
    """
    root = sp.sqrt(distance**2 - 4)
    return distance * root / 4 - sp.log((distance + root) / 2)


@cache
def _prefactor() -> Derivation:
    """lim (1/N) log of the sphere's area times the gradient's density at zero, but for log(N)/2."""
    steps = (
        Step(
            (1 + sp.log(2 * sp.pi)) / 2,
            "area of the sphere, by Stirling: (1 + log(2 pi) - log N)/2",
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
            "E|det|: log-potential of the semicircle at t = 2u/E_inf, and the Hessian's scale",
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
        Step(potential_cost(t), "cost of an eigenvalue at distance t of a semicircle of radius 2"),
        Step(
            potential_cost(-2 * u / E_inf),
            "zero lies at distance 2|u|/E_inf from the bulk's centre",
            via=lambda e: e.subs(t, -2 * u / E_inf),
        ),
        Step(-u * root / E_inf**2 - sp.log(-u + root) + sp.log(E_inf), "rewrite in u"),
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
            "k eigenvalues pulled beyond zero",
            via=lambda e: e - k * cost,
        ),
    )
    return Derivation("complexity of index k", steps, OUTER_DOMAIN)


@cache
def total_complexity() -> Derivation:
    """The supremum of theta over all energies, at u = 0, where the derivative vanishes.

    >>> total_complexity().result
    log(p - 1)/2
    """
    steps = (
        Step(complexity_inside().result, "concave in u for p > 2, with its maximum at zero"),
        Step(sp.log(p - 1) / 2, "at u = 0", via=lambda e: sp.limit(e, u, 0)),
    )
    return Derivation("total complexity", steps, INNER_DOMAIN)


@cache
def total_complexity_of_index() -> Derivation:
    """The supremum of theta_k: at the threshold, since theta_k increases up to it.

    >>> total_complexity_of_index().result
    log(p - 1)/2 - (p - 2)/p
    """
    steps = (
        Step(complexity_inside().result, "theta_k at the threshold, where the cost vanishes"),
        Step(
            sp.log(p - 1) / 2 - (p - 2) / p,
            "at u = -E_inf",
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
            2 * sp.pi / sp.sqrt(2 * sp.pi * gradient_variance().result),
            "length of the circle times the density of the gradient at zero",
        ),
        Step(
            2 * sp.sqrt(3 * p - 2),
            "E|Hessian| = sqrt(2/pi) times its standard deviation",
            via=lambda e: e * sp.sqrt(2 * spread / sp.pi),
        ),
    )
    return Derivation("critical points on the circle", steps, P_DOMAIN)

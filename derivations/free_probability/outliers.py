"""Outliers of s X + A: X with delocalised eigenvectors, A with a bulk and a spike theta.

Free cumulants add, so that the inverses of the Stieltjes transforms satisfy
G_H^(-1)(g) = G_A^(-1)(g) + R_sX(g); with omega = G_A^(-1)(G_H(z)), the subordination function,

    z = omega + R_sX(G_A(omega)),      (z - s X - A)^(-1) ~ (omega(z) - A)^(-1).

The right-hand side has a pole where omega(z) = theta, with residue 1/omega'(z): an eigenvalue at
z = theta + R_sX(G_A(theta)), whose eigenvector has the squared overlap dz/domega with the spike's.
It lies outside the bulk where dz/domega > 0 at omega = theta (X semicircular, or infinitely
divisible in free convolution).

References: P. Biane, Indiana Univ. Math. J. 46 (1997) 705-718; F. Benaych-Georges and
R. R. Nadakuditi, Adv. Math. 227 (2011) 494-521; S. Belinschi, H. Bercovici, M. Capitaine and
M. Fevrier, Ann. Probab. 45 (2017) 3571-3625.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.cumulants import moments
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError, Range

s = sp.Symbol("s", positive=True)
theta, omega, z = sp.symbols("theta omega z", real=True)
t_1, t_2 = sp.symbols("t_1 t_2", real=True)
w, r = sp.symbols("w r", positive=True)
"""The noise's scale; spike, subordination function, spectral parameter; two atoms, and the weight
of the first; of sample covariances sqrt(rows/columns)."""

_SCALE = Range(0, None, log=True, draw=("1/100", 10))
_REAL = Range(draw=(-8, 8))
BEYOND = Domain({s: _SCALE, theta: _REAL}, (theta**2 > s**2,))
"""A spike beyond the threshold, no bulk."""

BULK = Domain(
    {s: _SCALE, theta: _REAL, t_1: _REAL, t_2: _REAL, w: Range(0, 1, draw=("1/10", "9/10"))},
    (s**2 * (w / (theta - t_1) ** 2 + (1 - w) / (theta - t_2) ** 2) < 1,),
)
"""The same for a bulk of two atoms, with the condition under which there is an outlier."""


def k(number: int) -> sp.Symbol:
    """The free cumulant of X of that order."""
    return sp.Symbol(f"k_{number}", real=True)


def cumulant_domain(order: int) -> Domain:
    """Free cumulants up to an order, s > 0 and a spike other than zero."""
    cumulants = {k(n): _REAL for n in range(1, order + 1)}
    return Domain({s: _SCALE, theta: _REAL, **cumulants}, (theta**2 > 0,))


def stieltjes(at: sp.Expr) -> sp.Expr:
    """G_A of the bulk w delta(t_1) + (1 - w) delta(t_2)."""
    return w / (at - t_1) + (1 - w) / (at - t_2)


@cache
def position() -> Derivation:
    """theta + s^2/theta, for X semicircular of variance one and no bulk of A.

    From the secular equation of a perturbation of rank one, 1 = theta G_sX(z).

    >>> position().result
    s**2/theta + theta
    """
    g = sp.Symbol("g", real=True)
    return Derivation(
        "The outlier without bulk",
        (
            Step(
                sp.Matrix([s**2 * g**2 - z * g + 1, theta * g - 1]),
                "$G$ of the semicircle of variance $s^2$; $det(z - s X - theta v v^T) = 0$, $v^T "
                "(z - s X)^(-1) v = G$",
            ),
            Step(
                theta + s**2 / theta,
                "eliminate $G$",
                via=lambda e: sp.solve(list(e), (z, g), dict=True)[0][z],
            ),
        ),
        BEYOND,
    )


@cache
def threshold() -> Derivation:
    """|theta| = s: where the outlier, as a function of theta, meets the edge 2 s of the bulk.

    >>> threshold().result
    s
    """
    above = sp.Symbol("theta", positive=True)
    return Derivation(
        "The threshold without bulk",
        (
            Step(position().result.subs(theta, above), "the outlier, $theta > 0$"),
            Step(
                1 - s**2 / above**2,
                "its slope in $theta$: it leaves the bulk where this vanishes",
                via=lambda e: sp.diff(e, above),
            ),
            Step(s, "solve for $theta$", via=lambda e: sp.solve(e, above)[0]),
        ),
        Domain({s: _SCALE, above: _SCALE}),
    )


@cache
def edge() -> Derivation:
    """2 s: the outlier at the threshold, which is the edge of the bulk.

    >>> edge().result
    2*s
    """
    return Derivation(
        "The edge without bulk",
        (
            Step(position().result, "the outlier"),
            Step(2 * s, "at the threshold", via=lambda e: e.subs(theta, threshold().result)),
        ),
        BEYOND,
    )


@cache
def position_with_bulk() -> Derivation:
    """theta + s^2 G_A(theta), X semicircular, the bulk of A two atoms.

    >>> position_with_bulk().result.subs({s: 1, theta: 3, t_1: 1, t_2: -1, w: sp.Rational(1, 2)})
    27/8
    """
    g = sp.Symbol("g", real=True)
    return Derivation(
        "The outlier with a bulk",
        (
            Step(
                omega + s**2 * g,
                "free cumulants add: $z = G_A^(-1)(g) + R_sX(g)$, $R_sX(g) = s^2 g$, $G_A^(-1)(g) "
                "= omega$",
            ),
            Step(
                omega + s**2 * stieltjes(omega),
                "$g = G_A(omega)$",
                via=lambda e: e.subs(g, stieltjes(omega)),
            ),
            Step(
                theta + s**2 * stieltjes(theta),
                "the pole of $(omega(z) - theta)^(-1)$",
                via=lambda e: e.subs(omega, theta),
            ),
        ),
        Domain({**BULK.ranges, omega: _REAL}, BULK.where),
    )


@cache
def position_in_covariance() -> Derivation:
    """theta + s^2/(theta - r s), X a centred sample covariance of variance one, r^2 its ratio.

    Its moments are those of Z Z^T/n, shifted and scaled; the cumulants k_j = r^(j-2), j >= 2.

    >>> position_in_covariance().result.subs({s: 1, theta: 2, r: sp.Rational(1, 2)})
    8/3
    """
    g = sp.Symbol("g", real=True)
    x = (z / s) * r + 1
    return Derivation(
        "The outlier beside a sample covariance",
        (
            Step(
                sp.Matrix([r * x * (g * s) ** 2 - (x + r**2 - 1) * g * s + r, theta * g - 1]),
                "the law of Marchenko and Pastur of ratio $r^2$ at $x = 1 + r z/s$, in $g = r "
                "G(x)/s$; $det(z - s X - theta v v^T) = 0$",
            ),
            Step(
                theta + s**2 / (theta - r * s),
                "eliminate $g$",
                via=lambda e: sp.solve(list(e), (z, g), dict=True)[0][z],
            ),
        ),
        Domain({s: _SCALE, theta: _REAL, r: _SCALE}, (theta > s * (1 + r),)),
    )


@cache
def condition() -> Derivation:
    """1 - s^2 int dmu_A(t)/(theta - t)^2: there is an outlier where this is positive.

    It is also the squared overlap of the outlier's eigenvector with that of the spike.

    >>> condition().result.subs({s: 1, theta: 3, t_1: 1, t_2: -1, w: sp.Rational(1, 2)})
    27/32
    """
    return Derivation(
        "Condition and overlap with a bulk",
        (
            Step(
                omega + s**2 * stieltjes(omega),
                "$z$ as a function of $omega$: its derivative is the residue of $1/(omega(z) - "
                "theta)$",
            ),
            Step(
                1 - s**2 * (w / (omega - t_1) ** 2 + (1 - w) / (omega - t_2) ** 2),
                "differentiate; $omega(z)$ is real outside the bulk, and rises there",
                via=lambda e: sp.diff(e, omega),
            ),
            Step(
                1 - s**2 * (w / (theta - t_1) ** 2 + (1 - w) / (theta - t_2) ** 2),
                "at the pole $omega = theta$",
                via=lambda e: e.subs(omega, theta),
            ),
        ),
        Domain({**BULK.ranges, omega: _REAL}, BULK.where),
    )


@cache
def overlap() -> Derivation:
    """1 - s^2/theta^2: squared overlap of the outlier's eigenvector with the spike, no bulk.

    The eigenvector is (z - s X)^(-1) v but for its length: the overlap is 1/(theta^2 v^T
    (z - s X)^(-2) v) = -1/(theta^2 G'(z)).

    >>> overlap().result.subs({s: 1, theta: 2})
    3/4
    """
    above = sp.Symbol("theta", positive=True)
    at = position().result.subs(theta, above)
    root = sp.sqrt(z**2 - 4 * s**2)
    inside = {sp.sqrt(at**2 - 4 * s**2): above - s**2 / above}
    return Derivation(
        "Overlap without bulk",
        (
            Step((z - root) / (2 * s**2), "$G$ of the semicircle of variance $s^2$, right of it"),
            Step(
                (z - root) / (2 * s**2 * root),
                "$-G'$",
                via=lambda e: -sp.diff(e, z),
            ),
            Step(
                1 - s**2 / above**2,
                "$1/(-theta^2 G'(z))$ at the outlier, where $sqrt(z^2 - 4 s^2) = theta - "
                "s^2/theta$",
                via=lambda e: sp.simplify((1 / (above**2 * e)).subs(z, at).subs(inside)),
            ),
            Step(
                1 - s**2 / theta**2,
                "for negative spikes by the symmetry of $X$",
                via=lambda e: e.subs(above, theta),
            ),
        ),
        Domain({s: _SCALE, above: _SCALE, theta: _REAL, z: _REAL}, (z > 2 * s, above > s)),
    )


@cache
def expansion(order: int) -> Derivation:
    """theta + s k_1 + s^2 k_2/theta + .. + s^n k_n/theta^(n-1), n = ``order``, no bulk.

    The secular equation theta G_sX(z) = 1 with the moments that the free cumulants make, solved for
    z = theta + a_1 s + a_2 s^2 + .. power by power. Nothing is assumed of the R-transform.
    :class:`DomainError` unless ``order`` is an integer >= 1.

    >>> expansion(3).result
    k_1*s + k_2*s**2/theta + k_3*s**3/theta**2 + theta
    """
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise DomainError(f"order = {order!r} is out of its domain: give an integer >= 1")
    unknown = sp.symbols(f"a_1:{order + 1}", real=True)
    cumulants = [k(n) for n in range(1, order + 1)]
    inverse = _inverse_powers(unknown, order)
    total = [sp.Integer(0)] * (order + 1)
    for n, moment in enumerate([sp.Integer(1), *moments(cumulants)]):
        for power in range(order + 1 - n):
            total[n + power] += moment * inverse[n][power]
    equations = sp.Matrix([sp.expand(theta * c * theta**n) for n, c in enumerate(total)][1:])
    ranges = {**cumulant_domain(order).ranges, **dict.fromkeys(unknown, _REAL)}

    def solved(rows: sp.Matrix) -> sp.Expr:
        values: dict[sp.Symbol, sp.Expr] = {}
        for a, row in zip(unknown, rows, strict=True):
            values[a] = sp.expand(sp.solve(row.subs(values), a)[0])
        return theta + sum(values[a] * s**n for n, a in enumerate(unknown, start=1))

    return Derivation(
        "The outlier in powers of $s$",
        (
            Step(
                equations,
                "powers of $s$ in $theta G_sX(z) = 1$, $G_sX(z)$ the sum of $m_n s^n/z^(n+1)$, "
                "times $theta^n$; $m_n$ from the free cumulants",
            ),
            Step(
                theta + sum(k(n) * s**n / theta ** (n - 1) for n in range(1, order + 1)),
                "each is linear in one unknown more: solve in turn",
                via=solved,
            ),
        ),
        Domain(ranges, (theta**2 > 0,)),
    )


def _inverse_powers(unknown: tuple[sp.Symbol, ...], order: int) -> list[list[sp.Expr]]:
    """Coefficients of s^0, .. in (theta + a_1 s + ..)^-(n+1), for n = 0, .., order."""
    first: list[sp.Expr] = [1 / theta]
    for m in range(1, order + 1):
        lower = sum(unknown[i - 1] * first[m - i] for i in range(1, m + 1))
        first.append(sp.expand(-lower / theta))
    powers = [first]
    for _ in range(order):
        last = powers[-1]
        powers.append(
            [sp.expand(sum(last[i] * first[m - i] for i in range(m + 1))) for m in range(order + 1)]
        )
    return powers

"""The quartic for the spectrum of bM + b1 (M1 (+) 0) - x1 (I (+) 0): one polynomial, two routes.

Its root t = 1/g_G = z - b^2 g/2 on the physical branch carries the Stieltjes transform g and the
density. The routes are :mod:`glassproof.derivations.block_matrix.supersymmetry.action` and
:mod:`glassproof.derivations.block_matrix.resolvent`; which root is physical is proved in
:func:`glassproof.derivations.block_matrix.resolvent.physical_branch`.
"""

from __future__ import annotations

from functools import cache

import sympy as sp
from sympy.polys.ring_series import rs_mul
from sympy.polys.rings import PolyRing

from glassproof.derivations.block_matrix.resolvent import quartic_resolvent
from glassproof.derivations.block_matrix.supersymmetry.action import quartic_supersymmetric
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    b,
    b1,
    kappa,
    kappa_prime,
    t,
    x1,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step

__all__ = [
    "density_from_root",
    "discriminant",
    "moments",
    "quartic",
    "quartic_resolvent",
    "quartic_supersymmetric",
]

MOMENTS = 4


@cache
def quartic() -> Derivation:
    """The quartic in t at z, by both routes: the first resultant is 8 times the second.

    (t^2 - z t + kappa' b^2/2) ((1 + c) t^2 + (x1 - c z) t + c kappa' b^2/2) + kappa b^2 t^2/2 = 0,
    c = b1^2/(kappa b^2). Polynomials with the same roots are equal up to a factor free of t and z.

    >>> quartic().proofs
    ('given', 'symbolic', 'symbolic')
    """
    c = b1**2 / (kappa * b**2)
    P = t**2 - z * t + kappa_prime * b**2 / 2
    second = (
        (1 + c) * t**2 + (x1 - b1**2 * z / (kappa * b**2)) * t + kappa_prime * b1**2 / (2 * kappa)
    )
    return Derivation(
        "The quartic of the spectrum",
        (
            Step(quartic_supersymmetric().result, "saddle points of the supersymmetric action"),
            Step(
                quartic_resolvent().result,
                "divide by 8: the resultant of the block Dyson equations, by the other route",
                via=lambda e: e / 8,
            ),
            Step(
                P * second + kappa * b**2 * t**2 / 2,
                "divide by $-kappa b^2/2$, free of $t$ and $z$, and collect powers of $t$",
                via=lambda e: -2 * e / (kappa * b**2),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def density_from_root() -> Derivation:
    """Density at real z from the physical root: rho(z) = (2/(pi b^2)) Im t.

    The physical root has Im t > 0 (and Im(1/g_D) > 0) above the real line. That g is normalised,
    g = 1/z + O(z^-2), is :func:`moments`; so rho has mass 1.

    >>> density_from_root().result
    2*im(t)/(pi*b**2)
    """
    g = sp.Symbol("g")
    real_z = sp.Symbol("z", real=True)
    return Derivation(
        "The density from the physical root",
        (
            Step(-sp.im(g) / sp.pi, "Stieltjes inversion at real $z$, from the upper half plane"),
            Step(
                -sp.im(2 * (real_z - t) / b**2) / sp.pi,
                "$g = 2 (z - t)/b^2$, since $t = z - b^2 g/2$",
                via=lambda e: e.subs(g, 2 * (real_z - t) / b**2),
            ),
            Step(2 * sp.im(t) / (sp.pi * b**2), "$z$ and $b$ are real"),
        ),
        SPECTRUM_DOMAIN.restricted({b}),  # t is complex: real points would say nothing of Im t
    )


def _moments_from(polynomial: sp.Expr, count: int) -> sp.Matrix:
    """m_0 .. m_count of the root t = z - (b^2/2) sum m_k z^-(k+1), order by order in w = 1/z.

    Order w^(k+2) of w^4 times the quartic is linear in m_k; power series are cut off behind it.
    """
    w, unknown = sp.symbols("w m")
    series = PolyRing((w, unknown, b, b1, kappa, x1), sp.QQ)
    cleared = sp.Poly(sp.expand(kappa * b**2 * polynomial), t, z)
    known: list[sp.Expr] = []
    for order in range(count + 1):
        tail = sum(m_k * w**k for k, m_k in enumerate([*known, unknown]))
        root = series.from_expr(sp.expand(1 - b**2 * w**2 * tail / 2))
        powers = [series.one]
        for _ in range(4):
            powers.append(rs_mul(powers[-1], root, series.gens[0], order + 3))
        total = sum(
            powers[i] * series.from_expr(coefficient * w ** (4 - i - j))
            for (i, j), coefficient in cleared.terms()
        )
        (solution,) = sp.solve(sp.Poly(total.as_expr(), w).nth(order + 2), unknown)
        known.append(sp.expand(solution))
    return sp.Matrix(known)


@cache
def moments() -> Derivation:
    """(m_0, .., m_4), the moments of the limiting density: g = sum m_k z^-(k+1).

    m_0 = 1 is the normalisation; m_1 = -kappa x1, m_2 = kappa x1^2 + (b^2 + kappa b1^2)/2, ...

    >>> moments().result[:2]
    [1, -kappa*x1]
    """
    a, d = b**2 / 2, b1**2 / 2
    m_3 = -kappa * x1 * (x1**2 + 3 * a + 3 * d)
    m_4 = (
        kappa * x1**4
        + 2 * kappa * x1**2 * (a * (2 + kappa) + 3 * d)
        + 2 * (a**2 + 2 * kappa * a * d + kappa * d**2)
    )
    return Derivation(
        "Moments of the limiting density",
        (
            Step(quartic().result, "the quartic"),
            Step(
                sp.Matrix([1, -kappa * x1, kappa * x1**2 + a + kappa * d, m_3, m_4]),
                "insert $t = z - (b^2/2)(m_0/z + m_1/z^2 + ...)$ and solve order by order",
                via=lambda e: _moments_from(e, MOMENTS),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def discriminant() -> Derivation:
    """The discriminant of the quartic in t, in units of b (b = 1): factored, a sextic in z.

    It is a constant times kappa'^2 times one irreducible sextic, whose roots are the critical
    values of Z (:mod:`glassproof.derivations.block_matrix.support`), among them every edge of the
    support.

    >>> sp.degree(discriminant().result, z)
    6
    """
    scaled = quartic().result.subs(b, 1)
    return Derivation(
        "The discriminant in $z$",
        (
            Step(quartic().result, "the quartic"),
            Step(
                scaled,
                "measure $t$, $z$, $x1$, $b1$ in units of $b$: the quartic is homogeneous of "
                "degree 4",
                via=lambda e: e.subs({v: b * v for v in (t, z, x1, b1)}, simultaneous=True) / b**4,
            ),
            Step(
                _cleared_discriminant(scaled) / (2 * kappa) ** 6,
                "its discriminant in $t$",
                via=lambda e: _cleared_discriminant(e) / (2 * kappa) ** 6,
            ),
            Step(_factored(_cleared_discriminant(scaled)) / (2 * kappa) ** 6, "factored"),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def _cleared_discriminant(polynomial: sp.Expr) -> sp.Expr:
    """The discriminant in t of 2 kappa times ``polynomial``, which clears its denominators."""
    return sp.discriminant(sp.expand(2 * kappa * polynomial), t)


def _factored(polynomial: sp.Expr) -> sp.Expr:
    constant, factors = sp.factor_list(polynomial)
    return sp.Mul(constant, *(factor**power for factor, power in factors))

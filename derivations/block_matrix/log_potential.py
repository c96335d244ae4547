"""The integral of log|lambda - x| over the limiting spectrum: a stationary value, in closed form.

F(g_D, g_G; z, x1) = -kappa log g_D - kappa' log g_G + kappa g_D (z + x1) + kappa' g_G z - 1
                     - (b^2/4)(kappa g_D + kappa' g_G)^2 - kappa (b1^2/4) g_D^2

is stationary in (g_D, g_G) exactly at the solutions of the block Dyson equations, so that its total
derivatives along the physical solution are the partial ones: dF/dz = g, dF/dx1 = kappa g_D. At
infinity F - log z tends to 0. Hence F = int log(z - lambda) drho in the upper half plane, and its
real part at the real point x is the log-potential: Phi(x, x1) = Re F = int log|x - lambda| drho.
Reference: the functional is Girko's, and Voiculescu's for b1 = x1 = 0.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.resolvent import VARIANCES, dyson_residuals, g_D, g_G
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    b,
    b1,
    kappa,
    kappa_prime,
    x,
    x1,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step

_mean = kappa * g_D + kappa_prime * g_G


def functional() -> sp.Expr:
    """F(g_D, g_G; z, x1), on and off the solution.

    >>> functional().subs({g_D: 1, g_G: 1, z: 1, x1: 0}).expand()
    -b**2/4 - b1**2*kappa/4
    """
    logarithms = -kappa * sp.log(g_D) - kappa_prime * sp.log(g_G)
    linear = kappa * g_D * (z + x1) + kappa_prime * g_G * z - 1
    return logarithms + linear - b**2 * _mean**2 / 4 - kappa * b1**2 * g_D**2 / 4


@cache
def stationarity() -> Derivation:
    """dF/dg_D and dF/dg_G are kappa and kappa' times the Dyson residuals: zero at the solution.

    >>> stationarity().proofs
    ('given', 'symbolic')
    """
    return Derivation(
        "The log-potential is stationary at the resolvent",
        (
            Step(functional(), "$F$"),
            Step(
                sp.diag(kappa, kappa_prime) * dyson_residuals(),
                "its derivatives in $g_D$, $g_G$ are the Dyson equations, weighted",
                via=lambda e: sp.Matrix([sp.diff(e, g_D), sp.diff(e, g_G)]),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def gradient() -> Derivation:
    """(dF/dz, dF/dx1) = (g, kappa g_D) along the solution.

    The real parts at a real point x are the derivatives of Phi(x, x1) = int log|lambda - x| drho.
    With g = int rho/(z - lambda), dPhi/dx = Re g is minus the real part of int rho/(lambda - x).

    >>> gradient().result[1]
    g_D*kappa
    """
    return Derivation(
        "First derivatives of the log-potential",
        (
            Step(functional(), "$F$"),
            Step(
                sp.Matrix([_mean, kappa * g_D]),
                "partial derivatives in $z$ and $x1$: the others vanish by stationarity",
                via=lambda e: sp.Matrix([sp.diff(e, z), sp.diff(e, x1)]),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def at_infinity() -> Derivation:
    """F - log z tends to 0 as z grows: the constant of integration.

    With w = 1/z: g_D = 1/(z + x1) + O(w^3), g_G = 1/z + O(w^3); F is stationary, so that errors of
    relative size w^2 change it by O(w^4) only. The result is the limit; to second order
    F = log z - m_1/z - m_2/(2 z^2) - ..., with the moments of
    :func:`glassproof.derivations.block_matrix.saddle_point.moments`.

    >>> at_infinity().result
    0
    """
    w = sp.Symbol("w", positive=True)
    leading = {g_D: w / (1 + w * x1), g_G: w, z: 1 / w}
    mean = kappa / (1 + w * x1) + kappa_prime
    quadratic = b**2 * mean**2 / 4 + kappa * b1**2 / (4 * (1 + w * x1) ** 2)
    logarithms = -kappa * sp.log(leading[g_D]) - kappa_prime * sp.log(w) - sp.log(1 / w)
    return Derivation(
        "The log-potential at infinity",
        (
            Step(functional() - sp.log(z), "$F - log z$"),
            Step(
                logarithms - w**2 * quadratic,
                "at the leading order of the block Stieltjes transforms, $w = 1/z$",
                via=lambda e: e.subs(leading, simultaneous=True),
            ),
            Step(
                kappa * sp.log(1 + w * x1) - w**2 * quadratic,
                "the logarithms of $w$ cancel ($|w x1| < 1$, so that $log(1 + w x1)$ is principal)",
                via=lambda e: e.subs(sp.log(leading[g_D]), sp.log(w) - sp.log(1 + w * x1)),
            ),
            Step(sp.Integer(0), "let $w$ tend to 0", via=lambda e: e.subs(w, 0)),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def log_potential() -> Derivation:
    """F on the solution: -kappa log g_D - kappa' log g_G + (b^2/4) g^2 + kappa (b1^2/4) g_D^2.

    g = kappa g_D + kappa' g_G. Phi(x, x1) is its real part at z = x, approached from the upper half
    plane; so log|g_D|, log|g_G| and Re of the quadratic form suffice. Exact on the physical branch
    for kappa in (0, 1), b > 0, b1 >= 0, all real x, x1.

    >>> log_potential().result.subs({g_D: 1, g_G: 1})
    b**2/4 + b1**2*kappa/4
    """
    weights = sp.Matrix([[kappa * g_D, kappa_prime * g_G]])
    quadratic = b**2 * _mean**2 / 4 + kappa * b1**2 * g_D**2 / 4
    logarithms = -kappa * sp.log(g_D) - kappa_prime * sp.log(g_G)
    return Derivation(
        "The log-potential in closed form",
        (
            Step(functional(), "$F$, with stationarity, derivatives and limit proved separately"),
            Step(
                logarithms + quadratic + (weights * dyson_residuals())[0],
                "collect $kappa g_D$ and $kappa' g_G$ times the Dyson residuals",
            ),
            Step(
                logarithms + quadratic,
                "which vanish at the solution",
                via=lambda e: e - (weights * dyson_residuals())[0],
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def hessian() -> Derivation:
    """Second derivatives of F in (z, x1), by implicit differentiation of the Dyson equations.

    With Delta = det(1 - diag(g^2) S):
    F_zz = kappa g_D' + kappa' g_G', F_z,x1 = kappa g_D' = -kappa g_D^2/Delta,
    F_x1,x1 = -kappa g_D^2 (1 - kappa' b^2 g_G^2/2)/Delta, g_G' = -g_G^2 (1 - b1^2 g_D^2/2)/Delta.
    Real parts at real x are the second derivatives of Phi. Singular at edges, where Delta = 0.

    >>> hessian().result.shape
    (2, 2)
    """
    squares = sp.diag(g_D**2, g_G**2)
    solver = sp.eye(2) - squares * VARIANCES
    delta = solver.det()
    directions = sp.Matrix([[1, 1], [1, 0]])
    slope_D = -(g_D**2) / delta
    slope_G = -(g_G**2) * (1 - b1**2 * g_D**2 / 2) / delta
    weights = sp.diag(kappa, kappa_prime)
    mixed = kappa * slope_D
    return Derivation(
        "Second derivatives of the log-potential",
        (
            Step(
                dyson_residuals().jacobian([g_D, g_G]),
                "the Dyson residuals' Jacobian in ($g_D$, $g_G$)",
            ),
            Step(
                -solver.adjugate() * squares * directions / delta,
                "solve for the derivatives of ($g_D$, $g_G$) in ($z$, $x1$)",
                via=lambda e: -e.inv() * dyson_residuals().jacobian([z, x1]),
            ),
            Step(
                sp.Matrix(
                    [
                        [kappa * slope_D + kappa_prime * slope_G, mixed],
                        [mixed, mixed * (1 - kappa_prime * b**2 * g_G**2 / 2)],
                    ]
                ),
                "differentiate ($g$, $kappa g_D$)",
                via=lambda e: directions.T * weights * e,
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def semicircle_limit() -> Derivation:
    """b1 = x1 = 0: Phi(x) = x^2/(2 b^2) - 1/2 - log(2/b^2)/2 for |x| <= sqrt(2) b.

    The known log-potential of the semicircle of variance b^2/2.

    >>> semicircle_limit().result.subs({b: sp.sqrt(2), x: 1})
    -1/4
    """
    radical = sp.sqrt(2 * b**2 - x**2)
    g = sp.Symbol("g")
    modulus = sp.Symbol("r", positive=True)
    real_square = (x**2 - radical**2) / b**4
    return Derivation(
        "The semicircle's log-potential",
        (
            Step(log_potential().result, "the log-potential"),
            Step(
                -sp.log(g) + b**2 * g**2 / 4,
                "one block: $g_D = g_G = g$ where $b1 = x1 = 0$",
                via=lambda e: e.subs({b1: 0, x1: 0, g_D: g, g_G: g}),
            ),
            Step(
                -sp.log(modulus) + b**2 * real_square / 4,
                "its real part at $g = (x - i sqrt(2 b^2 - x^2))/b^2$, $r = |g|$",
                r"\tfrac{b^2}{2}g^2 - xg + 1 = 0",
                via=lambda e: e.subs({g**2: real_square, sp.log(g): sp.log(modulus)}),
            ),
            Step(
                sp.log(b**2 / 2) / 2 + x**2 / (2 * b**2) - sp.Rational(1, 2),
                "$r^2 = 2/b^2$",
                via=lambda e: e.subs(modulus, sp.sqrt((x**2 + radical**2) / b**4)),
            ),
        ),
        SPECTRUM_DOMAIN,
    )

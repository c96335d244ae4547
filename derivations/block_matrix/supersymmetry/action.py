"""The quartic by the supersymmetric route: average, Hubbard-Stratonovich, saddle points, resultant.

The Stieltjes transform of bM + b1 (M1 (+) 0) - x1 (I (+) 0) at z is a derivative of the mean ratio
of determinants det(z' - H)/det(z - H). The denominator is an integral over a complex vector phi,
the numerator one over a Grassmann vector chi, both with the quadratic form of z - H. Averaging over
the Gaussian entries (:mod:`glassproof.derivations.block_matrix.supersymmetry.graded_average`)
makes the exponent quartic; Hubbard-Stratonovich variables make it quadratic again; integrating the
supervector out leaves exp(-N (S(sigma_B) - S(sigma_F))) with one scalar action S, whose saddle
points are the candidates for the limiting resolvent.

Reference: the method is Efetov's; for orthogonal symmetry the phi^T phi channel, which a unitary
ensemble does not have, appears as well. It is kept here, and shown to vanish at the saddle point.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    N,
    b,
    b1,
    kappa,
    kappa_prime,
    t,
    x1,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step

sigma, sigma1 = sp.symbols("sigma sigma1")
pairing, pairing1 = sp.symbols("Delta Delta1", real=True)
_Q, _y = sp.symbols("Q y", real=True)


@cache
def hubbard_stratonovich() -> Derivation:
    """exp(-b^2 Q^2/4N) = sqrt(N/(pi b^2)) int exp(-N y^2/b^2 - i y Q) dy, an exact identity.

    It is used once for each real square: for phi^+ phi and for the real and imaginary parts of
    phi^T phi; and with b1, kappa N for the D block.

    >>> hubbard_stratonovich().result
    exp(-Q**2*b**2/(4*N))
    """
    exponent = -N * _y**2 / b**2 - sp.I * _y * _Q
    shift = sp.I * b**2 * _Q / (2 * N)
    return Derivation(
        "Hubbard-Stratonovich",
        (
            Step(exponent, "the exponent, linear in $Q$"),
            Step(
                -N * (_y + shift) ** 2 / b**2 - b**2 * _Q**2 / (4 * N),
                "complete the square",
            ),
            Step(
                -N * _y**2 / b**2 - b**2 * _Q**2 / (4 * N),
                "move the contour: $y$ becomes $y - i b^2 Q/(2N)$; the integrand is entire and "
                "decays",
                via=lambda e: e.subs(_y, _y - shift),
            ),
            Step(
                sp.exp(-(b**2) * _Q**2 / (4 * N)),
                "integrate over $y$ with the prefactor $sqrt(N/(pi b^2))$",
                via=lambda e: sp.integrate(
                    sp.sqrt(N / (sp.pi * b**2)) * sp.exp(e), (_y, -sp.oo, sp.oo)
                ),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


def _component(pole: sp.Expr, pair: sp.Expr) -> sp.Matrix:
    """The quadratic form of one component's (Re phi, Im phi): pole |phi|^2 - pair Re phi^2."""
    return sp.Matrix([[pole - pair, 0], [0, pole + pair]])


@cache
def action() -> Derivation:
    """The action on the diagonal manifold, S = sigma^2/b^2 + kappa sigma1^2/b1^2 + logarithms.

    S(sigma, sigma1) = sigma^2/b^2 + kappa sigma1^2/b1^2
                       + kappa log(z + x1 - sigma - sigma1) + kappa' log(z - sigma).

    The pairing fields Delta, Delta1 of the anomalous channel are complex; a global phase of phi
    rotates Delta, so that it may be taken real. The action is even in (Delta, Delta1): the
    manifold Delta = Delta1 = 0 is stationary across, and the saddle points lie on it. The fermionic
    integral gives the reciprocal determinants: the full exponent is -N (S(sigma_B) - S(sigma_F)).

    >>> action().result.has(sp.log(z - sigma))
    True
    """
    poles = (z + x1 - sigma - sigma1, z - sigma)
    pairs = (pairing + pairing1, pairing)
    weights = (kappa, kappa_prime)
    gaussian = (sigma**2 + pairing**2) / b**2 + kappa * (sigma1**2 + pairing1**2) / b1**2
    determinant = sum(
        weight * sp.log(_component(pole, pair).det()) / 2
        for weight, pole, pair in zip(weights, poles, pairs, strict=True)
    )
    full = gaussian + determinant
    diagonal = (
        sigma**2 / b**2
        + kappa * sigma1**2 / b1**2
        + sum(w * sp.log(pole**2) / 2 for w, pole in zip(weights, poles, strict=True))
    )
    return Derivation(
        "The action on the diagonal saddle manifold",
        (
            Step(
                full,
                "integrate the supervector out: each component gives $det^(-1/2)$ of its real form",
                r"e^{-N(S(\sigma_B) - S(\sigma_F))}",
            ),
            Step(
                full.subs({pairing: -pairing, pairing1: -pairing1}, simultaneous=True),
                "the action is even in the pairing fields, so their derivatives vanish at 0",
            ),
            Step(
                diagonal,
                "restrict to the diagonal manifold, $Delta = Delta1 = 0$",
                via=lambda e: e.subs({pairing: 0, pairing1: 0}),
            ),
            Step(
                sigma**2 / b**2
                + kappa * sigma1**2 / b1**2
                + sum(w * sp.log(pole) for w, pole in zip(weights, poles, strict=True)),
                "log of a square; the branch is that of det, continuous from $z = i$ infinity",
                via=lambda e: e.replace(
                    lambda f: isinstance(f, sp.log) and f.args[0].is_Pow,
                    lambda f: f.args[0].exp * sp.log(f.args[0].base),
                ),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


def _polynomials(equations: sp.Matrix) -> sp.Matrix:
    return equations.applyfunc(lambda e: sp.expand(sp.fraction(sp.together(e))[0]))


@cache
def quartic_supersymmetric() -> Derivation:
    """Saddle-point equations of :func:`action`, with t = z - sigma, eliminated to a quartic in t.

    sigma = (b^2/2)(kappa g_D + kappa' g_G) and sigma1 = (b1^2/2) g_D are read off at the saddle
    point, where g_D = 1/(z + x1 - sigma - sigma1), g_G = 1/t. The result is the resultant, a
    constant times the quartic of :func:`glassproof.derivations.block_matrix.saddle_point.quartic`.

    >>> sp.degree(quartic_supersymmetric().result, t)
    4
    """
    value = action().result
    pole_D, pole_G = z + x1 - sigma - sigma1, z - sigma
    gradient = sp.Matrix(
        [
            2 * sigma / b**2 - kappa / pole_D - kappa_prime / pole_G,
            2 * kappa * sigma1 / b1**2 - kappa / pole_D,
        ]
    )
    first = 2 * (z - t) * t * (t + x1 - sigma1) - kappa * b**2 * t
    first -= kappa_prime * b**2 * (t + x1 - sigma1)
    second = 2 * sigma1 * (t + x1 - sigma1) - b1**2
    A, B = kappa_prime * b**2 / 2, kappa * b**2 / 2
    P = t**2 - z * t + A
    eliminant = 2 * b1**2 * P**2 + 4 * B * t * (t + x1) * P + 4 * B**2 * t**2
    return Derivation(
        "The quartic from the saddle-point equations",
        (
            Step(value, "the action on the diagonal manifold"),
            Step(
                gradient,
                "its derivatives in $sigma$ and $sigma1$, which vanish at a saddle point",
                via=lambda e: sp.Matrix([sp.diff(e, sigma), sp.diff(e, sigma1)]),
            ),
            Step(
                sp.Matrix(
                    [
                        first / (b**2 * t * (t + x1 - sigma1)),
                        kappa * second / b1**2 / (t + x1 - sigma1),
                    ]
                ),
                "let $t = z - sigma$",
                via=lambda e: e.subs(sigma, z - t),
            ),
            Step(
                sp.Matrix([first, second]),
                "clear denominators",
                via=lambda e: (
                    sp.diag(b**2 * t * (t + x1 - sigma1), b1**2 * (t + x1 - sigma1) / kappa) * e
                ),
            ),
            Step(
                -2 * eliminant,
                "eliminate sigma1 by the resultant",
                via=lambda e: sp.resultant(*_polynomials(e), sigma1),
            ),
        ),
        SPECTRUM_DOMAIN,
    )

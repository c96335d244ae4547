"""The quartic by the resolvent route: block Dyson equations, and which of their solutions is real.

G(z) = (z - H)^(-1) for H = bM + b1 (M1 (+) 0) - x1 (I (+) 0). By Schur's complement the diagonal
entry of row i is 1/(z - H_ii - sum_jk H_ij G^(i)_jk H_ki); independence of the row from G^(i)
replaces the double sum by sum_j var(H_ij) G_jj up to O(N^(-1/2)) fluctuations, and rows of one
block share one limit, g_D or g_G: the block Stieltjes transforms int rho_a(dl)/(z - l).
Reference: Ajanki, Erdos, Krueger, "Stability of the matrix Dyson equation and random matrices with
correlations", Probab. Theory Relat. Fields 173 (2019), for the error bounds.
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

g_D, g_G = sp.symbols("g_D g_G")

VARIANCES = sp.Matrix(
    [
        [(kappa * b**2 + b1**2) / 2, kappa_prime * b**2 / 2],
        [kappa * b**2 / 2, kappa_prime * b**2 / 2],
    ]
)
"""S: the self-energy of block a is sum_c S[a, c] g_c."""


@cache
def self_energy() -> Derivation:
    """The self-energies (Sigma_D, Sigma_G): each row's variances summed against the resolvent.

    GOE of size n: off-diagonal variance 1/(2n), diagonal 1/n. The result is S (g_D, g_G) with
    S = :data:`VARIANCES`.

    >>> self_energy().proofs
    ('given', 'symbolic', 'symbolic')
    """
    n_D, n_G = kappa * N, kappa_prime * N
    off, off1 = b**2 / (2 * N), b1**2 / (2 * n_D)
    rows = sp.Matrix(
        [
            ((n_D - 1) * (off + off1) + 2 * (off + off1)) * g_D + n_G * off * g_G,
            n_D * off * g_D + ((n_G - 1) * off + 2 * off) * g_G,
        ]
    )
    collected = VARIANCES * sp.Matrix([g_D, g_G]) + sp.Matrix([(off + off1) * g_D, off * g_G])
    return Derivation(
        "Self-energies of the two blocks",
        (
            Step(rows, "sum of the entries' variances times the diagonal of the resolvent"),
            Step(collected, "collect: the doubled variance on the diagonal is a $1/N$ correction"),
            Step(
                VARIANCES * sp.Matrix([g_D, g_G]),
                "let $N$ grow",
                via=lambda e: e.applyfunc(lambda entry: sp.limit(sp.expand(entry), N, sp.oo)),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


def dyson_residuals() -> sp.Matrix:
    """(z + x1 - Sigma_D - 1/g_D, z - Sigma_G - 1/g_G): zero at the limiting resolvent.

    >>> dyson_residuals().shape
    (2, 1)
    """
    energies = self_energy().result
    return sp.Matrix([z + x1 - energies[0] - 1 / g_D, z - energies[1] - 1 / g_G])


@cache
def quartic_resolvent() -> Derivation:
    """The Dyson equations with t = 1/g_G, g_D eliminated by a resultant: a quartic in t.

    >>> sp.degree(quartic_resolvent().result, t)
    4
    """
    energy_D = kappa * b**2 * g_D / 2 + b1**2 * g_D / 2 + kappa_prime * b**2 / (2 * t)
    row_D = sp.expand(t * (g_D * (z + x1 - energy_D) - 1))
    row_G = t * z - kappa * b**2 * g_D * t / 2 - kappa_prime * b**2 / 2 - t**2
    P = t**2 - z * t + kappa_prime * b**2 / 2
    B = kappa * b**2 / 2
    return Derivation(
        "The quartic from the block Dyson equations",
        (
            Step(dyson_residuals(), "Schur's complement for each block, in the limit"),
            Step(
                sp.Matrix([row_D / (t * g_D), row_G / t]),
                "let $t = 1/g_G = z - b^2 g/2$, $g = kappa g_D + (1 - kappa) g_G$",
                via=lambda e: e.subs(g_G, 1 / t),
            ),
            Step(
                sp.Matrix([row_D, row_G]),
                "clear denominators",
                via=lambda e: sp.diag(t * g_D, t) * e,
            ),
            Step(
                -t * B * (P * (t**2 + x1 * t) + b1**2 / (2 * B) * P**2 + B * t**2),
                "eliminate $g_D$ by the resultant",
                via=lambda e: sp.resultant(*e.applyfunc(sp.expand), g_D),
            ),
            Step(
                -B * (P * (t**2 + x1 * t) + b1**2 / (2 * B) * P**2 + B * t**2),
                "divide by $t$, which is not zero: $t = 1/g_G$",
                via=lambda e: e / t,
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def physical_branch() -> Derivation:
    """Im(1/g_a) = Im z + (S v)_a with v_a = -Im g_a: the identity behind the unique branch.

    The last two steps show the residual's imaginary part and the same with v/|g|^2 moved left.
    Write |g|^2 for the diagonal matrix of |g_a|^2, so that v = |g|^2 (eta + S v), eta = Im z.

    *Existence.* A limit of E G(z) solves the equations and has v > 0 for eta > 0. Without it: the
    map g -> 1/(z_a - (S g)_a) sends {Im g_a < 0, |g_a| < 2/eta} strictly inside itself (the
    denominator has imaginary part >= eta and bounded modulus), so that by Earle and Hamilton it has
    one fixed point there.

    *Uniqueness for eta > 0 among all solutions with v > 0.* Let g, h solve the equations with
    v, w > 0. Subtracting, g_a - h_a = g_a h_a (S (g - h))_a, hence |g - h| <= T |g - h| entrywise
    with T_ac = |g_a h_a| S_ac. By Cauchy and Schwarz, for u_a = sqrt(v_a w_a),
    (T u)_a <= sqrt((|g|^2 S v)_a (|h|^2 S w)_a) < sqrt(v_a w_a) = u_a, since |g|^2 S v =
    v - eta |g|^2 < v. A positive vector with T u < u bounds the spectral radius of T below 1, so
    g = h.

    *Real z.* A solution at real z with v > 0 is the boundary value of the physical one: |g|^2 S v
    = v, so |g|^2 S has spectral radius 1. If 1 were an eigenvalue of diag(g^2) S, whose modulus is
    |g|^2 S, then (Wielandt) g_a^2 S_aa = |g_a|^2 S_aa, and g would be real. So the equations can be
    solved analytically near z, v stays positive, and uniqueness applies above z. Hence at most one
    root t of the quartic has Im t > 0 and Im(1/g_D) > 0, and that root is the physical one.

    >>> physical_branch().proofs
    ('given', 'symbolic', 'symbolic')
    """
    E, eta = sp.symbols("E eta", real=True)
    r_D, r_G = sp.symbols("r_D r_G", real=True)
    v_D, v_G = sp.symbols("v_D v_G", positive=True)
    real_and_imaginary = {z: E + sp.I * eta, g_D: r_D - sp.I * v_D, g_G: r_G - sp.I * v_G}
    v = sp.Matrix([v_D, v_G])
    squares = sp.Matrix([r_D**2 + v_D**2, r_G**2 + v_G**2])
    flow = VARIANCES * v + sp.Matrix([eta, eta])
    return Derivation(
        "The physical branch",
        (
            Step(dyson_residuals(), "the Dyson equations"),
            Step(
                flow - sp.Matrix([v_D / squares[0], v_G / squares[1]]),
                "their imaginary part at $z = E + i eta$, $g_a = r_a - i v_a$",
                via=lambda e: e.subs(real_and_imaginary).applyfunc(
                    lambda entry: sp.im(sp.expand_complex(entry))
                ),
            ),
            Step(
                sp.diag(*squares) * flow - v,
                "multiply by $|g_a|^2$: $v = |g|^2 (eta + S v)$, so $|g|^2 S v < v$ where $eta$, "
                "$v > 0$",
                via=lambda e: sp.diag(*squares) * e,
            ),
        ),
        SPECTRUM_DOMAIN,
    )

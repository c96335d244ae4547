"""Kac-Rice: the constant K_N, and the expected count of critical points at finite N.

    E[count] = omega_{N_D} omega_{N_G} (2 pi v_D)^(-(N_D-1)/2) (2 pi v_G)^(-(N_G-1)/2)
               E[abs(det S) 1{L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G}],

omega_n the area of the unit sphere in R^n, v the variances of the gradients' components, S the
critical-point matrix of :mod:`glassproof.derivations.gan_glass.critical_matrix`, whose names this
module passes on. The gradients are independent of S and of the losses, so that nothing is
conditioned on.

References: J.-M. Azais and M. Wschebor, Level Sets and Extrema of Random Processes and Fields
(2009), chapter 6; A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import N, kappa
from glassproof.derivations.gan_glass import covariance as law_of
from glassproof.derivations.gan_glass.critical_matrix import (
    b,
    b1,
    conditional_shift_law,
    linear_map_variance,
    region_P_variance,
    region_QR_variance,
    shift_covariance,
    shift_loss_law,
    symmetric_matrix_law,
    x1_variance,
    x_variance,
)
from glassproof.derivations.gan_glass.model import (
    L_D,
    L_G,
    MODEL_DOMAIN,
    N_D,
    N_G,
    RADIAL_D,
    RADIAL_G,
    ell_D,
    ell_G,
    m,
    p,
    sigma_z,
    tidy,
)
from glassproof.derivations.gaussian_fields.differentiation import covariance_matrix
from glassproof.derivations.gaussian_fields.kac_rice import prefactor
from glassproof.derivations.proof.derivation import Derivation, Expression, Step
from glassproof.derivations.proof.domain import Domain, Range

__all__ = [
    "COUNT_DOMAIN", "ExpectedCountLaw", "b", "b1", "conditional_shift_law",
    "expected_count_law", "expected_count_prefactor", "linear_map_variance", "log_constant",
    "region_P_variance", "region_QR_variance", "scalar_representation", "shift_covariance",
    "shift_loss_law", "symmetric_matrix_law", "variances", "x1_variance",
    "x_variance",
]  # fmt: skip

v_D, v_G, det_Sigma = sp.symbols("v_D v_G det_Sigma", positive=True)

COUNT_DOMAIN = Domain(
    {
        **MODEL_DOMAIN.ranges,
        N_D: Range(1, None, integer=True, closed=True, draw=(1, 40)),
        N_G: Range(1, None, integer=True, closed=True, draw=(1, 40)),
        N: Range(2, None, integer=True, closed=True, draw=(2, 80)),
        v_D: Range(0, None, log=True, draw=("1/1000", 1000)),
        v_G: Range(0, None, log=True, draw=("1/1000", 1000)),
        det_Sigma: Range(0, None, log=True, draw=("1/1000", 1000)),
    }
)
"""Where the formulas of the count must hold: gradient variances v, det of the shift covariance."""


def _prefactor() -> sp.Expr:
    return prefactor([(N_D, v_D), (N_G, v_G)])


@cache
def variances() -> dict[sp.Symbol, sp.Expr]:
    """The derived values of v_D, v_G and det_Sigma.

    >>> variances()[v_G]
    2**(p + q)*sigma_z**2*(p + q)/2
    """
    return {
        v_D: law_of.gradient_variance_D().result,
        v_G: law_of.gradient_variance_G().result,
        det_Sigma: tidy(shift_covariance().result.det()),
    }


@cache
def expected_count_prefactor() -> Derivation:
    """Areas of the spheres times the density of the two gradients at zero."""
    values = variances()
    return Derivation(
        "prefactor of the expected count",
        (
            Step(_prefactor(), "areas of the spheres, density of independent gradients at zero"),
            Step(
                _prefactor().subs(values), "the gradients' variances", via=lambda v: v.subs(values)
            ),
        ),
        COUNT_DOMAIN,
    )


def _logarithm(value: Expression) -> Expression:
    spread = sp.expand_log(sp.log(value), force=True)
    return spread.replace(
        lambda e: isinstance(e, sp.log) and isinstance(e.args[0], sp.gamma),
        lambda e: sp.loggamma(e.args[0].args[0]),
    )


@cache
def log_constant() -> Derivation:
    """log K_N exactly, at N_D = kappa N and N_G = (1-kappa) N, in v_D, v_G and det_Sigma.

    K_N is what stands before the integral over (x, x1) of
    exp(-N (x, x1) Sigma^-1 (x, x1)^T / 2) E abs(det H), with N - 2 rows in H: the prefactor,
    sqrt(2N) for each row, and the normalisation of the Gaussian density of (x, x1), whose
    covariance is Sigma/N. Substitute :func:`variances` for the model's own values.
    """
    K_N = _prefactor() * (2 * N) ** ((N - 2) / 2) * N / (2 * sp.pi * sp.sqrt(det_Sigma))
    sizes = {N_D: kappa * N, N_G: (1 - kappa) * N}
    spheres = sp.Add(
        *(sp.log(2) + n * sp.log(sp.pi) / 2 - sp.loggamma(n / 2) for n in sizes.values())
    )
    gradients = sp.Add(
        *(
            -(n - 1) * sp.log(2 * sp.pi * v) / 2
            for n, v in zip(sizes.values(), (v_D, v_G), strict=True)
        )
    )
    shifts = (N - 2) * sp.log(2 * N) / 2 + sp.log(N / (2 * sp.pi)) - sp.log(det_Sigma) / 2
    return Derivation(
        "$log K_N$",
        (
            Step(K_N, "spheres, gradients, $sqrt(2N)$ a row, density of the shifts"),
            Step(K_N.subs(sizes), "the sizes of the blocks", via=lambda v: v.subs(sizes)),
            Step(spheres + gradients + shifts, "its logarithm", via=_logarithm),
        ),
        COUNT_DOMAIN,
    )


@dataclass(frozen=True)
class ExpectedCountLaw:
    """The expected count at finite N as an expectation over finitely many Gaussians.

    E[count] = prefactor * E[abs(det S) 1{L_D <= sqrt(N) u_D, L_G <= sqrt(N) u_G}], with

    - (L_D, L_G) = ``losses`` g and (a_D, a_G) = ``shifts`` g, g three independent N(0, 1);
    - S = ``scale`` W + ``corner_scale`` (W' (+) 0) + a_D (I (+) 0) + a_G (0 (+) I),
      W of ``size`` rows, W' of ``corner`` rows, symmetric, independent of g and of each other, with
      independent entries on and above the diagonal of variance 1 off it and 2 on it.

    The upper left block of S is minus the discriminator's Hessian, the lower right block the
    generator's Hessian.
    """

    prefactor: sp.Expr
    size: sp.Expr
    corner: sp.Expr
    scale: sp.Expr
    corner_scale: sp.Expr
    losses: sp.ImmutableMatrix
    shifts: sp.ImmutableMatrix


@cache
def scalar_representation() -> Derivation:
    """(L_D, L_G, a_D, a_G) as combinations of three independent standard Gaussians.

    ell_D = g_1, ell_G = 2^(m/2) g_2, R_D = (m ell_G + d)/2, R_G = (m ell_G - d)/2 with
    d = sqrt(m 2^m) g_3, a_D = p ell_D - sigma_z R_D, a_G = -sigma_z R_G. The result is the
    covariance matrix that the kernels give; the first expression is the matrix of combinations.
    """
    unit = 2 ** (m / 2)
    loss, odd = sigma_z * unit, sigma_z * sp.sqrt(m) * unit / 2
    rows = sp.ImmutableMatrix(
        [[1, -loss, 0], [0, loss, 0], [p, -m * loss / 2, -odd], [0, -m * loss / 2, odd]]
    )
    square = rows * rows.T
    a_D = ell_D.along(RADIAL_D) - sigma_z * ell_G.along(RADIAL_D)
    a_G = -sigma_z * ell_G.along(RADIAL_G)
    return Derivation(
        "losses and diagonal shifts from three Gaussians",
        (
            Step(rows, "rows $L_D$, $L_G$, $a_D$, $a_G$; columns $g_1$, $g_2$, $g_3$"),
            Step(square.applyfunc(tidy), "covariance $A A^T$", via=lambda A: A * A.T),
            Step(covariance_matrix([L_D, L_G, a_D, a_G]), "the same from the kernels"),
        ),
        MODEL_DOMAIN,
    )


@cache
def expected_count_law() -> ExpectedCountLaw:
    """The data from which numerics compute the expected count (see :class:`ExpectedCountLaw`).

    >>> expected_count_law().losses.row(1)
    Matrix([[0, 2**(p/2 + q/2)*sigma_z, 0]])
    """
    rows = scalar_representation().steps[0].expression
    return ExpectedCountLaw(
        prefactor=expected_count_prefactor().result,
        size=N_D + N_G - 2,
        corner=N_D - 1,
        scale=b().result,
        corner_scale=sp.sqrt(p * (p - 1)),
        losses=rows[:2, :],
        shifts=rows[2:, :],
    )

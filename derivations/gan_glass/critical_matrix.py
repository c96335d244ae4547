"""The critical-point matrix as a random block matrix, its shifts jointly with the losses.

The matrix [[D_D D_D L_D, D_D D_G L_D], [D_G D_D L_G, D_G D_G L_G]] has cross blocks of opposite
signs; flipping the sign of its D rows makes it symmetric and keeps abs(det). Divided by sqrt(2N)
it is, in law and jointly with the losses,

    H = b M + b1 (M1 (+) 0) - x I - x1 (I (+) 0),

with x = sigma_z R_G / sqrt(2N), x1 = (-p ell_D + sigma_z (R_D - R_G)) / sqrt(2N), and GOE matrices
with the entry variances of sizes N and kappa N (off the diagonal 1/(2N) and 1/(2 kappa N)). The
spheres have N_D - 1 and N_G - 1 dimensions: M has N - 2 rows, M1 has N_D - 1.

All second moments of (x, x1) and of (L_D, L_G)/sqrt(N) are of order 1/N; the laws below are N times
covariances, hence free of N. The upper left block of H is minus the discriminator's Hessian, the
lower right one the generator's.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass import covariance as law_of
from glassproof.derivations.gan_glass.model import (
    L_D,
    L_G,
    MODEL_DOMAIN,
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
from glassproof.derivations.gaussian_fields.fields import GaussianField
from glassproof.derivations.gaussian_fields.gaussian_laws import (
    ConditionalLaw,
    combined,
    conditional_law,
    symmetric,
)
from glassproof.derivations.gaussian_fields.spheres import Direction
from glassproof.derivations.proof.derivation import Derivation, Step

_RADIAL = ((ell_D, (RADIAL_D,)), (ell_G, (RADIAL_D,)), (ell_G, (RADIAL_G,)))
_HALF = 1 / sp.sqrt(2)
_SHIFTS = sp.Matrix([[0, 0, sigma_z], [-1, sigma_z, -sigma_z]]) * _HALF
"""(sqrt(N) x, sqrt(N) x1) as combinations of d ell_D/d rho_D = p ell_D, R_D and R_G."""


@cache
def b() -> Derivation:
    """The scale of the matrix that both blocks share: b = sigma_z sqrt(m(m-1) 2^(m-2)).

    >>> b().result
    2**(p/2 + q/2 - 1)*sigma_z*sqrt(p + q)*sqrt(p + q - 1)
    """
    end = Step(
        sigma_z * sp.sqrt(m * (m - 1) * 2 ** (m - 2)),
        "an entry of $sqrt(2N) b M$ off the diagonal has variance $b^2$",
        via=sp.sqrt,
    )
    return Derivation("$b$", (*law_of.hessian_cross_variance().steps, end), MODEL_DOMAIN)


@cache
def b1() -> Derivation:
    """The scale of the upper left block's own matrix: b1 = sqrt(p(p-1) kappa).

    >>> b1().result
    sqrt(kappa)*sqrt(p)*sqrt(p - 1)
    """
    own = Step(
        p * (p - 1),
        "subtract $b^2$, the part of $b M$",
        via=lambda v: v - b().result ** 2,
    )
    end = Step(
        sp.sqrt(p * (p - 1) * kappa),
        "an entry of $sqrt(2N) b1 M1$ off the diagonal has variance $b1^2/kappa$",
        via=lambda v: sp.sqrt(kappa * v),
    )
    return Derivation(
        "$b1$", (*law_of.hessian_offdiagonal_variance_D().steps, own, end), MODEL_DOMAIN
    )


@cache
def shift_covariance() -> Derivation:
    """N times the covariance matrix of (x, x1).

    [[s_m m(m+1)/8, -s_m m/4], [-s_m m/4, (p^2 + s_m m)/2]] with s_m = sigma_z^2 2^m: the shifts
    are correlated.

    >>> shift_covariance().result[0, 1]
    -2**(p + q)*sigma_z**2*(p + q)/4
    """
    step = combined(_SHIFTS, _radial_values(), "the shifts are combinations of these", by=sigma_z)
    return law_of.law("$N$ times the covariance of ($x$, $x1$)", _RADIAL, step)


def _radial_values() -> sp.ImmutableMatrix:
    return covariance_matrix([loss.along(*along) for loss, along in _RADIAL])


@cache
def x_variance() -> Derivation:
    """N var(x) = sigma_z^2 m(m+1) 2^(m-3).

    >>> x_variance().result
    2**(p + q)*sigma_z**2*(p + q)*(p + q + 1)/8
    """
    return _entry_of_shifts("$N var(x)$", 0)


@cache
def x1_variance() -> Derivation:
    """N var(x1) = (p^2 + sigma_z^2 m 2^m)/2.

    >>> x1_variance().result
    2**(p + q)*sigma_z**2*(p + q)/2 + p**2/2
    """
    return _entry_of_shifts("$N var(x1)$", 1)


def _entry_of_shifts(title: str, row: int, reason: str = "the entry wanted") -> Derivation:
    before = shift_covariance()
    end = Step(before.result[row, row], reason, via=lambda value: value[row, row])
    return Derivation(title, (*before.steps, end), MODEL_DOMAIN)


@cache
def region_P_variance() -> Derivation:
    """N var(x), which a linear map of the losses that gave x would have to reproduce.

    Compare with :func:`linear_map_variance` of the map in question.
    """
    return _entry_of_shifts(
        "$N var(x)$, as a region for $x$ needs it", 0, "variance $x$ must receive"
    )


@cache
def region_QR_variance() -> Derivation:
    """N var(x1), which a linear map of the losses that gave x1 would have to reproduce."""
    return _entry_of_shifts(
        "$N var(x1)$, as a region for $x1$ needs it", 1, "variance $x1$ must receive"
    )


def linear_map_variance(slope_D: sp.Expr, slope_G: sp.Expr) -> sp.Expr:
    """N times the variance of (slope_D L_D + slope_G L_G)/sqrt(N).

    >>> linear_map_variance(p, p)
    p**2
    """
    slopes = sp.Matrix([[slope_D, slope_G]])
    return tidy((slopes * law_of.loss_covariance().result * slopes.T)[0, 0])


@cache
def shift_loss_law() -> Derivation:
    """N times the covariance matrix of (x, x1, L_D/sqrt(N), L_G/sqrt(N)).

    >>> shift_loss_law().result[0, 3]
    sqrt(2)*2**(p + q)*sigma_z**2*(p + q)/4
    """
    jets = [*_RADIAL, (L_D, ()), (L_G, ())]
    values = covariance_matrix([loss.along(*along) for loss, along in jets])
    rows = sp.diag(_SHIFTS, sp.eye(2))
    step = combined(rows, values, "the shifts are combinations of these", by=sigma_z)
    return law_of.law("N times the covariance of (x, x1, L_D, L_G)", jets, step)


@cache
def conditional_shift_law() -> ConditionalLaw:
    """The law of (x, x1) given (L_D, L_G)/sqrt(N): mean matrix, and N times the covariance.

    The covariance is sigma_z^2 m 2^(m-3) [[1, -2], [-2, 4]], of rank one and never zero: the
    losses determine 2x + x1, and nothing else of the two shifts.

    >>> conditional_shift_law().covariance.result.row(0)
    Matrix([[2**(p + q)*sigma_z**2*(p + q)/8, -2**(p + q)*sigma_z**2*(p + q)/4]])
    """
    return conditional_law("($x$, $x1$) given the losses", shift_loss_law(), (2, 3), by=sigma_z)


_SITES = (law_of.D1, law_of.D2, law_of.G1, law_of.G2)
_ENTRIES = tuple(product(_SITES, repeat=2))


def flipped_entry(row: Direction, column: Direction) -> GaussianField:
    """The entry of the critical-point matrix, its D rows with the opposite sign."""
    found: GaussianField = -L_D.along(row, column) if row.block == "D" else L_G.along(row, column)
    return found


@cache
def symmetric_matrix_law() -> Derivation:
    """All entries of the flipped matrix, with the losses, have the law of sqrt(2N) H.

    The covariance matrix of the sixteen entries at two tangent directions a sphere and of L_D,
    L_G, from the kernels and from H. In particular entry (i, j) minus entry (j, i) has no
    variance, and the two descriptions have one law.
    """
    fields = [*(flipped_entry(*pair) for pair in _ENTRIES), L_D, L_G]
    return Derivation(
        "the critical-point matrix is the block random matrix",
        (
            Step(covariance_matrix(fields), "entries with $D$ rows flipped, and losses"),
            Step(
                symmetric(len(fields), _block_matrix_covariance),
                "entries of $sqrt(2N) (b M + b1 (M1 ⊕ 0) - x I - x1 (I ⊕ 0))$, and losses",
            ),
        ),
        MODEL_DOMAIN,
    )


def _block_matrix_covariance(i: int, j: int) -> sp.Expr:
    """Covariance of variables i and j: entries of sqrt(2N) H (pairs of sites), then the losses."""
    law, count = shift_loss_law().result, len(_ENTRIES)
    if i >= count:
        return law[2 + i - count, 2 + j - count]
    shift = _shift_weights(*_ENTRIES[i])
    if j >= count:
        return tidy(-sp.sqrt(2) * (shift * law[:2, 2 + j - count])[0, 0])
    (a, c), (d, e) = _ENTRIES[i], _ENTRIES[j]
    pairs = int(a == d and c == e) + int(a == e and c == d)
    inside = all(site.block == "D" for site in (a, c, d, e))
    own = b1().result ** 2 / kappa if inside else 0
    common = 2 * (shift * law[:2, :2] * _shift_weights(d, e).T)[0, 0]
    return pairs * (b().result ** 2 + own) + common


def _shift_weights(row: Direction, column: Direction) -> sp.Matrix:
    """How much of (x, x1) an entry of H is shifted by."""
    on_diagonal = int(row == column)
    return sp.Matrix([[on_diagonal, on_diagonal * int(row.block == "D")]])

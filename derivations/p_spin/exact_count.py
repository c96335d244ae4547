"""The expected number of critical points at finite N, as an integral over the shift.

At a critical point the Hessian of a field with covariance f(r) on the unit sphere of R^N is
sqrt(f'') W - R I, with W a GOE of size N - 1 (off-diagonal variance one), R of variance f' + f'',
all at r = 1. With W = sqrt(2) M and R = sqrt(2 f'') x, Kac and Rice ask for E|det(M - x)|, and
that is the one-point function rho_N at x of a GOE of size N, since the eigenvalue at x sees the
others as a GOE of size N - 1 weighted by prod |x - x_i|. The eigenvalues of M below x are the
negative ones of the Hessian: with the law of the k-th eigenvalue in place of rho_N the identity
counts critical points of index k.

Reference: A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201, for the
identity; M. L. Mehta, Random Matrices (3rd edition, 2004), chapter 3, for the normalisations.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.gaussian_fields.differentiation import law
from glassproof.derivations.gaussian_fields.fields import Model
from glassproof.derivations.gaussian_fields.kac_rice import prefactor
from glassproof.derivations.gaussian_fields.spheres import Direction
from glassproof.derivations.p_spin.model import p, r, sphere
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

N = sp.Symbol("N", integer=True, positive=True)
sigma = sp.Symbol("sigma", nonnegative=True)
h = sp.Symbol("h", nonnegative=True)
x, m = sp.symbols("x m", real=True)
rho = sp.Symbol("rho", positive=True)
"""Spins; standard deviation of a random field, norm of a fixed one; shift, overlap with the field;
the one-point function rho_N(x)."""

f1, f2 = sp.symbols("f_1 f_2", positive=True)
"""The kernel's derivatives f'(1) and f''(1)."""

_RANGES = {
    N: Range(2, None, integer=True, closed=True, draw=(2, 40)),
    p: Range(2, None, integer=True, closed=True, draw=(2, 12)),
    sigma: Range(0, None, closed=True, draw=(0, 6)),
    h: Range(0, None, closed=True, draw=(0, 6)),
    x: Range(None, None, draw=(-4, 4)),
    m: Range(-1, 1, draw=("-9/10", "9/10")),
    rho: Range(0, None, draw=("1/10", 4)),
    f1: Range(0, None, draw=("1/4", 20)),
    f2: Range(0, None, draw=("1/4", 20)),
}
COUNT_DOMAIN = Domain(_RANGES)

MIXED = Model((sphere,), {"L": r**p + sigma**2 * r}, COUNT_DOMAIN)
"""The glass with a random linear field, in units of sqrt(N)."""

_FIRST, _SECOND = sphere.tangent(1), sphere.tangent(2)


def _law(title: str, one: tuple[Direction, ...], other: tuple[Direction, ...]) -> Derivation:
    field = MIXED["L"]
    reasons = ("the covariance at overlap $r$", "near the pole, in tangent coordinates",
               "differentiate at both points, at the pole")  # fmt: skip
    frame = (_FIRST, _SECOND)
    return law(MIXED, title, [(field, one)], against=[(field, other)], frame=frame, reasons=reasons)


@cache
def gradient_variance() -> Derivation:
    """f'(1): the variance of a component of the gradient.

    >>> gradient_variance().result
    p + sigma**2
    """
    return _law("gradient's variance with a random field", (_FIRST,), (_FIRST,))


@cache
def hessian_variance() -> Derivation:
    """f''(1): the variance of an off-diagonal entry of the Hessian.

    >>> sp.factor(hessian_variance().result)
    p*(p - 1)
    """
    along = (_FIRST, _SECOND)
    return _law("Hessian's variance with a random field", along, along)


@cache
def shift_variance() -> Derivation:
    """f'(1) + f''(1): two diagonal entries have nothing in common but the shift R.

    >>> shift_variance().result
    p**2 + sigma**2
    """
    return _law("variance of the Hessian's shift", (_FIRST, _FIRST), (_SECOND, _SECOND))


@cache
def mean_determinant() -> Derivation:
    """E|det(M - x)|, M a GOE of size N - 1 with off-diagonal variance 1/2, by rho_N(x).

    >>> mean_determinant().result
    sqrt(2)*rho*exp(x**2/2)*gamma(N/2)
    """
    mehta = sp.sqrt(2 * sp.pi) * sp.gamma(1 + N / 2) / sp.gamma(sp.Rational(3, 2))
    steps = (
        Step(
            rho / N,
            "the density of one eigenvalue of $N$ at $x$: $E|det(M - x)| exp(-x^2/2) Z_(N-1)/Z_N$",
        ),
        Step(
            rho / N * sp.exp(x**2 / 2) * mehta,
            "Mehta: $Z_N/Z_(N-1) = sqrt(2 pi) Gamma(1 + N/2)/Gamma(3/2)$",
            via=lambda e: e * sp.exp(x**2 / 2) * mehta,
        ),
        Step(sp.sqrt(2) * rho * sp.exp(x**2 / 2) * sp.gamma(N / 2), "$Gamma(1 + N/2) = (N/2) ..$"),
    )
    return Derivation("determinant by the one-point function", steps, COUNT_DOMAIN)


@cache
def density_of_shifts() -> Derivation:
    """The expected number of critical points per unit of x, for any kernel.

    Its integral over x is the expected number of critical points.
    """
    gaussian = sp.exp(-f2 * x**2 / (f1 + f2)) * sp.sqrt(f2 / (sp.pi * (f1 + f2)))
    steps = (
        Step(
            prefactor([(N, f1)]),
            "area of the sphere times the density of the gradient at zero",
        ),
        Step(
            prefactor([(N, f1)]) * gaussian * (2 * f2) ** ((N - 1) / 2) * mean_determinant().result,
            "the density of $x = R/sqrt(2 f'')$, and $E|det|$ of $sqrt(2 f'') (M - x)$",
            via=lambda e: e * gaussian * (2 * f2) ** ((N - 1) / 2) * mean_determinant().result,
        ),
        Step(
            2 * sp.sqrt(2 * f2 / (f1 + f2)) * (f2 / f1) ** ((N - 1) / 2) * rho
            * sp.exp(-(f2 - f1) * x**2 / (2 * (f1 + f2))),
            "collect: $Gamma(N/2)$ and the powers of $pi$ cancel",
        ),
    )  # fmt: skip
    return Derivation("critical points per shift", steps, COUNT_DOMAIN)


@cache
def with_random_field() -> Derivation:
    """The same of the glass with covariance N (q^p + sigma^2 q)."""
    values = {f1: gradient_variance().result, f2: hessian_variance().result}
    first, second = p + sigma**2, p * (p - 1)
    steps = (
        Step(density_of_shifts().result, "any kernel"),
        Step(
            2 * sp.sqrt(2 * second / (first + second)) * (second / first) ** ((N - 1) / 2) * rho
            * sp.exp(-(second - first) * x**2 / (2 * (first + second))),
            "$f'$ and $f''$ of $q^p + sigma^2 q$ at $q = 1$",
            via=lambda e: e.subs(values),
        ),
    )  # fmt: skip
    return Derivation("critical points per shift, random field", steps, COUNT_DOMAIN)


@cache
def pure() -> Derivation:
    """The same without field.

    >>> pure().result
    2*sqrt(2)*rho*(p - 1)**(N/2)*exp(x**2*(2 - p)/(2*p))/sqrt(p)
    """
    steps = (
        Step(with_random_field().result, "with a random field"),
        Step(
            2 * sp.sqrt(2 / p) * (p - 1) ** (N / 2) * rho * sp.exp(-(p - 2) * x**2 / (2 * p)),
            "$sigma = 0$",
            via=lambda e: e.subs(sigma, 0),
        ),
    )
    return Derivation("critical points per shift, no field", steps, COUNT_DOMAIN)


@cache
def with_field() -> Derivation:
    """Per unit of x and of the overlap m with the direction of a fixed field h.

    The Hessian's shift is R = p L + h m, and the gradient must be -h sqrt(1 - m^2).
    """
    overlap = sp.gamma(N / 2) * (1 - m**2) ** ((N - 3) / 2)
    overlap /= sp.sqrt(sp.pi) * sp.gamma((N - 1) / 2)
    L = (sp.sqrt(2 * p * (p - 1)) * x - h * m) / p
    slope = sp.sqrt(2 * (p - 1) / p)
    pushed = sp.exp(-(h**2) * (1 - m**2) / (2 * p))
    energy = sp.exp(-(L**2) / 2) / sp.sqrt(2 * sp.pi) * slope
    determinant = (2 * p * (p - 1)) ** ((N - 1) / 2) * mean_determinant().result
    steps = (
        Step(
            prefactor([(N, p)]) * overlap * pushed,
            "area times the law of $m$, and the density of the glass's gradient at $-h sqrt(1 - "
            "m^2)$",
        ),
        Step(
            prefactor([(N, p)]) * overlap * pushed * energy * determinant,
            "the density of $x$, and $E|det|$",
            via=lambda e: e * energy * determinant,
        ),
        Step(
            2 * sp.sqrt(2 / p) * (p - 1) ** (N / 2) * rho * overlap
            * sp.exp(x**2 / 2 - h**2 * (1 - m**2) / (2 * p) - L**2 / 2),
            "collect",
        ),
    )  # fmt: skip
    return Derivation("critical points per shift and overlap, fixed field", steps, COUNT_DOMAIN)

"""The Coulomb gas: (1/N) log E|det H| is the mean logarithm of the spectrum, to a stated error.

For every N, x and x1, with V = b^2 + b1^2/kappa and the mean empirical spectral measure E L,

    0 <= (1/N) log E|det H| - int log|lambda| dE L <= (5 pi/4) (V/(2 pi b^2 N))^(1/5),

uniformly in the plane of (x, x1); and with the limiting measure mu and the Wasserstein distance W
between E L and mu,

    |int log|lambda| d(E L - mu)| <= pi sqrt(epsilon/b) + sqrt(2) epsilon/b + W/(2 epsilon)

for every epsilon > 0. Shifting by x does not change W, so that the convergence is uniform in x as
soon as W tends to 0. The lower bound is Jensen's inequality. The upper one replaces log|lambda| by
log(lambda^2 + epsilon^2)/2, whose exponential moments are bounded, and pays for the eigenvalues
near zero. They are few, on average, because M is integrated by parts (:func:`crowding`).
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.concentration import (
    CONCENTRATION_DOMAIN,
    V,
    epsilon,
    lipschitz_constant,
    slope,
)
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

length, radius, distance = sp.symbols("ell r W", positive=True)

COULOMB_DOMAIN = Domain(
    {
        **CONCENTRATION_DOMAIN.ranges,
        length: Range(0, None, log=True, draw=("1/1000", 1000)),
        radius: Range(0, None, log=True, draw=("1/1000", 1000)),
        distance: Range(0, None, log=True, draw=("1/1000", 1000)),
    }
)
"""Where the bounds must hold: interval lengths and radii besides the symbols of concentration."""


@cache
def mean_square_trace() -> Derivation:
    """E Tr M^2 = (N + 1)/2 for the GOE of variances 1/N and 1/(2N)."""
    return Derivation(
        "mean of $Tr M^2$",
        (
            Step(N * (1 / N) + N * (N - 1) * (1 / (2 * N)), "diagonal entries, and the others"),
            Step((N + 1) / 2, "collect"),
        ),
        COULOMB_DOMAIN,
    )


@cache
def crowding() -> Derivation:
    """E (n/N)^2 <= ell/b, n the number of eigenvalues in any interval of length ell.

    Integrate by parts in M: for H = A + b M, A fixed, and phi a function with divided differences
    phi[s, t],

        E Tr M phi(H) = (b/(2N)) E( sum_{i,j} phi[lambda_i, lambda_j] + sum_i phi'(lambda_i) ).

    Let phi have slope 1 in the interval and 0 outside, with |phi| <= ell/2. All divided
    differences are nonnegative, and 1 for two eigenvalues in the interval; so the right side is
    at least (b/(2N)) E n^2, and the left side at most (ell/2) E Tr|M|.

    >>> crowding().result
    ell/b
    """
    bound = length / b * sp.sqrt((N + 1) / (2 * N))
    return Derivation(
        "mean square number of eigenvalues in an interval",
        (
            *mean_square_trace().steps,
            Step(
                sp.sqrt(N * (N + 1) / 2),
                "$E Tr|M| <= sqrt(N E Tr M^2)$, Cauchy and Schwarz",
                via=lambda e: sp.sqrt(N * e),
            ),
            Step(
                length / 2 * (2 * N / b) * sp.sqrt(N * (N + 1) / 2),
                "$E n^2$, from the integration by parts",
                via=lambda e: length / 2 * (2 * N / b) * e,
            ),
            Step(bound, "divide by $N^2$", via=lambda e: e / N**2),
            Step(
                length / b,
                "no smaller, since $1 - (N+1)/(2N) = (N-1)/(2N) >= 0$",
                via=lambda e: e / sp.sqrt(1 - (N - 1) / (2 * N)),
            ),
        ),
        COULOMB_DOMAIN,
    )


_NEAR_ZERO = sp.log(1 + epsilon**2 / radius**2) / 2


def _against_count(bound: sp.Expr) -> sp.Expr:
    """int (log(r^2 + eps^2)/2 - log r) dF, F(r) <= ``bound`` the mass within r of zero."""
    value = sp.integrate(sp.simplify(bound * -sp.diff(_NEAR_ZERO, radius)), (radius, 0, sp.oo))
    return sp.simplify(value)


@cache
def singular_part() -> Derivation:
    """int (log(lambda^2 + epsilon^2)/2 - log|lambda|) dE L <= pi sqrt(epsilon/b).

    >>> singular_part().result
    pi*sqrt(epsilon)/sqrt(b)
    """
    return Derivation(
        "what regularising costs, on average over the sampled spectrum",
        (
            Step(length / b, "bound of the mean square of $n/N$ (crowding)"),
            Step(
                sp.sqrt(2 * radius / b),
                "of the mean of $n/N$ within $r$ of zero: $ell = 2r$, Cauchy and Schwarz",
                via=lambda e: sp.sqrt(e.subs(length, 2 * radius)),
            ),
            Step(
                sp.pi * sp.sqrt(epsilon / b),
                "integrate against minus the derivative of $log(1 + epsilon^2/r^2)/2$",
                via=_against_count,
            ),
        ),
        COULOMB_DOMAIN,
    )


@cache
def annealed_gap() -> Derivation:
    """(1/N) log E|det H| exceeds int log|lambda| dE L by at most (5 pi/4)(V/(2 pi b^2 N))^(1/5).

    >>> annealed_gap().result.free_symbols == {b, b1, kappa, N}
    True
    """
    log_slope = 1 / (2 * epsilon)
    both = sp.pi * sp.sqrt(epsilon / b) + V / (8 * epsilon**2 * N)
    best = (V * sp.sqrt(b) / (2 * sp.pi * N)) ** sp.Rational(2, 5)
    return Derivation(
        "annealed minus quenched",
        (
            Step(
                lipschitz_constant().result,
                "Lipschitz constant of a linear statistic",
            ),
            Step(
                V / (8 * epsilon**2 * N),
                "$(1/N) log E exp(tilt (F - E F)) <= tilt^2 L^2/(2 N)$, $tilt N$, slope $1/(2 "
                "epsilon)$",
                via=lambda e: N * e.subs(slope, log_slope) ** 2 / 2,
            ),
            Step(
                both,
                "and what regularising costs",
                via=lambda e: e + singular_part().result,
            ),
            Step(
                5 * sp.pi / 4 * (V / (2 * sp.pi * b**2 * N)) ** sp.Rational(1, 5),
                "at the best $epsilon$, $(V sqrt(b)/(2 pi N))^(2/5)$",
                via=lambda e: e.subs(epsilon, best),
            ),
        ),
        COULOMB_DOMAIN,
    )


@cache
def limit_density_bound() -> Derivation:
    """The density of mu is at most sqrt(2)/(pi b).

    g = E 1/(z - b^2 g/2 - a) over a measure of a (from the rest of H): with s = b^2/2 and
    w = z - s g, |Im g| = Im w E 1/|w - a|^2 and Im w >= s |Im g|, hence
    |g|^2 <= E 1/|w - a|^2 <= 1/s.
    """
    return Derivation(
        "bound of the limiting density",
        (
            Step(b**2 / 2, "variance of the semicircle that $b M$ contributes"),
            Step(sp.sqrt(2) / b, "bound of the Stieltjes transform", via=lambda e: 1 / sp.sqrt(e)),
            Step(sp.sqrt(2) / (sp.pi * b), "density = $-Im g/pi$", via=lambda e: e / sp.pi),
        ),
        COULOMB_DOMAIN,
    )


@cache
def limit_singular_part() -> Derivation:
    """int (log(lambda^2 + epsilon^2)/2 - log|lambda|) dmu <= sqrt(2) epsilon/b."""
    return Derivation(
        "what regularising costs in the limit",
        (
            *limit_density_bound().steps,
            Step(
                2 * radius * sp.sqrt(2) / (sp.pi * b),
                "mass within $r$ of zero",
                via=lambda e: 2 * radius * e,
            ),
            Step(
                sp.sqrt(2) * epsilon / b,
                "integrate against minus the derivative of $log(1 + epsilon^2/r^2)/2$",
                via=_against_count,
            ),
        ),
        COULOMB_DOMAIN,
    )


@cache
def limit_error() -> Derivation:
    """|int log|lambda| d(E L - mu)| <= pi sqrt(eps/b) + sqrt(2) eps/b + W/(2 eps).

    >>> limit_error().result.free_symbols == {b, epsilon, distance}
    True
    """
    smooth = distance / (2 * epsilon)
    return Derivation(
        "from the mean spectrum at $N$ to the limit",
        (
            Step(smooth, "Wasserstein distance times the slope of the regularised logarithm"),
            Step(
                smooth + sp.pi * sp.sqrt(epsilon / b) + sp.sqrt(2) * epsilon / b,
                "and what regularising costs in either measure",
                via=lambda e: e + singular_part().result + limit_singular_part().result,
            ),
        ),
        COULOMB_DOMAIN,
    )


@cache
def relative_spread() -> Derivation:
    """V/b^2 = 1 + c with c = b1^2/(kappa b^2): the gap depends on N and this ratio alone."""
    return Derivation(
        "the ratio that fixes the gap",
        (
            Step(V / b**2, "spread of the widest entry over that of $b M$"),
            Step(1 + b1**2 / (kappa * b**2), "divide"),
        ),
        COULOMB_DOMAIN,
    )

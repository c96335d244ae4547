"""The mean logarithm of the spectrum concentrates once it is regularised, and not before.

log|lambda| is not Lipschitz. Its regularisation log(lambda^2 + epsilon^2)/2 is, with constant
1/(2 epsilon), so that the bound of :mod:`glassproof.derivations.block_matrix.concentration` holds;
:func:`lower_tail` shows that the logarithm as it stands satisfies no such bound.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.concentration import (
    CONCENTRATION_DOMAIN,
    V,
    cut,
    delta,
    eigenvalue,
    epsilon,
    slope,
    tail,
)
from glassproof.derivations.block_matrix.symbols import N
from glassproof.derivations.proof.derivation import Derivation, Step

regularised_log = sp.log(eigenvalue**2 + epsilon**2) / 2


@cache
def log_slope() -> Derivation:
    """(1/(2 epsilon))^2 minus the squared slope of log(lambda^2 + epsilon^2)/2: never negative.

    It vanishes at lambda = epsilon, so 1/(2 epsilon) is the Lipschitz constant.

    >>> sp.factor(log_slope().result)
    (epsilon - lambda)**2*(epsilon + lambda)**2/(4*epsilon**2*(epsilon**2 + lambda**2)**2)
    """
    squares = eigenvalue**2 + epsilon**2
    return Derivation(
        "slope of the regularised logarithm",
        (
            Step(regularised_log, "the regularised logarithm"),
            Step(eigenvalue / squares, "its slope", via=lambda e: sp.diff(e, eigenvalue)),
            Step(
                (epsilon**2 - eigenvalue**2) ** 2 / (4 * epsilon**2 * squares**2),
                "a square, what is missing to $(1/(2 epsilon))^2$",
                via=lambda e: 1 / (4 * epsilon**2) - e**2,
            ),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def log_tail() -> Derivation:
    """The tail of the mean of log((lambda - x)^2 + epsilon^2)/2: 2 exp(-2 (N eps delta)^2/V)."""
    return Derivation(
        "sub-Gaussian tail of the regularised logarithm",
        (
            *tail().steps,
            Step(
                2 * sp.exp(sp.cancel(-2 * N**2 * epsilon**2 * delta**2 / V)),
                "slope $1/(2 epsilon)$",
                via=lambda e: e.subs(slope, 1 / (2 * epsilon)).replace(
                    lambda f: isinstance(f, sp.exp), lambda f: sp.exp(sp.cancel(f.args[0]))
                ),
            ),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def lower_tail() -> Derivation:
    """E 1/|det H| is infinite, so (1/N) log|det H| has no sub-Gaussian lower tail at any N, x, x1.

    Given the other entries, det H is affine in the last diagonal entry, whose density is
    positive; so the density of |det H| is bounded below near 0 by some d > 0, and E 1/|det H| is
    at least d times the integral of 1/y over h < y < (a constant), for every h > 0. A sub-Gaussian
    variable has all exponential moments; log|det H| has not that of order -1.

    >>> sp.limit(lower_tail().result, cut, 0)
    oo
    """
    y = sp.Symbol("y", positive=True)
    return Derivation(
        "the logarithm itself is not sub-Gaussian",
        (
            Step(1 / y, "the reciprocal of $y = |det H|$, up to factors that do not depend on $h$"),
            Step(
                -sp.log(cut),
                "integrate over $h < y < 1$: unbounded as $h$ tends to 0",
                via=lambda e: sp.integrate(e, (y, cut, 1)),
            ),
        ),
        CONCENTRATION_DOMAIN,
    )

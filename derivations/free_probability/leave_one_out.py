"""What one column does to a resolvent, exactly: the rank-one identity and its consequences.

Let A be positive definite, x a vector, y = (A + x x^T/p)^(-1) x. Then A y + x (x^T y)/p = x, and
x^T A^(-1) on both sides leaves one linear equation for t = x^T y/p in d = x^T A^(-1) x/p. No step
depends on a size, so that it holds for matrices of every size. Reference: J. Sherman and
W. J. Morrison, Ann. Math. Statist. 21 (1950) 124-127.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.gram_symbols import (
    GRAM_DOMAIN,
    SCALE,
    delta_1,
    delta_2,
    omega_12,
    p,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain

t, s = sp.symbols("t s", positive=True)
SINGULAR_DOMAIN = Domain({**GRAM_DOMAIN.ranges, t: SCALE, s: SCALE})


@cache
def rank_one() -> Derivation:
    """x^T (A + x x^T/p)^(-1) x/p = d/(1 + d), d = x^T A^(-1) x/p.

    >>> rank_one().result
    delta_1/(delta_1 + 1)
    """
    return Derivation(
        "One column taken out of a resolvent",
        (
            Step(
                t + delta_1 * t - delta_1,
                "$x^T A^(-1)/p$ times $A y + x (x^T y)/p = x$ vanishes; $t = x^T y/p$",
            ),
            Step(
                delta_1 / (1 + delta_1),
                "solve the linear equation for $t$",
                via=lambda e: sp.solve(e, t)[0],
            ),
        ),
        SINGULAR_DOMAIN,
    )


@cache
def resolvent_link() -> Derivation:
    """R = (I - X^T Q X/p)/z, one singular value s of X/sqrt(p) at a time.

    By the singular value decomposition R, and X^T Q X/p, act on the right singular vector of s as
    the numbers 1/(s^2 + z) and s^2/(s^2 + z); on the kernel of X, s = 0.

    >>> resolvent_link().proofs
    ('given', 'symbolic', 'symbolic')
    """
    return Derivation(
        "The two resolvents of a Gram matrix",
        (
            Step(s**2 / (s**2 + z), "$X^T Q X/p$ on a right singular vector"),
            Step(
                (1 - s**2 / (s**2 + z)) / z,
                "take it from $I$, divide by $z$",
                via=lambda e: (1 - e) / z,
            ),
            Step(1 / (s**2 + z), "this is $R$ on that vector"),
        ),
        SINGULAR_DOMAIN,
    )


@cache
def diagonal_entry() -> Derivation:
    """R_ii = 1/(z (1 + d)), d = x_i^T Q_(-i) x_i/p, Q_(-i) the resolvent without column i. Exact.

    >>> diagonal_entry().result
    1/(z*(delta_1 + 1))
    """
    return Derivation(
        "A diagonal entry of the Gram resolvent",
        (
            *rank_one().steps,
            Step(
                (1 - delta_1 / (1 + delta_1)) / z,
                "$R = (I - X^T Q X/p)/z$, entry ($i$, $i$)",
                via=lambda e: (1 - e) / z,
            ),
            Step(1 / (z * (1 + delta_1)), "collect"),
        ),
        SINGULAR_DOMAIN,
    )


@cache
def off_diagonal_entry() -> Derivation:
    """p R_ij tends to -omega/(z (1 + d_i) (1 + d_j)), omega = x_i^T Q_(-ij) x_j of order one.

    Two columns are taken out at once: with K = (x_i, x_j)^T Q_(-ij) (x_i, x_j)/p the block of R is
    (I + K)^(-1)/z exactly, by Schur's complement. Of independent columns omega has the mean
    mu_i^T E Q_(-ij) mu_j: what is left of the means, with a minus sign, between different columns
    of one class too.

    >>> off_diagonal_entry().result
    -omega_12/(z*(delta_1 + 1)*(delta_2 + 1))
    """
    K = sp.ImmutableMatrix([[delta_1, omega_12 / p], [omega_12 / p, delta_2]])
    entry = -omega_12 / (p * z * ((1 + delta_1) * (1 + delta_2) - omega_12**2 / p**2))
    return Derivation(
        "An off-diagonal entry of the Gram resolvent",
        (
            Step(K, "the two columns between the resolvent without them"),
            Step(
                (sp.eye(2) + K).inv() / z,
                "Schur's complement: $z R$ restricted to two columns is $(I + K)^(-1)$",
                via=lambda e: (sp.eye(2) + e).inv() / z,
            ),
            Step(entry, "its entry off the diagonal", via=lambda e: e[0, 1]),
            Step(
                -omega_12 / (z * (1 + delta_1) * (1 + delta_2)),
                "times $p$, let $p$ grow",
                via=lambda e: sp.limit(sp.together(e * p), p, sp.oo),
            ),
        ),
        GRAM_DOMAIN,
    )

"""The score x^T w of a fresh column, w = Q X y/p the weights of ridge regression on labels y.

X has n_l columns of class l, label y_l, mean mu_l and second moment C_l; z is the ridge and
Q = (X X^T/p + z I)^(-1). Given w, the score of a fresh column of mean mu and covariance A has the
mean mu^T w and the variance w^T A w. Both concentrate, with Qbar, delta of
:mod:`glassproof.derivations.free_probability.gram_equivalent`:

    mu^T w  -> sum_l (n_l/p) y_l mu^T Qbar mu_l/(1 + delta_l),
    w^T A w -> sum_l (n_l/p) y_l^2 e_l/(1 + delta_l)^2
             + sum_ab (n_a/p) (n_b/p) y_a y_b/((1 + delta_a) (1 + delta_b))
               (mu_a^T D mu_b - mu_a^T Qbar mu_b (e_a/(1 + delta_a) + e_b/(1 + delta_b))).

Here (Qbar, delta) belong to z I + t A, and D, e are minus their slopes in t at t = 0: what Q A Q
and x^T Q_(-i) A Q_(-i) x/p tend to, as Q A Q = -dQ/dt. They solve

    D = Qbar (A + sum_j (n_j/p) e_j/(1 + delta_j)^2 C_j) Qbar,     e_l = tr C_l D/p.

The second sum is over pairs of different columns, n_a (n_a - 1) of them within a class. Means are
of norm O(1). In the steps matrices are multiples of I, C_l = a_l I and A = b I.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.gram_equivalent import S
from glassproof.derivations.free_probability.gram_symbols import (
    GRAM_DOMAIN,
    SCALE,
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    omega_12,
    p,
)
from glassproof.derivations.free_probability.leave_one_out import rank_one
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

b, e_1, e_2 = sp.symbols("b e_1 e_2", positive=True)
t = sp.Symbol("t", nonnegative=True)
y_1, y_2, chi_12 = sp.symbols("y_1 y_2 chi_12", real=True)
"""Labels; chi_12 = mu_1^T D mu_2, and omega_12 = mu_1^T Qbar mu_2."""
_REAL = Range(draw=(-8, 8))
DOMAIN = Domain(
    {
        **GRAM_DOMAIN.ranges,
        **dict.fromkeys((b, e_1, e_2), SCALE),
        t: Range(0, None, closed=True, draw=(0, 8)),
        **dict.fromkeys((y_1, y_2, chi_12), _REAL),
    }
)


def _falling(expression: sp.Expr) -> sp.Expr:
    """Minus the total derivative in t at t = 0, where delta_l falls by e_l and omega by chi."""
    slopes = {t: -1, delta_1: e_1, delta_2: e_2, omega_12: chi_12}
    return sum(rate * expression.diff(of) for of, rate in slopes.items()).subs(t, 0)


@cache
def slope() -> Derivation:
    """The equation of e_1 = tr C_1 D/p, linear in (e_1, e_2): its matrix is the map's Jacobian.

    >>> sp.degree(slope().result, e_2)
    1
    """
    return Derivation(
        "What a quadratic form loses where $z I$ grows by $t A$",
        (
            Step(a_1 / (S + t * b), "$delta_1 = tr C_1 Qbar/p$, $z I + t A$ in place of $z I$"),
            Step(
                a_1
                * (
                    b
                    + n_1 * a_1 * e_1 / (p * (1 + delta_1) ** 2)
                    + n_2 * a_2 * e_2 / (p * (1 + delta_2) ** 2)
                )
                / S**2,
                "minus the slope at $t = 0$, along which $delta_l$ falls by $e_l$",
                via=_falling,
            ),
        ),
        DOMAIN,
    )


@cache
def score_mean() -> Derivation:
    """What the columns of class 2 give to the mean score of a fresh column of class 1.

    >>> score_mean().result
    n_2*omega_12*y_2/(p*(delta_2 + 1))
    """
    return Derivation(
        "The mean score of a ridge classifier",
        (
            Step(
                omega_12 * (1 - rank_one().result.subs(delta_1, delta_2)),
                "$mu_1^T Q x = mu_1^T Q_(-i) x (1 - x^T Q x/p)$ for a column $x$ of class 2, "
                "whose mean is $mu_2$",
            ),
            Step(
                n_2 * y_2 * omega_12 / (p * (1 + delta_2)),
                "times its label, over $p$, $n_2$ columns",
                via=lambda e: e * n_2 * y_2 / p,
            ),
        ),
        DOMAIN,
    )


@cache
def entries() -> Derivation:
    """x_1^T Q x_1/p, and the limit of x_1^T Q x_2, of two columns of classes 1 and 2.

    >>> entries().result[1]
    omega_12/((delta_1 + 1)*(delta_2 + 1))
    """
    K = sp.ImmutableMatrix([[delta_1, omega_12 / p], [omega_12 / p, delta_2]])
    return Derivation(
        "Two columns between the resolvent with them",
        (
            Step(K, "the two columns between the resolvent without them, $omega_12$ of order one"),
            Step(
                K * (sp.eye(2) + K).inv(),
                "Woodbury's identity: between the resolvent with them it is $K (I + K)^(-1)$",
                via=lambda e: e * (sp.eye(2) + e).inv(),
            ),
            Step(
                sp.ImmutableMatrix(
                    [delta_1 / (1 + delta_1), omega_12 / ((1 + delta_1) * (1 + delta_2))]
                ),
                "first entry, and $p$ times the one off the diagonal; let $p$ grow",
                via=lambda e: sp.ImmutableMatrix(
                    [sp.limit(sp.together(one), p, sp.oo) for one in (e[0, 0], e[0, 1] * p)]
                ),
            ),
        ),
        DOMAIN,
    )


@cache
def score_variance() -> Derivation:
    """What columns of class 1, and what pairs of columns of classes 1 and 2, give to w^T A w.

    >>> score_variance().result[0]
    e_1*n_1*y_1**2/(p*(delta_1 + 1)**2)
    """
    own, pair = entries().result
    weight = n_1 * n_2 * y_1 * y_2 / p**2
    return Derivation(
        "The variance of the score of a ridge classifier",
        (
            Step(
                sp.ImmutableMatrix([n_1 * y_1**2 * own / p, weight * pair]),
                "$y^T X^T Q X y/p^2$: $n_1$ columns of class 1, $n_1 n_2$ pairs",
            ),
            Step(
                sp.ImmutableMatrix(
                    [
                        n_1 * y_1**2 * e_1 / (p * (1 + delta_1) ** 2),
                        weight
                        * (chi_12 - omega_12 * (e_1 / (1 + delta_1) + e_2 / (1 + delta_2)))
                        / ((1 + delta_1) * (1 + delta_2)),
                    ]
                ),
                "$y^T X^T Q A Q X y/p^2$ is minus the slope in $t$",
                via=lambda e: e.applyfunc(_falling),
            ),
        ),
        DOMAIN,
    )

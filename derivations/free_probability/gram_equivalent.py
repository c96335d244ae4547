"""The deterministic equivalent of the resolvent of a Gram matrix, for classes of any sizes.

With S = sum_l (n_l/p) C_l/(1 + delta_l) + z I_p, Qbar = S^(-1):

    delta_l  = tr C_l Qbar/p,
    E R      ~ diag(1/(z (1 + delta_l)) on class l) + J B J^T,
    B_ab     = -mu_a^T Qbar mu_b/(p z (1 + delta_a) (1 + delta_b)).

Proof, up to O(p^(-1/2)) fluctuations of x_i^T Q_(-i) x_i/p about tr C_l E Q/p (concentration of the
quadratic form, and a rank-one change of Q): Q (X X^T/p + z) = I reads
sum_i Q x_i x_i^T/p + z Q = I; the rank-one identity makes of its terms Q_(-i) x_i x_i^T/(p (1 +
delta_l)), whose mean is E Q_(-i) C_l/(p (1 + delta_l)). So E Q S ~ I. The entries of R follow from
:mod:`glassproof.derivations.free_probability.leave_one_out`. The diagonal of J B J^T is O(1/p) and
may be kept or left out. Nothing but mu_l and C_l enters.

In the steps C_l = a_l I; matrices that commute are this coordinate by coordinate, and the weights
n_l/p and the factor 1/p of the trace are the same for all matrices.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.free_probability.gram_symbols import (
    GRAM_DOMAIN,
    SCALE,
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    p,
    z,
)
from glassproof.derivations.free_probability.leave_one_out import diagonal_entry, rank_one
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain

r, w = sp.symbols("r w", positive=True)
_DOMAIN = Domain({**GRAM_DOMAIN.ranges, r: SCALE, w: SCALE})

S = n_1 * a_1 / (p * (1 + delta_1)) + n_2 * a_2 / (p * (1 + delta_2)) + z
"""The inverse of the equivalent of Q, where C_l = a_l I."""


@cache
def companion() -> Derivation:
    """Qbar = 1/S: the mean of Q, from one equation that the rank-one identity makes linear.

    >>> sp.simplify(companion().result - 1 / S)
    0
    """
    share = rank_one().result / delta_1
    return Derivation(
        "The mean resolvent of $X X^T/p$",
        (
            Step(
                (n_1 * a_1 * share + n_2 * a_2 * share.subs(delta_1, delta_2)) * r / p + z * r - 1,
                "mean of $sum_i Q x_i x_i^T/p + z Q - I$: each column leaves its share $1/(1 + "
                "delta_l)$ of $C_l$; $r$ is the multiple of $I$ that $E Q$ is",
            ),
            Step(1 / S, "solve for $r$", via=lambda e: sp.solve(e, r)[0]),
        ),
        _DOMAIN,
    )


@cache
def fixed_point() -> Derivation:
    """delta_1 = tr C_1 Qbar/p as a function of (delta_1, delta_2).

    >>> fixed_point().result == a_1 / S
    True
    """
    return Derivation(
        "The fixed-point equation of the first class",
        (
            *companion().steps,
            Step(a_1 / S, "$tr C_1 Qbar/p$, $C_1 = a_1 I_p$", via=lambda e: a_1 * e * p / p),
        ),
        _DOMAIN,
    )


@cache
def class_value() -> Derivation:
    """The diagonal of the equivalent of R on the first class: 1/(z (1 + delta_1)).

    >>> class_value().result
    1/(z*(delta_1 + 1))
    """
    return diagonal_entry()


def _larger_root(quadratic: sp.Expr) -> sp.Expr:
    leading, linear, constant = sp.Poly(quadratic, delta_1).all_coeffs()
    return (-linear + sp.sqrt(linear**2 - 4 * leading * constant)) / (2 * leading)


@cache
def marchenko_pastur() -> Derivation:
    """One class with C = I and n = w p: delta in closed form, the law of Marchenko and Pastur.

    >>> sp.simplify(marchenko_pastur().result.subs({w: 1, z: 2}))
    -1/2 + sqrt(3)/2
    """
    return Derivation(
        "One class of white columns",
        (
            Step(delta_1 * (w / (1 + delta_1) + z) - 1, "$delta S = 1$"),
            Step(
                z * delta_1**2 + (z + w - 1) * delta_1 - 1,
                "clear the denominator",
                via=lambda e: e * (1 + delta_1),
            ),
            Step(
                (1 - w - z + sp.sqrt((z + w - 1) ** 2 + 4 * z)) / (2 * z),
                "the positive root: the product of the roots is $-1/z$",
                via=_larger_root,
            ),
        ),
        _DOMAIN,
    )


@cache
def two_white_classes() -> Derivation:
    """Two classes with C_l = a_l I: r = delta_l/a_l is the positive root of a cubic.

    >>> sp.degree(two_white_classes().result, r)
    3
    """
    cubic = (
        r * (z * p * (1 + a_1 * r) * (1 + a_2 * r) + n_1 * a_1 * (1 + a_2 * r))
        + r * n_2 * a_2 * (1 + a_1 * r)
        - p * (1 + a_1 * r) * (1 + a_2 * r)
    )
    return Derivation(
        "Two white classes",
        (
            Step(r * S - 1, "$r S = 1$, $delta_l = a_l r$"),
            Step(
                cubic,
                "put $delta_l = a_l r$, clear denominators",
                via=lambda e: e.subs({delta_1: a_1 * r, delta_2: a_2 * r})
                * p * (1 + a_1 * r) * (1 + a_2 * r),
            ),
        ),
        _DOMAIN,
    )  # fmt: skip

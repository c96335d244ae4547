"""The constants that determine the expected count: derived, or as somebody else has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from glassproof.derivations.gan_glass import covariance, kac_rice


@dataclass(frozen=True)
class CountLaw:
    """What determines the expected count: expressions in p, q, sigma_z and kappa = n_D/N.

    Components of the two gradients have variances ``v_D``, ``v_G``; ``b`` and ``b1`` scale the
    matrices; ``shifts`` is N times the covariance matrix of (x, x1, L_D/sqrt(N), L_G/sqrt(N)).
    """

    v_D: sp.Expr
    v_G: sp.Expr
    b: sp.Expr
    b1: sp.Expr
    shifts: sp.ImmutableMatrix


@cache
def derived_law() -> CountLaw:
    """The law that follows from the model's two kernels."""
    return CountLaw(
        v_D=covariance.gradient_variance_D().result,
        v_G=covariance.gradient_variance_G().result,
        b=kac_rice.b().result,
        b1=kac_rice.b1().result,
        shifts=kac_rice.shift_loss_law().result,
    )


def law_of_independent_shifts(
    *,
    v_D: sp.Expr,
    v_G: sp.Expr,
    b: sp.Expr,
    b1: sp.Expr,
    s2: sp.Expr,
    s12: sp.Expr,
    bound_P: sp.Expr,
    bound_Q: sp.Expr,
    bound_R: sp.Expr,
) -> CountLaw:
    """A law in which x and x1 are independent and determine the losses.

    N var(x) = s2, N var(x1) = s12, and the count is taken over x <= bound_P u_G and
    x1 >= -bound_Q u_D - bound_R x: that is, L_G = sqrt(N) x/bound_P and
    L_D = -sqrt(N) (x1 + bound_R x)/bound_Q.

    >>> law_of_independent_shifts(v_D=1, v_G=1, b=1, b1=1, s2=4, s12=9,
    ...                           bound_P=2, bound_Q=3, bound_R=0).shifts.diagonal()
    Matrix([[4, 9, 1, 1]])
    """
    rows = sp.Matrix([[1, 0], [0, 1], [-bound_R / bound_Q, -1 / sp.sympify(bound_Q)]])
    rows = rows.col_join(sp.Matrix([[1 / sp.sympify(bound_P), 0]]))
    shifts = sp.ImmutableMatrix(rows * sp.diag(s2, s12) * rows.T)
    return CountLaw(v_D=v_D, v_G=v_G, b=b, b1=b1, shifts=shifts)

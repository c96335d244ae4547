"""What stands before the expectation of |det| in a Kac-Rice formula on a product of spheres.

The expected number of zeros of a Gaussian gradient, whose components are independent of each other
and of all the rest, is the area of where they may lie times the density of the gradient at zero
times E|det|. On spheres in R^n_i, with gradient components of variance v_i,

    prod_i omega_(n_i) (2 pi v_i)^(-(n_i - 1)/2),    omega_n = 2 pi^(n/2) / Gamma(n/2).

Reference: J.-M. Azais and M. Wschebor, Level Sets and Extrema of Random Processes and Fields
(2009), chapter 6.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp


def sphere_area(n: sp.Expr) -> sp.Expr:
    """The area 2 pi^(n/2) / Gamma(n/2) of the unit sphere in R^n.

    >>> sphere_area(sp.Integer(3))
    4*pi
    """
    return 2 * sp.pi ** (n / 2) / sp.gamma(n / 2)


def prefactor(blocks: Sequence[tuple[sp.Expr, sp.Expr]]) -> sp.Expr:
    """Areas of spheres in R^n times the density of the gradients at zero, ``blocks`` = (n, v).

    Times E|det| it is the expected number of critical points. A wave a cos(p t) + b sin(p t) has
    2p of them on the circle: its gradient has variance p^2, its Hessian standard deviation p^2,
    and E|N(0, 1)| = sqrt(2/pi).

    >>> p = sp.Symbol("p", positive=True)
    >>> prefactor([(sp.Integer(2), p**2)]) * sp.sqrt(2 / sp.pi) * p**2
    2*p
    """
    areas = sp.Mul(*(sphere_area(n) for n, _ in blocks))
    return areas * sp.Mul(*((2 * sp.pi * v) ** (-(n - 1) / 2) for n, v in blocks))

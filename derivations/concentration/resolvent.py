"""The Lipschitz constant of X -> (X^T X/p + z I)^(-1), in Frobenius' norms: the best one.

At X/sqrt(p) = U S V^T the derivative along U A V^T has in V's basis the entries
-(r_i r_j/sqrt p) (s_j A_ji + s_i A_ij), r_i = 1/(s_i^2 + z). Each pair i < j is a map of its own,
of norm sqrt(2) r_i r_j sqrt(s_i^2 + s_j^2)/sqrt p, each i of norm 2 s_i r_i^2/sqrt p. The largest
of all is at s_j = 0, s_i = sqrt z: X may be any matrix, and matrices form a convex set, so that
the supremum of the derivative's norm is the Lipschitz constant. It needs two columns.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

p = sp.Symbol("p", integer=True, positive=True)
z, x, y = sp.symbols("z x y", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
RESOLVENT_DOMAIN = Domain(
    {
        p: Range(1, None, integer=True, closed=True, draw=(1, 500)),
        z: _SCALE,
        x: _SCALE,
        y: _SCALE,
    }
)
"""x and y are squares of two singular values of X/sqrt(p)."""


@cache
def square_of_a_pair() -> Derivation:
    """p times the squared norm of the derivative on a pair, and where it is critical.

    It vanishes far out. Inside, 1/(x + y) = 2/(x + z) = 2/(y + z) only at x = y = z/3, where it is
    27/(64 z^3); on the boundary y = 0 it reaches 1/(2 z^3), which is more.

    >>> square_of_a_pair().result
    2/(x + z) - 1/(x + y)
    """
    square = 2 * (x + y) / ((x + z) ** 2 * (y + z) ** 2)
    return Derivation(
        "The derivative of the resolvent on a pair of singular values",
        (
            Step(square, "twice $(s_i^2 + s_j^2) r_i^2 r_j^2$"),
            Step(
                2 / (x + z) - 1 / (x + y),
                "minus its logarithmic slope in $x$",
                via=lambda e: -sp.diff(sp.log(e), x),
            ),
        ),
        RESOLVENT_DOMAIN,
    )


@cache
def best_constant() -> Derivation:
    """z^(-3/2)/sqrt(2 p).

    >>> best_constant().result
    sqrt(2)/(2*sqrt(p)*z**(3/2))
    """
    return Derivation(
        "The Lipschitz constant of the resolvent",
        (
            Step(2 * x / ((x + z) ** 2 * z**2), "the square of a pair at $y = 0$"),
            Step(
                1 / (2 * z**3),
                "at its largest, $x = z$",
                via=lambda e: e.subs(x, sp.solve(sp.numer(sp.together(sp.diff(e, x))), x)[0]),
            ),
            Step(
                z ** sp.Rational(-3, 2) / sp.sqrt(2 * p),
                "its root over $sqrt p$",
                via=lambda e: sp.sqrt(e) / sp.sqrt(p),
            ),
        ),
        RESOLVENT_DOMAIN,
    )


@cache
def on_the_diagonal() -> Derivation:
    """3 sqrt(3)/8 z^(-3/2)/sqrt(p): of one singular value alone, and of two equal ones; less.

    >>> on_the_diagonal().result / best_constant().result
    3*sqrt(6)/8
    """
    return Derivation(
        "The derivative of the resolvent on one singular value",
        (
            Step(4 * x / (x + z) ** 4, "the square of $2 s/(s^2 + z)^2$"),
            Step(
                sp.Rational(27, 64) / z**3,
                "at its largest, $x = z/3$",
                via=lambda e: e.subs(x, z / 3),
            ),
            Step(
                3 * sp.sqrt(3) / 8 * z ** sp.Rational(-3, 2) / sp.sqrt(p),
                "its root over $sqrt p$",
                via=lambda e: sp.sqrt(e) / sp.sqrt(p),
            ),
        ),
        RESOLVENT_DOMAIN,
    )

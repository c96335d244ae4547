"""Hypergeometric functions of the second order: their differential equation, and elementary ones.

With theta = z d/dz, the function F of parameters a_i above and c below satisfies
theta (theta + c - 1) F = z (theta + a_1) ... F. Parameters are raised above and lowered below by
theta: F(a + 1) = (theta + a) F / a and F(c - 1) = (theta + c - 1) F / (c - 1).

Reference: NIST Digital Library of Mathematical Functions, 13.6, 15.4, 15.5, 16.3 and 19.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

Row = tuple[sp.Expr, sp.Expr]
"""u, v of u F + v theta F."""

Matrix = tuple[Row, Row]

_HALF, _ONE = sp.Rational(1, 2), sp.S.One


def second_derivative(above: Sequence[sp.Expr], below: sp.Expr, z: sp.Expr) -> Row:
    """theta^2 F."""
    match list(above):
        case [a, b]:
            return z * a * b / (1 - z), (z * (a + b) - below + 1) / (1 - z)
        case [a]:
            return z * a, z - below + 1
    return z, 1 - below


def raised(above: Sequence[sp.Expr], below: sp.Expr, z: sp.Expr, place: int) -> Matrix:
    """F and theta F with one parameter above raised, in terms of those that are given."""
    a = above[place]
    first, second = second_derivative(above, below, z)
    return (_ONE, 1 / a), (first / a, 1 + second / a)


def lowered(above: Sequence[sp.Expr], below: sp.Expr, z: sp.Expr) -> Matrix:
    """F and theta F with the parameter below lowered."""
    first, second = second_derivative(above, below, z)
    return (_ONE, 1 / (below - 1)), (first / (below - 1), 1 + second / (below - 1))


def _key(*above: sp.Expr) -> tuple[sp.Expr, ...]:
    return tuple(sorted(above, key=sp.default_sort_key))


_THREE_HALVES = sp.Rational(3, 2)
_TWO = sp.Integer(2)

CLOSED: dict[tuple[tuple[sp.Expr, ...], sp.Expr], Callable[[sp.Expr], sp.Expr]] = {
    ((), _HALF): lambda r: sp.cosh(2 * r),
    ((_ONE,), _TWO): lambda r: (sp.exp(r**2) - 1) / r**2,
    ((_HALF,), _THREE_HALVES): lambda r: sp.sqrt(sp.pi) * sp.erfi(r) / (2 * r),
    ((_ONE,), _THREE_HALVES): lambda r: sp.sqrt(sp.pi) * sp.exp(r**2) * sp.erf(r) / (2 * r),
    (_key(_ONE, _ONE), _TWO): lambda r: -sp.log(1 - r**2) / r**2,
    (_key(_HALF, _ONE), _THREE_HALVES): lambda r: sp.atanh(r) / r,
    (_key(_HALF, _HALF), _THREE_HALVES): lambda r: sp.asin(r) / r,
    (_key(_ONE, _ONE), _THREE_HALVES): lambda r: sp.asin(r) / (r * sp.sqrt(1 - r**2)),
    (_key(_HALF, _HALF), _ONE): lambda r: 2 * sp.elliptic_k(r**2) / sp.pi,
}  # fmt: skip
"""Closed forms at numeric parameters in a root r of z, whichever of the two is taken."""


def theta(closed: sp.Expr, r: sp.Symbol) -> sp.Expr:
    """z d/dz, with z = r^2."""
    return r * sp.diff(closed, r) / 2

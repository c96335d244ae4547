"""The one root of a monotone function between ends of different signs."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.inequalities.pieces import OpenError, Piece, compare
from glassproof.derivations.inequalities.real_functions import sign_at
from glassproof.derivations.inequalities.roots import (
    closed_roots,
    plain_between,
    simplest,
    towards,
)
from glassproof.derivations.proof.radical_fractions import UnsupportedError

_BISECTIONS = 60
_WIDTH = sp.Rational(1, 10**9)


def crossing(
    f: sp.Expr, x: sp.Symbol, first: sp.Expr, last: sp.Expr, start: int, stop: int
) -> list[Piece]:
    """The one root between ends of different signs, isolated."""
    left, right = bracket(f, x, first, last, start)
    for _ in range(_BISECTIONS):
        if left == right or right - left < _WIDTH:
            break
        middle = plain_between(left, right)
        sign = sign_at(f, x, middle)
        if sign == 0:
            left = right = middle
        elif sign == start:
            left = middle
        else:
            right = middle
    if left != right:
        simple = simplest(left, right)
        if sign_at(f, x, simple) == 0:
            left = right = simple
    if left != right and (exact := closed_form(f, x, left, right)) is not None:
        left = right = exact
    root = Piece(left, right, 0 if left == right else None, root_of=f)
    return [Piece(first, left, start), root, Piece(right, last, stop)]


def closed_form(f: sp.Expr, x: sp.Symbol, low: sp.Rational, high: sp.Rational) -> sp.Expr | None:
    """The root between two numbers in closed form, where f is plain enough."""
    for root in closed_roots(f, x):
        try:
            inside = compare(low, root) < 0 < compare(high, root)
            if inside and sign_at(f, x, root) == 0:
                return root
        except (OpenError, UnsupportedError):
            continue
    return None


def bracket(
    f: sp.Expr, x: sp.Symbol, first: sp.Expr, last: sp.Expr, start: int
) -> tuple[sp.Expr, sp.Expr]:
    """Two rational numbers between which f changes its sign."""
    left, right = None, None
    for k in range(1, 200):
        for number in towards(first, last, k):
            sign = sign_at(f, x, number)
            if sign == 0:
                return number, number
            if sign == start:
                left = number if left is None else max(left, number)
            else:
                right = number if right is None else min(right, number)
        if left is not None and right is not None:
            return left, right
    raise OpenError(f"no change of sign of {f} is found")

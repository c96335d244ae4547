"""Generalised hypergeometric functions pFq, continued beyond the unit disc where FLINT does so."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball, is_real

_MOST_APART = 12
"""By how much parameters of a rational series differ."""


def enclose(node: sp.hyper, _compiled: Compile) -> Enclosed:
    """The value by FLINT's series, transformations and asymptotic expansions.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x = sp.Symbol("x")
    >>> program = Program()
    >>> root = program.add(sp.hyper([1], [2], x))  # (exp(x) - 1)/x
    >>> AtPoint(program, {x: 1}).outcomes([root], 10)[0].ball.str(5)
    '[1.7183 +/- 1.82e-5]'
    """
    above, below, argument = node.args
    if (rational := _of_rational_terms(above, below, argument)) is not None:
        return [rational], lambda ball: ball
    count, total = len(above), len(above) + len(below)

    def value(*balls: Ball) -> Ball:
        if not all(abs(ball) < 2**60 for ball in balls):
            return NOTHING
        first, second, z = list(balls[:count]), list(balls[count:total]), balls[-1]
        found = _of(first, second, z)
        real = all(map(is_real, balls)) and (count < total - count + 1 or bool(z.real < 1))
        return acb(found.real) if real and found.is_finite() else found

    return [*above, *below, argument], value


def _of_rational_terms(
    above: Sequence[sp.Expr], below: Sequence[sp.Expr], argument: sp.Expr
) -> sp.Sum | None:
    """The series on the unit circle, where FLINT has none, if its terms are rational.

    That is so if parameters differ by integers in pairs: (a)_k/(a + n)_k = (a)_n/(a + k)_n.
    """
    lower = [*below, sp.Integer(1)]
    if argument not in (1, -1) or len(above) != len(lower) or len(above) < 3:
        return None
    k = sp.Dummy("k", integer=True, nonnegative=True)
    term = argument**k
    for upper in above:
        gaps = [sp.expand(other - upper) for other in lower]
        place = next((i for i, gap in enumerate(gaps) if gap.is_Integer), None)
        if place is None or abs(gaps[place]) > _MOST_APART:
            return None
        gap, other = int(gaps[place]), lower.pop(place)
        first = upper if gap >= 0 else other
        quotient = sp.Mul(*((first + j) / (first + k + j) for j in range(abs(gap))))
        term *= quotient if gap >= 0 else 1 / quotient
    return sp.Sum(term, (k, 0, sp.oo))


def _of(above: list[Ball], below: list[Ball], z: Ball) -> Ball:
    match len(above), len(below):
        case 0, 1:
            return z.hypgeom_0f1(below[0])
        case 1, 1:
            return z.hypgeom_1f1(above[0], below[0])
        case 2, 1:
            return z.hypgeom_2f1(above[0], above[1], below[0])
        case 0, 0:
            return z.exp()
    return z.hypgeom([*above], [*below])

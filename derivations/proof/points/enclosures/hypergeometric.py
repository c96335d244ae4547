"""Generalised hypergeometric functions pFq, continued beyond the unit disc where FLINT does so."""

from __future__ import annotations

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball, is_real


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
    count, total = len(above), len(above) + len(below)

    def value(*balls: Ball) -> Ball:
        if not all(abs(ball) < 2**60 for ball in balls):
            return NOTHING
        first, second, z = list(balls[:count]), list(balls[count:total]), balls[-1]
        found = _of(first, second, z)
        real = all(map(is_real, balls)) and (count < total - count + 1 or bool(z.real < 1))
        return acb(found.real) if real and found.is_finite() else found

    return [*above, *below, argument], value


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

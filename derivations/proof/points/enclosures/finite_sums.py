"""Finite sums and products: term by term."""

from __future__ import annotations

import flint
import sympy as sp

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in

acb = flint.acb

MOST_TERMS = 2000
"""Terms that are added one by one."""


def enclose(node: sp.Sum | sp.Product, compiled: Compile) -> Enclosed:
    """The terms at every integer between the bounds, added or multiplied; an empty sum is 0.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> k, n = sp.symbols("k n", integer=True)
    >>> program = Program()
    >>> root = program.add(sp.Sum(k**2, (k, 1, n)))
    >>> AtPoint(program, {n: 3}).outcomes([root], 30)
    [Value(ball=14.0000000000000)]
    """
    (variable, low, high), *outer = reversed(node.limits)
    inside = node.function if not outer else node.func(node.function, *reversed(outer))
    free = [s for s in free_in(inside) if s != variable]
    body = compiled(inside, [variable, *free])
    is_sum = isinstance(node, sp.Sum)

    def value(first: Ball, last: Ball, *values: Ball) -> Ball:
        begin, end = first.unique_fmpz(), last.unique_fmpz()
        if begin is None or end is None or not end - begin < MOST_TERMS:
            return NOTHING
        total = acb(0) if is_sum else acb(1)
        for index in range(int(begin), int(end) + 1):
            term = body(acb(index), *values)
            total = total + term if is_sum else total * term
        return total

    return [low, high, *free], value

"""Which term of a sum or product has no value, if one is proven to have none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import flint
import sympy as sp

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.enclosures.body import Body
from glassproof.derivations.proof.points.whole_numbers import whole_in


def missing_term(
    inside: sp.Expr,
    variable: sp.Symbol,
    body: Body,
    free: Sequence[sp.Symbol],
    terms: Iterable[int],
    values: Sequence[Ball],
) -> str | None:
    """Why ``inside`` has no value at one of the integers ``terms``; ``body`` is its ball."""
    from glassproof.derivations.proof.points.point_values import AtPoint, Undefined
    from glassproof.derivations.proof.points.programs import Program

    given = dict(zip(free, map(_exact, values), strict=True))
    program = Program()
    root = program.add(inside)
    for index in terms:
        if body(flint.acb(index), *values).is_finite():
            continue
        point = {**given, variable: flint.fmpq(index)}
        if all(point.get(symbol) is not None for symbol in program.symbols):
            (outcome,) = AtPoint(program, point).outcomes([root], 30)
            if isinstance(outcome, Undefined):
                return f"{outcome.reason} at {variable} = {index}"
    return None


def _exact(ball: Ball) -> flint.fmpq | Ball:
    whole = whole_in(ball)
    return ball if whole is None or not ball.is_exact() else flint.fmpq(whole)

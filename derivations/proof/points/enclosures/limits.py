"""Limits at a point: of what is analytic there its value, else the limit that is proven."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.by_signs import BySigns
from glassproof.derivations.proof.points.whole_numbers import whole_in

_MOST_SINGLE = 8
"""Points at which a limit is found for the values that its parameters have there."""


def enclose(node: sp.Limit, compiled: Compile) -> Enclosed:
    """The ball of the limit, whatever the values of parameters are that the proof admits.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x, a = sp.symbols("x a", positive=True)
    >>> program = Program()
    >>> root = program.add(sp.Limit((1 + a / x) ** x, x, sp.oo))
    >>> AtPoint(program, {a: 2}).outcomes([root], 30)[0].ball.str(10)
    '[7.389056099 +/- 6.94e-11]'
    """
    return free_in(node), _Limit(node, compiled)


def _find(node: sp.Expr) -> tuple[sp.Expr | None, str]:
    # the room of limits rests on this one
    from glassproof.derivations.limits.decisions import Decisions
    from glassproof.derivations.limits.limits import find

    found = find(node, Decisions())
    return (None, "") if found is None else (found.value, found.reason)


class _Limit:
    def __init__(self, node: sp.Limit, compiled: Compile) -> None:
        self.node, self.compiled, self.free = node, compiled, free_in(node)
        self._proven = BySigns(node, self.free, compiled, _find)
        self._single: dict[tuple[int, ...], tuple[Body | None, str]] = {}

    @cached_property
    def _at_place(self) -> Body | None:
        """The limit where the function is analytic at the place; None at infinity."""
        expr, variable, place, _ = self.node.args
        if place in (sp.oo, -sp.oo):
            return None
        free = [symbol for symbol in self.free if symbol != variable]
        try:
            body = self.compiled(expr, [variable, *free], frozenset({variable}))
            where = self.compiled(place, self.free)
        except ValueError:  # a function without balls, whose limit may have one
            return None
        close = acb(arb(0, 1e-30), arb(0, 1e-30))
        kept = [number for number, symbol in enumerate(self.free) if symbol != variable]

        def value(*balls: Ball) -> Ball:
            at, others = where(*balls), [balls[number] for number in kept]
            return body(at, *others) if body(at + close, *others).is_finite() else NOTHING

        return value

    def __call__(self, *balls: Ball) -> Ball:
        found = self._at_place(*balls) if self._at_place is not None else NOTHING
        if found.is_finite():
            return found
        proven, _ = self._told(balls)
        return NOTHING if proven is None else proven(*balls)

    def undefined(self, *balls: Ball) -> str | None:
        """Why there is no limit, if that is proven."""
        return self._told(balls)[1] or None

    def _told(self, balls: Sequence[Ball]) -> tuple[Body | None, str]:
        """By the signs of the parameters, or, where these leave it open, by integer values."""
        found = self._proven.at(balls)
        if found != (None, "") or not self.free:
            return found
        values = tuple(whole for ball in balls if (whole := _whole(ball)) is not None)
        if len(values) < len(balls):
            return found
        if values not in self._single and len(self._single) >= _MOST_SINGLE:
            return found
        if values not in self._single:
            given = {s: sp.Integer(v) for s, v in zip(self.free, values, strict=True)}
            value, reason = _find(self.node.subs(given))
            body = None if value is None else self.compiled(value, self.free)
            self._single[values] = body, reason
        return self._single[values]


def _whole(ball: Ball) -> int | None:
    """The integer that the ball is; a wide one around an integer holds other numbers, too."""
    whole = whole_in(ball) if ball.is_exact() else None
    return None if whole is None else int(whole)

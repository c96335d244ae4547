"""Limits at a point: of what is analytic there its value, else the limit that is proven."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in


def enclose(node: sp.Limit, compiled: Compile) -> Enclosed:
    """The ball of the limit, whatever the values of parameters are that the proof admits.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x, a = sp.symbols("x a", positive=True)
    >>> program = Program()
    >>> root = program.add(sp.Limit((1 + a / x) ** x, x, sp.oo))
    >>> AtPoint(program, {a: 2}).outcomes([root], 30)[0].ball.str(10)
    '[7.389056099 +/- 7.00e-11]'
    """
    return free_in(node), _Limit(node, compiled)


class _Limit:
    def __init__(self, node: sp.Limit, compiled: Compile) -> None:
        self.node, self.compiled, self.free = node, compiled, free_in(node)
        self._found: dict[tuple[int, ...], tuple[Body | None, str]] = {}

    def _proven(self, balls: Sequence[Ball]) -> tuple[Body | None, str]:
        """The limit by proof for parameters of these signs, or why there is none."""
        # the room of limits rests on this one
        from glassproof.derivations.limits.decisions import Decisions
        from glassproof.derivations.limits.limits import find

        signs = tuple(_sign(ball) for ball in balls)
        if signs not in self._found:
            known = dict(zip(self.free, map(_signed, self.free, signs), strict=True))
            back = {dummy: symbol for symbol, dummy in known.items()}
            found = find(self.node.xreplace(known), Decisions())
            if found is None or found.value is None:
                reason = "" if found is None else found.reason
                self._found[signs] = None, _renamed(reason, back)
            else:
                self._found[signs] = self.compiled(found.value.xreplace(back), self.free), ""
        return self._found[signs]

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
        proven, _ = self._proven(balls)
        return NOTHING if proven is None else proven(*balls)

    def undefined(self, *balls: Ball) -> str | None:
        """Why there is no limit, if that is proven."""
        return self._proven(balls)[1] or None


def _sign(ball: Ball) -> int:
    if not ball.imag.is_zero():
        return 0
    return 1 if ball.real > 0 else -1 if ball.real < 0 else 0


def _signed(symbol: sp.Symbol, sign: int) -> sp.Symbol:
    """A symbol that has the sign that ``symbol`` has at a point."""
    if not sign or symbol.is_integer:
        return symbol
    return sp.Dummy(symbol.name, **{"positive" if sign > 0 else "negative": True})


def _renamed(text: str, names: dict[sp.Symbol, sp.Symbol]) -> str:
    for dummy, symbol in names.items():
        text = text.replace(str(dummy), str(symbol))
    return text

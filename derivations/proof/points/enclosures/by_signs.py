"""Closed forms that are proven for parameters of the signs which these have at a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp

from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.functions.room import Ball

Find = Callable[[sp.Expr], tuple[sp.Expr | None, str]]
"""The closed form of a node, or None with the reason why there is none, if that is proven."""


class BySigns:
    """The closed form of ``node`` as a body, found when it is asked for first."""

    def __init__(
        self, node: sp.Expr, free: Sequence[sp.Symbol], compiled: Compile, find: Find
    ) -> None:
        self.node, self.free, self.compiled, self.find = node, free, compiled, find
        self._found: dict[tuple[int, ...], tuple[Body | None, str]] = {}

    def at(self, balls: Sequence[Ball]) -> tuple[Body | None, str]:
        """The body, or why there is no value, for parameters of the signs of the balls."""
        signs = tuple(map(_sign, self.free, balls))
        if signs not in self._found:
            known = dict(zip(self.free, map(_signed, self.free, signs), strict=True))
            back = {dummy: symbol for symbol, dummy in known.items()}
            value, reason = self.find(self.node.xreplace(known))
            for dummy, symbol in back.items():
                reason = reason.replace(str(dummy), str(symbol))
            body = None if value is None else self._compiled(value.xreplace(back))
            self._found[signs] = body, reason
        return self._found[signs]

    def _compiled(self, value: sp.Expr) -> Body | None:
        try:
            return self.compiled(value, self.free)
        except ValueError:  # a function without balls
            return None


def _sign(symbol: sp.Symbol, ball: Ball) -> int:
    """The sign of a symbol at a point; 0 where it makes no difference, or has none."""
    if symbol.is_integer or not ball.imag.is_zero():
        return 0
    return 1 if ball.real > 0 else -1 if ball.real < 0 else 0


def _signed(symbol: sp.Symbol, sign: int) -> sp.Symbol:
    """A symbol that has the sign that ``symbol`` has at a point."""
    if not sign:
        return symbol
    return sp.Dummy(symbol.name, **{"positive" if sign > 0 else "negative": True})

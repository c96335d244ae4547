"""What stands under a bound variable, as a function of balls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import sympy as sp

from glassproof.derivations.proof.free_symbols import free_symbols
from glassproof.derivations.proof.points.ball_functions import Ball


class Body(Protocol):
    """An expression as a function of the balls of its symbols, in a fixed order.

    The ball is not finite where the expression has no value, or none that balls can tell.
    """

    def __call__(self, *values: Ball) -> Ball:
        """The ball of the expression."""


class Compile(Protocol):
    """Makes a body of an expression; the symbols say in which order it takes their values."""

    def __call__(
        self, expr: sp.Expr, order: Sequence[sp.Symbol], analytic: frozenset[sp.Symbol] = ...
    ) -> Body:
        """The body; its ball is finite only where it is analytic in the symbols named so."""


Enclosed = tuple[Sequence[sp.Expr], Callable[..., Ball]]
"""The expressions outside that a node depends on, and the ball that follows from theirs."""

Enclosure = Callable[[sp.Basic, Compile], Enclosed]
"""How a node with a bound variable is enclosed."""


def free_in(node: sp.Basic) -> list[sp.Symbol]:
    """The symbols on whose values ``node`` depends, in a fixed order."""
    return sorted(free_symbols(node), key=str)

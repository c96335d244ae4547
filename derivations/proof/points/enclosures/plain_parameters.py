"""A node whose parameters are plain numbers at a point: what it becomes when they are put in.

A ball of 0 tells less than 0 itself: the limit of exp(-a x) at infinity, the integral of
a/(a**2 + x**2) and the sum of a (1 - a)**k have a value of their own at a = 0, and none that
follows from those nearby.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import (
    Body,
    Compile,
    Enclosed,
    Enclosure,
    free_in,
)

MOST_VALUES = 8
"""Of the parameters of one node, how many choices are put in."""

_PLAINEST = 100  # the largest numerator and denominator of what is put in

_Values = tuple[tuple[sp.Symbol, sp.Rational], ...]


def with_plain_parameters(enclosure: Enclosure) -> Enclosure:
    """The enclosure, and where it tells nothing, that of the node at plain parameters.

    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> from glassproof.derivations.proof.points.programs import Program
    >>> x, a = sp.symbols("x a", real=True)
    >>> program = Program()
    >>> root = program.add(sp.Limit(sp.exp(-a * x), x, sp.oo))
    >>> AtPoint(program, {a: 0}).outcomes([root], 30)[0].ball
    1.00000000000000
    """

    def enclose(node: sp.Basic, compiled: Compile) -> Enclosed:
        arguments, function = enclosure(node, compiled)
        symbols = set(free_in(node))
        if not symbols or not symbols <= set(arguments):
            return arguments, function
        return arguments, _AtPlain(node, compiled, tuple(arguments), function)

    return enclose


@dataclass
class _AtPlain:
    node: sp.Basic
    compiled: Compile
    arguments: tuple[sp.Expr, ...]
    function: Callable[..., Ball]
    _known: dict[tuple[tuple[sp.Symbol, sp.Rational], ...], Body | None] = field(
        default_factory=dict
    )

    def __call__(self, *balls: Ball) -> Ball:
        found = self.function(*balls)
        if found.is_finite():
            return found
        values = {s: b for s, b in zip(self.arguments, balls, strict=True) if s.is_Symbol}
        plain = {s: v for s, b in values.items() if (v := _plain(b)) is not None}
        key = tuple(sorted(plain.items(), key=str))
        rest = [symbol for symbol in free_in(self.node) if symbol not in plain]
        if plain and key not in self._known and len(self._known) < MOST_VALUES:
            self._known[key] = self._body(plain, rest)
        body = self._known.get(key)
        return NOTHING if body is None else body(*(values[symbol] for symbol in rest))

    def _body(self, plain: dict[sp.Symbol, sp.Rational], rest: list[sp.Symbol]) -> Body | None:
        try:
            return self.compiled(self.node.xreplace(plain), rest)
        except ValueError:  # it has no ball version, or is no number
            return None

    def undefined(self, *balls: Ball) -> str | None:
        """Why there is no value, if the enclosure proves it."""
        proven = getattr(self.function, "undefined", None)
        reason: str | None = proven(*balls) if proven else None
        return reason


def _plain(ball: Ball) -> sp.Rational | None:
    """The number that the ball is, if it is a plain one."""
    if not ball.imag.is_zero() or not ball.real.is_exact():
        return None
    if not abs(ball.real) <= _PLAINEST:
        return None
    mantissa, exponent = ball.real.man_exp()
    number = sp.Integer(int(mantissa)) * sp.Integer(2) ** int(exponent)
    return number if max(abs(number.p), number.q) <= _PLAINEST else None

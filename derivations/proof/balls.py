"""SymPy expressions enclosed by balls: rigorous values at rational points (python-flint)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.points.ball_functions import NOTHING
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program


def _rational(value: Any) -> Any:
    number = sp.sympify(value)
    if not number.is_Rational:
        raise DomainError(f"{value} is not a rational number: give exact rationals")
    return number


def enclose(
    expr: sp.Expr, point: Mapping[sp.Symbol, Any] | None = None, digits: int = 50
) -> flint.acb:
    """A ball (rectangle) of the complex plane that contains the value of ``expr`` at ``point``.

    Values of the point are rationals (or balls already), for symbols or for whole parts of
    ``expr``; arithmetic carries about ``digits`` digits, the radius accounts for every rounding.
    Where ``expr`` has no value, or none can be told at this precision, the ball is not finite.
    :class:`DomainError` on free symbols without a value and functions without a ball version.

    >>> enclose(sp.sqrt(2), digits=10).real.mid() ** 2 - 2 < 1e-9
    True
    """
    parts = frozenset(part for part in point or () if not part.is_Symbol)
    program, values = Program(parts), {}
    try:
        root = program.add(sp.sympify(expr))
    except NoBallVersionError as error:
        raise DomainError(str(error)) from None
    for symbol, value in (point or {}).items():
        values[symbol] = value if isinstance(value, flint.acb) else _rational(value)
    for symbol in program.symbols:
        if symbol not in values:
            raise DomainError(f"no value is given for the symbol {symbol}: add it to the point")
    (outcome,) = AtPoint(program, values).outcomes([root], digits)
    return outcome.ball if isinstance(outcome, Value) else NOTHING


def excludes_zero(ball: flint.acb) -> bool:
    """Whether zero lies outside the (finite) ball."""
    return ball.is_finite() and not ball.contains(0)


def enclose_away_from_zero(
    expr: sp.Expr, point: Mapping[sp.Symbol, Any], digits: int = 30, most: int = 960
) -> flint.acb | None:
    """An enclosure that excludes zero, doubling the precision up to ``most``; else ``None``."""
    while digits <= most:
        ball = enclose(expr, point, digits)
        if excludes_zero(ball):
            return ball
        digits *= 2
    return None

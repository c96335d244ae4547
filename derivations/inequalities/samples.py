"""What a few points say of a sign, so that what is false is not tried to be proven."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program

_POINTS = 14
_DIGITS = 30


def signs_seen(expr: sp.Expr, domain: Domain, most: int = _POINTS) -> set[int] | None:
    """The signs of real values at points of the domain; None where a value is complex.

    >>> x = sp.Symbol("x", real=True)
    >>> from glassproof.derivations.proof.domain import Range
    >>> sorted(signs_seen(x**2 - 1, Domain({x: Range()})) or ())
    [-1, 1]
    """
    program = Program()
    try:
        root = program.add(expr)
        points = list(domain.points(most, start=0)) if expr.free_symbols else [{}]
    except (NoBallVersionError, DomainError):
        return set()
    found = set()
    for point in points:
        if expr.free_symbols and not domain.admits(point):
            continue
        (outcome,) = AtPoint(program, point).outcomes([root], _DIGITS)
        if not isinstance(outcome, Value):
            continue
        if not outcome.ball.imag.contains(0):
            return None
        if outcome.ball.imag.is_zero() and not outcome.ball.real.contains(0):
            found.add(1 if outcome.ball.real > 0 else -1)
    return found

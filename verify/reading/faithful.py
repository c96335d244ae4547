"""Whether SymPy's constructors kept the value of a formula, by balls.

Constructors rewrite while they build, by rules of which some are wrong: tan(x + pi/2 + pi*n)
becomes tan(x) in SymPy 1.14. What they built is held against the formula as it was written at a
few points that the symbols' assumptions admit, which is all that the constructors knew of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import flint
import sympy as sp

from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program

_DIGITS, _MORE_DIGITS = 30, 480  # the latter where cancellation swallows the former
_SAME = 1e-12  # a radius, relative to the value, at which balls that overlap are told to agree
_TOLD = 3  # points at which both must be defined and agree
_TRIED = 12

Point = dict[sp.Expr, flint.acb]


def is_faithful(
    expr: sp.Expr, written: sp.Expr, nodes: Sequence[tuple[sp.Expr, sp.Expr]] = ()
) -> bool:
    """Whether ``expr`` has the value of ``written``, as far as balls at a few points tell.

    False where they differ, and where it cannot be told. ``nodes`` are parts of both whose values
    are equal, such as a sum and the sum as it was written: they are not evaluated.

    >>> x = sp.Symbol("x", real=True)
    >>> is_faithful(sp.Abs(x), sp.sqrt(sp.Pow(x, 2, evaluate=False), evaluate=False))
    True
    >>> is_faithful(x, sp.sqrt(sp.Pow(x, 2, evaluate=False), evaluate=False))
    False
    """
    program = Program(frozenset(node for pair in nodes for node in pair))
    try:
        sides = program.add(expr), program.add(written)
    except NoBallVersionError:
        return False
    unknown = [(symbol, symbol) for symbol in sorted(program.symbols, key=str)] + list(nodes)
    told, wanted = 0, _TOLD if unknown else 1
    for point in _points(unknown):
        agree = _agree(AtPoint(program, point), sides)
        if agree is False:
            return False
        told += agree is True
        if told == wanted:
            return True
    return False


def _agree(here: AtPoint, sides: tuple[int, int]) -> bool | None:
    """Whether both have one value at a point; None if one has none, or it cannot be told."""
    for digits in (_DIGITS, _MORE_DIGITS):
        try:
            first, second = here.outcomes(sides, digits)
        except (ValueError, TypeError, ArithmeticError):
            return None
        if isinstance(first, Value) and isinstance(second, Value):
            with flint.ctx.workprec(4 * digits):
                gap, size = first.ball - second.ball, second.ball.abs_lower()
            if not gap.contains(0):
                return False
            if gap.abs_upper() <= _SAME * size.max(1):
                return True
    return None


_REAL = (Fraction(7, 11), Fraction(-5, 3), Fraction(17, 13), Fraction(-2, 7), Fraction(29, 9))
_INTEGERS = (2, -3, 5, -4, 1, 6, -7)
_UPRIGHT = (Fraction(3, 5), Fraction(-4, 7), Fraction(0), Fraction(11, 6))


def _points(unknown: Sequence[tuple[sp.Expr, sp.Expr]]) -> Iterator[Point]:
    """Points that the assumptions admit; only the two of a pair have one value."""
    for number in range(_TRIED):
        values = [_value(pair[0], number + 3 * place) for place, pair in enumerate(unknown)]
        yield {node: v for pair, v in zip(unknown, values, strict=True) for node in pair}


def _value(symbol: sp.Expr, number: int) -> flint.acb:
    """A value that the assumptions on ``symbol`` admit: whole, of one sign, or not even real."""
    turn = Fraction(number // 5, 4)  # no two turns alike, lest two symbols are equal
    value = Fraction(_INTEGERS[number % 7]) if symbol.is_integer else _REAL[number % 5] + turn
    if symbol.is_even or symbol.is_odd:
        value = 2 * value + bool(symbol.is_odd)
    if symbol.is_nonnegative or (symbol.is_nonpositive and value > 0):
        value = abs(value) if symbol.is_nonnegative else -abs(value)
    upright = Fraction(0) if symbol.is_extended_real else _UPRIGHT[number % 4]
    with flint.ctx.workprec(4 * _MORE_DIGITS):
        return flint.acb(*(flint.fmpq(v.numerator, v.denominator) for v in (value, upright)))

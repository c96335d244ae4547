"""Two formulas at one point: whether both have a value there, and whether it is the same.

A point tells the formulas apart only where both have a value. How far they agree is said in digits;
that they are equal is said only where their difference is zero exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.points.exact_values import MAX_SEPARATION
from glassproof.derivations.proof.points.point_values import (
    BITS_A_DIGIT,
    AtPoint,
    Undefined,
    Unresolved,
    Value,
)
from glassproof.derivations.proof.points.programs import Program

LEAST_AGREEMENT = 10
"""Digits to which two values must agree to count as not told apart."""


class State(Enum):
    """What a point says of two formulas."""

    DIFFER = "differ"
    EQUAL = "equal"  # exactly
    AGREE = "agree"  # as far as the digits go
    UNDEFINED = "undefined"  # one of them has no value
    UNRESOLVED = "unresolved"  # balls of so many digits are too wide


@dataclass(frozen=True)
class Meeting:
    """The formulas' values at a point, to so many digits, and what they say."""

    state: State
    digits: int
    left: flint.acb | None = None
    right: flint.acb | None = None
    reason: str = ""
    blind: bool = False  # the formulas agree, but a part of them is too small to be seen
    gap: flint.acb | None = None  # left minus right


class Sides:
    """Two formulas ``left`` and ``right`` to be met at points; ``also`` must have values, too.

    Symbols that are ``pinned`` have the values given, at every point.

    >>> x = sp.Symbol("x")
    >>> sides = Sides(sp.sqrt(x**2), x)
    >>> [sides.at({x: value}).look(30).state.value for value in (-1, 0, 1)]
    ['differ', 'equal', 'equal']
    >>> Sides(sp.log(x), 2 * sp.log(x)).at({x: 0}).look(30).reason
    'log(x) has no value'
    """

    def __init__(
        self,
        left: sp.Expr,
        right: sp.Expr,
        also: Sequence[sp.Expr] = (),
        pinned: Mapping[sp.Symbol, sp.Expr] | None = None,
    ) -> None:
        self.formulas = (left, right, also)
        self.program = Program(pinned=pinned or {})
        sides = [self.program.add(side) for side in (left, right, *also)]
        gap = left
        if right != 0:
            gap = sp.Add(left, sp.Mul(-1, right, evaluate=False), evaluate=False)
        self.roots = [*sides, self.program.add(gap)]
        self.symbols = set(self.program.symbols)

    def pinned(self, values: Mapping[sp.Symbol, sp.Expr]) -> Sides:
        """The formulas where symbols have ``values`` that need not be rational.

        >>> x = sp.Symbol("x")
        >>> Sides(sp.sign(x**2 - 2), sp.S.One).pinned({x: sp.sqrt(2)}).at({}).look(30).state.value
        'differ'
        """
        return Sides(*self.formulas, values)

    @property
    def size(self) -> int:
        """Steps of one evaluation."""
        return len(self.program.steps)

    def at(self, point: Mapping[sp.Symbol, Any]) -> SidesAtPoint:
        """The formulas at ``point``."""
        return SidesAtPoint(self, point)


class SidesAtPoint:
    """Two formulas at one point, looked at with as many digits as one likes."""

    def __init__(self, sides: Sides, point: Mapping[sp.Symbol, Any]) -> None:
        self.roots = sides.roots
        self.here = AtPoint(sides.program, point)

    def look(self, digits: int) -> Meeting:
        """What balls of ``digits`` digits say."""
        *outcomes, gap = self.here.outcomes(self.roots, digits)
        for outcome in outcomes:
            if isinstance(outcome, Undefined):
                return Meeting(State.UNDEFINED, digits, reason=outcome.reason)
        for outcome in (*outcomes, gap):
            if isinstance(outcome, (Undefined, Unresolved)):
                return Meeting(State.UNRESOLVED, digits, reason=outcome.reason)
        balls = [outcome.ball for outcome in (*outcomes, gap) if isinstance(outcome, Value)]
        left, right, difference = balls[0], balls[1], balls[-1]
        if not difference.contains(0):
            return Meeting(State.DIFFER, digits, left, right, gap=difference)
        if self.here.knowledge.is_zero(self.roots[-1], difference):
            return Meeting(State.EQUAL, digits, left, right, gap=difference)
        agreed = _agreed_digits(left, right, difference)
        state = State.AGREE if agreed >= LEAST_AGREEMENT else State.UNRESOLVED
        reason = "" if state is State.AGREE else "the balls are too wide"
        return Meeting(state, agreed, left, right, reason, self.here.is_blind(), difference)

    def digits_to_decide(self) -> int | None:
        """Digits with which the difference is told from zero, where it is algebraic."""
        bits = self.here.knowledge.bits_needed(self.roots[-1])
        return None if bits is None or bits > MAX_SEPARATION else int(bits / BITS_A_DIGIT) + 20


def _agreed_digits(left: flint.acb, right: flint.acb, difference: flint.acb) -> int:
    """Digits of the larger value that the difference leaves open, counted from its first."""
    gap = abs(difference).abs_upper()
    scale = max(abs(left).abs_lower(), abs(right).abs_lower())
    if gap.is_zero():
        return 10**6
    if not scale > 0:
        scale = flint.arb(1)
    return int(min(float((scale / gap).log()) / 2.302585, 10**6))

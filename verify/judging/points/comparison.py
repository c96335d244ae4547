"""What points say of an order of two formulas, each of them and all together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import flint
import sympy as sp

from glassproof.derivations.proof.points.sides import Meeting, SidesAtPoint, State
from glassproof.verify.judging.points.agreement import FIRST_DIGITS, LEAST_POINTS, SEED
from glassproof.verify.judging.points.probes import Point

Seen = tuple[str, Point, SidesAtPoint, Meeting]


@dataclass
class Comparison:
    """What the points say of ``left R right``."""

    symbols: tuple[sp.Symbol, ...]
    seed: int = SEED
    counterexample: Point | None = None
    values: tuple[flint.acb, flint.acb] | None = None
    holding: list[tuple[str, Point]] = field(default_factory=list)  # by balls, or as equal
    touching: list[Point] = field(default_factory=list)  # equal exactly
    undefined: list[tuple[Point, str]] = field(default_factory=list)
    unresolved: list[tuple[Point, str]] = field(default_factory=list)
    least: tuple[Point, flint.arb] | None = None
    grazing: Point | None = None  # inside the domain, where a strict order all but fails
    by_cases: bool = False
    varies: bool = False
    most_digits: int = FIRST_DIGITS

    @property
    def supports(self) -> bool:
        """Whether the points are enough to call the relation supported."""
        enough = len(self.holding) >= (LEAST_POINTS if self.symbols else 1)
        few_open = 2 * len(self.unresolved) <= len(self.holding)
        varies = self.varies or not self.symbols
        return enough and few_open and varies and self.grazing is None


class Says(Enum):
    """What a meeting of two formulas says of a relation between them."""

    HOLDS = "holds"
    TOUCHES = "touches"  # holds, with equality
    FAILS = "fails"
    UNDEFINED = "undefined"
    OPEN = "open"


@dataclass(frozen=True)
class Order:
    """``left <= right``, or ``<`` if ``strict``; ``!=`` if the values may lie either way."""

    strict: bool
    unequal: bool = False

    def says(self, meeting: Meeting) -> tuple[Says, str]:
        """What a meeting of the sides says, and why it says nothing."""
        if meeting.state is State.UNDEFINED:
            return Says.UNDEFINED, meeting.reason
        if meeting.left is None or meeting.right is None or meeting.gap is None:
            return Says.OPEN, meeting.reason
        if self.unequal:
            states = {State.DIFFER: Says.HOLDS, State.EQUAL: Says.FAILS}
            return states.get(meeting.state, Says.OPEN), meeting.reason
        sides = (meeting.left.imag, meeting.right.imag)
        if not all(part.contains(0) for part in sides):
            return Says.UNDEFINED, "complex numbers have no order"
        if meeting.state is State.EQUAL:
            return (Says.FAILS if self.strict else Says.TOUCHES), ""
        if meeting.state is not State.DIFFER:
            return Says.OPEN, meeting.reason or "the balls overlap"
        if not all(part.is_zero() for part in sides):
            return Says.OPEN, "whether the values are real is not resolved"
        return (Says.FAILS if meeting.gap.real > 0 else Says.HOLDS), ""

"""Two formulas compared by size at points: where the smaller exceeds the larger, or how near it
comes.

The first point that contradicts is the counterexample, plain points before those that a descent
along the slack finds. A point at which a value is complex is none at which sizes are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain

import flint
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.complex_symbols import gathered
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.sides import Meeting, Sides, SidesAtPoint, State
from glassproof.verify.judging.points.agreement import (
    CONSTANT_DIGITS,
    FIRST_DIGITS,
    LEAST_POINTS,
    LEAST_VISITED,
    MORE_DIGITS,
    SEED,
    SHOWN_DIGITS,
    SLOW_DIGITS,
    WORK,
    enough_digits,
    in_time,
    spread,
)
from glassproof.verify.judging.points.descent import Descent
from glassproof.verify.judging.points.irrational_places import (
    as_point,
    irrational_places,
    others,
)
from glassproof.verify.judging.points.probes import Point, Probes

GRAZING = flint.arb(10) ** -13
"""Slack, relative to that of a common point, which is as good as none."""

NEIGHBOURHOODS = 6
"""Points of least slack whose neighbourhood is enclosed, too."""

BESIDE = flint.fmpq(1, 10**6)
"""Distance from an end of a range that counts as at the end."""

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


def compare_sizes(
    sides: Sides,
    formulas: tuple[sp.Expr, sp.Expr],
    domain: Domain,
    order: Order,
    *,
    seconds: float | None = None,
) -> Comparison:
    """Look for a point of ``domain`` at which ``left R right`` is false.

    After ``seconds``, if they are given, what was seen until then is what is found.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> found = compare_sizes(Sides(x, x**2), (x, x**2), Domain({x: Range()}), Order(strict=False))
    >>> found.counterexample
    {x: 1/2}
    """
    meeting = (sp.Ne(*formulas, evaluate=False),) if order.unequal else ()
    probes = Probes((*formulas, *meeting), domain, SEED)
    found = Comparison(tuple(probes.symbols))
    cases = probes.cases()
    if cases is not None and probes.symbols:
        _visit_cases(found, sides, cases, order)
        return found
    seen: list[Seen] = []
    with in_time(seconds):
        _visit(found, sides, formulas, probes, order, seen)
    if found.counterexample is None:
        _count(found, seen, order)
        if order.strict and not order.unequal:
            _graze(found, sides, formulas, order, _grazing(seen, probes.domain))
    return found


def _graze(
    found: Comparison,
    sides: Sides,
    formulas: tuple[sp.Expr, sp.Expr],
    order: Order,
    point: Point | None,
) -> None:
    """Keep a point at which the sides all but meet; they may be proven to meet there."""
    if point is not None:
        here, gap = sides.at(point), formulas[0] - formulas[1]
        if not _contradicts(found, order, point, here, _closely(here, _at(gap, point))):
            found.grazing = point


def _visit(
    found: Comparison,
    sides: Sides,
    formulas: tuple[sp.Expr, sp.Expr],
    probes: Probes,
    order: Order,
    seen: list[Seen],
) -> None:
    """Look at point after point, closer, and downhill, until one is a counterexample."""
    most = max(LEAST_VISITED, WORK // max(sides.size, 1))
    for number, (kind, point) in enumerate(probes if probes.symbols else [("plain", {})]):
        if number >= most:
            break
        here = sides.at(point)
        meeting = here.look(FIRST_DIGITS)
        if _contradicts(found, order, point, here, meeting):
            return
        seen.append((kind, point, here, meeting))
    if _look_closer(found, sides, seen, order):
        return
    for point in [] if order.unequal else _downhill(sides, formulas, probes.domain, seen):
        if _decided(found, order, "end", point, sides.at(point), seen):
            return
    for point in chain(probes.joint(), probes.remote(sides.program)):
        here = sides.at(point)
        if _contradicts(found, order, point, here, here.look(FIRST_DIGITS)):
            return
    _visit_irrational(found, sides, formulas, probes.domain, order)


def _visit_irrational(
    found: Comparison,
    sides: Sides,
    formulas: tuple[sp.Expr, sp.Expr],
    domain: Domain,
    order: Order,
) -> None:
    """Look at ends of ranges and at places where sides touch that no rational point meets."""
    gap = formulas[0] - formulas[1]
    symbols = sorted(gap.free_symbols, key=str)
    touching = [gap] if order.unequal else [gap.diff(s) for s in symbols if order.strict]
    for place, rest in irrational_places(formulas, domain, touching):
        there = sides.pinned(place)
        for point in others(formulas, place, rest):
            here = there.at(point)
            meeting = _closely(here, _at(gap, as_point(place, point)))
            if _contradicts(found, order, as_point(place, point), here, meeting):
                return


def _at(gap: sp.Expr, point: Point) -> sp.Expr:
    return gap.xreplace(gathered(point))


def _closely(here: SidesAtPoint, gap: sp.Expr) -> Meeting:
    """What the sides say, with exact equality if ``gap``, their difference there, is proven 0."""
    meeting = here.look(FIRST_DIGITS)
    if meeting.state is State.AGREE and _vanishes(gap):
        return replace(meeting, state=State.EQUAL)
    return meeting


def _vanishes(gap: sp.Expr) -> bool:
    try:
        return proof_of_vanishing(gap, Domain({})) is not None
    except ValueError:  # numbers of more digits than can be written down
        return False


def _grazing(seen: list[Seen], domain: Domain) -> Point | None:
    """A point with a slack as good as none that is not towards an end of a range, if one is seen.

    Two formulas that touch at an irrational place have such points: rational ones see them apart.
    """
    slacks = {
        n: abs(m.gap).mid() for n, (*_, m) in enumerate(seen) if m.gap is not None and not m.reason
    }
    if not slacks:
        return None
    common = sorted(slacks.values())[len(slacks) // 2]
    inside = [
        number
        for number in sorted(slacks, key=lambda number: float(slacks[number]))
        if all(_is_inside(v, domain.box[s]) for s, v in seen[number][1].items() if s in domain.box)
    ]
    for number in inside:
        point, here = seen[number][1], seen[number][2]
        if slacks[number] < GRAZING * common or (
            number in inside[:NEIGHBOURHOODS] and _meets_beside(here, point)
        ):
            return point
    return None


def _meets_beside(here: SidesAtPoint, point: Point) -> bool:
    """Whether balls leave it open that the sides meet in a small neighbourhood of a point."""
    if any(symbol.is_integer for symbol in point):
        return False
    width = flint.arb(BESIDE)
    balls = {
        s: flint.acb(flint.arb(v) + flint.arb(0, width * (1 + abs(v)))) for s, v in point.items()
    }
    (gap,) = AtPoint(here.here.program, balls).outcomes([here.roots[-1]], FIRST_DIGITS)
    return isinstance(gap, Value) and gap.ball.contains(0)


def _is_inside(value: flint.fmpq, interval: Interval) -> bool:
    """Whether a coordinate is far from both ends of its range, and of a common size."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    unit = 1 + abs(value)
    return abs(value) < 1 / BESIDE and all(abs(value - end) > BESIDE * unit for end in ends)


def _downhill(
    sides: Sides, formulas: tuple[sp.Expr, sp.Expr], domain: Domain, seen: list[Seen]
) -> list[Point]:
    """Points of least slack that a descent finds, from those that were seen."""
    descent = Descent(*formulas, domain, sides.size, slow=sides.program.is_slow)
    known = sorted((descent.slack(point), n) for n, (_, point, *_) in enumerate(seen))
    starts = [seen[n][1] for _, n in known]
    return [p for p in descent.lowest(starts) if all(p != other for _, other, *_ in seen)]


def _decided(
    found: Comparison,
    order: Order,
    kind: str,
    point: Point,
    here: SidesAtPoint,
    seen: list[Seen],
) -> bool:
    """Look at one more point, closely; whether it contradicts."""
    meeting = here.look(FIRST_DIGITS)
    if order.says(meeting)[0] is Says.OPEN:
        meeting = here.look(MORE_DIGITS[0][0])
    if _contradicts(found, order, point, here, meeting):
        return True
    seen.append((kind, point, here, meeting))
    return False


def _contradicts(
    found: Comparison, order: Order, point: Point, here: SidesAtPoint, meeting: Meeting
) -> bool:
    if order.says(meeting)[0] is not Says.FAILS:
        return False
    _keep(found, point, meeting)
    differ = meeting.state is State.DIFFER
    closer = here.look(SHOWN_DIGITS + max(meeting.digits, FIRST_DIGITS) if differ else FIRST_DIGITS)
    if order.says(closer)[0] is Says.FAILS:
        _keep(found, point, closer)
    return True


def _keep(found: Comparison, point: Point, meeting: Meeting) -> None:
    assert meeting.left is not None
    assert meeting.right is not None
    found.counterexample, found.values = point, (meeting.left, meeting.right)


def _look_closer(found: Comparison, sides: Sides, seen: list[Seen], order: Order) -> bool:
    """More digits where the first left it open; whether a counterexample came of it."""
    plan = MORE_DIGITS if found.symbols else tuple((digits, 1) for digits in CONSTANT_DIGITS)
    for digits, most in plan:
        if sides.program.is_slow and digits > SLOW_DIGITS:
            break
        waiting = [k for k, (*_, m) in enumerate(seen) if order.says(m)[0] is Says.OPEN]
        for number in spread(waiting, most):
            kind, point, here, _ = seen[number]
            meeting = here.look(digits)
            if _contradicts(found, order, point, here, meeting):
                return True
            seen[number] = (kind, point, here, meeting)
            found.most_digits = max(found.most_digits, digits)
    return False


def _count(found: Comparison, seen: list[Seen], order: Order) -> None:
    """What is said of each point that was seen."""
    values = []
    for kind, point, _, meeting in seen:
        said, reason = order.says(meeting)
        if said is Says.UNDEFINED:
            found.undefined.append((point, reason))
        elif said is Says.OPEN:
            found.unresolved.append((point, reason))
        else:
            found.holding.append((kind, point))
            if said is Says.TOUCHES:
                found.touching.append(point)
            _keep_least(found, point, meeting)
        if said in (Says.HOLDS, Says.TOUCHES):
            values += [ball for ball in (meeting.left, meeting.right) if ball is not None]
    for sort in (values[::2], values[1::2]):
        found.varies = found.varies or any(not ball.overlaps(sort[0]) for ball in sort[1:])


def _keep_least(found: Comparison, point: Point, meeting: Meeting) -> None:
    """The point of least slack, and the slack there; the plainest of several."""
    if meeting.gap is None:
        return
    slack = flint.arb(0) if meeting.state is State.EQUAL else abs(meeting.gap)
    if found.least is None or slack < found.least[1]:
        found.least = (point, slack)


def _visit_cases(found: Comparison, sides: Sides, cases: list[Point], order: Order) -> None:
    """Every point of a finite domain; a proof if each is decided."""
    seen: list[Seen] = []
    for point in cases:
        here = sides.at(point)
        meeting = here.look(FIRST_DIGITS)
        if order.says(meeting)[0] is Says.OPEN:
            for digits in enough_digits(here, sides, meeting):
                meeting = here.look(digits)
                found.most_digits = max(found.most_digits, digits)
                if order.says(meeting)[0] is not Says.OPEN:
                    break
        if _contradicts(found, order, point, here, meeting):
            return
        seen.append(("case", point, here, meeting))
    _count(found, seen, order)
    found.by_cases = bool(found.holding) and not found.unresolved

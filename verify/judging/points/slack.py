"""Two formulas compared by size at points: where the smaller exceeds the larger, or how near it
comes.

The first point that contradicts is the counterexample, plain points before those that a descent
along the slack finds. A point at which a value is complex is none at which sizes are compared.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import flint
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.complex_symbols import gathered
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.sides import Meeting, Sides, SidesAtPoint, State
from glassproof.verify.judging.points.agreement import (
    CONSTANT_DIGITS,
    FIRST_DIGITS,
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
from glassproof.verify.judging.points.comparison import Comparison, Order, Says, Seen
from glassproof.verify.judging.points.descent import Descent
from glassproof.verify.judging.points.grazing import grazing
from glassproof.verify.judging.points.irrational_places import (
    as_point,
    irrational_places,
    others,
)
from glassproof.verify.judging.points.probes import Point, Probes


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
            _graze(found, sides, formulas, order, grazing(seen, probes.domain))
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

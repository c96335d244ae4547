"""Two formulas held against each other at points, with as many digits as it takes.

The first point whose balls tell the formulas apart is the counterexample: points come plainest
first, so it is the plainest that was found. Where no point does, what is said of the agreement is
how many points, where, and to how many digits; and of a domain that was visited whole, that it is
a proof by cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import flint
import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.enclosures.table import ENCLOSURES
from glassproof.derivations.proof.points.sides import Meeting, Sides, SidesAtPoint, State
from glassproof.verify.judging.limits import PATIENCE
from glassproof.verify.judging.points.irrational_places import (
    as_point,
    irrational_places,
    others,
)
from glassproof.verify.judging.points.probes import Point, Probes
from glassproof.verify.reading.size_limits import LimitError, deadline

LEAST_POINTS = 8
"""Distinct points at which two formulas in symbols must agree to count as supported."""

SEED = 0
"""Of the random points; it is told with them. Nature's seed does not move them."""

FIRST_DIGITS = 30
MORE_DIGITS = ((120, 100), (480, 16), (1920, 4))
"""Further digits, and at how many points at most they are spent."""

CONSTANT_DIGITS = (120, 480, 1920, 7680)
"""Digits spent on formulas without symbols."""

MOST_EXACT_DIGITS = 4000
"""Digits spent to decide one case of algebraic numbers exactly."""

SHOWN_DIGITS = 20  # of values that differ, beyond those that told them apart
WORK = 16_000  # steps evaluated with the first digits, over all points
LEAST_VISITED = 24
SLOW_DIGITS = 480  # for functions such as Gamma
COSTLY_POINTS, COSTLY_DIGITS = 14, ((60, 1),)  # for integrals


Seen = list[tuple[str, Point, SidesAtPoint, Meeting]]
"""Points by kind, and what they say as far as was looked."""


@dataclass
class Agreement:
    """What the points say of two formulas."""

    symbols: tuple[sp.Symbol, ...]
    seed: int
    counterexample: Point | None = None
    values: tuple[flint.acb, flint.acb] | None = None
    agreeing: list[tuple[str, Point, int]] = field(default_factory=list)  # kind, point, digits
    undefined: list[tuple[Point, str]] = field(default_factory=list)
    unresolved: list[tuple[Point, str]] = field(default_factory=list)
    blind: int = 0  # agreeing points at which a part of a formula is too small to be seen
    by_cases: bool = False
    varies: bool = False
    most_digits: int = 0

    @property
    def supports(self) -> bool:
        """Whether the points are enough to call the formulas supported."""
        seeing = len(self.agreeing) - self.blind
        enough = seeing >= (LEAST_POINTS if self.symbols else 1)
        few_open = 2 * len(self.unresolved) <= len(self.agreeing)
        return enough and few_open and (self.varies or not self.symbols)

    @property
    def digits(self) -> int:
        """Digits to which the sides agree at every point."""
        return min((digits for *_, digits in self.agreeing), default=0)


def compare_at_points(
    sides: Sides,
    formulas: Sequence[sp.Expr],
    domain: Domain,
    *,
    seed: int = SEED,
    seconds: float | None = None,
) -> Agreement:
    """Look for a counterexample to ``sides`` on ``domain``; ``formulas`` say where to look.

    After ``seconds``, if they are given, what was seen until then is what is found.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> compare_at_points(Sides(x**2, x), [x**2, x], Domain({x: Range()})).counterexample
    {x: -1}
    """
    probes = Probes(tuple(formulas), domain, seed)
    found = Agreement(tuple(probes.symbols), seed)
    cases = probes.cases()
    if cases is not None and (probes.symbols or is_exact(sides)):
        _visit_cases(found, sides, cases)
        return found
    seen: Seen = []
    with in_time(seconds):
        _visit(found, sides, formulas, probes, seen)
    if found.counterexample is None:
        _count(found, seen)
        found.varies = found.varies or _may_vary(formulas)
    return found


def _visit_special(
    found: Agreement, sides: Sides, formulas: Sequence[sp.Expr], probes: Probes
) -> bool:
    """Look at ends of several ranges at once, and at places where no rational point is: ends of
    ranges, and where something jumps."""
    for point in [] if sides.program.is_costly else probes.joint():
        here = sides.at(point)
        if _settled(found, point, here, here.look(FIRST_DIGITS)):
            return True
    for place, rest in irrational_places(formulas, probes.domain):
        there = sides.pinned(place)
        for point in others(tuple(formulas), place, rest):
            here = there.at(point)
            if _settled(found, as_point(place, point), here, here.look(FIRST_DIGITS)):
                return True
    return False


@contextmanager
def in_time(seconds: float | None) -> Iterator[None]:
    """End the block after so many seconds, without an error."""
    if seconds is None:
        yield
        return
    with suppress(LimitError), deadline(seconds, "looking at points", patience=PATIENCE):
        yield


def _visit(
    found: Agreement, sides: Sides, formulas: Sequence[sp.Expr], probes: Probes, seen: Seen
) -> None:
    """Look at point after point, then closer, until one is a counterexample."""
    most = max(LEAST_VISITED, WORK // max(sides.size, 1))
    most = COSTLY_POINTS if sides.program.is_costly else most
    for number, (kind, point) in enumerate(probes if probes.symbols else [("plain", {})]):
        if number >= most:
            break
        here = sides.at(point)
        meeting = here.look(FIRST_DIGITS)
        if _settled(found, point, here, meeting):
            _prefer_a_plain_point(found, seen)
            return
        if meeting.state is not State.UNDEFINED:
            seen.append((kind, point, here, meeting))
    if not _visit_special(found, sides, formulas, probes):
        _look_closer(found, sides, seen)


def _may_vary(formulas: Sequence[sp.Expr]) -> bool:
    """Whether a sum, an integral or a limit depends on a symbol: a constant value says something.

    Of what is made of steps and corners alone, as floor(x), it may say where one stands.
    """
    kinds = tuple(ENCLOSURES)
    nodes = (node for formula in formulas for node in formula.atoms(*kinds))
    return any(node.free_symbols for node in nodes if not isinstance(node, sp.Piecewise))


def is_exact(sides: Sides) -> bool:
    """Whether formulas without symbols are decided exactly with digits within reason."""
    here = sides.at({})
    if here.look(FIRST_DIGITS).state is State.EQUAL:
        return True
    needed = here.digits_to_decide()
    return needed is not None and needed <= MOST_EXACT_DIGITS


def _settled(found: Agreement, point: Point, here: SidesAtPoint, meeting: Meeting) -> bool:
    """Record a counterexample, or a point without values; whether it was a counterexample."""
    if meeting.state is State.UNDEFINED:
        found.undefined.append((point, meeting.reason))
    if meeting.state is not State.DIFFER:
        return False
    _keep(found, point, meeting)
    closer = here.look(SHOWN_DIGITS + meeting.digits)  # so that the values can be shown
    if closer.state is State.DIFFER:
        _keep(found, point, closer)
    return True


def _keep(found: Agreement, point: Point, meeting: Meeting) -> None:
    assert meeting.left is not None
    assert meeting.right is not None
    found.counterexample, found.values = point, (meeting.left, meeting.right)


def _prefer_a_plain_point(found: Agreement, seen: Seen) -> None:
    """A plainer counterexample than the one found, if more digits show one."""
    for kind, point, here, meeting in seen:
        if kind == "plain" and meeting.state is not State.EQUAL:
            closer = here.look(MORE_DIGITS[0][0])
            if _settled(found, point, here, closer):
                return


def _look_closer(found: Agreement, sides: Sides, seen: Seen) -> None:
    """More digits where the first left the sides together."""
    plan = MORE_DIGITS if found.symbols else tuple((digits, 1) for digits in CONSTANT_DIGITS)
    plan = COSTLY_DIGITS if sides.program.is_costly else plan
    found.most_digits = FIRST_DIGITS
    for digits, most in plan:
        if sides.program.is_slow and digits > SLOW_DIGITS:
            break
        waiting = [k for k, (*_, meeting) in enumerate(seen) if meeting.state is not State.EQUAL]
        for number in spread(waiting, most):
            kind, point, here, _ = seen[number]
            meeting = here.look(digits)
            if _settled(found, point, here, meeting):
                return
            seen[number] = (kind, point, here, meeting)
            found.most_digits = digits


def _count(found: Agreement, seen: Seen) -> None:
    """What agrees, and whether its values do more than agree."""
    lefts = [m.left for *_, m in seen if m.left is not None]
    found.varies = any(not ball.overlaps(lefts[0]) for ball in lefts[1:])
    for kind, point, _, meeting in seen:
        if meeting.state in (State.AGREE, State.EQUAL):
            found.agreeing.append((kind, point, meeting.digits))
            found.blind += meeting.blind
        elif meeting.state is State.UNRESOLVED:
            found.unresolved.append((point, meeting.reason))
        else:
            found.undefined.append((point, meeting.reason))


def spread(numbers: list[int], most: int) -> list[int]:
    """At most so many of the numbers, evenly spread."""
    if len(numbers) <= most:
        return numbers
    return [numbers[k * len(numbers) // most] for k in range(most)]


def _visit_cases(found: Agreement, sides: Sides, cases: list[Point]) -> None:
    """Every point of a finite domain; a proof if each is decided exactly."""
    exact, values = True, []
    for point in cases:
        here = sides.at(point)
        meeting = here.look(FIRST_DIGITS)
        for digits in enough_digits(here, sides, meeting):
            meeting = here.look(digits)
            found.most_digits = max(found.most_digits, digits)
            if meeting.state in (State.DIFFER, State.EQUAL, State.UNDEFINED):
                break
        if _settled(found, point, here, meeting):
            return
        if meeting.left is not None:
            values.append(meeting.left)
        if meeting.state in (State.AGREE, State.EQUAL):
            found.agreeing.append(("case", point, meeting.digits))
        elif meeting.state is State.UNRESOLVED:
            found.unresolved.append((point, meeting.reason))
        exact = exact and meeting.state in (State.EQUAL, State.UNDEFINED)
    found.by_cases = exact and bool(found.agreeing)
    found.varies = any(not ball.overlaps(values[0]) for ball in values[1:])


def enough_digits(here: SidesAtPoint, sides: Sides, meeting: Meeting) -> Iterator[int]:
    """Digits to go on with at a point of a finite domain."""
    if meeting.state not in (State.AGREE, State.UNRESOLVED):
        return
    needed = here.digits_to_decide()
    if needed is not None and needed <= MOST_EXACT_DIGITS:
        yield max(needed, FIRST_DIGITS)
        return
    yield from (d for d, _ in MORE_DIGITS[:2] if d <= SLOW_DIGITS or not sides.program.is_slow)

"""Points at which two formulas that differ all but meet: they may touch at an irrational place."""

from __future__ import annotations

import flint

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.sides import SidesAtPoint
from glassproof.verify.judging.points.agreement import FIRST_DIGITS
from glassproof.verify.judging.points.comparison import Seen
from glassproof.verify.judging.points.probes import Point

GRAZING = flint.arb(10) ** -13
"""Slack, relative to that of a common point, which is as good as none."""

NEIGHBOURHOODS = 6
"""Points of least slack whose neighbourhood is enclosed, too."""

BESIDE = flint.fmpq(1, 10**6)
"""Distance from an end of a range that counts as at the end."""


def grazing(seen: list[Seen], domain: Domain) -> Point | None:
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

"""Points that see: where two formulas that are not one may differ, the plainest points first.

Plain numbers; the ends of every range and what lies just inside; where an argument of Abs, Max, a
root or a logarithm changes its sign, and on both sides of that; numbers far away; and random
fractions. A small finite domain is visited whole.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, cycle, islice, product, zip_longest
from typing import Any

import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.complex_symbols import (
    coordinates,
    is_complex,
    is_coordinate,
    whole_symbols,
)
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.free_symbols import free_symbols
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.point_values import as_fmpq
from glassproof.derivations.proof.points.programs import Program, Step
from glassproof.verify.judging.points.break_points import break_values
from glassproof.verify.judging.points.corners import corners, fitted
from glassproof.verify.judging.points.plain_numbers import (
    as_fraction,
    plain_key,
    plain_values,
    rational,
)

Point = dict[sp.Symbol, fmpq]

MOST_CASES = 400
"""Points of a finite domain that are visited one by one."""

_PLAIN_COUNT, _RANDOM_COUNT = 10, 16
_MOST_TRIED = 80  # combinations of plain values
_NEAR = (Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10**4), Fraction(1, 10**6),
         Fraction(1, 10**30))  # fmt: skip
_FAR_REALS = (Fraction(123, 10), Fraction(1001, 9), Fraction(10**6 + 1, 7))
_APPROACHES = 12
_MAGNITUDES = [Fraction(10) ** k for k in range(-4, 5)]
_ON_CUTS = tuple(Fraction(s * n, d) for n, d in ((1, 2), (7, 3), (31, 1)) for s in (-1, 1))
_BESIDE_CUTS = (Fraction(0), *(Fraction(s, n) for n in (100, 10**9) for s in (1, -1)))
_JOINT, _MOST_JOINT = (fmpq(2), fmpq(3, 2), fmpq(1, 2), fmpq(5, 3), fmpq(3, 4)), 60
_REMOTE, _REMOTE_SLOW = (9, 30, 300), (9, 15)  # powers of ten
_BEAR_THE_REMOTE = (sp.Sum, sp.gamma, sp.loggamma, sp.polygamma, sp.harmonic, sp.erf, sp.erfc,
                    sp.log, sp.exp, sp.Abs, sp.atan, sp.tanh, sp.Max, sp.Min, sp.sign,
                    sp.sin, sp.cos, sp.sinh, sp.cosh, sp.asinh)  # fmt: skip
_FAR_INTEGERS = (13, 26, 51, 100, 1009, 10**6 + 3)


@dataclass
class Probes:
    """The points at which ``formulas`` are to be looked at on ``domain``."""

    formulas: tuple[sp.Expr, ...]
    domain: Domain
    seed: int = 0
    _plain: dict[Interval, list[fmpq]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = set().union(*map(free_symbols, self.formulas))
        self.domain = self.domain.restricted(names)
        self.symbols = list(self.domain.ranges)

    def cases(self) -> list[Point] | None:
        """Every point of the domain, if these are few."""
        total, columns = 1, []
        for symbol in self.symbols:
            values = self._listed(symbol)
            if values is None:
                return None
            columns.append(values)
            total *= len(values)
            if total > MOST_CASES:
                return None
        points = (dict(zip(self.symbols, row, strict=True)) for row in product(*columns))
        found = [point for point in points if self.domain.admits(point)]
        return sorted(found, key=lambda p: sum(plain_key(as_fraction(v))[0] for v in p.values()))

    def _listed(self, symbol: sp.Symbol) -> list[fmpq] | None:
        if symbol in self.domain.choices:
            return [as_fmpq(value) for value in self.domain.choices[symbol]]
        interval = self.domain.box[symbol]
        count = interval.count
        if count is None or count > MOST_CASES:
            return None
        return [(interval.low or fmpq(0)) + k for k in range(count)]

    def __iter__(self) -> Iterator[tuple[str, Point]]:
        """Distinct admissible points with what they are, the plainest first."""
        seen = set()
        plain = list(islice(self.plain(), _PLAIN_COUNT))
        if not plain:
            plain = [{s: as_fmpq(v) for s, v in p.items()} for p in self.domain.points(3)]
        generic = self.generic() or plain[-1]
        plain.append(generic)
        others = zip_longest(
            self.ends(generic),
            self.breaks([plain[0], generic]),
            self.far(generic),
            self.random(generic),
            corners(self.domain),
            self.near_cuts(generic),
        )
        kinds = cycle(("end", "break", "far", "random", "end", "cut"))
        named = zip(kinds, chain.from_iterable(others), strict=False)
        for kind, point in chain((("plain", p) for p in plain), named):
            key = None if point is None else tuple(point[s] for s in self.symbols)
            if point is not None and key not in seen:
                seen.add(key)
                yield kind, point

    def plain(self) -> Iterator[Point]:
        """Points of plain coordinates, each plain among what relations to the others leave."""
        waiting: list[tuple[int, tuple[int, ...]]] = [(0, (0,) * len(self.symbols))]
        seen = {waiting[0][1]}
        for _ in range(_MOST_TRIED):
            if not waiting:
                return
            rank, choice = heapq.heappop(waiting)
            point = self._chosen(choice)
            if point is not None and self.domain.admits(point):
                yield point
            for axis in range(len(choice)):
                following = (*choice[:axis], choice[axis] + 1, *choice[axis + 1 :])
                if choice[axis] < 12 and following not in seen:
                    seen.add(following)
                    heapq.heappush(waiting, (rank + 1, following))

    def generic(self) -> Point | None:
        """A plain point whose coordinates are none of the plainest, which hide differences."""
        for shift in (2, 1, 3):
            choice = tuple(shift + place % 4 for place in range(len(self.symbols)))
            point = self._chosen(choice)
            if point is not None and self.domain.admits(point):
                return point
        return None

    def _chosen(
        self, choice: tuple[int, ...], fixed: Mapping[sp.Symbol, fmpq] | None = None
    ) -> Point | None:
        point: Point = dict(fixed or {})
        for symbol, number in zip(self.symbols, choice, strict=True):
            if symbol in point:
                continue
            values = self._listed(symbol) if symbol in self.domain.choices else None
            if values is None:
                interval = self.domain.interval_at(symbol, point)
                if interval.is_empty:
                    return None
                if interval not in self._plain:
                    self._plain[interval] = plain_values(interval)
                values = self._plain[interval]
            if number >= len(values):
                return None
            point[symbol] = values[number]
        return point

    def completed(self, fixed: Mapping[sp.Symbol, fmpq], base: Point) -> Point | None:
        """An admissible point with the ``fixed`` coordinates, the others near those of ``base``."""
        point = {**base, **fixed}
        if self.domain.admits(point):
            return point
        if not all(self.domain.box[s].contains(v) for s, v in fixed.items()):
            return None
        for shift in (2, 1, 0):
            choice = tuple(shift + place % 4 for place in range(len(self.symbols)))
            chosen = self._chosen(choice, fixed)
            if chosen is not None and self.domain.admits(chosen):
                return chosen
        share = [Fraction(1 + 2 * k, 7) % 1 for k in range(len(self.symbols))]
        drawn = self.domain.drawn_link_by_link(share, fixed)
        if drawn:
            return {s: as_fmpq(v) for s, v in drawn.items()}
        return fitted(self.domain, fixed) if self.domain.beyond_the_box else None

    def ends(self, base: Point) -> Iterator[Point | None]:
        """Closed ends, and points just inside, of one symbol at a time and of all at once."""
        inside = {s: list(_near_ends(self.domain.box[s])) for s in self.symbols}
        if len(self.symbols) > 1:
            for near in zip_longest(*inside.values()):
                corner = zip(self.symbols, near, strict=True)
                yield self.completed({s: v for s, v in corner if v is not None}, base)
        for near in zip_longest(*inside.values()):
            for symbol, value in zip(self.symbols, near, strict=True):
                yield None if value is None else self.completed({symbol: value}, base)

    def breaks(self, bases: list[Point]) -> Iterator[Point | None]:
        """Where something in the formulas changes its sign or its form, and beside it."""
        for symbol, value, base in break_values(self.formulas, self.domain, bases):
            yield self.completed({symbol: value}, base)

    def near_cuts(self, base: Point) -> Iterator[Point | None]:
        """Points on and beside the axes of complex symbols, where branches are cut."""
        for symbol in filter(is_complex, whole_symbols(self.symbols)):
            x, y = coordinates(symbol)
            for size, near in product(_ON_CUTS, _BESIDE_CUTS):
                along, across = rational(size), rational(near)
                yield self.completed({x: along, y: across}, base)
                yield self.completed({x: across, y: along}, base)

    def far(self, base: Point) -> Iterator[Point | None]:
        """Points far out along one symbol, in both directions, as its range allows."""
        reals = [sign * value for value in _FAR_REALS for sign in (1, -1)]
        integers = [Fraction(sign * value) for value in _FAR_INTEGERS for sign in (1, -1)]
        for symbol in self.symbols:
            interval = self.domain.box[symbol]
            anchor = next((e for e in (interval.low, interval.high) if e is not None), fmpq(0))
            for value in integers if interval.integer else [*reals, Fraction(27), Fraction(101)]:
                shifted = rational(value) + anchor
                if interval.contains(shifted):
                    yield self.completed({symbol: shifted}, base)

    def joint(self) -> Iterator[Point]:
        """Ends and signs of several symbols at once: cuts of branches may meet nowhere else."""
        ends = {s: list(_closed_ends(self.domain.box[s])) for s in self.symbols}
        if len(self.symbols) < 2 or not (any(ends.values()) or any(map(is_coordinate, ends))):
            return
        columns = []
        for symbol, (size, closed) in zip(ends, zip(cycle(_JOINT), ends.values(), strict=False),
                                          strict=False):  # fmt: skip
            interval = self.domain.box[symbol]
            sizes = (size, -size, fmpq(0)) if is_coordinate(symbol) else (size, -size)
            signs = [v for v in sizes if interval.contains(v)][: 1 if closed else 3]
            columns.append(list(dict.fromkeys((*closed, *signs))) or plain_values(interval)[:2])
        rows = list(islice(product(*columns), 20 * _MOST_JOINT))
        random.Random(f"joint {self.seed}").shuffle(rows)
        points = (dict(zip(self.symbols, row, strict=True)) for row in rows)
        yield from islice(filter(self.domain.admits, points), _MOST_JOINT)

    def remote(self, program: Program) -> Iterator[Point]:
        """Points so far out that bounds fail there which hold at all others, as of log(log(x))."""
        base = self.generic() or next(self.plain(), None)
        if base is None or not all(map(_bears_the_remote, program.steps)):
            return
        for power in _REMOTE_SLOW if program.is_slow else _REMOTE:
            for symbol in self.symbols:
                interval = self.domain.box[symbol]
                anchor = next((e for e in (interval.low, interval.high) if e is not None), fmpq(0))
                for sign in (1, -1):
                    value = anchor + sign * fmpq(10) ** power
                    point = self.completed({symbol: value}, base)
                    if point is not None and interval.contains(value):
                        yield point

    def random(self, base: Point) -> Iterator[Point | None]:
        """Fractions at several scales, their denominators no powers of two, from the seed.

        What relations reject is drawn towards ``base`` until they admit it.
        """
        rng = random.Random(f"points {self.seed}")
        for _ in range(_RANDOM_COUNT):
            point: Point = {}
            for symbol in self.symbols:
                interval = self.domain.interval_at(symbol, point)
                if interval.is_empty:
                    break
                point[symbol] = _random_value(rng, interval, self.domain.ranges[symbol].draw)
            else:
                yield next(filter(self.domain.admits, _towards(base, point)), None)


def _bears_the_remote(step: Step) -> bool:
    """Whether a step is evaluated in no time at huge arguments."""
    node = step.node
    return not step.arguments or node.is_Add or node.is_Mul or node.is_Pow or node.is_Symbol or (
        isinstance(node, _BEAR_THE_REMOTE)
    )  # fmt: skip


def _towards(base: Point, point: Point) -> Iterator[Point]:
    """The point, and points ever closer to ``base`` on the way."""
    for k in range(_APPROACHES):
        share = fmpq(1, 3**k)
        yield {s: base[s] + share * (value - base[s]) for s, value in point.items()}


def _closed_ends(interval: Interval) -> list[fmpq]:
    ends = ((interval.low, interval.low_open), (interval.high, interval.high_open))
    return [end for end, is_open in ends if end is not None and not is_open]


def _near_ends(interval: Interval) -> Iterator[fmpq]:
    """The ends that belong to the interval, and numbers ever closer to its ends."""
    low, high = interval.low, interval.high
    yield from _closed_ends(interval)
    width = high - low if low is not None and high is not None else None
    for share in _NEAR:
        for end, sign in ((low, 1), (high, -1)):
            if end is not None:
                unit = width if width else max(fmpq(1), abs(end))
                value = end + sign * rational(share) * unit
                value = fmpq(value.floor()) if interval.integer else value
                if interval.contains(value):
                    yield value


def _random_value(rng: random.Random, interval: Interval, draw: tuple[Any, Any]) -> fmpq:
    """A number of the interval: near the range that is drawn from, or of a random magnitude."""
    denominator = rng.choice((7, 9, 11, 13, 30, 97, 1009))
    low, high = (rational(Fraction(end)) for end in draw)
    if rng.random() < 0.5:
        magnitude = Fraction(rng.randrange(10, 100), denominator) * _MAGNITUDES[rng.randint(0, 8)]
        value = rational(magnitude * rng.choice((1, -1)))
        if interval.low is not None:
            value = interval.low + abs(value)
        elif interval.high is not None:
            value = interval.high - abs(value)
        value = fmpq(value.floor()) if interval.integer else value
        if interval.contains(value):
            return value
    return interval.drawn(
        fmpq(rng.randrange(1, 10**3 * denominator), 10**3 * denominator), low, high
    )


def require_points(domain: Domain) -> None:
    """Raise :class:`DomainError` if no point of the whole domain is found."""
    if domain.where:
        next(domain.points(1, start=0))
    else:
        domain.require_points()

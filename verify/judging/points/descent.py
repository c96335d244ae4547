"""Where one formula exceeds another: the slack between them followed downhill, in floating point.

What is found is a suggestion alone: rational numbers nearby, the plainest first, which are then
held against balls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import flint
import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.enclosures.table import ENCLOSURES
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.programs import NoBallVersionError, compiled

Place = tuple[float, ...]
Point = dict[sp.Symbol, fmpq]

_BITS = 96
_WIDTH = 36.0  # of the line that each range is mapped to
_SWEPT = 72  # places along one coordinate
_STARTS = 3
_STEPS = 60  # of a descent
_DENOMINATORS = (1, 2, 3, 4, 5, 10, 100, 10**3, 10**4, 10**6, 10**9, 10**15)
_WORK = 150_000  # steps of programs, over all places
_SLOW_WORK = 15_000
_SLOWEST_WORK = 300  # where sums or integrals are enclosed at every place


class Descent:
    """The relative slack ``(larger - smaller)/(|larger| + |smaller|)`` on a domain.

    Where one of them is 0 it is the slack itself.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", real=True)
    >>> found = Descent(-(x - 3) ** 2, sp.Rational(-1, 10**4), Domain({x: Range()}), 20)
    >>> next(found.lowest([{x: fmpq(1)}]))
    {x: 3}
    """

    def __init__(
        self, smaller: sp.Expr, larger: sp.Expr, domain: Domain, size: int, *, slow: bool = False
    ) -> None:
        self.domain = domain
        self.symbols = [s for s in domain.ranges if s not in domain.choices]
        self.fixed = [s for s in domain.ranges if s in domain.choices]
        order = [*self.symbols, *self.fixed]
        try:
            self.sides: Sequence[Callable[..., flint.acb]] = [
                compiled(side, order) for side in (smaller, larger)
            ]
        except NoBallVersionError:
            self.sides = []
        self.relative = smaller != 0 and larger != 0
        work = _SLOW_WORK if slow else _WORK
        if smaller.has(*ENCLOSURES) or larger.has(*ENCLOSURES):
            work = _SLOWEST_WORK
        self.left = work // max(size, 1)
        self.known: dict[tuple[fmpq, ...], float] = {}

    def lowest(self, starts: Sequence[Point]) -> Iterator[Point]:
        """Points of the domain near the lowest slack that is found, the plainest first."""
        if not self.sides or not self.symbols:
            return
        lowest: list[tuple[float, Point]] = []
        for start in starts[:_STARTS]:
            for low, point in self._descents(start):
                if low < 0:
                    yield from self._plain(point)
                    return
                lowest.append((low, point))
        lowest.sort(key=lambda pair: pair[0])
        for _, point in lowest[:2]:
            yield from self._plain(point)

    def _descents(self, start: Point) -> Iterator[tuple[float, Point]]:
        """The lowest place along each coordinate, and where compass steps lead from there."""
        best = (self.slack(start), start)
        for symbol in self.symbols:
            swept = []
            for k in range(_SWEPT + 1):
                place = _WIDTH * (k / _SWEPT - 0.5)
                point = {**start, symbol: at(self.domain.box[symbol], place)}
                swept.append((self.slack(point), place, point))
            found = [
                here
                for before, here, after in zip([swept[1], *swept], swept, [*swept[1:], swept[-2]],
                                               strict=False)
                if here[0] <= min(before[0], after[0]) and here[0] < math.inf
            ]  # fmt: skip
            for low, place, point in sorted(found, key=lambda triple: triple[0])[:3]:
                best = min(best, self._along(symbol, low, place, point), key=lambda pair: pair[0])
                if best[0] < 0:
                    yield best
                    return
        yield self._compass(*best) if len(self.symbols) > 1 else best

    def _along(
        self, symbol: sp.Symbol, low: float, place: float, point: Point
    ) -> tuple[float, Point]:
        """Smaller and smaller steps along one coordinate."""
        interval, step = self.domain.box[symbol], _WIDTH / _SWEPT / 2
        for _ in range(_STEPS):
            for moved in (place - step, place + step):
                there = {**point, symbol: at(interval, moved)}
                if (slack := self.slack(there)) < low:
                    low, place, point = slack, moved, there
                    break
            else:
                step /= 2
            if low < 0 or step < 1e-9:
                break
        return low, point

    def _compass(self, low: float, point: Point) -> tuple[float, Point]:
        """Steps along all coordinates, and along pairs of them, that shrink."""
        places = [onto(self.domain.box[s], point[s]) for s in self.symbols]
        step = 1.0
        moves = [tuple(float(i == j) for j in range(len(places))) for i in range(len(places))] + [
            (1.0,) * len(places)
        ]
        for _ in range(_STEPS):
            improved = False
            for move in moves:
                for sign in (step, -step):
                    moved = [p + sign * m for p, m in zip(places, move, strict=True)]
                    there = {
                        **point,
                        **{
                            s: at(self.domain.box[s], m)
                            for s, m in zip(self.symbols, moved, strict=True)
                        },
                    }
                    if (slack := self.slack(there)) < low:
                        low, point, places, improved = slack, there, moved, True
            step = step if improved else step / 2
            if low < 0 or step < 1e-6:
                break
        return low, point

    def slack(self, point: Point) -> float:
        """The relative slack at a point; infinite outside the domain, and where there is none."""
        key = tuple(point.values())
        if key not in self.known:
            self.known[key] = math.inf
            if self.left > 0 and self.domain.admits(point):
                self.left -= 1
                self.known[key] = self._slack(point)
        return self.known[key]

    def _slack(self, point: Point) -> float:
        with flint.ctx.workprec(_BITS):
            values = [flint.acb(point[s]) for s in (*self.symbols, *self.fixed)]
            smaller, larger = (side(*values) for side in self.sides)
            if not (smaller.is_finite() and larger.is_finite()):
                return math.inf
            if not (smaller.imag.is_zero() and larger.imag.is_zero()):
                return math.inf
            gap = (larger - smaller).real
            scale = abs(larger.real) + abs(smaller.real)
            if gap.contains(0) or not scale > 0:
                return 0.0
            return float((gap / scale if self.relative else gap).mid())

    def _plain(self, point: Point) -> Iterator[Point]:
        for most in _DENOMINATORS:
            plainer = {s: _rounded(v, most) if s in self.symbols else v for s, v in point.items()}
            if self.domain.admits(plainer):
                yield plainer
        yield point


def at(interval: Interval, place: float) -> fmpq:
    """The number of the interval to which a place on the line is mapped.

    >>> at(Interval(fmpq(0), fmpq(1)), 0.0), at(Interval(fmpq(2)), 0.0), at(Interval(), 0.0)
    (1/2, 3, 0)
    """
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        share = 1 / (1 + math.exp(-max(min(place, 700.0), -700.0)))
        value = low + (high - low) * _fraction(share)
    elif low is not None:
        value = low + _fraction(math.exp(place))
    elif high is not None:
        value = high - _fraction(math.exp(-place))
    else:
        value = _fraction(math.sinh(place))
    return fmpq(value.floor()) if interval.integer else value


def onto(interval: Interval, value: fmpq) -> float:
    """The place on the line of a number of the interval."""
    low, high, tiny = interval.low, interval.high, 1e-12
    if low is not None and high is not None:
        if low == high:
            return 0.0
        share = min(max(_float((value - low) / (high - low)), tiny), 1 - tiny)
        return math.log(share / (1 - share))
    if low is not None:
        return math.log(max(_float(value - low), tiny))
    if high is not None:
        return -math.log(max(_float(high - value), tiny))
    return math.asinh(_float(value))


def _fraction(value: float) -> fmpq:
    number = Fraction(value).limit_denominator(10**18)
    return fmpq(number.numerator, number.denominator)


def _float(value: fmpq) -> float:
    return float(flint.arb(value))


def _rounded(value: fmpq, most: int) -> fmpq:
    number = Fraction(int(value.p), int(value.q)).limit_denominator(most)
    return fmpq(number.numerator, number.denominator)

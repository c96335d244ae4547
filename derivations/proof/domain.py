"""Where a formula must hold: ranges of symbols, and rational points that fill them evenly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from glassproof.derivations.proof.box import Box, Interval, propagated
from glassproof.derivations.proof.complex_symbols import (
    coordinates,
    is_complex,
    spread,
    whole_symbols,
)
from glassproof.derivations.proof.halton import halton, through_decades
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.point_values import as_fmpq
from glassproof.derivations.proof.relations import (
    Link,
    holds,
    is_plain_bound,
    links,
    listed_values,
)

Point = Mapping[sp.Symbol, sp.Rational]


class DomainError(ValueError):
    """An argument is out of its domain; the message names it, its value, the range, the remedy."""


@dataclass(frozen=True)
class Range:
    """An interval of reals or integers, open at both ends unless ``closed``.

    ``low`` and ``high`` bound what is admissible (``None``: no bound); points are drawn from
    [``draw_low``, ``draw_high``], on a logarithmic scale if ``log``.

    >>> Range(0, 1, draw=("1/100", "99/100")).describe()
    'in (0, 1)'
    >>> Range(2, None, integer=True, closed=True, draw=(2, 12)).describe()
    'an integer >= 2'
    """

    low: int | None = None
    high: int | None = None
    integer: bool = False
    closed: bool = False
    log: bool = False
    draw: tuple[int | str, int | str] = (-8, 8)

    def __post_init__(self) -> None:
        if self.log and not Fraction(self.draw[0]) > 0:
            raise DomainError(
                f"draw = {self.draw} is out of its domain: on a logarithmic scale points are drawn "
                "from positive numbers, give draw=('1/100', 100)"
            )

    def contains(self, value: float | Fraction | int) -> bool:
        """Whether ``value`` is finite and admissible (an integer, where one is asked for)."""
        if value != value or value in (float("inf"), float("-inf")):
            return False
        if self.integer and value != int(value):
            return False
        if self.closed:
            return (self.low is None or value >= self.low) and (
                self.high is None or value <= self.high
            )
        return (self.low is None or value > self.low) and (self.high is None or value < self.high)

    def describe(self) -> str:
        """The range in words, as error messages use it."""
        noun = "an integer " if self.integer else ""
        match self.low, self.high, self.closed:
            case None, None, _:
                return (noun or "a finite real number").strip()
            case low, None, True:
                return f"{noun}>= {low}"
            case low, None, False:
                return f"{noun}> {low}"
            case None, high, closed:
                return f"{noun}{'<=' if closed else '<'} {high}"
            case low, high, True:
                return f"{noun}in [{low}, {high}]"
            case low, high, _:
                return f"{noun}in ({low}, {high})"

    def require(self, name: str, value: float | Fraction | int) -> None:
        """Raise :class:`DomainError` unless ``value`` is admissible for the argument ``name``."""
        try:
            admissible = not isinstance(value, (str, bool)) and self.contains(value)
        except (TypeError, ValueError, OverflowError):
            admissible = False
        if not admissible:
            raise DomainError(
                f"{name} = {value!r} is out of its domain: give {name} {self.describe()}"
            )

    def at(self, fraction: Fraction) -> sp.Rational:
        """The admissible rational at ``fraction`` in (0, 1) of the way through ``draw``."""
        low, high = (Fraction(end) for end in self.draw)
        if self.integer:
            return sp.Integer(int(low) + int(fraction * (int(high) - int(low) + 1)))
        value = through_decades(low, high, fraction) if self.log else low + fraction * (high - low)
        return sp.Rational(value.numerator, value.denominator)

    @property
    def interval(self) -> Interval:
        """What is admissible, as an interval."""
        low, high = (None if end is None else fmpq(end) for end in (self.low, self.high))
        ends = not self.closed
        return Interval(low, high, ends and low is not None, ends and high is not None,
                        self.integer)  # fmt: skip

    @property
    def simplest(self) -> sp.Rational:
        """The value a reader would try first: 1, or the least integer, or the middle."""
        low, high = (Fraction(end) for end in self.draw)
        if self.log and low <= 1 <= high:
            return sp.Integer(1)
        return self.at(Fraction(0) if self.integer else Fraction(1, 2))


_MOST_REJECTED = 400
"""Points in a row that relations may reject before a domain counts as one without points."""

_STRETCHES = tuple(sp.Integer(10) ** (sign * k) for k in (1, 2, 3, 6, 12) for sign in (1, -1))
_MOST_STRETCHED = 40
"""Points in a row that are moved out and in, where relations reject them."""


@dataclass(frozen=True)
class Domain:
    """A box of ranges, cut down by ``where``: relations every admissible point satisfies.

    Points are Halton's: rational, reproducible, evenly spread, the same for the same index.

    >>> x = sp.Symbol("x")
    >>> [round(float(p[x]), 2) for p in Domain({x: Range(0, 1, draw=(0, 1))}).points(3)]
    [0.5, 0.25, 0.75]
    """

    ranges: Mapping[sp.Symbol, Range]
    where: tuple[sp.Basic, ...] = ()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The relations as bounds of single symbols, as far as they are linear in one."""
        return tuple(links(self.where))

    @cached_property
    def box(self) -> Box:
        """Each symbol's interval, with the bounds that the relations pass on."""
        return propagated({s: r.interval for s, r in self.ranges.items()}, self.links)

    @cached_property
    def beyond_the_box(self) -> tuple[sp.Basic, ...]:
        """The relations that say more than bounds of single symbols, which the box holds."""
        return tuple(relation for relation in self.where if not is_plain_bound(relation))

    @cached_property
    def explicit(self) -> Domain:
        """The same domain, with the bounds that relations pass on as relations of their own."""
        implied: list[sp.Basic] = []
        for symbol, rng in self.ranges.items():
            known, found = rng.interval, self.box[symbol]
            for end, is_open, same, signs in (
                (found.low, found.low_open, known.low == found.low, (sp.Gt, sp.Ge)),
                (found.high, found.high_open, known.high == found.high, (sp.Lt, sp.Le)),
            ):
                if end is not None and not same:
                    bound = sp.Rational(int(end.p), int(end.q))
                    implied.append(signs[not is_open](symbol, bound, evaluate=False))
        fresh = tuple(relation for relation in implied if relation not in self.where)
        return Domain(self.ranges, self.where + fresh)

    @cached_property
    def choices(self) -> Mapping[sp.Symbol, tuple[sp.Rational, ...]]:
        """The values of symbols of which a relation lists them."""
        return dict(filter(None, map(listed_values, self.where)))

    def admits(self, point: Mapping[sp.Symbol, object]) -> bool:
        """Whether the point, given for all symbols of the relations, satisfies every condition.

        >>> x, y = sp.symbols("x y", real=True)
        >>> below = Domain({x: Range(0, None), y: Range()}, (y < x,))
        >>> below.admits({x: 2, y: 1}), below.admits({x: 1, y: 1}), below.admits({x: -1, y: -2})
        (True, False, False)
        """
        inside = all(
            interval.contains(as_fmpq(point[symbol])) and _has_parity(symbol, point[symbol])
            for symbol, interval in self.box.items()
            if symbol in point
        )
        return inside and all(holds(relation, point) for relation in self.beyond_the_box)

    def points(self, count: int, start: int = 1) -> Iterator[dict[sp.Symbol, sp.Rational]]:
        """``count`` points of the domain, beginning with the one numbered ``start``.

        Number 0 is the simplest point of all. :class:`DomainError` if none is found.
        """
        self.require_points()
        index, rejected = start, 0
        while count:
            point = self._point(index)
            if self.where and not self.admits(point):
                drawn = self.drawn_link_by_link(halton(index, len(self.ranges)))
                point = drawn or (self._stretched(point) if rejected < _MOST_STRETCHED else {})
            index += 1
            if point or not self.ranges:
                yield point
                count, rejected = count - 1, 0
            else:
                rejected += 1
            if rejected > _MOST_REJECTED:
                raise DomainError(f"no point satisfies {self.describe()}: {self._remedy}")

    @property
    def _remedy(self) -> str:
        if not any(isinstance(relation, sp.Eq) for relation in self.where):
            return "relax the conditions"
        return ("at least no rational one that was tried: solve the equation for one name, and "
                "write what it is in the formulas")  # fmt: skip

    def require_points(self) -> None:
        """Raise :class:`DomainError` if the bounds leave nothing to a symbol."""
        for symbol, interval in self.box.items():
            if interval.is_empty:
                raise DomainError(
                    f"no point satisfies {self.describe()}: nothing is left to {symbol}, "
                    "relax the conditions"
                )

    def _point(self, index: int) -> dict[sp.Symbol, sp.Rational]:
        pairs = zip(self.ranges.items(), halton(index, len(self.ranges)), strict=False)
        return {s: rng.at(fraction) if index else rng.simplest for (s, rng), fraction in pairs}

    def _stretched(self, point: Point) -> dict[sp.Symbol, sp.Rational]:
        """The point, all of it or one coordinate moved out or towards 0 until it is admitted."""
        for factor in _STRETCHES:
            for moved in (self.ranges, *([s] for s in self.ranges if len(self.ranges) > 1)):
                there = {
                    s: sp.Rational(int(v * factor) if rng.integer else v * factor) if s in moved
                    else v for (s, rng), v in zip(self.ranges.items(), point.values(), strict=True)
                }  # fmt: skip
                if self.admits(there):
                    return there
        return {}

    def drawn_link_by_link(
        self, fractions: Iterable[Fraction], fixed: Mapping[sp.Symbol, Any] | None = None
    ) -> dict[sp.Symbol, Any] | None:
        """A point whose coordinates are drawn in turn, each where the relations to the earlier
        ones leave it, those of ``fixed`` first; None if that does not satisfy every condition."""
        point: dict[sp.Symbol, Any] = dict(fixed or {})
        for (symbol, rng), fraction in zip(self.ranges.items(), fractions, strict=False):
            if symbol in point:
                continue
            if symbol in self.choices:
                values = self.choices[symbol]
                point[symbol] = values[int(fraction * len(values))]
                continue
            interval = self.interval_at(symbol, point)
            if interval.is_empty:
                return None
            low, high = (as_fmpq(sp.Rational(end)) for end in rng.draw)
            share = fmpq(fraction.numerator, fraction.denominator)
            value = interval.drawn(share, low, high)
            point[symbol] = sp.Rational(int(value.p), int(value.q))
        return point if self.admits(point) else None

    def interval_at(self, symbol: sp.Symbol, point: Mapping[sp.Symbol, object]) -> Interval:
        """What relations leave to ``symbol`` where other symbols have the values of ``point``."""
        interval = self.box[symbol]
        for link in self.links:
            if link.symbol == symbol and link.others <= point.keys():
                bound = link.bound(point)
                interval = interval.tightened(bound) if bound else interval
        return interval

    def restricted(self, symbols: Iterable[sp.Symbol]) -> Domain:
        """The domain of the given symbols, and of those that relations connect with them."""
        wanted = spread(symbols)
        while (
            grown := set().union(*(r.free_symbols for r in self.where if r.free_symbols & wanted))
            - wanted
        ):
            wanted |= grown
        return Domain(
            {s: r for s, r in self.ranges.items() if s in wanted},
            tuple(r for r in self.where if r.free_symbols <= wanted),
        )

    def require(self, values: Mapping[str, float | Fraction | int]) -> None:
        """Raise :class:`DomainError` at the first value that its symbol's range excludes."""
        ranges = {str(symbol): rng for symbol, rng in self.ranges.items()}
        for name, value in values.items():
            if name in ranges:
                ranges[name].require(name, value)

    def describe(self) -> str:
        """The domain in words: ``p an integer >= 2, kappa in (0, 1), ...``."""
        free = Range().describe()
        whole = dict.fromkeys(filter(is_complex, whole_symbols(self.ranges)))
        hidden = {part for symbol in whole for part in coordinates(symbol)}
        parts = [f"{symbol} complex" for symbol in whole]
        for symbol, rng in self.ranges.items():
            words = rng.describe()
            if symbol not in hidden or words != free:
                parts.append(f"{symbol} {words}")
        return ", ".join(parts + [str(relation) for relation in self.where])


def _has_parity(symbol: sp.Symbol, value: object) -> bool:
    """Whether an even symbol has an even value, an odd one an odd value."""
    if symbol.is_even or symbol.is_odd:
        return bool(sp.Integer(value) % 2 == (1 if symbol.is_odd else 0))
    return not (symbol.is_nonzero and value == 0)

"""Where a formula must hold: ranges of symbols, and rational points that fill them evenly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

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
        value = _through_decades(low, high, fraction) if self.log else low + fraction * (high - low)
        return sp.Rational(value.numerator, value.denominator)

    @property
    def simplest(self) -> sp.Rational:
        """The value a reader would try first: 1, or the least integer, or the middle."""
        low, high = (Fraction(end) for end in self.draw)
        if self.log and low <= 1 <= high:
            return sp.Integer(1)
        return self.at(Fraction(0) if self.integer else Fraction(1, 2))


def _through_decades(low: Fraction, high: Fraction, fraction: Fraction) -> Fraction:
    """``low`` times 10^k (1 + 9 f), with k + f the way through the decades, at most ``high``."""
    decades = 0
    while low * 10**decades < high:
        decades += 1
    whole, rest = divmod(fraction * decades, 1)
    return min(high, low * 10 ** int(whole) * (1 + 9 * rest))


_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)


def _radical_inverse(index: int, base: int) -> Fraction:
    """Van der Corput's point: the digits of ``index`` in ``base``, mirrored at the point."""
    value, scale = Fraction(0), Fraction(1, base)
    while index:
        index, digit = divmod(index, base)
        value += digit * scale
        scale /= base
    return value


@dataclass(frozen=True)
class Domain:
    """A box of ranges, cut down by ``where``: relations every admissible point satisfies.

    Points are Halton's: rational, reproducible, evenly spread, the same for the same index.

    >>> x = sp.Symbol("x")
    >>> list(Domain({x: Range(0, 1, draw=(0, 1))}).points(3))
    [{x: 1/2}, {x: 1/4}, {x: 3/4}]
    """

    ranges: Mapping[sp.Symbol, Range]
    where: tuple[sp.Basic, ...] = ()

    def points(self, count: int, start: int = 1) -> Iterator[dict[sp.Symbol, sp.Rational]]:
        """``count`` points of the domain, beginning with the one numbered ``start``.

        Number 0 is the simplest point of all.
        """
        index = start
        while count:
            point = {
                symbol: rng.at(_radical_inverse(index, base)) if index else rng.simplest
                for (symbol, rng), base in zip(self.ranges.items(), _PRIMES, strict=False)
            }
            index += 1
            if all(bool(relation.subs(point)) for relation in self.where):
                yield point
                count -= 1
            elif index - start > 1000 * (count + 1):
                raise DomainError(f"no point satisfies {self.where}: relax the relations")

    def restricted(self, symbols: set[sp.Symbol]) -> Domain:
        """The domain of the given symbols alone; relations among other symbols are dropped."""
        return Domain(
            {s: r for s, r in self.ranges.items() if s in symbols},
            tuple(r for r in self.where if r.free_symbols <= symbols),
        )

    def require(self, values: Mapping[str, float | Fraction | int]) -> None:
        """Raise :class:`DomainError` at the first value that its symbol's range excludes."""
        ranges = {str(symbol): rng for symbol, rng in self.ranges.items()}
        for name, value in values.items():
            if name in ranges:
                ranges[name].require(name, value)

    def describe(self) -> str:
        """The domain in words: ``p an integer >= 2, kappa in (0, 1), ...``."""
        parts = [f"{symbol} {rng.describe()}" for symbol, rng in self.ranges.items()]
        return ", ".join(parts + [str(relation) for relation in self.where])

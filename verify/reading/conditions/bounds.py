"""Bounds of one symbol, gathered condition by condition, and the range they amount to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from glassproof.derivations.proof.domain import DomainError, Range


@dataclass
class Bounds:
    """What is known of one name so far.

    >>> bounds = Bounds(integer=True)
    >>> bounds.at_least(Fraction(5, 2), strict=True)
    >>> range_of(bounds).describe()
    'an integer >= 3'
    """

    integer: bool = False
    parity: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    values: tuple[Fraction, ...] = ()
    excluded: list[Fraction] = field(default_factory=list)
    impossible: bool = False

    def at_least(self, value: Fraction, strict: bool) -> None:
        """Record a lower bound, excluded if ``strict``."""
        if self.low is None or (value, strict) > (self.low, self.low_open):
            self.low, self.low_open = value, strict

    def at_most(self, value: Fraction, strict: bool) -> None:
        """Record an upper bound, excluded if ``strict``."""
        if self.high is None or (-value, strict) > (-self.high, self.high_open):
            self.high, self.high_open = value, strict

    def relate(self, sign: str, value: Fraction) -> None:
        """Record a relation to a number."""
        if sign == "!=":
            self.excluded.append(value)
        if sign in (">", ">=", "="):
            self.at_least(value, sign == ">")
        if sign in ("<", "<=", "="):
            self.at_most(value, sign == "<")

    def even_or_odd(self, parity: int) -> None:
        """Record the remainder modulo 2."""
        self.impossible = self.impossible or self.parity not in (None, parity)
        self.integer, self.parity = True, parity

    def one_of(self, values: Iterable[Fraction]) -> None:
        """Record that the value is in a list."""
        listed = sorted(v for v in set(values) if not self.values or v in self.values)
        if not listed:
            self.impossible = True
            return
        self.values = tuple(listed)
        self.integer = self.integer or all(v.denominator == 1 for v in listed)
        self.at_least(listed[0], False)
        self.at_most(listed[-1], False)

    def admits(self, value: Fraction) -> bool:
        """Whether ``value`` is as the parity, the list and the exclusions say."""
        odd = self.parity is not None and value % 2 != self.parity
        return not odd and (not self.values or value in self.values) and value not in self.excluded


ADJECTIVES: dict[str, Callable[[Bounds], None]] = {
    "real": lambda _: None,
    "integer": lambda bounds: setattr(bounds, "integer", True),
    "positive": lambda bounds: bounds.relate(">", Fraction(0)),
    "negative": lambda bounds: bounds.relate("<", Fraction(0)),
    "nonnegative": lambda bounds: bounds.relate(">=", Fraction(0)),
    "nonpositive": lambda bounds: bounds.relate("<=", Fraction(0)),
    "nonzero": lambda bounds: bounds.relate("!=", Fraction(0)),
    "even": lambda bounds: bounds.even_or_odd(0),
    "odd": lambda bounds: bounds.even_or_odd(1),
}
"""What a word says of a name."""


def _natural(bounds: Bounds) -> None:
    bounds.integer = True
    bounds.relate(">", Fraction(0))


ADJECTIVES["natural"] = _natural

_LISTED = 200
"""Integers that are tried one by one to see whether a range has any."""


def range_of(bounds: Bounds) -> Range:
    """The range; where bounds are fractional or mixed, the smallest admissible hull."""
    low, high = bounds.low, bounds.high
    if bounds.impossible or (low is not None and low == high and not bounds.admits(low)):
        raise DomainError("empty")
    if bounds.integer:
        least = None if low is None else math.floor(low) + 1 if bounds.low_open else math.ceil(low)
        most = None if high is None else math.ceil(high) - 1 if bounds.high_open else (
            math.floor(high))  # fmt: skip
        if least is not None and most is not None and least > most:
            raise DomainError("empty")
        if least is not None and most is not None and most - least < _LISTED:
            inside = [n for n in range(least, most + 1) if bounds.admits(Fraction(n))]
            if not inside:
                raise DomainError("empty")
            least, most = inside[0], inside[-1]
        first = least if least is not None else (most - 10 if most is not None else -8)
        last = min(most if most is not None else first + 10, first + 10)
        return Range(least, most, integer=True, closed=True, draw=(first, last))
    if low is not None and high is not None and (
        low > high or (low == high and (bounds.low_open or bounds.high_open))
    ):  # fmt: skip
        raise DomainError("empty")
    closed = not ((bounds.low_open or low is None) and (bounds.high_open or high is None))
    closed = closed or any(end is not None and end.denominator > 1 for end in (low, high))
    least = None if low is None else math.floor(low)
    most = None if high is None else math.ceil(high)
    log = low == 0 and high is None
    return Range(least, most, closed=closed, log=log, draw=_draw(low, high))


def _draw(low: Fraction | None, high: Fraction | None) -> tuple[str, str]:
    """Ends of the interval that points are drawn from, just inside the admissible one."""
    if low is not None and high is not None:
        margin = (high - low) / 1000
        return str(low + margin), str(high - margin)
    if low is not None:
        return ("1/1000", "1000") if low == 0 else (str(low + Fraction(1, 100)), str(low + 16))
    if high is not None:
        return str(high - 16), str(high - Fraction(1, 100))
    return "-8", "8"


def symbol_of(name: str, bounds: Bounds) -> sp.Symbol:
    """A symbol with the assumptions that its bounds imply."""
    assumptions: dict[str, bool] = {"integer": True} if bounds.integer else {"real": True}
    if bounds.low is not None and bounds.low >= 0:
        beyond = bounds.low > 0 or bounds.low_open
        assumptions["positive" if beyond else "nonnegative"] = True
    if bounds.high is not None and bounds.high <= 0:
        beyond = bounds.high < 0 or bounds.high_open
        assumptions["negative" if beyond else "nonpositive"] = True
    if not bounds.admits(Fraction(0)):
        assumptions["nonzero"] = True
    if bounds.parity is not None:
        assumptions["odd" if bounds.parity else "even"] = True
    return sp.Symbol(name, **assumptions)


def leftovers(symbol: sp.Symbol, bounds: Bounds) -> Iterator[sp.Basic]:
    """What the range alone does not say: ends that it includes or surpasses, values, parity."""
    for value in bounds.excluded:
        yield sp.Ne(symbol, _rational(value), evaluate=False)
    if len(bounds.values) > 1:
        equal = (sp.Eq(symbol, _rational(value), evaluate=False) for value in bounds.values)
        yield sp.Or(*equal, evaluate=False)
    if bounds.parity is not None:
        remainder = sp.Mod(symbol, 2, evaluate=False)
        yield sp.Eq(remainder, bounds.parity, evaluate=False)
    if bounds.integer:
        return
    rng = range_of(bounds)
    for end, is_open, integer_end, relation in (
        (bounds.low, bounds.low_open, rng.low, sp.Gt),
        (bounds.high, bounds.high_open, rng.high, sp.Lt),
    ):
        if end is not None and (end != integer_end or (is_open and rng.closed)):
            closed = {sp.Gt: sp.Ge, sp.Lt: sp.Le}[relation]
            yield (relation if is_open else closed)(symbol, _rational(end), evaluate=False)


def _rational(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)

"""Intervals with rational ends, and the box that ranges and relations leave to each symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.relations import Bound, Link

_ROUNDS = 8
"""Times that bounds are passed on from symbol to symbol."""


@dataclass(frozen=True)
class Interval:
    """Reals or integers between two ends, each of which belongs to it or not; None: no end.

    >>> Interval(fmpq(1, 2), None, integer=True).tightened(Bound(fmpq(3), True, True))
    Interval(low=1, high=2, low_open=False, high_open=False, integer=True)
    """

    low: fmpq | None = None
    high: fmpq | None = None
    low_open: bool = False
    high_open: bool = False
    integer: bool = False

    def __post_init__(self) -> None:
        if self.integer:
            low, high = self.low, self.high
            if low is not None:
                low = fmpq(low.floor() + 1 if self.low_open else low.ceil())
            if high is not None:
                high = fmpq(high.ceil() - 1 if self.high_open else high.floor())
            for name, value in (("low", low), ("high", high)):
                object.__setattr__(self, name, value)
                object.__setattr__(self, f"{name}_open", False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def count(self) -> int | None:
        """How many numbers are in it, if finitely many."""
        if self.is_empty:
            return 0
        if self.low is not None and self.low == self.high:
            return 1
        if not self.integer or self.low is None or self.high is None:
            return None
        return int((self.high - self.low).p) + 1

    def contains(self, value: fmpq) -> bool:
        """Whether the number is in it."""
        if self.integer and value.q != 1:
            return False
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        return above and (
            self.high is None or value < self.high or (value == self.high and not self.high_open)
        )

    def tightened(self, bound: Bound) -> Interval:
        """The part of it that satisfies the bound."""
        if bound.exact:
            return self.tightened(replace(bound, below=True, exact=False)).tightened(
                replace(bound, below=False, exact=False)
            )
        key = (bound.value, bound.strict)
        if bound.below:
            better = self.high is None or (-key[0], key[1]) > (-self.high, self.high_open)
            return replace(self, high=key[0], high_open=key[1]) if better else self
        better = self.low is None or key > (self.low, self.low_open)
        return replace(self, low=key[0], low_open=key[1]) if better else self

    def drawn(self, fraction: fmpq, low: fmpq, high: fmpq) -> fmpq:
        """The number at ``fraction`` of the way through the part of [low, high] that is in it."""
        first = low if self.low is None else max(low, self.low)
        last = high if self.high is None else min(high, self.high)
        if first >= last:
            first, last = self._span(high - low)
        if self.integer:
            return fmpq((first + fraction * (last - first + 1)).floor())
        inside = fmpq(1, 4096)
        return first + (last - first) * (inside + fraction * (1 - 2 * inside))

    def _span(self, width: fmpq) -> tuple[fmpq, fmpq]:
        """Ends of a stretch of it, for drawing."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        if self.low is not None:
            return self.low, self.low + width
        if self.high is not None:
            return self.high - width, self.high
        return -width, width


Box = Mapping[sp.Symbol, Interval]


def propagated(box: Box, chain: Iterable[Link]) -> Box:
    """The box with the bounds that relations linear in one symbol pass on.

    >>> x, y = sp.symbols("x y", real=True)
    >>> link = Link(x, sp.Integer(1), -y, strict=True, equal=False)  # x > y
    >>> propagated({x: Interval(), y: Interval(low=fmpq(5))}, [link])[x].low
    5
    """
    found = dict(box)
    usable = [link for link in chain if not link.slope.free_symbols]
    for _ in range(_ROUNDS):
        before = dict(found)
        for link in usable:
            bound = _passed_on(link, found)
            if bound is not None:
                found[link.symbol] = found[link.symbol].tightened(bound)
        if found == before:
            break
    return found


def _passed_on(link: Link, box: Box) -> Bound | None:
    """The weakest bound that the link puts on its symbol, whatever the others are in the box."""
    if link.equal or link.symbol not in box or not link.slope.is_Rational:
        return None
    # slope * symbol > -rest: the weakest bound is where the rest is largest
    largest = span(link.rest, box)
    if largest.high is None:
        return None
    slope = fmpq(int(link.slope.p), int(link.slope.q))
    return Bound(-largest.high / slope, slope < 0, link.strict or largest.high_open)


def span(expr: sp.Expr, box: Box) -> Interval:
    """An interval that holds all real values of the expression on the box; mostly coarse.

    >>> x = sp.Symbol("x")
    >>> span(3 - 2 * sp.sqrt(x), {x: Interval()})
    Interval(low=None, high=3, low_open=False, high_open=False, integer=False)
    """
    if expr.is_Rational:
        value = fmpq(int(expr.p), int(expr.q))
        return Interval(value, value)
    if expr.is_Symbol:
        return replace(box.get(expr, Interval()), integer=False)
    if expr.is_Add:
        parts = [span(term, box) for term in expr.args]
        return Interval(
            _total([part.low for part in parts]),
            _total([part.high for part in parts]),
            any(part.low_open for part in parts),
            any(part.high_open for part in parts),
        )
    if expr.is_Mul and expr.args[0].is_Rational:
        factor = fmpq(int(expr.args[0].p), int(expr.args[0].q))
        inside = span(sp.Mul(*expr.args[1:]), box)
        low, high = (None if e is None else factor * e for e in (inside.low, inside.high))
        if factor < 0:
            return Interval(high, low, inside.high_open, inside.low_open)
        return Interval(low, high, inside.low_open, inside.high_open)
    if isinstance(expr, sp.exp):
        return Interval(low=fmpq(0), low_open=True)
    rooted = (
        expr.is_Pow
        and expr.exp.is_Rational
        and expr.exp > 0
        and (not expr.exp.is_Integer or expr.exp % 2 == 0)
    )  # a root is real only where it is not negative
    return Interval(low=fmpq(0)) if rooted or isinstance(expr, sp.Abs) else Interval()


def _total(ends: list[fmpq | None]) -> fmpq | None:
    known = [end for end in ends if end is not None]
    return sum(known, fmpq(0)) if len(known) == len(ends) else None

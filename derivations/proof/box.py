"""Intervals with rational ends, and the box that ranges and relations leave to each symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

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
    """The box with the bounds that linear relations with constant slopes pass on.

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
    point: dict[sp.Symbol, Any] = {}
    open_end = False
    below = bool(link.slope < 0)
    for other in link.others:
        slope = link.rest.coeff(other, 1)
        interval = box.get(other)
        if interval is None or not slope.is_Rational or (link.rest - slope * other).has(other):
            return None
        # slope * symbol > -rest: the weakest bound is where the rest is largest
        end, is_open = (
            (interval.high, interval.high_open) if slope > 0 else (interval.low, interval.low_open)
        )
        if end is None:
            return None
        point[other] = sp.Rational(int(end.p), int(end.q))
        open_end = open_end or is_open
    bound = link.bound(point)
    return bound and Bound(bound.value, below, bound.strict or open_end)

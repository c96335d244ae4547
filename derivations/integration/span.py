"""The range over which is integrated, as a part of the domain of all symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.domain import Domain, Range

INFINITE = (sp.oo, -sp.oo)


@dataclass(frozen=True)
class Span:
    """low < x < high, proven to be in this order; parameters in the domain of ``outside``."""

    variable: sp.Symbol
    low: sp.Expr
    high: sp.Expr
    outside: Decisions

    @cached_property
    def inside(self) -> Decisions:
        """What is proven where the variable is in the range, too."""
        whole = self.outside.domain
        low, high = _floor(self.low), _ceiling(self.high)
        rng = Range(low, high, draw=_drawn(self.low, self.high))
        where = []
        for end, bound, kind in ((self.low, low, sp.Gt), (self.high, high, sp.Lt)):
            if end not in INFINITE and end != bound:
                where.append(kind(self.variable, end, evaluate=False))
        ranges = {**whole.ranges, self.variable: rng}
        return Decisions(replace(whole, ranges=ranges, where=(*whole.where, *where)))

    @cached_property
    def unit(self) -> tuple[sp.Symbol, sp.Expr, Decisions]:
        """A variable of a plain range, the old one as its function, and what is proven there."""
        line = self.low in INFINITE and self.high in INFINITE
        s = sp.Dummy("s", real=True) if line else sp.Dummy("s", positive=True)
        finite = self.low not in INFINITE and self.high not in INFINITE
        if finite:
            place, rng = self.low + (self.high - self.low) * s, Range(0, 1, draw=("1/9", "8/9"))
        elif self.low not in INFINITE:
            place, rng = self.low + s, Range(0, None, draw=("1/9", 9))
        elif self.high not in INFINITE:
            place, rng = self.high - s, Range(0, None, draw=("1/9", 9))
        else:
            place, rng = s, Range()
        ranges = {**self.outside.domain.ranges, s: rng}
        return s, place, Decisions(Domain(ranges, self.outside.domain.where))

    def sign(self, expr: sp.Expr) -> int | None:
        """The strict sign of ``expr`` everywhere inside, if it is proven; 0 if it is zero."""
        found = self.inside.sign_or_none(expr)
        if found is None and not self._is_plain:
            _, place, decide = self.unit
            found = decide.sign_or_none(sp.expand(expr.subs(self.variable, place)))
        return found

    @property
    def _is_plain(self) -> bool:
        return all(end in INFINITE or end.is_Integer for end in (self.low, self.high))


def signed(variable: sp.Symbol, low: sp.Expr, high: sp.Expr, decide: Decisions) -> sp.Symbol:
    """A fresh variable that carries the sign which the range leaves to it."""
    if low not in INFINITE and decide.sign_or_none(low) in (0, 1):
        return sp.Dummy(variable.name, positive=True)
    if high not in INFINITE and decide.sign_or_none(high) in (0, -1):
        return sp.Dummy(variable.name, negative=True)
    return sp.Dummy(variable.name, real=True)


def _floor(end: sp.Expr) -> int | None:
    return int(sp.floor(end)) if end.is_number and end not in INFINITE else None


def _ceiling(end: sp.Expr) -> int | None:
    return int(sp.ceiling(end)) if end.is_number and end not in INFINITE else None


def _drawn(low: sp.Expr, high: sp.Expr) -> tuple[str, str]:
    """Ends between which points are drawn, inside of the range as far as that is known."""
    first = float(low) if low.is_number and low not in INFINITE else None
    last = float(high) if high.is_number and high not in INFINITE else None
    if first is None and last is None:
        first, last = -8.0, 8.0
    elif first is None:
        assert last is not None
        first = last - 8
    elif last is None:
        last = first + 8
    width = last - first
    inner = (first + width / 50, last - width / 50)
    one, two = (str(Fraction(end).limit_denominator(997)) for end in inner)
    return one, two

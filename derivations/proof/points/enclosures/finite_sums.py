"""Finite sums and products: term by term. A sum of terms one of which has no value has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures import infinite_sums, products
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.long_sums import LongSum
from glassproof.derivations.proof.points.enclosures.missing_terms import missing_term
from glassproof.derivations.proof.points.whole_numbers import whole_in

MOST_TERMS = 4000
"""Terms that are added one by one."""

MOST_NESTED_TERMS = 100
"""Terms that hold sums themselves."""


def enclose(node: sp.Sum | sp.Product, compiled: Compile) -> Enclosed:
    """The terms at every integer between the bounds, added or multiplied; an empty sum is 0.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> k, n = sp.symbols("k n", integer=True)
    >>> program = Program()
    >>> root = program.add(sp.Sum(k**2, (k, 1, n)))
    >>> AtPoint(program, {n: 3}).outcomes([root], 30)
    [Value(ball=14.0000000000000)]
    """
    *inner, (variable, low, high) = node.limits
    is_sum = isinstance(node, sp.Sum)
    if low.is_infinite or high.is_infinite:
        if inner and all((end - start).is_negative for _, start, end in inner):
            return [], lambda: acb(0 if is_sum else 1)  # nothing is added, however often
        room = infinite_sums if is_sum else products
        enclosed: Enclosed = room.enclose(node, compiled)
        return enclosed
    inside = node.func(node.function, *inner) if inner else node.function
    free = [s for s in free_in(inside) if s != variable]
    body = compiled(inside, [variable, *free])
    long = LongSum(inside, variable, free, compiled) if is_sum and not _is_nested(inside) else None
    return [low, high, *free], _TermByTerm(inside, variable, body, free, is_sum, long)


def _is_nested(inside: sp.Expr) -> bool:
    return bool(inside.has(sp.Sum, sp.Product, sp.Integral))


@dataclass(frozen=True)
class _TermByTerm:
    inside: sp.Expr
    variable: sp.Symbol
    body: Body
    free: Sequence[sp.Symbol]
    is_sum: bool
    long: LongSum | None

    def __call__(self, first: Ball, last: Ball, *values: Ball) -> Ball:
        total = acb(0) if self.is_sum else acb(1)
        terms = self._between(first, last)
        if terms is None:
            begin, end = whole_in(first), whole_in(last)
            if self.long is None or begin is None or end is None:
                return NOTHING
            return self.long(int(begin), int(end), values)
        for index in terms:
            term = self.body(acb(index), *values)
            if not term.is_finite():
                return NOTHING
            total = total + term if self.is_sum else total * term
        return total

    def undefined(self, first: Ball, last: Ball, *values: Ball) -> str | None:
        """Which term has no value, if one is proven to have none."""
        terms = self._between(first, last)
        if terms is None:
            return None
        return missing_term(self.inside, self.variable, self.body, self.free, terms, values)

    def _between(self, first: Ball, last: Ball) -> range | None:
        most = MOST_NESTED_TERMS if _is_nested(self.inside) else MOST_TERMS
        begin, end = whole_in(first), whole_in(last)
        if begin is None or end is None or not end - begin < most:
            return None
        return range(int(begin), int(end) + 1)

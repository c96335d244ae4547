"""Infinite sums of terms that are bounded by a power: |t(k)| <= c k^-p, p > 1, for all k >= N.

    sum over k >= N of |t(k)| <= c N^-p (1 + N/(p - 1)).

The bound is that of the term's order with proven constants; what decays as an exponential has a
very large p.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.enclosures.large_arguments import prepared
from glassproof.derivations.proof.points.enclosures.order import NoOrderError
from glassproof.derivations.proof.points.enclosures.orders import Near
from glassproof.derivations.proof.points.enclosures.term_quotients import widened

_STARTS = (10, 60, 250, 1000, 3000)


@dataclass(frozen=True)
class BoundedTail:
    """Terms ``inside`` for all integers from one on; ``body`` takes the index and the others."""

    inside: sp.Expr
    variable: sp.Symbol
    body: Body
    free: Sequence[sp.Symbol]
    compiled: Compile

    @cached_property
    def _far(self) -> tuple[sp.Expr, sp.Symbol]:
        """A function of w = 1/k whose modulus is that of the term."""
        w = sp.Dummy("w", positive=True)
        factors = [f for f in sp.Mul.make_args(self.inside) if not _is_sign(f)]
        smooth = prepared(sp.Mul(*factors), self.variable)
        return smooth.xreplace({self.variable: 1 / w}), w

    def total(self, begin: int, values: Sequence[Ball]) -> Ball:
        """The ball of the sum; nothing where no bound is found."""
        goal = arb(2) ** -flint.ctx.prec
        total, term, k = acb(0), acb(0), begin
        for start in _STARTS:
            found = self._tail(max(start, begin), values)
            if found is None:
                continue
            while k < max(start, begin):
                term = self.body(acb(k), *values)
                if not term.is_finite():
                    return NOTHING
                total, k = total + term, k + 1
            if found < goal * abs(total) or start == _STARTS[-1]:
                return widened(total, found, term)
        return NOTHING

    def _tail(self, start: int, values: Sequence[Ball]) -> arb | None:
        expr, w = self._far
        known: dict[sp.Expr, Ball] = {}

        def value(part: sp.Expr) -> Ball:
            if part not in known:
                known[part] = self.compiled(part, self.free)(*values)
            return known[part]

        try:
            size, p = Near(w, arb(1) / start, value).bound(expr)
        except (NoOrderError, ValueError):
            return None
        if not p > 1:
            return None
        tail = size * arb(start) ** -p * (1 + start / (p - 1))
        return tail.upper() if tail.is_finite() else None


def _is_sign(factor: sp.Expr) -> bool:
    """Whether it is a power of -1 with an integer exponent."""
    return bool(factor.is_Pow and factor.base == -1 and factor.exp.is_integer)

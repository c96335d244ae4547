"""Tails of sums whose terms are analytic functions of 1/k, or of a root of it, near 0.

    t(k) = sum_j c_j v^(j - p),  v = k^(-1/r):
    sum over k >= N of t(k) = sum_j c_j zeta((j - p)/r, N).

What is left behind some term follows from a bound of v^p t on a disc. That the sum converges is a
proven limit, so that the first coefficients vanish. With (-1)^k there are alternating zeta
functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.enclosures.discs import TERMS, Disc
from glassproof.derivations.proof.points.enclosures.local_forms import regular

_FURTHER = 16  # N^(1/r) R: each term of the expansion is less than the one before by this
_MOST_ADDED = 5000  # one by one
_MOST_ROOT = 3
_MOST_POLES = 5
_BITS = 420


@dataclass(frozen=True)
class AnalyticTail:
    """The terms ``inside``; ``free`` are the other symbols, in the order of their values."""

    inside: sp.Expr
    variable: sp.Symbol
    free: Sequence[sp.Symbol]
    compiled: Compile

    def total(self, body: Body, begin: int, values: Sequence[Ball]) -> Ball:
        """The sum from ``begin`` on, ``body`` being the term; nothing if it is not found."""
        with flint.ctx.workprec(min(flint.ctx.prec, _BITS)):
            form = self._form(values)
            if form is None:
                return NOTHING
            start = max(begin, int((_FURTHER / form.disc.radius) ** form.root) + 1)
            if start - begin > _MOST_ADDED:
                return NOTHING
            total = form.tail(start)
            for k in range(begin, start):
                total += body(acb(k), *values)
            return total

    @cached_property
    def _written(self) -> tuple[sp.Symbol, int, int, sp.Expr] | None:
        """v, r, the sign that stands before (-1)^k or 0 if there is none, and the term in v."""
        powers = [e for e in self.inside.atoms(sp.Pow) if e.exp.is_Rational]
        root = lcm(*(int(e.exp.q) for e in powers if e.has(self.variable)))
        v, factors = sp.Dummy("v", positive=True), _factors(self.inside)
        signs = [f for f in factors if _is_sign(f, self.variable)]
        if root > _MOST_ROOT or len(signs) > 1:
            return None
        sign = int(sp.Mul(*signs).xreplace({self.variable: sp.Integer(0)})) if signs else 0
        smooth = sp.Mul(*(f for f in factors if f not in signs))
        try:
            return v, root, sign, regular(smooth.xreplace({self.variable: v**-root}), v)
        except (sp.PolynomialError, TypeError, ValueError, AttributeError):
            return None

    @cached_property
    def _candidates(self) -> list[tuple[int, Body]]:
        """p and the body of v^p t, for a few p."""
        if self._written is None:
            return []
        v, _, _, local = self._written
        found: list[tuple[int, Body]] = []
        for p in range(_MOST_POLES):
            expr = sp.expand_mul(v**p * local)
            if expr.has(sp.log(v), sp.nan, sp.zoo):
                return []
            try:
                body = self.compiled(expr, [v, *self.free], frozenset({v}))
            except ValueError:  # a part without balls
                return []
            found.append((p, body))
        return found

    @cached_property
    def _converges(self) -> bool:
        """Whether k t(k) -> 0, or t(k) -> 0 if signs alternate: all other powers converge."""
        # the room of limits rests on this one
        from glassproof.derivations.limits.decisions import Decisions
        from glassproof.derivations.limits.one_sided import NOT_FOUND, limit_from

        assert self._written is not None
        v, root, sign, local = self._written
        try:
            small = local if sign else local / v**root
            return bool(limit_from(small, v, sp.Integer(0), 1, Decisions()).value == 0)
        except NOT_FOUND:
            return False

    def _form(self, values: Sequence[Ball]) -> _Form | None:
        """A form that is analytic on some disc, if the sum converges."""
        for p, body in self._candidates:
            disc = Disc.around(body, values)
            if disc is not None:
                assert self._written is not None
                _, root, sign, _ = self._written
                return _Form(disc, p, root, sign) if self._converges else None
        return None


@dataclass(frozen=True)
class _Form:
    """v^p t on a disc."""

    disc: Disc
    poles: int
    root: int
    sign: int

    def tail(self, start: int) -> Ball:
        """The sum from ``start`` on."""
        first = self.poles + 1 + (0 if self.sign else self.root)
        total, coefficients = acb(0), self.disc.coefficients()
        for j in range(first, TERMS):
            total += coefficients[j] * self._zeta(j, start)
        left = abs(self._zeta(TERMS, start, plain=True)) * self.disc.bound(TERMS)
        left /= 1 - 1 / (arb(self.disc.radius) * arb(start).root(self.root))
        if not left.is_finite():
            return NOTHING
        rest = arb(0, left.abs_upper())
        return acb(total.real + rest) if self.disc.is_real else total + acb(rest, rest)

    def _zeta(self, j: int, start: int, plain: bool = False) -> Ball:
        """The sum over k >= start of k^-s, s = (j - p)/r, or of that with the signs."""
        s = acb(flint.fmpq(j - self.poles, self.root))
        if plain or not self.sign:
            return s.zeta(acb(start))
        low, high = acb(start) / 2, acb(start + 1) / 2
        found: Ball
        if j - self.poles == self.root:
            found = (high.digamma() - low.digamma()) / 2
        else:
            found = (s.zeta(low) - s.zeta(high)) * acb(2) ** -s
        return found if self.sign * (-1) ** start > 0 else -found


def _factors(expr: sp.Expr) -> list[sp.Expr]:
    return [f for part in expr.args for f in _factors(part)] if expr.is_Mul else [expr]


def _is_sign(factor: sp.Expr, variable: sp.Symbol) -> bool:
    """Whether it is (-1)^(c + k) or (-1)^(c - k) with an integer c."""
    if not (factor.is_Pow and factor.base == -1):
        return False
    turns = sp.expand(factor.exp)
    return any((turns - slope * variable).is_Integer for slope in (1, -1))

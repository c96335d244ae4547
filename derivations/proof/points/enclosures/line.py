"""An integrand along the real line, between points where it may be singular.

Each half of a stretch is integrated from its end c: by x = c +- w^k where that makes the integrand
analytic, else by x = c +- h e^-y, and by x = c +- e^y towards infinity. What is left beyond a large
y is bounded by the integrand's order with proven constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import lcm

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import Ball
from glassproof.derivations.proof.points.enclosures.analytic_integrals import (
    CLOSE,
    INSIDE,
    CannotError,
    from_zero,
    integrated,
    real,
)
from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.enclosures.local_forms import near, rational_cancelled
from glassproof.derivations.proof.points.enclosures.order import NoOrderError
from glassproof.derivations.proof.points.enclosures.orders import Near
from glassproof.derivations.proof.points.enclosures.removable import Removable
from glassproof.derivations.proof.points.enclosures.special_points import special_points

_FAR = (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 8, 12, 18, 27, 40, 60, 90, 130, 200, 300, 450, 800)
_MOST_ROOT = 12
INFINITE = (sp.oo, -sp.oo)
HYPERBOLIC = (sp.sinh, sp.cosh, sp.sech, sp.csch, sp.tanh, sp.coth, sp.erfc, sp.erf,
              sp.expint)  # fmt: skip
"""Functions that are, or tend to, exponentials far out."""


@dataclass(frozen=True)
class Line:
    """An integrand on the way from ``low`` to ``high``."""

    integrand: sp.Expr
    variable: sp.Symbol
    low: sp.Expr
    high: sp.Expr
    free: Sequence[sp.Symbol]
    compiled: Compile
    _local: dict[tuple[sp.Expr, int, bool], tuple[sp.Expr, Body]] = field(default_factory=dict)
    _removable: dict[tuple[sp.Expr, int, bool], Removable | None] = field(default_factory=dict)

    @cached_property
    def body(self) -> Body:
        """The integrand, with finite balls only where it is analytic."""
        names = frozenset({self.variable})
        return self.compiled(self.integrand, [self.variable, *self.free], names)

    @cached_property
    def points(self) -> list[tuple[sp.Expr, Body]]:
        """Points at which the integrand may be singular, the ends left out."""
        found = [p for p in special_points(self.integrand, self.variable) if p.is_real is not False]
        inside = [p for p in found if p not in (self.low, self.high)]
        return [(point, self.compiled(point, self.free)) for point in inside]

    @cached_property
    def w(self) -> sp.Symbol:
        """The distance from a point, or its inverse."""
        return sp.Dummy("w", positive=True)

    def local(self, place: sp.Expr, side: int, far: bool) -> tuple[sp.Expr, Body]:
        """The integrand at ``place`` +- w, or at ``place`` +- 1/w times w^-2, and its body."""
        key = (place, side, far)
        if key not in self._local:
            way = side / self.w if far else side * self.w
            expr = near(self.integrand, self.variable, place + way, self.w)
            expr = rational_cancelled(expr / self.w**2, self.w) if far else expr
            body = self.compiled(expr, [self.w, *self.free], frozenset({self.w}))
            self._local[key] = (expr, body)
        return self._local[key]

    def root(self, place: sp.Expr, side: int, far: bool) -> int:
        """k such that the integrand is made of powers of w^(1/k)."""
        expr, _ = self.local(place, side, far)
        powers = [node.exp for node in expr.atoms(sp.Pow) if node.base == self.w]
        return lcm(*(int(e.q) for e in powers if e.is_Rational and e.q <= _MOST_ROOT))

    def rooted(self, place: sp.Expr, side: int, far: bool, root: int) -> Body:
        """The integrand times dw = k v^(k-1) dv, with w = v^k."""
        expr, body = self.local(place, side, far)
        if root == 1:
            return body
        key = (place, side * root, far)
        if key not in self._local:
            turned = root * expr.xreplace({self.w: self.w**root}) * self.w ** (root - 1)
            turned = sp.powsimp(sp.powdenest(turned))
            body = self.compiled(turned, [self.w, *self.free], frozenset({self.w}))
            self._local[key] = (turned, body)
        return self._local[key][1]

    def integral(self, ends: Sequence[Ball], values: Sequence[Ball]) -> Ball:
        """The ball; :class:`CannotError` where there is none."""
        oblique = any(not ball.imag.is_zero() for ball in ends)
        plain = len(ends) == 2 and (oblique or not self.points)
        if plain and self._is_plain(ends[0], ends[1], values):
            return self.straight(ends[0], ends[1], values)
        if oblique:
            raise CannotError
        if len(ends) == 2 and bool((ends[0] - ends[1]).is_zero()):
            return acb(0)
        total = acb(0)
        sign, stretches = self.stretches(ends, values)
        for stretch in stretches:
            total += self._over(*stretch, values)
        return sign * total

    def stretches(
        self, ends: Sequence[Ball], values: Sequence[Ball]
    ) -> tuple[int, list[tuple[sp.Expr, arb, sp.Expr, arb]]]:
        """The parts between singular points, as place and ball of both ends; an orientation."""
        remaining = iter(ends)
        low, high = (
            (arb.pos_inf() if end is sp.oo else arb.neg_inf())
            if end in INFINITE
            else next(remaining).real
            for end in (self.low, self.high)
        )
        first, last, sign = (self.low, low), (self.high, high), 1
        if high < low:
            first, last, sign = last, first, -1
        elif not low < high:
            raise CannotError
        inside = [(first[0], first[1])]
        for place, body in self.points:
            ball = body(*values)
            apart = not any(ball.real.overlaps(other) for _, other in inside)
            between = ball.is_finite() and ball.imag.is_zero() and first[1] < ball.real < last[1]
            if between and apart:
                inside.append((place, ball.real))
        inside.append(last)
        if len(inside) == 2 and not first[1].is_finite() and not last[1].is_finite():
            inside.append((sp.Integer(0), arb(0)))
        inside.sort(key=lambda pair: float(pair[1]))
        return sign, [(*left, *right) for left, right in pairwise(inside)]

    def _over(
        self, left: sp.Expr, low: arb, right: sp.Expr, high: arb, values: Sequence[Ball]
    ) -> Ball:
        if not low.is_finite():
            return self._to_infinity(right, high, -1, values)
        if not high.is_finite():
            return self._to_infinity(left, low, 1, values)
        half = (high - low) / 2
        return self.half(left, 1, half, values) + self.half(right, -1, half, values)

    def straight(self, low: Ball, high: Ball, values: Sequence[Ball]) -> Ball:
        """The integral over a straight way along which the integrand is analytic."""
        width, body = high - low, self.body
        found = width * integrated(lambda s: body(low + width * s, *values), arb(1), values)
        return real(found, body, low + width * INSIDE, values)

    def _is_plain(self, low: Ball, high: Ball, values: Sequence[Ball]) -> bool:
        """Whether the integrand is analytic near both ends, so that there is a straight way."""
        reach = arb(0, (CLOSE * abs(high - low)).upper())
        near_end = acb(reach, reach)
        return all(self.body(end + near_end, *values).is_finite() for end in (low, high))

    def half(
        self, place: sp.Expr, side: int, half: arb, values: Sequence[Ball], far: bool = False
    ) -> Ball:
        """The integral over 0 < w < half."""
        for root in (1, self.root(place, side, far)):
            body = self.rooted(place, side, far, root)
            found = from_zero(body, half if root == 1 else half.root(root), values)
            if found is not None:
                return found
        expr, body = self.local(place, side, far)
        if (found := self._past_removable(place, side, far, half, values)) is not None:
            return found
        end, tail = self._cut(expr, half, values)

        def along(y: Ball) -> Ball:
            w = half * (-y).exp()
            return body(w, *values) * w

        return real(integrated(along, end, values) + tail, body, acb(half * INSIDE), values)

    def _past_removable(
        self, place: sp.Expr, side: int, far: bool, half: arb, values: Sequence[Ball]
    ) -> Ball | None:
        """The same, if the singularity at w = 0 is removable."""
        key, (expr, body) = (place, side, far), self.local(place, side, far)
        if key not in self._removable:
            self._removable[key] = Removable.of(expr, self.w, self.free, self.compiled)
        known = self._removable[key]
        near_zero = None if known is None else known.integral(half, values)
        if near_zero is None:
            return None
        end, found = near_zero
        width = half - end
        beyond = width * integrated(lambda s: body(end + width * s, *values), arb(1), values)
        return found + real(beyond, body, acb(half * INSIDE), values)

    def _to_infinity(self, place: sp.Expr, start: arb, side: int, values: Sequence[Ball]) -> Ball:
        close = self.half(place, side, arb(1), values)
        return close + self.far(place, start, side, values)

    def far(self, place: sp.Expr, start: arb, side: int, values: Sequence[Ball]) -> Ball:
        """The integral over all x further than 1 from the place."""
        expr, body = self.local(place, side, far=True)
        if not expr.has(sp.exp, *HYPERBOLIC):
            return self.half(place, side, arb(1), values, far=True)
        end, tail = self._cut(_as_exponentials(expr), arb(1), values)

        def along(y: Ball) -> Ball:
            step = y.exp()
            return self.body(start + side * step, *values) * step

        return real(integrated(along, end, values) + tail, body, acb(INSIDE), values)

    def _cut(self, expr: sp.Expr, width: arb, values: Sequence[Ball]) -> tuple[arb, Ball]:
        """A y, and a ball of the integral over 0 < w < width e^-y, which is small."""
        goal = arb(2) ** -flint.ctx.prec
        place = self._evaluation(values)
        best: tuple[arb, arb] | None = None
        for y in _FAR:
            eps = width * (-arb(y)).exp()
            try:
                bound, p = Near(self.w, eps.upper(), place).bound(expr)
            except NoOrderError:
                continue
            if not p > -1:
                continue
            rest = (bound * eps ** (p + 1) / (p + 1)).upper()
            if rest.is_finite() and (best is None or rest < best[1]):
                best = (arb(y), rest)
                if rest < goal:
                    break
        if best is None:
            raise CannotError
        return best[0], acb(arb(0, best[1]), arb(0, best[1]))

    def _evaluation(self, values: Sequence[Ball]) -> Callable[[sp.Expr], Ball]:
        known: dict[sp.Expr, Ball] = {}

        def value(expr: sp.Expr) -> Ball:
            if expr not in known:
                known[expr] = self.compiled(expr, self.free)(*values)
            return known[expr]

        return value

    def divergence(self, ends: Sequence[Ball], values: Sequence[Ball]) -> str | None:
        """That the integral diverges, and where, if the integrand's order there proves it."""
        _, stretches = self.stretches(ends, values)
        for place, side, far in _sides(stretches):
            expr, _ = self.local(place, side, far)
            expr = _as_exponentials(expr) if far else expr
            try:
                order = Near(self.w, arb(2) ** -30, self._evaluation(values)).order(expr)
            except NoOrderError:
                continue
            grows = order.k is None or (order.k.imag.is_zero() and order.k.real > 0)
            grows = grows and (order.k is not None or bool(order.p <= -1))
            if grows and order.m.imag.is_zero() and not order.m.contains(0):
                at = f"{'-' if side < 0 else ''}oo" if far else place
                return f"the integral diverges at {self.variable} = {at}"
        return None


def _sides(
    stretches: Sequence[tuple[sp.Expr, arb, sp.Expr, arb]],
) -> Iterator[tuple[sp.Expr, int, bool]]:
    for left, low, right, high in stretches:
        if low.is_finite():
            yield left, 1, False
        else:
            yield right, -1, True
        if high.is_finite():
            yield right, -1, False
        else:
            yield left, 1, True


def _as_exponentials(expr: sp.Expr) -> sp.Expr:
    """Hyperbolic functions by exponentials, and products of these as one."""
    if expr.has(*HYPERBOLIC):
        plain = HYPERBOLIC[:4]
        expr = expr.replace(lambda e: isinstance(e, plain), lambda e: e.rewrite(sp.exp, deep=False))
    return sp.powsimp(expr, combine="exp") if expr.has(sp.exp) else expr

"""Principal values at a point: half circles around simple poles, above and below, in the mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.proof.points.enclosures.analytic_integrals import (
    CannotError,
    integrated,
)
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.by_signs import BySigns
from glassproof.derivations.proof.points.enclosures.integrals import MOST_BITS
from glassproof.derivations.proof.points.enclosures.line import (
    INFINITE,
    Line,
)
from glassproof.derivations.proof.points.enclosures.local_forms import near, rational_cancelled
from glassproof.derivations.proof.points.enclosures.order import NoOrderError
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball

_SMALLEST = 10
"""How often the circle around a pole is halved."""


def enclose(node: PrincipalValue, compiled: Compile) -> Enclosed:
    """A ball of the principal value; nothing where a pole is not simple.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x = sp.Symbol("x", real=True)
    >>> program = Program()
    >>> root = program.add(PrincipalValue(sp.Integral(1 / x, (x, -1, 2))))
    >>> AtPoint(program, {}).outcomes([root], 30)
    [Value(ball=[0.693147180559945 +/- 3.10e-16])]
    """
    integral = node.integral
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return [], lambda: NOTHING
    variable, low, high = integral.limits[0]
    finite = [end for end in (low, high) if end not in INFINITE]
    free = [s for s in free_in(sp.Tuple(integral.function, *finite)) if s != variable]
    line = Line(integral.function, variable, low, high, free, compiled)
    around, proven = _Poles(line), BySigns(node, free, compiled, _find)

    return [*finite, *free], _PrincipalValue(around, proven, len(finite))


def _find(node: sp.Expr) -> tuple[sp.Expr | None, str]:
    # the room of integration rests on this one
    from glassproof.derivations.divergence.principal_values import why_divergent
    from glassproof.derivations.integration.principal_values import prove
    from glassproof.derivations.limits.decisions import Decisions
    from glassproof.derivations.proof.domain import Domain

    found = prove(node, None, Domain({}))
    return (found[0], "") if found is not None else (None, why_divergent(node, Decisions()))


@dataclass(frozen=True)
class _PrincipalValue:
    around: _Poles
    proven: BySigns
    finite: int

    def __call__(self, *balls: Ball) -> Ball:
        with flint.ctx.workprec(min(flint.ctx.prec, MOST_BITS)):
            try:
                return self.around.value(balls[: self.finite], balls[self.finite :])
            except (CannotError, NoOrderError):
                pass
        body, _ = self.proven.at(balls[self.finite :])
        return NOTHING if body is None else body(*balls[self.finite :])

    def undefined(self, *balls: Ball) -> str | None:
        """Why there is no principal value, if it is proven that there is none."""
        return self.proven.at(balls[self.finite :])[1] or None


class _Poles:
    """The integrand near its poles, times the distance."""

    def __init__(self, line: Line) -> None:
        self.line, self.w = line, sp.Dummy("w")
        self._known: dict[sp.Expr, Body] = {}

    def value(self, ends: Sequence[Ball], values: Sequence[Ball]) -> Ball:
        """The ball; :class:`CannotError` where there is none."""
        sign, stretches = self.line.stretches(ends, values)
        halves = [(high - low) / 2 for _, low, _, high in stretches]
        halves = [half if half.is_finite() else arb(1) for half in halves]
        total, radii = acb(0), {}
        for number, (_, _, place, ball) in enumerate(stretches[:-1]):
            reach = arb.min(halves[number], halves[number + 1]) / 2
            radius = self._radius(place, reach, values)
            if radius is not None:
                radii[place] = radius
                total += self._half_circles(ball, radius, values)
        for half, (left, low, right, high) in zip(halves, stretches, strict=True):
            for place, ball, side in ((left, low, 1), (right, high, -1)):
                if ball.is_finite():
                    total += self._beside(place, ball, side, half, radii.get(place), values)
                else:
                    other, start = (right, high) if side == 1 else (left, low)
                    total += self.line.far(other, start, -side, values)
        return sign * total

    def _beside(
        self,
        place: sp.Expr,
        ball: arb,
        side: int,
        half: arb,
        radius: arb | None,
        values: Sequence[Ball],
    ) -> Ball:
        if radius is None:
            return self.line.half(place, side, half, values)
        ends = (acb(ball + side * radius), acb(ball + side * half))
        return side * self.line.straight(*ends, values)

    def _radius(self, place: sp.Expr, reach: arb, values: Sequence[Ball]) -> arb | None:
        """A radius within which the place is a simple pole and nothing else is singular."""
        if place not in self._known:
            local = near(self.line.integrand, self.line.variable, place + self.w, self.w)
            local = rational_cancelled(local * self.w, self.w)
            order = [self.w, *self.line.free]
            self._known[place] = self.line.compiled(local, order, frozenset({self.w}))
        body = self._known[place]
        for power in range(_SMALLEST):
            radius: arb = reach / 2**power
            around = arb(0, radius.upper())
            if body(acb(around, around), *values).is_finite():
                return radius
        return None

    def _half_circles(self, middle: arb, radius: arb, values: Sequence[Ball]) -> Ball:
        """The mean of the ways above and below; with the pole between them, p.v. by symmetry."""
        total = acb(0)
        for side in (1, -1):

            def along(turn: Ball, side: int = side) -> Ball:
                step = radius * (acb(0, side) * acb.pi() * (1 - turn)).exp()
                slope = -acb(0, side) * acb.pi() * step
                return self.line.body(middle + step, *values) * slope

            total += integrated(along, arb(1), values)
        beside = acb(middle + radius * arb(0.9, 0.01))
        real = bool(self.line.body(beside, *values).imag.is_zero())
        return acb(total.real / 2) if real else total / 2

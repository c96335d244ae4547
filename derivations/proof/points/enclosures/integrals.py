"""Integrals at a point: rigorous balls, or the proof that an integral diverges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import flint
import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.analytic_integrals import CannotError
from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in
from glassproof.derivations.proof.points.enclosures.by_signs import BySigns
from glassproof.derivations.proof.points.enclosures.line import INFINITE, Line
from glassproof.derivations.proof.points.enclosures.order import NoOrderError

MOST_BITS = 420
"""Bits that integrals are computed with."""


def enclose(node: sp.Integral, compiled: Compile) -> Enclosed:
    """A ball of the integral; nothing where it diverges or is not enclosed.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> t, x = sp.symbols("t x", real=True)
    >>> program = Program()
    >>> root = program.add(sp.Integral(sp.log(sp.Abs(x - t)) / sp.sqrt(1 - t**2), (t, -1, 1)))
    >>> (value,) = AtPoint(program, {x: sp.Rational(1, 3)}).outcomes([root], 30)
    >>> print(value.ball.real.str(10), sp.N(-sp.pi * sp.log(2), 10))
    [-2.177586090 +/- 3.04e-10] -2.177586090
    """
    arguments, numerical = numerically(node, compiled)
    if not isinstance(numerical, _Integral):
        return arguments, numerical
    free = numerical.line.free
    proven = BySigns(node, free, compiled, _find)
    return arguments, replace(numerical, proven=proven)


def _find(node: sp.Expr) -> tuple[sp.Expr | None, str]:
    # the room of integration rests on this one
    from glassproof.derivations.divergence.integrals import why_divergent
    from glassproof.derivations.integration.prover import quickly
    from glassproof.derivations.limits.decisions import Decisions

    value = quickly(node)
    return value, "" if value is not None else why_divergent(node, Decisions())


def numerically(node: sp.Integral, compiled: Compile) -> Enclosed:
    """As :func:`enclose`, without closed forms."""
    limit, *inner = reversed(node.limits)
    inside = node.function if not inner else sp.Integral(node.function, *reversed(inner))
    if len(limit) != 3:
        return [], lambda: NOTHING
    variable, low, high = limit
    if inner and (factors := _separated(node.function, limit, inner)) is not None:
        return factors, lambda first, second: first * second
    if low in INFINITE and low == high:
        return [], lambda: acb(0)
    finite = [end for end in (low, high) if end not in INFINITE]
    free = [s for s in free_in(sp.Tuple(inside, *finite)) if s != variable]
    line = Line(inside, variable, low, high, free, compiled)
    return [*finite, *free], _Integral(line, len(finite))


def _separated(
    function: sp.Expr, outer: sp.Tuple, inner: Sequence[sp.Tuple]
) -> list[sp.Expr] | None:
    """Integrals over the outer and over the inner variables whose product the integral is."""
    names = {limit[0] for limit in inner}
    if any(len(limit) != 3 or limit.has(outer[0]) for limit in inner):
        return None
    rest, own = sp.expand_power_exp(function).as_independent(outer[0], as_Add=False)
    if own.free_symbols & names:
        return None
    return [sp.Integral(own, outer), sp.Integral(rest, *reversed(inner))]


@dataclass(frozen=True)
class _Integral:
    line: Line
    finite: int
    proven: BySigns | None = None  # the closed form of what is not integrated numerically

    def __call__(self, *balls: Ball) -> Ball:
        with flint.ctx.workprec(min(flint.ctx.prec, MOST_BITS)):
            try:
                return self.line.integral(balls[: self.finite], balls[self.finite :])
            except (CannotError, NoOrderError):
                pass
        if self.proven is None or self._divergence(*balls):
            return NOTHING
        body, _ = self.proven.at(balls[self.finite :])
        return NOTHING if body is None else body(*balls[self.finite :])

    def undefined(self, *balls: Ball) -> str | None:
        """Why there is no value, if it is proven that there is none."""
        found = self._divergence(*balls)
        if found is None and self.proven is not None:
            found = self.proven.at(balls[self.finite :])[1] or None
        return found

    def _divergence(self, *balls: Ball) -> str | None:
        try:
            return self.line.divergence(balls[: self.finite], balls[self.finite :])
        except (CannotError, NoOrderError):
            return None

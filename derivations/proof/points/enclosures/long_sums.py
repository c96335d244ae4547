"""Finite sums of very many terms: what two sums to infinity differ by.

sum over a <= k <= b of (k + q)^-s is zeta(s, a + q) - zeta(s, b + 1 + q), by digamma functions at
s = 1, whether the sum to infinity converges or not; rational terms are expanded in such powers.
Sums of log(k + q) are quotients of Gamma functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.enclosures import infinite_sums
from glassproof.derivations.proof.points.enclosures.body import Body, Compile
from glassproof.derivations.proof.points.enclosures.rational_tails import rational_stretch
from glassproof.derivations.proof.points.enclosures.term_quotients import Quotient, quotients
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball
from glassproof.derivations.proof.points.functions.zeta_orders import zeta

_LARGEST = 10**40  # the last place to which terms are added


class LongSum:
    """The sum of ``inside`` over many integers, without adding them one by one.

    >>> from glassproof.derivations.proof.points.programs import compiled
    >>> k = sp.Symbol("k", integer=True)
    >>> harmonic = LongSum(1 / k, k, [], compiled)
    >>> print(f"{float(harmonic(1, 10**9, []).real):.12f}")
    21.300481502348
    """

    def __init__(
        self, inside: sp.Expr, variable: sp.Symbol, free: Sequence[sp.Symbol], compiled: Compile
    ) -> None:
        self.inside, self.variable = inside, variable
        self.free, self.compiled = list(free), compiled

    def __call__(self, begin: int, end: int, values: Sequence[Ball]) -> Ball:
        """The ball of the sum over begin <= k <= end; nothing where no rule is known."""
        if not -_LARGEST < begin < end < _LARGEST:
            return NOTHING
        if self._logarithm is not None:
            shift = self._logarithm(*values)
            first, after = shift + begin, shift + end + 1
            return after.lgamma() - first.lgamma() if first.real > 0 else NOTHING
        if self._powers is not None:
            exponent, shift = (body(*values) for body in self._powers)
            if not (shift.real + begin > 0 and shift.imag.is_zero()):
                return NOTHING
            return power_stretch(exponent, shift + begin, shift + end + 1)
        if self._rational is not None:
            found = rational_stretch(self._rational, begin, end, values)
            if found.is_finite():
                return found
        if self._tail is None:
            return NOTHING
        whole, rest = (self._tail(acb(place), *values) for place in (begin, end + 1))
        return whole - rest

    @cached_property
    def _logarithm(self) -> Body | None:
        if not isinstance(self.inside, sp.log):
            return None
        shift = sp.expand(self.inside.args[0] - self.variable)
        return None if shift.has(self.variable) else self.compiled(shift, self.free)

    @cached_property
    def _powers(self) -> tuple[Body, Body] | None:
        found = infinite_sums.powers(self.inside, self.variable)
        if found is None:
            return None
        exponent, shift = found
        return self.compiled(exponent, self.free), self.compiled(shift, self.free)

    @cached_property
    def _rational(self) -> Quotient | None:
        told = quotients(self.inside, self.variable, sp.S.One, self.free, self.compiled)
        return told[0] if told is not None and len(told) == 1 and told[0].is_rational == 1 else None

    @cached_property
    def _tail(self) -> Callable[..., Ball] | None:
        start = sp.Dummy("start", integer=True)
        try:
            node = sp.Sum(self.inside, (self.variable, start, sp.oo))
            arguments, function = infinite_sums.enclose(node, self.compiled)
            bodies = [self.compiled(argument, [start, *self.free]) for argument in arguments]
        except ValueError:  # a part has no ball version
            return None
        return lambda *balls: function(*(body(*balls) for body in bodies))


def power_stretch(exponent: Ball, start: Ball, stop: Ball) -> Ball:
    """The sum of k^-s from ``start`` on, by ones, before ``stop``."""
    if exponent == 1:
        return stop.digamma() - start.digamma()
    value = zeta(exponent, start) - zeta(exponent, stop)
    real = exponent.imag.is_zero() and start.imag.is_zero()
    return acb(value.real) if real else value

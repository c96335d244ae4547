"""Convergent series whose neighbouring terms have a ratio that is a rational function."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Fraction, Poly, Ring
from glassproof.derivations.summation.infinity import converges
from glassproof.derivations.summation.recurrences import Summed
from glassproof.derivations.summation.terms import quotient

_MOST_ZEROS = 4


@dataclass(frozen=True)
class Series:
    """t(k + 1)/t(k) = ratio above(k)/below(k), summed from ``low`` to infinity."""

    summed: Summed
    ratio: sp.Expr
    above: Poly
    below: Poly

    @property
    def ring(self) -> Ring:
        """The ring of the coefficients."""
        return self.summed.term.ring

    @property
    def first(self) -> sp.Expr:
        """The first term."""
        return self.summed.term.expr({self.summed.index: self.summed.low})

    def at(self, poly: Poly, value: sp.Expr) -> sp.Expr:
        """A polynomial in the index at a value of it."""
        return self.ring.expr(poly).xreplace({self.summed.index: value})


def series_of(summed: Summed, facts: Facts) -> Series | None:
    """The series of a term from an integer to infinity, if it is proven to converge."""
    if summed.high is not sp.oo or not summed.low.is_Integer:
        return None
    ring, index = summed.term.ring, summed.index
    for _ in range(_MOST_ZEROS):
        if summed.term.expr({index: summed.low}) == 0:
            summed = replace(summed, low=summed.low + 1)
    step = quotient(summed.term.at(index, 1), summed.term)
    if step is None or step.is_zero or not converges(summed.term, index, facts):
        return None
    leads = []
    for poly in (step.num, step.den):
        parts = ring.coefficients(poly, index)
        leads.append(parts[max(parts)])
    ratio = ring.expr(Fraction(leads[0], ring.one) * Fraction(leads[1], ring.one).inverse())
    above = Fraction(step.num, ring.one) * Fraction(leads[0], ring.one).inverse()
    below = Fraction(step.den, ring.one) * Fraction(leads[1], ring.one).inverse()
    if not (above.den.is_constant() and below.den.is_constant()):
        return None
    return Series(summed, ratio, above.num, below.num)

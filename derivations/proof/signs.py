"""Proven signs: a polynomial in generators that is nowhere negative, or nowhere positive.

A symbol's range is mapped onto the positive half-line; coefficients that then have one sign are the
proof. A + B r, r a square root, has the sign of A or of B r, by comparison of squares; if these are
equal, it is zero. A relation of the domain says the sign of its irreducible factor, and one that is
linear in a symbol moves that symbol's range.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import islice
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.quadratic_forms import is_nonnegative
from glassproof.derivations.proof.radical_fractions import Field, Poly, RadicalFraction

Bounds = tuple[Any, Any]
"""Rational numbers, or None."""

_MOST_TERMS = 500  # of a polynomial that is factored in search of a zero
_MOST_ROOTS = 3  # that are tried in turn
_MOST_DEGREE = 12  # of a polynomial that is written in other variables


@dataclass
class Signs:
    """Signs over a field whose symbols have ``bounds`` (by generator)."""

    field: Field
    bounds: dict[int, Bounds] = dataclasses.field(default_factory=dict)
    tight: dict[int, Bounds] = dataclasses.field(default_factory=dict)  # of other generators
    integers: set[int] = dataclasses.field(default_factory=set)
    facts: dict[str, int] = dataclasses.field(default_factory=dict)
    moved: list[tuple[int, RadicalFraction]] = dataclasses.field(default_factory=list)
    found: dict[str, int] = dataclasses.field(default_factory=dict)

    def of(self, poly: Poly) -> int:
        """1 where ``poly`` is provably nowhere negative, -1 nowhere positive, 0 if not proven."""
        key = str(poly)
        if key not in self.found:
            self.found[key] = self._proven(poly) if self.is_real(poly) else 0
        return self.found[key]

    def _proven(self, poly: Poly) -> int:
        return (
            self._by_coefficients(poly, {})
            or self._with_relations(poly)
            or self._by_tight_bounds(poly)
            or self._by_squares(poly)
            or self._by_factors(poly)
            or self._by_completed_squares(poly)
        )

    def _by_completed_squares(self, poly: Poly) -> int:
        for sign in (1, -1):
            if is_nonnegative(sign * poly):
                return sign
        return 0

    def _by_tight_bounds(self, poly: Poly) -> int:
        """With the bounds of exponentials too, which make polynomials of high degree long."""
        bounded = self.tight.keys() & self.field.used(poly)
        if not bounded or poly.total_degree() > _MOST_DEGREE or len(poly) > _MOST_TERMS:
            return 0
        return self._by_coefficients(poly, self.tight)

    def _by_factors(self, poly: Poly) -> int:
        if len(poly) < 2 or len(poly) > _MOST_TERMS:
            return 0
        content, factors = poly.factor()
        sign = 1 if content > 0 else -1
        for factor, power in factors:
            known = self.facts.get(str(factor), 0)
            if not known and (factor != poly / content or power > 1):
                known = self.of(factor)
            if power % 2 == 0:
                known = 1
            sign *= known
        return sign

    def of_fraction(self, value: RadicalFraction) -> int:
        """The same for a fraction."""
        return self.of(value.num) and self.of(value.num) * self.of(value.den)

    def vanishes(self, poly: Poly) -> bool:
        """Whether ``poly`` is proven to be zero, radicals that depend on one another considered."""
        if poly.is_zero() or len(poly) > _MOST_TERMS:
            return bool(poly.is_zero())
        return any(self._cancels(factor) for factor, _ in poly.factor()[1])

    def _cancels(self, poly: Poly) -> bool:
        """Whether A + B r is zero because A^2 = B^2 r^2 and A and B have opposite signs."""
        found = self.field.around_root(poly)
        if not found or self.field.generators[found[2]].sign != 1:
            return False
        A, B, index = found
        opposite = self.of(A) * self.of(B) == -1
        return opposite and self.vanishes(self.field.norm(A, B, index).num)

    def is_real(self, *polys: Poly) -> bool:
        """Whether no generator in them may be complex."""
        return all(self.field.generators[i].sign is not None for i in self.field.used(*polys))

    def assume_nonnegative(self, gap: RadicalFraction) -> None:
        """Use ``gap`` >= 0: it tells the sign of its factor of unknown sign, if there is one."""
        content, factors = (gap.num * gap.den).factor()
        sign, unknown = (1 if content > 0 else -1), []
        for factor, power in factors:
            if power % 2:
                sign *= (known := self.of(factor)) or 1
                unknown += [] if known else [factor]
        if len(unknown) == 1 and self.is_real(*unknown):
            self._assume(unknown[0] * sign)
            self.facts[str(unknown[0])] = sign
        self.found.clear()

    def _assume(self, poly: Poly) -> None:
        """Use ``poly`` >= 0, if that is linear in a symbol with a coefficient of known sign."""
        for index in self.bounds:
            parts = self.field.by_powers(poly, index)
            if not set(parts) <= {0, 1} or 1 not in parts:
                continue
            rest: Poly = parts.get(0, self.field.zero.num)
            if parts[1].is_constant() and rest.is_constant():
                slope = parts[1].leading_coefficient()
                end = -(0 if rest.is_zero() else rest.leading_coefficient()) / slope
                self._bound(index, end, slope > 0)
                return
            if slope := self.of(parts[1]):
                image = self.field.gens[index] * slope * parts[1] - rest
                self.moved.append((index, RadicalFraction(image, parts[1])))
                return

    def _bound(self, index: int, end: Any, below: bool) -> None:
        """Use that a symbol is at least, or at most, ``end``."""
        low, high = self.bounds[index]
        if index in self.integers:
            end = flint.fmpq(end.ceil() if below else end.floor())
        if below:
            low = end if low is None or end > low else low
        else:
            high = end if high is None or end < high else high
        self.bounds[index] = (low, high)

    def _with_relations(self, poly: Poly) -> int:
        """With the symbols that relations of the domain bound measured from these bounds."""
        free: dict[int, Bounds] = {}
        orientation = 1
        for index, image in self.moved:
            settled = free.keys() & {index, *self.field.used(image.num, image.den)}
            if settled or index not in self.field.used(poly):
                continue
            if self._may_move(index, poly, image):
                moved = self.field.substituted(poly, index, image)
                value = self.field.normal(moved.num, moved.den)
                orientation *= self._by_coefficients(value.den, free)
                poly = value.num
                free[index] = (0, None)
        return orientation * self._by_coefficients(poly, free) if free and orientation else 0

    def _may_move(self, index: int, poly: Poly, image: RadicalFraction) -> bool:
        """Whether the symbol occurs as itself alone, and in no radical that might be reduced."""
        symbol = self.field.generators[index].meaning
        others = set(self.field.used(poly, image.num, image.den)) - {index}
        return not any(symbol in self.field.generators[i].meaning.free_symbols for i in others)

    def _by_coefficients(self, poly: Poly, free: dict[int, Bounds]) -> int:
        even = []
        for index in self.field.used(poly):
            low, high = free.get(index) or self.bounds.get(index, (None, None))
            if low is not None or high is not None:
                poly = self._on_half_line(poly, index, low, high)
            elif self.field.generators[index].sign == -1:
                poly = self.field.substituted(
                    poly, index, RadicalFraction(-self.field.gens[index], self.field.unit)
                ).num
            elif not self.field.generators[index].sign:
                even.append(index)
        signs = set()
        for powers, coefficient in poly.to_dict().items():
            if any(powers[index] % 2 for index in even):
                return 0
            signs.add(1 if coefficient > 0 else -1)
        return signs.pop() if len(signs) == 1 else 0

    def _on_half_line(self, poly: Poly, index: int, low: Any, high: Any) -> Poly:
        """``poly`` times a positive factor, with the symbol measured from the end of its range."""
        fresh, unit = self.field.gens[index], self.field.unit
        if low is not None and high is not None:
            image = RadicalFraction(unit * low + fresh * high, unit + fresh)
        elif low is not None:
            image = RadicalFraction(unit * low + fresh, unit)
        else:
            image = RadicalFraction(unit * high - fresh, unit)
        return self.field.substituted(poly, index, image).num

    def _by_squares(self, poly: Poly) -> int:
        for A, B, index in islice(self.field.around_roots(poly), _MOST_ROOTS):
            if self.field.generators[index].sign == 1 and (sign := self._squared(A, B, index)):
                return sign
        return 0

    def _squared(self, A: Poly, B: Poly, index: int) -> int:
        """The sign of A + B r."""
        first, second = self.of(A), self.of(B)
        if A.is_zero() or first == second:
            return second
        larger = self.of_fraction(self.field.norm(A, B, index))
        return {1: first, -1: second}.get(larger, 0)


def bounds_of(symbol: sp.Symbol, interval: Interval) -> Bounds:
    """What interval and assumptions say of a symbol."""
    low, high = interval.low, interval.high
    least = 1 if symbol.is_positive and symbol.is_integer else 0
    if symbol.is_nonnegative and (low is None or low < least):
        low = flint.fmpq(least)
    if symbol.is_nonpositive and (high is None or high > 0):
        high = flint.fmpq(0)
    return low, high

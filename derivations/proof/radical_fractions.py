"""Fractions of polynomials in generators, some of which are radicals: g^d = R.

Polynomials are python-flint's over the rationals, in a ring with a fixed number of generators; a
ring that turns out too small asks to be replaced by a larger one. A fraction in normal form has its
radicals reduced by g^d = R, no common factor, and a denominator with leading coefficient one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeAlias

import flint

Poly: TypeAlias = Any  # flint.fmpq_mpoly, which carries no types

MOST_TERMS = 20_000
"""Polynomials larger than this are given up."""


def rational(value: Any) -> flint.fmpq:
    """A rational number (SymPy's, FLINT's, Python's or a text) as FLINT's."""
    if isinstance(value, (int, str, Fraction)):
        value = Fraction(value)
        return flint.fmpq(value.numerator, value.denominator)
    return flint.fmpq(int(value.p), int(value.q))


class UnsupportedError(Exception):
    """The expression has no canonical form here: an unknown function, a size beyond reason."""


class TooFewGeneratorsError(Exception):
    """The ring has no generator left: start again with a larger one."""


@dataclass(frozen=True)
class RadicalFraction:
    """num/den, in the normal form of the field that made it."""

    num: Poly
    den: Poly

    @property
    def key(self) -> str:
        """Equal keys mean equal fractions."""
        return f"({self.num})/({self.den})"

    @property
    def constant(self) -> flint.fmpq | None:
        """The rational number that the fraction is, if it is one."""
        if self.num.is_constant() and self.den.is_constant():
            return flint.fmpq() if self.num.is_zero() else self.num.leading_coefficient()
        return None


@dataclass(frozen=True)
class Generator:
    """A generator: its SymPy meaning, and its sign where that is proven.

    ``sign`` is 1 where the generator is nowhere negative on the domain, -1 where it is nowhere
    positive, 0 for a real one of varying sign, None where it may be complex.
    """

    meaning: Any
    sign: int | None


@dataclass
class Field:
    """The field of fractions over the generators met so far, and arithmetic in it."""

    capacity: int
    generators: list[Generator] = field(default_factory=list)
    relations: dict[int, tuple[int, RadicalFraction]] = field(default_factory=dict)
    known: dict[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [f"g{i}" for i in range(self.capacity)]
        self.context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.lex)
        self.gens = self.context.gens()
        self.unit = self.context.constant(1)
        self.one = RadicalFraction(self.unit, self.unit)
        self.zero = RadicalFraction(self.context.constant(0), self.unit)

    def number(self, value: Any) -> RadicalFraction:
        """A rational number (SymPy's, FLINT's or Python's)."""
        return RadicalFraction(self.unit * rational(value), self.unit)

    def add_generator(self, key: Hashable, generator: Generator) -> int:
        """The index of a new generator, to be found again in ``known`` under ``key``."""
        if len(self.generators) == self.capacity:
            raise TooFewGeneratorsError
        self.known[key] = len(self.generators)
        self.generators.append(generator)
        return self.known[key]

    def generator(self, index: int) -> RadicalFraction:
        """The generator with that index as a fraction."""
        return RadicalFraction(self.gens[index], self.unit)

    def used(self, *polys: Poly) -> list[int]:
        """Indices of the generators that occur, oldest first."""
        found: set[int] = set()
        for poly in polys:
            found.update(i for i, degree in enumerate(poly.degrees()) if degree > 0)
        return sorted(found)

    def by_powers(self, poly: Poly, index: int) -> dict[int, Poly]:
        """Coefficients of the powers of one generator."""
        parts: dict[int, dict[Any, Any]] = {}
        for powers, coefficient in poly.to_dict().items():
            rest = (*powers[:index], 0, *powers[index + 1 :])
            parts.setdefault(powers[index], {})[rest] = coefficient
        return {power: self.context.from_dict(terms) for power, terms in parts.items()}

    def substituted(
        self, poly: Poly, index: int, value: RadicalFraction, turn: int = 1
    ) -> RadicalFraction:
        """``poly`` with g^turn replaced by ``value``; remaining powers of g stay."""
        parts = self.by_powers(poly, index)
        most = max(parts, default=0) // turn
        total = self.zero.num
        for power, coefficient in parts.items():
            turns, rest = divmod(power, turn)
            total += (
                coefficient
                * value.num**turns
                * value.den ** (most - turns)
                * (self.gens[index] ** rest)
            )
        return RadicalFraction(total, value.den**most)

    def reduced(self, poly: Poly) -> RadicalFraction:
        """``poly`` modulo g^d = R of every radical, newest first; not yet in normal form."""
        den = self.unit
        while True:
            degrees = poly.degrees()
            high = [i for i, (degree, _) in self.relations.items() if degrees[i] >= degree]
            if not high:
                return RadicalFraction(poly, den)
            index = max(high)
            degree, whole = self.relations[index]
            part = self.substituted(poly, index, whole, degree)
            poly, den = part.num, den * part.den

    def normal(self, num: Poly, den: Poly) -> RadicalFraction:
        """The normal form of num/den; :class:`UnsupportedError` if the denominator vanishes."""
        while True:
            above, below = self.reduced(num), self.reduced(den)
            if below.num.is_zero():
                raise UnsupportedError("a denominator vanishes identically")
            num, den = above.num * below.den, below.num * above.den
            if above.den.is_one() and below.den.is_one():
                break
        if len(num) > MOST_TERMS or len(den) > MOST_TERMS:
            raise UnsupportedError("a polynomial beyond reason")
        if not den.is_constant():
            common = num.gcd(den)
            if not common.is_one():
                num, den = divmod(num, common)[0], divmod(den, common)[0]
        lead = den.leading_coefficient()
        return RadicalFraction(num / lead, den / lead)

    def add(self, *fractions: RadicalFraction) -> RadicalFraction:
        """Their sum."""
        num, den = self.zero.num, self.unit
        for each in fractions:
            if each.den == den:
                num = num + each.num
                continue
            common = den.gcd(each.den)
            mine, other = divmod(each.den, common)[0], divmod(den, common)[0]
            num, den = num * mine + each.num * other, den * mine
        return self.normal(num, den)

    def multiply(self, *fractions: RadicalFraction) -> RadicalFraction:
        """Their product."""
        total = self.one
        for each in fractions:
            if len(total.num) * len(each.num) > MOST_TERMS * 50:
                raise UnsupportedError("a polynomial beyond reason")
            total = self.normal(total.num * each.num, total.den * each.den)
        return total

    def power(self, value: RadicalFraction, exponent: int) -> RadicalFraction:
        """An integer power, by squaring."""
        if exponent < 0:
            return self.power(self.normal(value.den, value.num), -exponent)
        if len(value.num) + len(value.den) > 2 and exponent > 64:
            raise UnsupportedError("a power beyond reason")
        total, square = self.one, value
        while exponent:
            if exponent % 2:
                total = self.multiply(total, square)
            exponent //= 2
            square = self.multiply(square, square) if exponent else square
        return total

    def around_root(self, poly: Poly) -> tuple[Poly, Poly, int] | None:
        """(A, B, index) with poly = A + B r, r the newest square root in it; None without one."""
        return next(self.around_roots(poly), None)

    def around_roots(self, poly: Poly) -> Iterator[tuple[Poly, Poly, int]]:
        """(A, B, index) with poly = A + B r for the square roots r in it, the newest first.

        A generator g of even order d counts as its power r = g^(d/2), where it has no other.
        """
        for index in reversed(self.used(poly)):
            half, odd = divmod(self.relations.get(index, (1,))[0], 2)
            parts = {} if odd or self._is_turn(index) else self.by_powers(poly, index)
            if parts and parts.keys() <= {0, half}:
                yield parts.get(0, self.zero.num), parts[half], index

    def _is_turn(self, index: int) -> bool:
        """Whether g^d = 1: a root of unity that the point decides, 1 + g may be zero."""
        return index in self.relations and self.relations[index][1].constant == 1

    def root(self, index: int) -> Poly:
        """The square root r of :meth:`around_root`."""
        return self.gens[index] ** (self.relations[index][0] // 2)

    def norm(self, A: Poly, B: Poly, index: int) -> RadicalFraction:
        """A^2 - B^2 R: the product of A + B r and its conjugate."""
        whole = self.relations[index][1]
        return self.normal(A * A * whole.den - B * B * whole.num, whole.den)

    def factors(self, poly: Poly) -> tuple[flint.fmpq, list[tuple[Poly, int]]]:
        """Content and irreducible factors, radicals that divide ``poly`` among them.

        A radical of a symbol takes the symbol's place, s = g^d, so that s + 1 + 2 g is a square; of
        a symbol divided by D, s = g^d D. Powers are negative where a radical stands for a quotient.
        """
        found = []
        for index, (_, whole) in self.relations.items():
            unit = whole.constant is not None and self.generators[index].sign != 1
            divides = whole.den.is_one() and not unit and self._divided(poly, index)
            if divides:
                poly, power = divides
                found.append((self.gens[index], power))
        for index, (degree, whole) in self.relations.items():
            inner = self.used(whole.num)
            if len(inner) == 1 and whole.num == self.gens[inner[0]] and index in self.used(poly):
                image = RadicalFraction(self.gens[index] ** degree * whole.den, self.unit)
                poly = self.substituted(poly, inner[0], image).num
        content, factors = poly.factor()
        for factor, power in factors:
            reduced = self.reduced(factor)
            found.append((reduced.num, power))
            if not reduced.den.is_one():
                scale, below = self.factors(reduced.den)
                content /= scale**power
                found += [(each, -times * power) for each, times in below]
        return content, found

    def _divided(self, poly: Poly, index: int) -> tuple[Poly, int] | None:
        """``poly`` by the highest power of the radical that divides it, and that power."""
        degree, whole = self.relations[index]
        power = 0
        while index in self.used(poly):
            parts = self.by_powers(poly, index)
            last, rest = divmod(parts.pop(0, self.zero.num), whole.num)
            if not rest.is_zero() or (whole.constant is not None and not _share(last, poly)):
                break
            g = self.gens[index]
            poly = last * g ** (degree - 1)
            poly += sum((c * g ** (k - 1) for k, c in parts.items()), self.zero.num)
            power += 1
        return (poly, power) if power else None

    def rationalised(self, value: RadicalFraction) -> RadicalFraction:
        """The same fraction with no square root in its denominator."""
        while found := self.around_root(value.den):
            A, B, index = found
            conjugate = A - B * self.root(index)
            value = self.normal(value.num * conjugate, value.den * conjugate)
        return value

    def terms(self, value: RadicalFraction) -> list[tuple[flint.fmpq, RadicalFraction]]:
        """``value`` as a sum of rational multiples of monomials and proper fractions."""
        value = self.rationalised(value)
        whole, rest = divmod(value.num, value.den)
        found = []
        for poly, den in ((whole, self.unit), (rest, value.den)):
            for powers, coefficient in poly.to_dict().items():
                monomial = self.context.from_dict({powers: flint.fmpq(1)})
                found.append((coefficient, self.normal(monomial, den)))
        return found


def _share(part: Poly, whole: Poly) -> bool:
    """Whether ``part`` has integer coefficients where ``whole`` is made primitive."""
    coefficients = [flint.fmpq(c) for c in whole.coeffs()]
    over = lcm(*(int(c.q) for c in coefficients))
    content = flint.fmpq(gcd(*(int((c * over).p) for c in coefficients)), over)
    return all((c / content).q == 1 for c in part.coeffs())

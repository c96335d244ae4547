"""Powers and logarithms of fractions, taken apart into those of irreducible factors.

Products under a radical, a logarithm or a symbolic power are split only into factors that are
proven positive on the domain, where the splitting is exact; what is left stays one base. A factor
A + B r, r a square root, stands for its conjugate too: (A + B r)(A - B r) is free of r; and it is a
square, (sqrt(a) +- sqrt(b))^2, where A^2 - B^2 r^2 is one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from math import lcm

import flint
import sympy as sp
from flint.utils.flint_exceptions import DomainError as FlintDomainError

from glassproof.derivations.proof.generators import Base, FinerRootError, Generators
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction, UnsupportedError
from glassproof.derivations.proof.signs import Bounds

_MOST_EXPONENT = 100_000
_MOST_DEPTH = 4  # radicals within radicals that are taken apart


@dataclass
class Powers(Generators):
    """Powers over a field. ``roots`` remembers the order of each base's radical."""

    powers: dict[int, tuple[Base, RadicalFraction]] = dataclasses.field(default_factory=dict)
    logarithms: dict[int, Base] = dataclasses.field(default_factory=dict)
    exponents: dict[int, tuple[Base, RadicalFraction]] = dataclasses.field(default_factory=dict)
    undecided: dict[str, Poly] = dataclasses.field(default_factory=dict)
    depth: int = 0

    # --- powers ------------------------------------------------------------------------------

    def power(self, value: RadicalFraction, exponent: RadicalFraction) -> RadicalFraction:
        """value^exponent, principal value."""
        constant = exponent.constant
        if constant is not None and constant.q == 1:
            if abs(constant) > _MOST_EXPONENT:
                raise UnsupportedError("a power beyond reason")
            return self.field.power(value, int(constant.p))
        if value.num.is_zero():
            raise UnsupportedError("a power of zero")
        if self._is_whole(exponent):
            return self._whole_power(value, exponent)
        return self.field.multiply(
            *(
                self.base_power(base, self.field.multiply(count, exponent))
                for base, count in self._split(value)
            )
        )

    def _is_whole(self, exponent: RadicalFraction) -> bool:
        """Whether the exponent is an integer everywhere, by its form."""
        whole = all(i in self.signs.integers for i in self.field.used(exponent.num))
        numbers = exponent.num.to_dict().values()
        return whole and exponent.den.is_one() and all(c.q == 1 for c in numbers)

    def _whole_power(self, value: RadicalFraction, exponent: RadicalFraction) -> RadicalFraction:
        """A power with an integer exponent: of every factor by itself, whatever its sign."""
        field, parts = self.field, []
        number, left = flint.fmpq(1), field.one
        for poly, side in ((value.num, 1), (value.den, -1)):
            content, factors = field.factors(poly)
            number *= content**side
            for factor, times in factors:
                if self.signs.of(factor):
                    left = field.multiply(
                        left, field.power(RadicalFraction(factor, field.unit), side * times)
                    )
                    continue
                share = field.multiply(exponent, field.number(side * times))
                parts += self._factor_to(factor, share)
        left = field.multiply(left, field.number(number))
        split = [(base, field.multiply(count, exponent)) for base, count in self._split(left)]
        return field.multiply(*(self.base_power(base, count) for base, count in (*parts, *split)))

    def _factor_to(
        self, factor: Poly, exponent: RadicalFraction
    ) -> list[tuple[Base, RadicalFraction]]:
        """A factor without a sign to an integer power: (b^e)^n = b^(e n), A + B r by A - B r."""
        field = self.field
        bare = RadicalFraction(factor, field.unit)
        used = field.used(factor)
        if len(used) == 1 and used[0] in self.exponents and factor == field.gens[used[0]]:
            base, inside = self.exponents[used[0]]
            return [(base, field.multiply(inside, exponent))]
        if factor.leading_coefficient() < 0:
            return [(field.number(-1), exponent), *self._factor_to(-factor, exponent)]
        turned = self._without_unit(bare)
        if turned is not None:
            return [(self.unit(), exponent), *self._factor_to(turned.num, exponent)]
        found = field.around_root(factor)
        if found is not None:
            A, B, index = found
            norm = field.norm(A, B, index)
            if not A.is_zero() and norm.constant == 1:
                if A.leading_coefficient() * B.leading_coefficient() > 0:
                    return [(bare, exponent)]
                other = RadicalFraction(A - B * field.root(index), field.unit)
                return [(other, field.multiply(exponent, field.number(-1)))]
        return [(bare, exponent)]

    def _without_unit(self, bare: RadicalFraction) -> RadicalFraction | None:
        """The factor divided by i, if its leading term contains i and it has others."""
        index = self.field.known.get(("i",))
        if index is None or len(bare.num) < 2:
            return None
        leading = max(
            bare.num.to_dict(), key=lambda powers: (*powers[:index], *powers[index + 1 :])
        )
        if not leading[index]:
            return None
        return self.field.multiply(bare, self.unit(), self.field.number(-1))

    def exponential(self, exponent: RadicalFraction) -> RadicalFraction:
        total = self.field.one
        for coefficient, mono in self.field.terms(exponent):
            total = self.field.multiply(total, self._exponential_term(coefficient, mono))
        return total

    def _exponential_term(self, coefficient: flint.fmpq, mono: RadicalFraction) -> RadicalFraction:
        """exp(c mono): a power if mono contains one logarithm, a root of unity if it is i pi."""
        degrees = mono.num.degrees()
        for index in self.field.used(mono.num):
            argument = self.logarithms.get(index)
            if argument is not None and degrees[index] == 1:
                rest = self.field.multiply(
                    mono,
                    self.field.number(coefficient),
                    self.field.power(self.field.generator(index), -1),
                )
                if index not in self.field.used(rest.num, rest.den):
                    return self.base_power(argument, rest)
        used = {self.field.generators[i].meaning for i in self.field.used(mono.num, mono.den)}
        if used == {sp.I, sp.pi} and mono.num.total_degree() == 2 and mono.den.is_one():
            return self.root_of_unity(coefficient)
        if turn := self.turn(coefficient, mono):
            return turn
        return self._rooted(None, coefficient, mono)

    def base_power(self, base: Base, exponent: RadicalFraction) -> RadicalFraction:
        """base^exponent for one irreducible base, None for e."""
        if base is None:
            return self.exponential(exponent)
        if turn := self.half_turns(base):
            angle = self.field.multiply(self.unit(), self.pi(), self.field.number(turn), exponent)
            return self.exponential(angle)
        if base.den.is_one() and not self.signs.of(base.num) and self._is_whole(exponent):
            parts = self._factor_to(base.num, exponent)
            if [part.key for part, _ in parts if part] != [base.key]:
                return self.field.multiply(*(self.base_power(*part) for part in parts))
        total = self.field.one
        for coefficient, mono in self.field.terms(exponent):
            if mono.constant is not None and coefficient.q == 1:
                part = self.field.power(base, int(coefficient.p))
            else:
                part = self._rooted(base, coefficient, mono)
            total = self.field.multiply(total, part)
        return total

    def _rooted(
        self, base: Base, coefficient: flint.fmpq, mono: RadicalFraction
    ) -> RadicalFraction:
        """base^(c mono) through the generator base^(mono/d), d a multiple of c's denominator."""
        key = ("power", base.key if base else "e", mono.key)
        order = lcm(int(coefficient.q), self.roots.get(key, 1))
        if order != self.roots.setdefault(key, order):
            self.roots[key] = order
            raise FinerRootError
        positive = base is None or self.signs.of_fraction(base) == 1
        real = positive and self.signs.is_real(mono.num, mono.den)
        meaning = sp.Pow(self.back_base(base), self.back_fraction(mono) / order)
        root = self.generator(key, meaning, 1 if real else None)
        index = self.field.known[key]
        if base and mono.constant is not None:
            self.field.relations[index] = (order, base)
        if index not in self.exponents:
            share = self.field.number(flint.fmpq(1, order))
            self.exponents[index] = (base, self.field.multiply(mono, share))
            if real:
                self.signs.tight[index] = self._bounds_of_power(base, mono)
                self.powers[index] = self.exponents[index]
        return self.field.power(root, int(coefficient.p) * (order // int(coefficient.q)))

    def _bounds_of_power(self, base: Base, mono: RadicalFraction) -> Bounds:
        """Whether base^(mono/d) is at least or at most one."""
        rising = self.signs.of_fraction(mono)
        if base is not None and rising:
            rising *= self.signs.of_fraction(self.field.add(base, self.field.number(-1)))
        one = flint.fmpq(1)
        return {1: (one, None), -1: (flint.fmpq(0), one)}.get(rising, (flint.fmpq(0), None))

    # --- factors -----------------------------------------------------------------------------

    def _split(self, value: RadicalFraction) -> list[tuple[Base, RadicalFraction]]:
        """``value`` as a product of powers of positive irreducible bases and one that is left.

        Squares of real factors count as positive; what is left has no proven sign.
        """
        found: list[tuple[Base, RadicalFraction]] = []
        number, left = flint.fmpq(1), self.field.one
        complex_factors: list[tuple[RadicalFraction, int]] = []
        for poly, orientation in ((value.num, 1), (value.den, -1)):
            content, factors = self.field.factors(poly)
            number *= content**orientation
            for factor, power in factors:
                sign = self.signs.of(factor)
                if sign:
                    number *= sign if power % 2 else 1
                    found += self._positive(factor * sign, orientation * power)
                    continue
                base = RadicalFraction(factor, self.field.unit)
                if not self.signs.is_real(factor):
                    complex_factors.append((base, orientation * power))
                    continue
                self.undecided.setdefault(str(factor), factor)
                squares = power // 2
                if squares:
                    square = self.field.power(base, 2)
                    found.append((square, self.field.number(orientation * squares)))
                rest = self.field.power(base, orientation * (power - 2 * squares))
                left = self.field.multiply(left, rest)
        if complex_factors:
            sign, root, times = self.of_complex(complex_factors)
            number *= sign
            if times:
                found.append((root, self.field.number(times)))
            else:
                left = self.field.multiply(left, root)
        if (constant := left.constant) is not None:
            number, left = number * constant, self.field.one
        if left is not self.field.one or number < 0:
            sign = -1 if number < 0 else 1
            found.append((self.field.multiply(left, self.field.number(sign)), self.field.one))
        for prime, power in sp.factorrat(sp.Rational(abs(int(number.p)), int(number.q))).items():
            if prime != 1:
                found.append((self.field.number(prime), self.field.number(power)))
        return found

    def of_complex(
        self, factors: list[tuple[RadicalFraction, int]]
    ) -> tuple[int, RadicalFraction, int]:
        """Their product as sign * root^times with a positive root, times = 0 if there is none."""
        return 1, self.field.multiply(*(self.field.power(base, n) for base, n in factors)), 0

    def _positive(self, poly: Poly, power: int) -> list[tuple[Base, RadicalFraction]]:
        """A positive irreducible factor to a power, as powers of canonical bases."""
        count = self.field.number(power)
        used = self.field.used(poly)
        if len(used) == 1 and poly == self.field.gens[used[0]] and used[0] in self.powers:
            base, exponent = self.powers[used[0]]
            return [(base, self.field.multiply(count, exponent))]
        found = self.field.around_root(poly)
        if found and not found[0].is_zero() and self.field.generators[found[2]].sign == 1:
            pieces = self._denested(*found) or self._conjugated(*found)
            if pieces:
                return [(base, self.field.multiply(count, times)) for base, times in pieces]
        return [(RadicalFraction(poly, self.field.unit), count)]

    def _denested(self, A: Poly, B: Poly, index: int) -> list[tuple[Base, RadicalFraction]]:
        """A + B r = (sqrt(a) +- sqrt(b))^2 with a, b = (A +- s)/2, where A^2 - B^2 r^2 = s^2."""
        norm = self.field.norm(A, B, index)
        try:
            side = RadicalFraction(norm.num.sqrt(), norm.den.sqrt())
        except FlintDomainError:
            return []
        orientation, slope = self.signs.of_fraction(side), self.signs.of(B)
        if not orientation or not slope or self.depth > _MOST_DEPTH:
            return []
        half, whole = self.field.number(flint.fmpq(1, 2)), RadicalFraction(A, self.field.unit)
        side = self.field.multiply(side, self.field.number(orientation))
        a = self.field.multiply(half, self.field.add(whole, side))
        minus = self.field.multiply(side, self.field.number(-1))
        b = self.field.multiply(half, self.field.add(whole, minus))
        if self.signs.of_fraction(a) != 1 or self.signs.of_fraction(b) != 1:
            return []
        self.depth += 1
        second = self.field.multiply(self.field.number(slope), self.power(b, half))
        pieces = self._split(self.field.add(self.power(a, half), second))
        self.depth -= 1
        return [(base, self.field.multiply(times, self.field.number(2))) for base, times in pieces]

    def _conjugated(self, A: Poly, B: Poly, index: int) -> list[tuple[Base, RadicalFraction]]:
        """A + B r as norm/(A - B r), where A and B have leading coefficients of unlike signs."""
        if A.leading_coefficient() * B.leading_coefficient() > 0:
            return []
        norm = self.field.norm(A, B, index)
        sign = self.signs.of_fraction(norm)
        if not sign:
            return []
        conjugate = (A - B * self.field.root(index)) * sign
        pieces = self._split(self.field.multiply(norm, self.field.number(sign)))
        return [*pieces, (RadicalFraction(conjugate, self.field.unit), self.field.number(-1))]

    # --- logarithms --------------------------------------------------------------------------

    def logarithm(self, value: RadicalFraction) -> RadicalFraction:
        """log(value), principal value."""
        if value.num.is_zero():
            raise UnsupportedError("the logarithm of zero")
        parts = [self.field.multiply(n, self._log_of_base(base)) for base, n in self._split(value)]
        return self.field.add(*parts)

    def _log_of_base(self, base: Base) -> RadicalFraction:
        if base is None:
            return self.field.one
        if turn := self.half_turns(base):
            return self.field.multiply(self.unit(), self.pi(), self.field.number(turn))
        key = ("log", base.key)
        if key not in self.field.known:
            sign = None
            if self.signs.of_fraction(base) == 1:
                sign = self.signs.of_fraction(self.field.add(base, self.field.number(-1)))
            self.generator(key, sp.log(self.back_fraction(base)), sign)
            self.logarithms[self.field.known[key]] = base
        return self.field.generator(self.field.known[key])

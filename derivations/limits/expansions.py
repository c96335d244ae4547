"""Expansions f = c1 m1 + c2 m2 + ... + O(r) as u -> 0+, and arithmetic with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cmp_to_key

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.scale import ONE, Monomial, compare, growth, larger, of_exponents

Terms = tuple[tuple[sp.Expr, Monomial], ...]

_MOST_FACTORS = 16  # of a power that is multiplied out


class DeeperError(Exception):
    """Everything cancelled down to the remainder: more terms are needed."""


class NoExpansionError(Exception):
    """A function that is not expanded here."""


@dataclass(frozen=True)
class Expansion:
    """Terms by falling growth and the remainder's growth, None if there is no remainder.

    Coefficients may vanish, unless :meth:`Calculus.lead` has shown that they do not. ``real`` says
    that the function is real, ``imaginary`` that it is i times a real one; ``between`` bounds the
    lower and the upper limit of one that need have no limit, as a sine far out.
    """

    terms: Terms = ()
    rest: Monomial | None = None
    real: bool = True
    between: tuple[sp.Expr, sp.Expr] | None = None
    imaginary: bool = False

    @property
    def phase(self) -> int | None:
        """k where it is i^k times a real function."""
        return 0 if self.real else 1 if self.imaginary else None

    @property
    def is_zero(self) -> bool:
        """Whether the function is zero."""
        return not self.terms and self.rest is None

    @property
    def top(self) -> Monomial | None:
        """A monomial of which the function is O."""
        return self.terms[0][1] if self.terms else self.rest


@dataclass(frozen=True)
class Calculus:
    """Arithmetic with expansions of at most ``depth`` terms, in parameters of a domain."""

    decide: Decisions
    depth: int = 6
    steps: list[int] = field(default_factory=lambda: [0])

    def constant(self, value: sp.Expr) -> Expansion:
        """A function that is constant."""
        terms = () if value == 0 else ((value, ONE),)
        real = self.decide.is_real(value)
        imaginary = not real and self.decide.is_real(sp.I * value)
        return Expansion(terms, None, real, imaginary=imaginary)

    def made(
        self, terms: Iterable[tuple[sp.Expr, Monomial]], rest: Monomial | None, real: bool
    ) -> Expansion:
        """Terms put together, ordered and cut off."""
        self.steps[0] += 1
        total: dict[Monomial, sp.Expr] = {}
        for coefficient, monomial in terms:
            total[monomial] = total.get(monomial, sp.Integer(0)) + coefficient
        above = [m for m, c in total.items() if c != 0]
        above = [m for m in above if rest is None or compare(m, rest, self.decide) > 0]
        kept: list[tuple[sp.Expr, Monomial]] = []
        for monomial in sorted(above, key=cmp_to_key(self._later)):  # few are expanded: it is slow
            coefficient = total[monomial]
            short = coefficient if coefficient.is_Rational else sp.expand(coefficient)
            if short != 0 and len(kept) == self.depth:
                rest = larger(monomial, rest, self.decide)
                break
            if short != 0:
                kept.append((short, monomial))
        return Expansion(tuple(kept), rest, real)

    def _later(self, one: Monomial, other: Monomial) -> int:
        return compare(other, one, self.decide)

    def add(self, *parts: Expansion) -> Expansion:
        """The sum."""
        rest: Monomial | None = None
        for part in parts:
            rest = larger(rest, part.rest, self.decide)
        terms = [term for part in parts for term in part.terms]
        found = self.made(terms, rest, all(part.real for part in parts))
        if all(part.imaginary for part in parts):
            found = replace(found, imaginary=True)
        bounds = self._bounds(parts)
        return self._between(found, *map(sp.Add, *bounds)) if bounds else found

    def _between(self, found: Expansion, low: sp.Expr, high: sp.Expr) -> Expansion:
        if found.rest is None or growth(found.rest, self.decide) < 0:
            return found
        return replace(found, between=(low, high))

    def _bounds(self, parts: Iterable[Expansion]) -> list[tuple[sp.Expr, sp.Expr]]:
        """Between what the parts stay, if one of them has no limit."""
        if all(part.between is None for part in parts):
            return []
        found = []
        for part in parts:
            try:
                large, fixed, _ = ((), None, None) if part.between else self.split(part)
            except (UndecidedError, DeeperError):
                return []
            if large or not part.real:
                return []
            found.append(part.between or (fixed, fixed))
        return found

    def scale(self, factor: sp.Expr, value: Expansion) -> Expansion:
        """A constant multiple."""
        return self.multiply(self.constant(factor), value)

    def multiply(self, first: Expansion, second: Expansion) -> Expansion:
        """The product."""
        if first.is_zero or second.is_zero:
            return Expansion()
        terms = [(c * d, m.times(n)) for c, m in first.terms for d, n in second.terms]
        rest: Monomial | None = None
        for one, other in ((first, second), (second, first)):
            if one.rest is not None and other.top is not None:
                rest = larger(rest, one.rest.times(other.top), self.decide)
        if first.rest is not None and second.rest is not None:
            rest = larger(rest, first.rest.times(second.rest), self.decide)
        phases = {first.phase, second.phase}
        found = self.made(terms, rest, phases in ({0}, {1}))
        if phases == {0, 1}:
            found = replace(found, imaginary=True)
        if (bounds := self._bounds((first, second))) and len(bounds) == 2:
            corners = [a * b for a in bounds[0] for b in bounds[1]]
            if all(corner.is_number and corner.is_real for corner in corners):
                return self._between(found, sp.Min(*corners), sp.Max(*corners))
        return found

    def lead(self, value: Expansion) -> tuple[sp.Expr, Monomial, Expansion]:
        """c, m and d with value = c m (1 + d), c proven to be no zero and d -> 0."""
        terms = list(value.terms)
        while terms:
            coefficient, monomial = terms[0]
            if self.decide.is_never_zero(coefficient):
                break
            if not self.decide.vanishes(coefficient):
                raise UndecidedError(f"whether {coefficient} vanishes")
            terms.pop(0)
        if not terms:
            if value.rest is None:
                raise NoExpansionError("a function that is zero stands in a denominator")
            raise DeeperError
        inverse = monomial.power(sp.Integer(-1))
        others = [(c / coefficient, m.times(inverse)) for c, m in terms[1:]]
        rest = None if value.rest is None else value.rest.times(inverse)
        real = value.real or value.imaginary
        return coefficient, monomial, self.made(others, rest, real)

    def series(self, small: Expansion, coefficient: Callable[[int], sp.Expr]) -> Expansion:
        """The sum of coefficient(k) small^k over all k >= 0, a series that converges near 0."""
        total = [self.constant(coefficient(0))]
        power = self.constant(sp.Integer(1))
        if small.is_zero:
            return total[0]
        self.require_small(small)
        assert small.top is not None
        for k in range(1, self.depth + 1):
            power = self.multiply(power, small)
            total.append(self.scale(coefficient(k), power))
        rest = Expansion((), small.top.power(sp.Integer(self.depth + 1)), small.real)
        return self.add(*total, rest)

    def require_small(self, value: Expansion) -> None:
        """Raise :class:`UndecidedError` unless ``value`` -> 0."""
        if value.top is not None and growth(value.top, self.decide) >= 0:
            raise UndecidedError("a part that does not tend to zero")

    def split(self, value: Expansion) -> tuple[Terms, sp.Expr, Expansion]:
        """The terms that tend to infinity, the constant, and what tends to zero."""
        large = [(c, m) for c, m in value.terms if growth(m, self.decide) > 0]
        fixed = [c for c, m in value.terms if m.is_one]
        small = [(c, m) for c, m in value.terms if (c, m) not in large and not m.is_one]
        found = Expansion(tuple(small), value.rest, value.real)
        if value.rest is not None and growth(value.rest, self.decide) >= 0:
            raise DeeperError
        kept = tuple((c, m) for c, m in large if not self.decide.vanishes(c))
        return kept, sp.Add(*fixed), found

    def power(self, base: Expansion, exponent: sp.Expr) -> Expansion:
        """The power with a constant exponent."""
        if exponent.is_Integer and 0 <= exponent <= _MOST_FACTORS:
            found = self.constant(sp.Integer(1))
            for _ in range(int(exponent)):
                found = self.multiply(found, base)
            return found
        if base.is_zero and self.decide.sign(exponent) > 0:
            return Expansion()
        if not base.terms and base.rest is not None and self.decide.sign_or_none(exponent) == 1:
            return Expansion((), base.rest.power(exponent), base.real and exponent.is_integer)
        if (bounds := self._positive_bounds(base)) and self.decide.is_real(exponent):
            ends = [bound**exponent for bound in bounds]
            return Expansion((), ONE, True, (sp.Min(*ends), sp.Max(*ends)))
        coefficient, monomial, rest = self.lead(base)
        if not (monomial.is_one or self.decide.is_real(exponent)):
            raise NoExpansionError("a complex power of what grows or vanishes")
        outer = coefficient**exponent
        if not exponent.is_integer:
            size, turned = self.principal(coefficient, base)
            outer = sp.exp(sp.I * sp.pi * turned * exponent) * size**exponent
        outside = replace(self.constant(outer), terms=((outer, monomial.power(exponent)),))
        inside = self.series(rest, lambda k: sp.ff(exponent, k) / sp.factorial(k))
        return self.multiply(outside, inside)

    def principal(self, coefficient: sp.Expr, value: Expansion) -> tuple[sp.Expr, int]:
        """c and t with log(value) ~ log(c) + i pi t, where ``coefficient`` leads ``value``.

        The logarithm is cut along the negative real axis, where it is continuous from above.
        """
        if self.decide.is_real(coefficient):
            if self.decide.sign(coefficient) == 1:
                return coefficient, 0
            return -coefficient, self.half_plane(value)
        if self.decide.is_off_cut(coefficient):
            return coefficient, 0
        raise UndecidedError(f"on which branch {coefficient} is")

    def half_plane(self, value: Expansion) -> int:
        """-1 where the imaginary part is negative near the point, 1 where it is not."""
        if value.real:
            return 1
        for coefficient, _ in value.terms:
            if self.decide.is_real(coefficient):
                continue
            imaginary = coefficient.as_real_imag()[1]
            if not self.decide.vanishes(imaginary):
                return self.decide.sign(imaginary)
        if value.rest is None:
            return 1
        raise DeeperError

    def conjugate(self, value: Expansion) -> Expansion:
        """The conjugate."""
        if value.real:
            return value
        return replace(value, terms=tuple((sp.conjugate(c), m) for c, m in value.terms))

    def _positive_bounds(self, value: Expansion) -> tuple[sp.Expr, sp.Expr] | None:
        if value.between and self.decide.sign_or_none(value.between[0]) == 1:
            return value.between
        return None

    def log(self, value: Expansion) -> Expansion:
        """The principal logarithm."""
        if bounds := self._positive_bounds(value):
            return Expansion((), ONE, True, (sp.log(bounds[0]), sp.log(bounds[1])))
        coefficient, monomial, rest = self.lead(value)
        size, turned = self.principal(coefficient, value)
        terms = monomial.log()
        if terms is None:
            raise NoExpansionError("more iterated logarithms than are looked at")
        terms.append((sp.log(size) + sp.I * sp.pi * turned, ONE))
        series = self.series(
            rest, lambda k: sp.Rational((-1) ** (k + 1), k) if k else sp.Integer(0)
        )
        real = not turned and self.decide.is_real(size)
        return self.add(self.made(terms, None, real), series)

    def exp(self, value: Expansion) -> Expansion:
        """The exponential; of what is complex and large only the modulus is kept."""
        if value.between:
            low, high = map(sp.exp, value.between)
            return Expansion((), ONE, True, (low, high))
        large, fixed, small = self.split(value)
        moduli = [c if self.decide.is_real(c) else c.as_real_imag()[0] for c, _ in large]
        if not all(map(self.decide.is_real, moduli)):
            raise NoExpansionError("an exponential of what is complex")
        size = of_exponents((r, m) for r, (_, m) in zip(moduli, large, strict=True) if r != 0)
        if any(c != r for (c, _), r in zip(large, moduli, strict=True)):
            return Expansion((), size, False)
        outside = Expansion(((sp.exp(fixed), size),), None, value.real)
        return self.multiply(outside, self.series(small, lambda k: 1 / sp.factorial(k)))

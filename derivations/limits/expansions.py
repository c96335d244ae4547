"""Expansions f = c1 m1 + c2 m2 + ... + O(r) as u -> 0+, and arithmetic with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cmp_to_key

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.scale import LOG, LOG_LOG, ONE, Monomial, compare, growth, larger

Terms = tuple[tuple[sp.Expr, Monomial], ...]


class DeeperError(Exception):
    """Everything cancelled down to the remainder: more terms are needed."""


class NoExpansionError(Exception):
    """A function that is not expanded here."""


@dataclass(frozen=True)
class Expansion:
    """Terms by falling growth and the remainder's growth, None if there is no remainder.

    Coefficients may vanish, unless :meth:`Calculus.lead` has shown that they do not. ``real`` says
    that the function is real.
    """

    terms: Terms = ()
    rest: Monomial | None = None
    real: bool = True

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
        return Expansion(terms, None, self.decide.is_real(value))

    def made(
        self, terms: Iterable[tuple[sp.Expr, Monomial]], rest: Monomial | None, real: bool
    ) -> Expansion:
        """Terms put together, ordered and cut off."""
        self.steps[0] += 1
        total: dict[Monomial, sp.Expr] = {}
        for coefficient, monomial in terms:
            total[monomial] = total.get(monomial, sp.Integer(0)) + coefficient
        kept: list[tuple[sp.Expr, Monomial]] = []
        for monomial, coefficient in total.items():
            short = coefficient if coefficient.is_Rational else sp.expand(coefficient)
            if short != 0 and (rest is None or compare(monomial, rest, self.decide) > 0):
                kept.append((short, monomial))
        kept.sort(key=cmp_to_key(self._later))
        if len(kept) > self.depth:
            rest = larger(kept[self.depth][1], rest, self.decide)
        return Expansion(tuple(kept[: self.depth]), rest, real)

    def _later(self, one: tuple[sp.Expr, Monomial], other: tuple[sp.Expr, Monomial]) -> int:
        return compare(other[1], one[1], self.decide)

    def add(self, *parts: Expansion) -> Expansion:
        """The sum."""
        rest: Monomial | None = None
        for part in parts:
            rest = larger(rest, part.rest, self.decide)
        terms = [term for part in parts for term in part.terms]
        return self.made(terms, rest, all(part.real for part in parts))

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
        return self.made(terms, rest, first.real and second.real)

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
        real = value.real and self.decide.is_real(coefficient)
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
            raise UndecidedError("a remainder that does not tend to zero")
        kept = tuple((c, m) for c, m in large if not self.decide.vanishes(c))
        return kept, sp.Add(*fixed), found

    def power(self, base: Expansion, exponent: sp.Expr) -> Expansion:
        """The power with a constant exponent."""
        if exponent.is_Integer and 0 <= exponent <= self.depth:
            found = self.constant(sp.Integer(1))
            for _ in range(int(exponent)):
                found = self.multiply(found, base)
            return found
        if base.is_zero and self.decide.sign(exponent) > 0:
            return Expansion()
        if not base.terms and base.rest is not None and self.decide.sign_or_none(exponent) == 1:
            return Expansion((), base.rest.power(exponent), base.real and exponent.is_integer)
        coefficient, monomial, rest = self.lead(base)
        if not exponent.is_integer:
            self.require_positive(coefficient, base)
        outside = Expansion(((coefficient**exponent, monomial.power(exponent)),), None, base.real)
        inside = self.series(rest, lambda k: sp.ff(exponent, k) / sp.factorial(k))
        return self.multiply(outside, inside)

    def require_positive(self, coefficient: sp.Expr, base: Expansion) -> None:
        """Raise unless the leading coefficient is positive: branches are principal."""
        if self.decide.sign(coefficient) != 1:
            raise NoExpansionError("a root or logarithm of what is not positive")
        _ = base

    def log(self, value: Expansion) -> Expansion:
        """The logarithm of what is positive."""
        coefficient, monomial, rest = self.lead(value)
        self.require_positive(coefficient, value)
        a, b, c = monomial.plain
        if c != 0:
            raise NoExpansionError("a logarithm of a logarithm of a logarithm")
        terms = [(k, Monomial(e)) for k, e in monomial.exponential]
        terms += [(a, LOG), (b, LOG_LOG), (sp.log(coefficient), ONE)]
        series = self.series(
            rest, lambda k: sp.Rational((-1) ** (k + 1), k) if k else sp.Integer(0)
        )
        return self.add(self.made(terms, None, True), series)

    def exp(self, value: Expansion) -> Expansion:
        """The exponential; of what is complex and large only the modulus is kept."""
        large, fixed, small = self.split(value)
        real_part = [(sp.re(c), m) for c, m in large] if not value.real else list(large)
        plain: list[sp.Expr] = [sp.Integer(0)] * 3
        exponential = []
        for coefficient, monomial in real_part:
            if coefficient == 0:
                continue
            if monomial.exponential or not self.decide.is_real(coefficient):
                raise NoExpansionError("an exponential of an exponential")
            if monomial == LOG:
                plain[0] = coefficient
            elif monomial == LOG_LOG:
                plain[1] = coefficient
            else:
                exponential.append((coefficient, monomial.plain))
        size = Monomial((plain[0], plain[1], plain[2]), tuple(sorted(exponential, key=str)))
        if any(c != r for (c, _), (r, _) in zip(large, real_part, strict=True)):
            return Expansion((), size, False)
        outside = Expansion(((sp.exp(fixed), size),), None, value.real)
        return self.multiply(outside, self.series(small, lambda k: 1 / sp.factorial(k)))

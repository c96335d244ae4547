"""Rational functions with coefficients in whatever does not depend on the summation.

A ring takes SymPy's expressions apart; what is no rational operation is a generator of its own.
An identity that holds with generators as unknowns holds for their values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import flint
import sympy as sp

Poly = Any  # flint.fmpq_mpoly, which has no types

_CAPACITY = 16
_MOST_EXPONENT = 60


class NotRationalError(ValueError):
    """An expression is no rational function, or one beyond reason."""


@dataclass(frozen=True)
class Fraction:
    """``num/den`` in lowest terms."""

    num: Poly
    den: Poly

    def __mul__(self, other: Fraction) -> Fraction:
        return reduced(self.num * other.num, self.den * other.den)

    def __add__(self, other: Fraction) -> Fraction:
        return reduced(self.num * other.den + other.num * self.den, self.den * other.den)

    def __neg__(self) -> Fraction:
        return Fraction(-self.num, self.den)

    def __sub__(self, other: Fraction) -> Fraction:
        return self + -other

    def __pow__(self, exponent: int) -> Fraction:
        if abs(exponent) > _MOST_EXPONENT:
            raise NotRationalError("a power beyond reason")
        if exponent < 0:
            return self.inverse() ** -exponent
        return Fraction(self.num**exponent, self.den**exponent)

    def inverse(self) -> Fraction:
        """den/num."""
        if self.num.is_zero():
            raise NotRationalError("division by zero")
        return reduced(self.den, self.num)

    @property
    def is_zero(self) -> bool:
        """Whether this is 0."""
        return bool(self.num.is_zero())


def reduced(num: Poly, den: Poly) -> Fraction:
    """The fraction in lowest terms, its denominator monic."""
    if not den.is_constant():
        common = num.gcd(den)
        num, den = num // common, den // common
    lead = den.leading_coefficient()
    return Fraction(num / lead, den / lead)


@dataclass
class Ring:
    """Polynomials in symbols, and in expressions that are taken for unknowns.

    >>> n, k = sp.symbols("n k")
    >>> ring = Ring()
    >>> ring.expr(ring.read((n**2 - k**2) / (n - k)))
    k + n
    """

    known: dict[sp.Expr, int] = field(default_factory=dict)
    context: Any = field(
        default_factory=lambda: flint.fmpq_mpoly_ctx.get(
            tuple(f"g{i}" for i in range(_CAPACITY)), flint.Ordering.lex
        )
    )

    def __post_init__(self) -> None:
        self.gens = self.context.gens()
        self.one = self.gens[0] ** 0

    def index(self, expr: sp.Expr) -> int:
        """The number of the generator that stands for ``expr``."""
        if expr not in self.known:
            if len(self.known) == _CAPACITY:
                raise NotRationalError("too many different parts")
            self.known[expr] = len(self.known)
        return self.known[expr]

    def number(self, value: Any) -> Fraction:
        """A rational number."""
        rational = sp.Rational(value)
        return Fraction(self.one * flint.fmpq(int(rational.p), int(rational.q)), self.one)

    def read(self, expr: sp.Expr) -> Fraction:
        """``expr`` as a fraction."""
        if expr.is_Rational:
            return self.number(expr)
        if expr.is_Add:
            return reduce(Fraction.__add__, map(self.read, expr.args))
        if expr.is_Mul:
            return reduce(Fraction.__mul__, map(self.read, expr.args))
        if expr.is_Pow and expr.exp.is_Integer:
            return self.read(expr.base) ** int(expr.exp)
        if expr.has(sp.zoo, sp.nan, sp.oo, -sp.oo):
            raise NotRationalError(f"{expr} is no number")
        return Fraction(self.gens[self.index(expr)], self.one)

    def expr(self, value: Fraction | Poly) -> sp.Expr:
        """A fraction, or a polynomial, in SymPy."""
        if isinstance(value, Fraction):
            return sp.Mul(self.factored(value.num), 1 / self.factored(value.den))
        meanings = {place: expr for expr, place in self.known.items()}
        terms = []
        for powers, number in value.to_dict().items():
            factors = [meanings[i] ** int(p) for i, p in enumerate(powers) if p]
            terms.append(sp.Mul(sp.Rational(int(number.p), int(number.q)), *factors))
        return sp.Add(*terms)

    def factored(self, poly: Poly) -> sp.Expr:
        """A polynomial in SymPy, as a product of its irreducible factors."""
        if poly.is_zero():
            return sp.Integer(0)
        number, factors = poly.factor()
        content = sp.Rational(int(number.p), int(number.q))
        return sp.Mul(content, *(self.expr(factor) ** int(times) for factor, times in factors))

    def shifted(self, poly: Poly, symbol: sp.Symbol, by: int) -> Poly:
        """``poly`` with ``symbol + by`` for ``symbol``."""
        place = self.index(symbol)
        images = list(self.gens)
        images[place] = images[place] + by
        return poly.compose(*images) if by else poly

    def degree(self, poly: Poly, symbol: sp.Symbol) -> int:
        """The degree in ``symbol``, -1 of 0."""
        return -1 if poly.is_zero() else int(poly.degrees()[self.index(symbol)])

    def coefficients(self, poly: Poly, symbol: sp.Symbol) -> dict[int, Poly]:
        """The coefficients of the powers of ``symbol``."""
        place = self.index(symbol)
        found: dict[int, dict[tuple[int, ...], Any]] = {}
        for powers, number in poly.to_dict().items():
            rest = tuple(0 if i == place else p for i, p in enumerate(powers))
            found.setdefault(int(powers[place]), {})[rest] = number
        return {power: self.context.from_dict(part) for power, part in found.items()}

    def least_common_multiple(self, polys: Iterable[Poly]) -> Poly:
        """The least common multiple."""
        total = self.one
        for poly in polys:
            total = total * (poly // total.gcd(poly))
        return total

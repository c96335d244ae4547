"""The scale in which functions of u -> 0+ are expanded, and how its members grow.

A monomial is exp(P) u^-a L1^b L2^c ... with the iterated logarithms L1 = log(1/u), L2 = log L1 and
so on, and P a sum of multiples of monomials that tend to infinity, bare logarithms left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError

Exponents = tuple[sp.Expr, ...]
"""Of 1/u, L1, L2, ..."""

_LEVELS = 5
_ZERO = sp.Integer(0)


def unit(level: int) -> Exponents:
    return tuple(sp.Integer(k == level) for k in range(_LEVELS))


@dataclass(frozen=True)
class Monomial:
    """exp(P) u^-a L1^b L2^c ...; ``exponential`` is P as (coefficient, monomial), in one order."""

    plain: Exponents = (_ZERO,) * _LEVELS
    exponential: tuple[tuple[sp.Expr, Monomial], ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether it is the constant 1."""
        return not self.exponential and all(e == 0 for e in self.plain)

    @property
    def logarithm(self) -> int | None:
        """k where it is the iterated logarithm Lk."""
        if self.exponential or self.plain not in _UNITS[1:]:
            return None
        return _UNITS.index(self.plain)

    def times(self, other: Monomial) -> Monomial:
        """The product."""
        plain = tuple(sp.expand(x + y) for x, y in zip(self.plain, other.plain, strict=True))
        return Monomial(plain, _merged(self.exponential + other.exponential))

    def power(self, exponent: sp.Expr) -> Monomial:
        """The power with a constant exponent."""
        plain = tuple(sp.expand(x * exponent) for x in self.plain)
        return Monomial(plain, _merged((k * exponent, m) for k, m in self.exponential))

    def log(self) -> list[tuple[sp.Expr, Monomial]] | None:
        """The terms of its logarithm; None where more iterated logarithms are needed."""
        if self.plain[-1] != 0:
            return None
        above = zip(self.plain, _UNITS[1:], strict=False)
        return [*self.exponential, *((e, Monomial(unit)) for e, unit in above)]

    def written(self, u: sp.Expr) -> sp.Expr:
        """As a function of ``u``."""
        found = sp.exp(sp.Add(*(k * m.written(u) for k, m in self.exponential)))
        level = 1 / u
        for exponent in self.plain:
            if exponent != 0:
                found *= level**exponent
            level = -sp.log(u) if level == 1 / u else sp.log(level)
        return found


_UNITS = [unit(level) for level in range(_LEVELS)]
ONE = Monomial()
U = Monomial((sp.Integer(-1), *(_ZERO,) * (_LEVELS - 1)))


def of_exponents(parts: Iterable[tuple[sp.Expr, Monomial]]) -> Monomial:
    """exp of a sum of multiples of monomials: of iterated logarithms their powers."""
    plain, exponential = [_ZERO] * _LEVELS, []
    for coefficient, monomial in parts:
        level = monomial.logarithm
        if level is None:
            exponential.append((coefficient, monomial))
        else:
            plain[level - 1] = sp.expand(plain[level - 1] + coefficient)
    return Monomial(tuple(plain), _merged(exponential))


def _merged(parts: Iterable[tuple[sp.Expr, Monomial]]) -> tuple[tuple[sp.Expr, Monomial], ...]:
    total: dict[Monomial, sp.Expr] = {}
    for coefficient, monomial in parts:
        total[monomial] = sp.expand(total.get(monomial, _ZERO) + coefficient)
    kept = [(coefficient, m) for m, coefficient in total.items() if coefficient != 0]
    return tuple(sorted(kept, key=str))


def growth(monomial: Monomial, decide: Decisions) -> int:
    """1 if it tends to infinity, -1 if to zero, 0 if it is 1."""
    if not monomial.exponential:
        return _of_plain(monomial.plain, decide)
    inside = monomial.log()
    if inside is None:
        raise UndecidedError("more iterated logarithms than are looked at")
    parts = [part for part in inside if part[0] != 0]
    while parts:
        lead = parts[0]
        for part in parts[1:]:
            lead = part if compare(part[1], lead[1], decide) > 0 else lead
        sign = decide.sign(lead[0])
        if sign:
            return sign
        parts.remove(lead)
    return 0


def compare(first: Monomial, second: Monomial, decide: Decisions) -> int:
    """1 if ``first`` grows faster, -1 if more slowly, 0 if they are equal."""
    if first == second:
        return 0
    found = growth(first.times(second.power(sp.Integer(-1))), decide)
    if found == 0:
        raise UndecidedError("monomials that are equal and not seen to be")
    return found


def larger(first: Monomial | None, second: Monomial | None, decide: Decisions) -> Monomial | None:
    """The one that grows faster; None is zero."""
    if first is None or second is None:
        return first or second
    return first if compare(first, second, decide) >= 0 else second


def _of_plain(exponents: Exponents, decide: Decisions) -> int:
    for exponent in exponents:
        if sign := decide.sign(exponent):
            return sign
    return 0

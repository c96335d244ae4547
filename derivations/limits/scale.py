"""The scale in which functions of u -> 0+ are expanded, and how its members grow.

A monomial is exp(P) u^-a L^b M^c with L = log(1/u), M = log L, and P a sum of multiples of such
monomials without an exponential that tend to infinity, L and M left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError

Exponents = tuple[sp.Expr, sp.Expr, sp.Expr]
"""Of 1/u, L and M."""

_ZERO = sp.Integer(0)


@dataclass(frozen=True)
class Monomial:
    """exp(P) u^-a L^b M^c; ``exponential`` is P as (coefficient, exponents) in a fixed order."""

    plain: Exponents = (_ZERO, _ZERO, _ZERO)
    exponential: tuple[tuple[sp.Expr, Exponents], ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether it is the constant 1."""
        return not self.exponential and all(e == 0 for e in self.plain)

    def times(self, other: Monomial) -> Monomial:
        """The product."""
        a, b, c = (sp.expand(x + y) for x, y in zip(self.plain, other.plain, strict=True))
        return Monomial((a, b, c), _merged(self.exponential + other.exponential))

    def power(self, exponent: sp.Expr) -> Monomial:
        """The power with a constant exponent."""
        a, b, c = (sp.expand(x * exponent) for x in self.plain)
        return Monomial((a, b, c), _merged((k * exponent, e) for k, e in self.exponential))

    def written(self, u: sp.Expr) -> sp.Expr:
        """As a function of ``u``."""
        inside = sp.Add(*(k * Monomial(e).written(u) for k, e in self.exponential))
        L = -sp.log(u)
        a, b, c = self.plain
        return sp.exp(inside) * u**-a * L**b * (sp.log(L) ** c if c != 0 else 1)


ONE = Monomial()
LOG = Monomial((_ZERO, sp.Integer(1), _ZERO))
LOG_LOG = Monomial((_ZERO, _ZERO, sp.Integer(1)))


def _merged(parts: Iterable[tuple[sp.Expr, Exponents]]) -> tuple[tuple[sp.Expr, Exponents], ...]:
    total: dict[Exponents, sp.Expr] = {}
    for coefficient, exponents in parts:
        total[exponents] = sp.expand(total.get(exponents, 0) + coefficient)
    kept = [(coefficient, e) for e, coefficient in total.items() if coefficient != 0]
    return tuple(sorted(kept, key=str))


def growth(monomial: Monomial, decide: Decisions) -> int:
    """1 if it tends to infinity, -1 if to zero, 0 if it is 1."""
    a, b, c = monomial.plain
    if not monomial.exponential:
        return _of_plain(monomial.plain, decide)
    parts = [*monomial.exponential, (a, LOG.plain), (b, LOG_LOG.plain)]
    while parts:
        lead = parts[0]
        for part in parts[1:]:
            lead = part if _of_plain(_quotient(part[1], lead[1]), decide) > 0 else lead
        sign = decide.sign(lead[0])
        if sign:
            return sign
        parts.remove(lead)
    return decide.sign(c)


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


def _quotient(first: Exponents, second: Exponents) -> Exponents:
    a, b, c = (sp.expand(x - y) for x, y in zip(first, second, strict=True))
    return a, b, c


def _of_plain(exponents: Exponents, decide: Decisions) -> int:
    for exponent in exponents:
        if sign := decide.sign(exponent):
            return sign
    return 0

"""Monomials exp(P) x^a (log x)^b as x -> oo, and which of two grows faster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError

_DIGITS = (20, 100)

Powers = tuple[sp.Rational, sp.Rational]
"""x^a (log x)^b, as (a, b)."""

_LOG: Powers = (sp.S.Zero, sp.S.One)


def constant_sign(value: sp.Expr, domain: Domain | None = None) -> int:
    """The sign of a real constant, or of one of parameters; :class:`UnsupportedError` if open.

    >>> constant_sign(sp.sqrt(2) - 1), constant_sign(sp.log(8) - 3 * sp.log(2))
    (1, 0)
    """
    if value.is_Rational:
        return int(bool(value > 0)) - int(bool(value < 0))
    if value.is_positive or value.is_negative:
        return 1 if value.is_positive else -1
    if not value.free_symbols:
        for digits in _DIGITS:
            try:
                ball = enclose(value, {}, digits)
            except DomainError as error:
                raise UnsupportedError(str(error)) from None
            if ball.is_finite() and not ball.real.contains(0) and ball.imag.contains(0):
                return 1 if ball.real > 0 else -1
    try:
        if is_identically_zero(value, domain):
            return 0
    except FormError as error:
        raise UnsupportedError(str(error)) from None
    raise UnsupportedError(f"the sign of {value} is open")


@dataclass(frozen=True)
class Monomial:
    """exp(sum of c x^a (log x)^b over ``exponent``) x^``power`` (log x)^``logs``.

    >>> x = Monomial(power=sp.Integer(1))
    >>> (x * x / x) == x, str(x ** sp.Rational(1, 2))
    (True, 'sqrt(x)')
    """

    exponent: tuple[tuple[Powers, sp.Expr], ...] = ()
    power: sp.Rational = field(default=sp.S.Zero)
    logs: sp.Rational = field(default=sp.S.Zero)

    def __mul__(self, other: Monomial) -> Monomial:
        total = dict(self.exponent)
        for key, coefficient in other.exponent:
            total[key] = total.get(key, sp.S.Zero) + coefficient
        return monomial(total, self.power + other.power, self.logs + other.logs)

    def __pow__(self, exponent: sp.Rational) -> Monomial:
        raised = {key: exponent * coefficient for key, coefficient in self.exponent}
        return monomial(raised, exponent * self.power, exponent * self.logs)

    def __truediv__(self, other: Monomial) -> Monomial:
        inverse: Monomial = other ** sp.Integer(-1)
        return self * inverse

    def growth(self) -> int:
        """1 if it grows without bound, -1 if it tends to zero, 0 if it is 1."""
        for key, coefficient in self.exponent:  # the largest power first
            if sign := constant_sign(coefficient + (self.power if key == _LOG else 0)):
                return sign
            if key == _LOG:
                return constant_sign(self.logs)
        return constant_sign(self.power) or constant_sign(self.logs)

    def expr(self, x: sp.Symbol) -> sp.Expr:
        """As a SymPy expression."""
        inside = sp.Add(*(c * x**a * sp.log(x) ** b for (a, b), c in self.exponent))
        return sp.exp(inside) * x**self.power * sp.log(x) ** self.logs

    def __str__(self) -> str:
        return str(self.expr(sp.Symbol("x", positive=True)))


def monomial(exponent: Mapping[Powers, sp.Expr], power: sp.Rational, logs: sp.Rational) -> Monomial:
    """The monomial, without parts of the exponent that vanish."""
    kept = {}
    for key, coefficient in exponent.items():
        reduced = coefficient if coefficient.is_Rational else sp.expand(coefficient)
        if key == _LOG:  # exp(c log x) is a power
            whole, reduced = reduced.as_coeff_Add()
            power += whole
        if constant_sign_or_open(reduced) != 0:
            kept[key] = reduced
    return Monomial(tuple(sorted(kept.items(), reverse=True)), power, logs)


def constant_sign_or_open(value: sp.Expr) -> int:
    """The sign of a constant; 2 where it is open."""
    try:
        return constant_sign(value)
    except UnsupportedError:
        return 2


ONE = Monomial()


def faster(first: Monomial, second: Monomial) -> int:
    """1 if the first grows faster, -1 if the second does, 0 if they are one."""
    return 0 if first == second else (first / second).growth()

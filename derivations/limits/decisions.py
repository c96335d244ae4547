"""Signs of constants and of expressions in parameters, proven or left open."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.everywhere.strict_signs import strict_sign
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError

_DIGITS = (30, 120)


class UndecidedError(Exception):
    """A sign, or an order of growth, that is not proven."""


@dataclass(frozen=True)
class Decisions:
    """What is proven of expressions on ``domain``."""

    domain: Domain = field(default_factory=lambda: Domain({}))
    known: dict[sp.Expr, int | None] = field(default_factory=dict)

    def sign(self, expr: sp.Expr) -> int:
        """-1, 0 or 1, the same on the whole domain; :class:`UndecidedError` if not proven.

        >>> a, b = sp.symbols("a b", positive=True)
        >>> Decisions().sign(sp.sqrt(2) - sp.Rational(141, 100)), Decisions().sign(a**2 + b)
        (1, 1)
        """
        found = self.sign_or_none(expr)
        if found is None:
            raise UndecidedError(f"the sign of {expr}")
        return found

    def sign_or_none(self, expr: sp.Expr) -> int | None:
        """As :meth:`sign`, None if not proven."""
        if expr.is_Rational:
            return int(expr.p > 0) - int(expr.p < 0)
        if expr not in self.known:
            self.known[expr] = self._number(expr) if expr.is_number else self._in_symbols(expr)
        return self.known[expr]

    def is_nowhere_negative(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is proven to be at least zero on the whole domain."""
        if self.sign_or_none(expr) in (0, 1):
            return True
        try:
            form = canonical_form(expr, self.domain)
        except _ALGEBRA:
            return False
        return bool(form.form.signs.of_fraction(form.value) == 1)

    def where(self, relation: sp.Basic) -> Decisions:
        """The same on the part of the domain where the relation holds, too."""
        return Decisions(replace(self.domain, where=(*self.domain.where, relation)))

    def vanishes(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is proven to be zero."""
        if expr.is_Rational:
            return bool(expr == 0)
        if expr.is_number and self._away(expr) is not None:
            return False
        try:
            return is_identically_zero(expr, self.domain)
        except (FormError, DomainError, *_ALGEBRA):
            return False

    def is_never_zero(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is proven to vanish nowhere on the domain; it may be complex."""
        if expr.is_Rational:
            return bool(expr != 0)
        if expr.is_number:
            return self._away(expr) is not None
        if self.sign_or_none(expr) in (1, -1):
            return True
        return expr.is_real is True and self.sign_or_none(expr**2) == 1

    def is_real(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is real where its symbols are in the domain."""
        if expr.is_real is not None or expr.is_Atom:
            return bool(expr.is_real) or expr in self.domain.ranges
        if expr.is_number:
            return self._is_real_number(expr)
        if isinstance(expr, sp.log) and self.sign_or_none(expr.args[0]) == 1:
            return True
        reals = {s: sp.Dummy(real=True) for s in expr.free_symbols if s in self.domain.ranges}
        return bool(expr.xreplace(reals).is_real)

    def _is_real_number(self, expr: sp.Expr) -> bool:
        """Of functions whose reality SymPy does not know: by a ball on the real axis."""
        try:
            ball = enclose(expr, {}, _DIGITS[0])
        except (DomainError, *_ALGEBRA):
            return False
        return bool(ball.is_finite() and ball.imag.is_zero())

    def is_off_cut(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is proven not to be on the negative half-axis, nor 0."""
        if expr.is_number:
            try:
                ball = enclose(expr, {}, _DIGITS[1])
            except (DomainError, *_ALGEBRA):
                return False
            return bool(ball.is_finite() and (ball.real > 0 or not ball.imag.contains(0)))
        real, imaginary = expr.as_real_imag()
        return self.sign_or_none(real) == 1 or self.is_never_zero(imaginary)

    def _away(self, expr: sp.Expr) -> int | None:
        """The sign of a number that balls tell from zero; 1 of a complex one."""
        for digits in _DIGITS:
            try:
                ball = enclose(expr, {}, digits)
            except (DomainError, *_ALGEBRA):
                return None
            if ball.is_finite() and not ball.contains(0):
                if ball.imag.is_zero():
                    return 1 if ball.real > 0 else -1
                return 2
        return None

    def _number(self, expr: sp.Expr) -> int | None:
        away = self._away(expr)
        if away is not None:
            return None if away == 2 else away
        return 0 if self.vanishes(expr) else None

    def _in_symbols(self, expr: sp.Expr) -> int | None:
        try:
            form = canonical_form(expr, self.domain)
            sign = strict_sign(form.form, form.value)
        except _ALGEBRA:
            return None
        if sign:
            return sign
        if expr.has(sp.log) and (told := self._by_factors(expr)) is not None:
            return told
        return 0 if self.vanishes(expr) else None

    def _by_factors(self, expr: sp.Expr) -> int | None:
        """Of a product: log(a) has the sign of a - 1 where a > 0."""
        if isinstance(expr, sp.log):
            positive = self.sign_or_none(expr.args[0]) == 1
            return self.sign_or_none(expr.args[0] - 1) if positive else None
        if not expr.is_Mul:
            return None
        signs = [self.sign_or_none(factor) for factor in expr.args]
        known = [sign for sign in signs if sign is not None]
        return math.prod(known) if len(known) == len(signs) else None


_ALGEBRA = (UnsupportedError, sp.PolynomialError, ZeroDivisionError, NotImplementedError,
            TypeError, RecursionError, OverflowError, AttributeError)  # fmt: skip
"""What algebra raises where it does not apply."""

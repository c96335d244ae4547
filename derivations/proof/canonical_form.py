"""The canonical form of an expression: a fraction in generators without hidden relations.

Generators are symbols, pi, i, radicals f^(1/d) and powers f^(mu/d) of irreducible factors with a
monomial mu, exponentials, logarithms of irreducible factors, and values of other functions at
canonical arguments. How products are split is told in
:mod:`glassproof.derivations.proof.symbolic_powers`.

Reference: Risch structure theorem (R. H. Risch, Amer. J. Math. 101, 1979) explains why distinct
generators over the irreducible factors leave no hidden relation among functions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import flint
import sympy as sp

from glassproof.derivations.proof.box import Interval
from glassproof.derivations.proof.complex_symbols import is_complex
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.everywhere.signs_on_boxes import sign_on_box
from glassproof.derivations.proof.everywhere.strict_signs import strict_sign
from glassproof.derivations.proof.functions.conjugation import conjugate, is_real, moduli, parts
from glassproof.derivations.proof.functions.gamma_functions import gamma_form
from glassproof.derivations.proof.functions.related import special_power
from glassproof.derivations.proof.functions.rewritten import REWRITTEN
from glassproof.derivations.proof.functions.special import SPECIAL, is_real_function
from glassproof.derivations.proof.generators import FinerRootError
from glassproof.derivations.proof.radical_fractions import (
    Field,
    Generator,
    RadicalFraction,
    TooFewGeneratorsError,
    UnsupportedError,
    rational,
)
from glassproof.derivations.proof.signs import bounds_of
from glassproof.derivations.proof.symbolic_powers import Powers
from glassproof.derivations.proof.zeros import vanishing

_CAPACITIES = (12, 24, 48, 96, 192)
_RESTARTS = 24


@dataclass(frozen=True)
class Canonical:
    """An expression's canonical form, with what is needed to write it in SymPy again."""

    value: RadicalFraction
    form: Form

    @property
    def is_zero(self) -> bool:
        """Whether the form is proven to be zero."""
        try:
            return vanishing.is_zero(self.form, self.value)
        except (UnsupportedError, TooFewGeneratorsError, FinerRootError, RecursionError):
            return False

    def expanded(self) -> sp.Expr:
        """The form in SymPy, numerator and denominator expanded."""
        return self.form.back(self.value.num) / self.form.back(self.value.den)


def canonical_form(expr: sp.Expr, domain: Domain | None = None) -> Canonical:
    """The canonical form of ``expr`` on ``domain``.

    :class:`UnsupportedError` if a function is unknown, a denominator vanishes identically, or the
    size is beyond reason.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> canonical_form(sp.log(p**2 * q) / sp.log(2)).expanded()
    (2*log(p) + log(q))/log(2)
    """
    return _attempted(expr, domain, lambda canonical: canonical)


def zero_test(expr: sp.Expr, domain: Domain | None = None) -> tuple[Canonical, bool]:
    """The canonical form of ``expr``, and whether it is proven to be zero."""

    def test(canonical: Canonical) -> tuple[Canonical, bool]:
        try:
            return canonical, vanishing.is_zero(canonical.form, canonical.value)
        except UnsupportedError:
            return canonical, False

    return _attempted(expr, domain, test)


T = TypeVar("T")


def _attempted(expr: sp.Expr, domain: Domain | None, use: Callable[[Canonical], T]) -> T:
    """``use`` of the form, in a ring with enough generators and fine enough roots."""
    roots: dict[Hashable, int] = {}
    measures: dict[Hashable, flint.fmpq] = {}
    capacities = list(_CAPACITIES)
    for _ in range(_RESTARTS):
        try:
            form = Form(Field(capacities[0]), roots, domain=domain, measures=measures)
            return use(Canonical(form.read(expr), form))
        except TooFewGeneratorsError:
            capacities.pop(0)
            if not capacities:
                raise UnsupportedError("too many generators") from None
        except FinerRootError:
            continue
        except RecursionError:
            raise UnsupportedError("an expression nested beyond reason") from None
        except (TypeError, ValueError) as error:
            if not _is_from_sympy(error):
                raise
            raise UnsupportedError(f"SymPy cannot write a part of the form: {error}") from None
    raise UnsupportedError("radicals of too many orders")


def _is_from_sympy(error: Exception) -> bool:
    """Whether SymPy raised it, as where it compares what is not real."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place is not None and str(place.tb_frame.f_globals.get("__name__")).startswith("sympy.")


@dataclass
class Form(Powers):
    """Reads expressions into a field."""

    domain: Domain | None = None
    memo: dict[sp.Basic, RadicalFraction] = dataclasses.field(default_factory=dict)
    arguments: dict[int, tuple[RadicalFraction, ...]] = dataclasses.field(default_factory=dict)
    conjugates: dict[int, RadicalFraction | None] = dataclasses.field(default_factory=dict)
    measures: dict[Hashable, flint.fmpq] = dataclasses.field(default_factory=dict)
    orientations: dict[str, int] = dataclasses.field(default_factory=dict)
    strict_facts: set[str] = dataclasses.field(default_factory=set)
    on_boxes: dict[tuple[str, bool], int] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        for relation in self.domain.where if self.domain else ():
            if isinstance(relation, (sp.Gt, sp.Ge, sp.Lt, sp.Le)):
                gap = self.read(relation.gts - relation.lts)
                self.signs.assume_nonnegative(gap)
                if isinstance(relation, (sp.Gt, sp.Lt)):
                    self.strict_facts |= {str(factor) for factor, _ in gap.num.factor()[1]}

    # --- reading -----------------------------------------------------------------------------

    def read(self, expr: sp.Basic) -> RadicalFraction:
        """``expr`` as a fraction in generators."""
        if expr not in self.memo:
            self.memo[expr] = self._read(expr)
        return self.memo[expr]

    def _read(self, expr: sp.Basic) -> RadicalFraction:
        if expr.is_Rational:
            return self.field.number(expr)
        if expr.is_Symbol:
            return self._symbol(expr)
        if expr is sp.GoldenRatio:
            return self.read((1 + sp.sqrt(5)) / 2)
        if expr in (sp.pi, sp.EulerGamma, sp.Catalan):
            return self.generator(("constant", expr), expr, 1)
        if expr is sp.I:
            return self.unit()
        if expr is sp.E:
            return self.exponential(self.field.one)
        if expr.is_Add:
            return self.field.add(*map(self.read, expr.args))
        if expr.is_Mul:
            return self.field.multiply(*map(self.read, expr.args))
        if expr.is_Pow:
            if expr.base is sp.E:
                return self._exponential(expr.exp)
            return self.power(self.read(expr.base), self.read(expr.exp))
        return self._function(expr)

    def _symbol(self, symbol: sp.Symbol) -> RadicalFraction:
        key = ("symbol", symbol)
        if key not in self.field.known:
            interval = self._interval(symbol)
            real = 0 if interval or symbol.is_real else None  # the bounds tell its sign
            index = self.field.add_generator(key, Generator(symbol, real))
            self.signs.bounds[index] = bounds_of(symbol, interval or Interval())
            if symbol.is_integer or (interval and interval.integer):
                self.signs.integers.add(index)
        return self.field.generator(self.field.known[key])

    def leaves_out(self, symbol: sp.Symbol, value: sp.Rational) -> bool:
        """Whether the domain has no point at which ``symbol`` has that value."""
        if value == 0 and symbol.is_zero is False:
            return True
        interval = self._interval(symbol)
        return interval is not None and not interval.contains(rational(value))

    def _interval(self, symbol: sp.Symbol) -> Interval | None:
        return self.domain.box.get(symbol) if self.domain else None

    def is_zero_at(self, expr: sp.Expr, symbol: sp.Symbol, value: sp.Rational) -> bool:
        """Whether ``expr`` is proven to vanish where ``symbol`` has that value."""
        try:
            return canonical_form(expr.subs(symbol, value)).is_zero
        except UnsupportedError:
            return False

    def of_complex(
        self, factors: list[tuple[RadicalFraction, int]]
    ) -> tuple[int, RadicalFraction, int]:
        """As :class:`Powers` does it; squares of what conjugation shows to be real are positive."""
        whole = self.field.multiply(*(self.field.power(base, n) for base, n in factors))
        if all(power % 2 == 0 for _, power in factors):
            root = self.field.multiply(*(self.field.power(base, n // 2) for base, n in factors))
            turned = self.field.multiply(self.unit(), root)
            for squared, real in ((1, root), (-1, turned)):  # root^2 = squared real^2
                if conjugate(self, real) == real:
                    if sign := sign_on_box(self, real):
                        return squared, self.field.multiply(self.field.number(sign), real), 2
                    return squared, self.field.multiply(self.field.number(squared), whole), 1
        if conjugate(self, whole) == whole and (sign := sign_on_box(self, whole)):
            return sign, self.field.multiply(self.field.number(sign), whole), 1
        return 1, whole, 0

    # --- functions ---------------------------------------------------------------------------

    def _function(self, expr: sp.Basic) -> RadicalFraction:
        if isinstance(expr, sp.exp):
            return self._exponential(expr.args[0])
        if isinstance(expr, sp.log) and len(expr.args) == 1:
            return self._logarithm(expr.args[0])
        if expr.func in REWRITTEN:
            return self.read(REWRITTEN[expr.func](*expr.args))
        if isinstance(expr, sp.Abs):
            return self._absolute(expr)
        if isinstance(expr, (sp.Max, sp.Min)):
            return self._extreme(expr)
        if isinstance(expr, (sp.re, sp.im, sp.conjugate)):
            return self._part(expr)
        if isinstance(expr, (sp.sign, sp.Heaviside)):
            return self._step(expr)
        if isinstance(expr, sp.gamma):
            return gamma_form(self, self.read(expr.args[0]))
        if expr.func in SPECIAL:
            return SPECIAL[expr.func](self, expr)
        if isinstance(expr, (sp.Function, sp.Max, sp.Min)) and expr.is_commutative:
            return self.opaque(expr)
        raise UnsupportedError(type(expr).__name__)

    def _exponential(self, exponent: sp.Expr) -> RadicalFraction:
        if not exponent.has(sp.LambertW, sp.loggamma):
            return self.exponential(self.read(exponent))
        factor, rest = special_power(exponent)
        return self.field.multiply(self.read(factor), self.exponential(self.read(rest)))

    def _logarithm(self, argument: sp.Expr) -> RadicalFraction:
        if isinstance(argument, sp.LambertW) and len(argument.args) == 1:  # log W = log z - W
            (z,) = argument.args
            if self.signs.of_fraction(self.read(z)) == 1:
                return self.read(sp.log(z) - argument)
        return self.logarithm(self.read(argument))

    def _absolute(self, expr: sp.Abs) -> RadicalFraction:
        value = self.read(expr.args[0])
        if self.signs.is_real(value.num, value.den):
            return self._modulus(value)
        other = conjugate(self, value)
        if other is None:
            return self.opaque(expr)
        half = self.field.number(flint.fmpq(1, 2))
        if other == value and (sign := sign_on_box(self, value)):
            return self.field.multiply(value, self.field.number(sign))
        if any(map(is_complex, expr.free_symbols)) or self._has_complex_power(value):
            return moduli(self, value)
        return self.power(self.field.multiply(value, other), half)

    def _has_complex_power(self, value: RadicalFraction) -> bool:
        used = self.field.used(value.num, value.den)
        powers = (self.exponents[i][0] for i in used if i in self.exponents)
        return any(base and not self.signs.is_real(base.num, base.den) for base in powers)

    def _part(self, expr: sp.Expr) -> RadicalFraction:
        if isinstance(expr, sp.conjugate) and is_complex(expr.args[0]):
            return self.generator(("conjugate", expr.args[0]), expr, None)
        value = self.read(expr.args[0])
        if isinstance(expr, sp.conjugate):
            return conjugate(self, value) or self.opaque(expr)
        found = parts(self, value)
        return found[isinstance(expr, sp.im)] if found else self.opaque(expr)

    def _step(self, expr: sp.Expr) -> RadicalFraction:
        sign = strict_sign(self, self.read(expr.args[0]))
        if not sign:
            return self.opaque(expr)
        return self.field.number(sign if isinstance(expr, sp.sign) else (1 + sign) // 2)

    def _modulus(self, value: RadicalFraction) -> RadicalFraction:
        """|value| of what is real."""
        if value.num.is_zero():
            return value
        if sign := self.signs.of_fraction(value) or sign_on_box(self, value):
            return self.field.multiply(value, self.field.number(sign))
        return self.power(self.field.power(value, 2), self.field.number(flint.fmpq(1, 2)))

    def _extreme(self, expr: sp.Max | sp.Min) -> RadicalFraction:
        """Max(a, b) = (a + b + |a - b|)/2, of real a and b; what is never largest is dropped."""
        up = 1 if isinstance(expr, sp.Max) else -1
        values = sorted(map(self.read, expr.args), key=lambda value: value.key)
        best = values[0]
        for other in values[1:]:
            gap = self.field.add(best, self.field.multiply(other, self.field.number(-1)))
            real = self.signs.is_real(gap.num, gap.den)
            if not real and conjugate(self, gap) != gap:
                return self.opaque(expr)
            if sign := self.signs.of_fraction(gap) or sign_on_box(self, gap):
                best = best if sign == up else other
            elif real:
                distance = self.field.multiply(self._modulus(gap), self.field.number(up))
                total = self.field.add(best, other, distance)
                best = self.field.multiply(total, self.field.number(flint.fmpq(1, 2)))
            else:
                return self.opaque(expr)
        return best

    def opaque(self, expr: sp.Basic) -> RadicalFraction:
        """The value of a function that has no rule, at canonical arguments."""
        arguments = [self.field.rationalised(self.read(a)) for a in expr.args]
        if isinstance(expr, sp.sign) and not is_real(self, arguments[0]):
            raise UnsupportedError("the sign of a complex number")  # SymPy takes its square for 1
        if isinstance(expr, (sp.Max, sp.Min)):
            arguments.sort(key=lambda a: a.key)
        try:
            meaning = expr.func(*map(self.back_fraction, arguments))
        except (ValueError, TypeError):  # Max and Min of what SymPy does not see to be real
            meaning = expr
        if meaning.func is not expr.func:
            return self.read(meaning)
        sign = 0 if meaning.is_real or is_real_function(self, meaning, arguments) else None
        if meaning.is_nonnegative or meaning.is_nonpositive:
            sign = 1 if meaning.is_nonnegative else -1
        key = (expr.func, *(a.key for a in arguments))
        value = self.generator(key, meaning, sign)
        self.arguments[self.field.known[key]] = tuple(arguments)
        return value

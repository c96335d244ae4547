"""Signs that are strict, and continuity: what holds at every point of the domain, without gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.everywhere.signs_on_boxes import sign_on_box
from glassproof.derivations.proof.functions.conjugation import conjugate
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction
from glassproof.derivations.proof.zeros.algebraic_numbers import is_algebraic

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_TERMS = 100
_NEVER_ZERO = (sp.gamma, sp.exp)


def strict_sign(form: Form, value: RadicalFraction) -> int:
    """1 where ``value`` is provably positive on the whole domain, -1 negative, 0 not proven."""
    sign = form.signs.of_fraction(value)
    if sign and len(value.num) <= _MOST_TERMS and _never_zero(form, value.num):
        return sign
    return sign_on_box(form, value, strict=True)


def is_continuous(form: Form, value: RadicalFraction) -> bool:
    """Whether ``value`` is proven to be defined and continuous on the whole domain."""
    if not all(_generator_is_continuous(form, i) for i in form.field.used(value.num, value.den)):
        return False
    if value.den.is_constant():
        return True
    den = RadicalFraction(value.den, form.field.unit)
    other = conjugate(form, den)
    return other is not None and strict_sign(form, form.field.multiply(den, other)) == 1


def _generator_is_continuous(form: Form, index: int) -> bool:
    if index in form.exponents and not is_algebraic(form.field, index):
        base, exponent = form.exponents[index]
        if not is_continuous(form, exponent):
            return False
        if base is None:
            return True
        sure = 1 if exponent.constant is None else 0
        sign = strict_sign(form, base) if sure else form.signs.of_fraction(base)
        return sign == 1 and is_continuous(form, base)
    if index in form.logarithms:
        base = form.logarithms[index]
        return base is None or (strict_sign(form, base) == 1 and is_continuous(form, base))
    meaning = form.field.generators[index].meaning
    return index in form.signs.bounds or not meaning.free_symbols or isinstance(meaning, sp.erf)


def _never_zero(form: Form, poly: Poly) -> bool:
    if poly.is_zero():
        return False
    return all(_factor_is_never_zero(form, factor) for factor, _ in poly.factor()[1])


def _factor_is_never_zero(form: Form, factor: Poly) -> bool:
    used = form.field.used(factor)
    if str(factor) in form.strict_facts:
        return True
    if len(factor) == 1:
        return all(_generator_is_never_zero(form, index) for index in used)
    if len(used) == 1 and factor.total_degree() == 1 and _root_is_outside(form, factor, used[0]):
        return True
    constant = factor.to_dict().get((0,) * form.field.capacity)
    if constant is not None:
        half = flint.fmpq(constant) / 2
        sign = 1 if half > 0 else -1
        if form.signs.of(factor - half) == sign:
            return True
    return _has_a_sure_term(form, factor)


def _has_a_sure_term(form: Form, factor: Poly) -> bool:
    """A sum of terms that are nowhere negative, one of them nowhere zero (or all of one sign)."""
    signs, sure = set(), False
    for powers, number in factor.to_dict().items():
        term = form.field.context.from_dict({powers: number})
        signs.add(form.signs.of(term))
        sure = sure or all(_generator_is_never_zero(form, i) for i in form.field.used(term))
    return sure and len(signs) == 1 and signs.pop() != 0


def _root_is_outside(form: Form, factor: Poly, index: int) -> bool:
    parts = form.field.by_powers(factor, index)
    if set(parts) - {0, 1} or 1 not in parts:
        return False
    zero = -flint.fmpq(parts[0].leading_coefficient() if 0 in parts else 0)
    return _excludes(form, index, zero / parts[1].leading_coefficient())


def _excludes(form: Form, index: int, number: flint.fmpq) -> bool:
    symbol = form.field.generators[index].meaning
    if isinstance(symbol, sp.zeta):  # zeta(s) > 1 for s > 1
        return form.field.generators[index].sign == 1 and bool(number <= 1)
    low, high = form.signs.bounds.get(index, (None, None))
    if (low is not None and number < low) or (high is not None and number > high):
        return True
    return form.leaves_out(symbol, sp.Rational(int(number.p), int(number.q)))


def _generator_is_never_zero(form: Form, index: int) -> bool:
    if index in form.signs.bounds:
        return _excludes(form, index, flint.fmpq(0))
    if index in form.exponents:
        base = form.exponents[index][0]
        return base is None or base.constant is not None or _never_zero(form, base.num)
    meaning = form.field.generators[index].meaning
    constant = is_algebraic(form.field, index) or index in form.turns or meaning is sp.pi
    if isinstance(meaning, sp.zeta):
        return form.field.generators[index].sign == 1
    return constant or isinstance(meaning, _NEVER_ZERO)

"""Which special function is read by which rule, and where its values are real."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.proof.functions.contiguous import RECURRENCES, contiguous_form
from glassproof.derivations.proof.functions.hypergeometric_functions import hypergeometric_form
from glassproof.derivations.proof.functions.polygamma_functions import polygamma_form
from glassproof.derivations.proof.functions.related import (
    airy_form,
    bernoulli_form,
    elliptic_form,
    hurwitz_form,
    log_gamma_form,
    polylog_form,
    riemann_form,
    stirling_form,
)
from glassproof.derivations.proof.radical_fractions import RadicalFraction
from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
)

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

Reader = Callable[["Form", sp.Expr], RadicalFraction]

_TURNED: dict[type, type | None] = {
    sp.erf: sp.erfi, sp.erfi: sp.erf, sp.Si: sp.Shi, sp.Shi: sp.Si,
    sp.fresnels: None, sp.fresnelc: None,
}  # fmt: skip
"""Odd functions f, and g with f(i x) = i g(x)."""


def _odd_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """f(-x) = -f(x), and f(i x) = i g(x) where i is a factor of the argument."""
    (argument,) = expr.args
    value = form.read(argument)
    other = _TURNED[expr.func]
    if other is not None and (bare := _without_unit(form, value)) is not None:
        inside = form.read(other(form.back_fraction(bare), evaluate=False))
        return form.field.multiply(form.unit(), inside)
    if not value.num.is_zero() and value.num.leading_coefficient() < 0:
        mirrored = expr.func(-argument, evaluate=False)
        return form.field.multiply(form.field.number(-1), form.opaque(mirrored))
    return form.opaque(expr)


def _without_unit(form: Form, value: RadicalFraction) -> RadicalFraction | None:
    """value/i, if i is a factor of every term of the numerator and occurs nowhere else."""
    if ("i",) not in form.field.known or value.num.is_zero():
        return None
    index = form.field.known["i",]
    if set(form.field.by_powers(value.num, index)) != {1} or value.den.degrees()[index]:
        return None
    return form.field.multiply(form.field.number(-1), form.unit(), value)


def _of_positive(form: Form, expr: sp.Expr) -> RadicalFraction:
    """E_1 and Ei of what has a sign, by Shi and Chi: Ei(x) = Chi(x) + Shi(x) = -E_1(-x)."""
    argument = expr.args[-1]
    sign = form.signs.of_fraction(form.read(argument))
    if isinstance(expr, sp.Ei) and sign:
        size = sign * argument
        return form.read(sp.Chi(size) + sign * sp.Shi(size))
    if isinstance(expr, sp.expint):
        order = expr.args[0]
        if order != 1:
            return _expint_form(form, order, argument)
        if sign == 1:
            return form.read(sp.Shi(argument) - sp.Chi(argument))
    return form.opaque(expr)


def _expint_form(form: Form, order: sp.Expr, z: sp.Expr) -> RadicalFraction:
    """E_s(z) = z^(s - 1) Gamma(1 - s, z)."""
    return form.read(sp.Pow(z, order - 1) * sp.uppergamma(1 - order, z, evaluate=False))


def _zeta_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """Hurwitz' function of a whole order from 2 on is a polygamma function."""
    if len(expr.args) == 1:
        return riemann_form(form, expr)
    s, a = expr.args
    if s.is_integer and form.signs.of_fraction(form.read(s - 2)) == 1:
        scale = sp.Pow(-1, s) / sp.factorial(s - 1)
        return form.read(scale * sp.polygamma(s - 1, a))
    return hurwitz_form(form, expr) or contiguous_form(form, expr)


SPECIAL: dict[type, Reader] = {
    **dict.fromkeys(RECURRENCES, contiguous_form),
    **dict.fromkeys(_TURNED, _odd_form),
    sp.Ei: _of_positive,
    sp.expint: _of_positive,
    sp.zeta: _zeta_form,
    sp.loggamma: log_gamma_form,
    sp.polygamma: polygamma_form,
    sp.hyper: hypergeometric_form,
    **dict.fromkeys((sp.airyai, sp.airyaiprime, sp.airybi, sp.airybiprime), airy_form),
    sp.elliptic_e: elliptic_form,
    sp.elliptic_k: elliptic_form,
    sp.bernoulli: bernoulli_form,
    sp.polylog: polylog_form,
    StirlingFirst: stirling_form,
    StirlingSecond: stirling_form,
}
"""How the form of a special function is read."""

_REAL = (
    sp.erf, sp.erfi, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc, sp.airyai, sp.airybi,
    sp.airyaiprime, sp.airybiprime, sp.Ei, sp.polygamma, sp.harmonic,
)  # fmt: skip
_REAL_AT_WHOLE_ORDERS = (
    sp.besselj, sp.besseli, sp.jn, sp.yn, sp.hermite, sp.assoc_laguerre, sp.legendre,
    sp.gegenbauer, sp.jacobi,
)  # fmt: skip
_REAL_AT_POSITIVE = (
    sp.besselj, sp.besseli, sp.bessely, sp.besselk, sp.uppergamma, sp.expint, sp.Ci, sp.Chi,
    sp.li,
)  # fmt: skip


def is_real_function(form: Form, value: sp.Expr, arguments: Sequence[RadicalFraction]) -> bool:
    """Whether a special function of real arguments is known to be real."""
    if not all(form.signs.is_real(a.num, a.den) for a in arguments):
        return False
    if isinstance(value, _REAL):
        return True
    if isinstance(value, _REAL_AT_WHOLE_ORDERS) and value.args[0].is_integer:
        return True
    return isinstance(value, _REAL_AT_POSITIVE) and form.signs.of_fraction(arguments[-1]) == 1

"""Polygamma functions: shifts, multiplication and reflection, as those of Gamma.

    psi_m(z + 1) = psi_m(z) + (-1)^m m! / z^(m + 1)
    psi_m(k z) = [m = 0] log(k) + k^(-m - 1) (psi_m(z) + ... + psi_m(z + (k - 1)/k))
    psi_m(1 - z) = (-1)^m (psi_m(z) + pi d^m/dz^m cot(pi z))

Reference: NIST Digital Library of Mathematical Functions, 5.5 and 5.15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.proof.functions.gamma_functions import (
    MOST_FACTORS,
    MOST_SHIFTS,
    common_measure,
    direction,
    split,
)
from glassproof.derivations.proof.radical_fractions import RadicalFraction
from glassproof.derivations.special_functions.polygamma_values import at_rational

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_ORDER = 6
"""Order up to which reflection differentiates the cotangent."""


def polygamma_form(form: Form, expr: sp.Expr) -> RadicalFraction:
    """The form of a polygamma function of non-negative integer order."""
    order, z = expr.args
    if not (order.is_integer and order.is_nonnegative):
        return form.opaque(expr)
    argument = form.read(z)
    if argument.constant is not None or not order.is_Integer:
        return _shifted(form, order, argument)
    sign, size, primitive = direction(form, split(form, argument)[1])
    times = int((size / common_measure(form, primitive, size)).p)
    if times == 1 or times > MOST_FACTORS:
        return _oriented(form, order, argument, primitive, sign)
    share = form.back_fraction(argument) / times
    parts = [form.read(share + sp.Rational(j, times)) for j in range(times)]
    total = form.field.add(*(_oriented(form, order, p, primitive, sign) for p in parts))
    mean = form.field.multiply(form.field.number(sp.Rational(1, times ** (order + 1))), total)
    return form.field.add(mean, form.read(sp.log(times))) if order == 0 else mean


def _oriented(
    form: Form, order: sp.Expr, argument: RadicalFraction, primitive: RadicalFraction, sign: int
) -> RadicalFraction:
    """The function, reflected if its primitive part was met with the other sign."""
    if order > _MOST_ORDER or form.orientations.setdefault(primitive.key, sign) == sign:
        return _shifted(form, order, argument)
    z, w = form.back_fraction(argument), sp.Dummy()
    other = form.read(1 - z)
    cotangent = sp.diff(sp.cot(sp.pi * w), (w, order)).subs(w, 1 - z)
    total = form.field.add(_shifted(form, order, other), form.read(sp.pi * cotangent))
    return form.field.multiply(form.field.number((-1) ** int(order)), total)


def _shifted(form: Form, order: sp.Expr, argument: RadicalFraction) -> RadicalFraction:
    """psi_m(x + n), with the constant term of x in (0, 1] if it is a number, else in [0, 1)."""
    constant, _ = split(form, argument)
    steps = int(constant.ceil()) - 1 if argument.constant is not None else int(constant.floor())
    start = form.back_fraction(form.field.add(argument, form.field.number(-steps)))
    if abs(steps) > MOST_SHIFTS:
        return form.opaque(sp.polygamma(order, form.back_fraction(argument), evaluate=False))
    places = range(steps) if steps > 0 else range(steps, 0)
    terms = [sp.Pow(start + j, -order - 1) for j in places]
    scale = sp.Pow(-1, order) * sp.factorial(order) * (1 if steps > 0 else -1)
    value = _base(form, order, start)
    return form.field.add(value, form.read(scale * sp.Add(*terms))) if terms else value


def _base(form: Form, order: sp.Expr, start: sp.Expr) -> RadicalFraction:
    """The function at its base argument: an unknown, or what is known at rational numbers."""
    plain = sp.polygamma(order, start, evaluate=False)
    if not (start.is_Rational and order.is_Integer and order <= _MOST_ORDER):
        return form.opaque(plain)
    known = at_rational(int(order), start)
    if known is None or known == plain:
        return form.opaque(plain)
    return form.read(known)

"""Absolute values of complex forms, factor by factor: |f g| = |f| |g| and |f|^2 = f conj(f)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.functions.conjugation import conjugate
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form


def moduli(form: Form, value: RadicalFraction) -> RadicalFraction:
    """|value|, as a product over the irreducible factors of numerator and denominator."""
    field = form.field
    above, below = _of_polynomial(form, value.num), _of_polynomial(form, value.den)
    return field.multiply(above, field.power(below, -1))


def _of_polynomial(form: Form, poly: Poly) -> RadicalFraction:
    content, factors = poly.factor()
    found = [form.field.number(abs(content))]
    for factor, power in factors:
        bare = RadicalFraction(factor, form.field.unit)
        found.append(form.field.power(_of_factor(form, bare), int(power)))
    return form.field.multiply(*found)


def _of_factor(form: Form, factor: RadicalFraction) -> RadicalFraction:
    field = form.field
    other = conjugate(form, factor)
    if other is None:
        return form.opaque(sp.Abs(form.back_fraction(factor), evaluate=False))
    product = field.multiply(factor, other)
    used = field.used(factor.num)
    if other == factor or any(index in form.exponents or index in form.turns for index in used):
        return form.power(product, field.number(flint.fmpq(1, 2)))
    if factor.num == field.gens[field.known["i",]] if ("i",) in field.known else False:
        return field.one
    first = min(factor, other, key=lambda part: part.key)
    key = ("modulus", first.key)
    root = form.generator(key, sp.Abs(form.back_fraction(first), evaluate=False), 1)
    field.relations[field.known[key]] = (2, product)
    return root

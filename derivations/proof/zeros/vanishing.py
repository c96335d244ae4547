"""Whether a form is zero although its polynomial is not: relations among generators that remain.

The cheap reasons come first: roots that depend on one another, algebraic constants, exponentials
whose exponents add up to the same, logarithms whose product is one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import flint

from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction
from glassproof.derivations.proof.zeros import algebraic_numbers, logarithmic_forms

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_MOST_TERMS = 200


def is_zero(form: Form, value: RadicalFraction) -> bool:
    """Whether ``value`` is proven to be zero."""
    poly = value.num
    if _by_polynomials(form, poly):
        return True
    if len(poly) > _MOST_TERMS:
        return False
    gathered = _gathered(form, poly)
    if gathered is not None and _by_polynomials(form, gathered):
        return True
    test = partial(_of_products, form)
    return logarithmic_forms.vanishes(form, poly, test) or logarithmic_forms.products_cancel(
        form, poly, test
    )


def _of_products(form: Form, value: RadicalFraction) -> bool:
    if _by_polynomials(form, value.num):
        return True
    gathered = _gathered(form, value.num)
    return gathered is not None and _by_polynomials(form, gathered)


def _by_polynomials(form: Form, poly: Poly) -> bool:
    return form.signs.vanishes(poly) or algebraic_numbers.vanishes(form.field, poly)


def _gathered(form: Form, poly: Poly) -> Poly | None:
    """``poly`` with the powers of one base in each term joined: b^u b^v = b^(u + v)."""
    field = form.field
    symbolic = [i for i in field.used(poly) if i in form.exponents and i not in field.relations]
    bases = [_key(form, i) for i in symbolic]
    if len(set(bases)) == len(bases):
        return None
    terms = []
    for powers, number in poly.to_dict().items():
        joined: dict[str, tuple[Any, ...]] = {}
        rest = [0 if i in symbolic else power for i, power in enumerate(powers)]
        for index in symbolic:
            if powers[index]:
                base, exponent = form.exponents[index]
                share = field.multiply(exponent, field.number(int(powers[index])))
                before = joined.get(_key(form, index))
                total = field.add(before[1], share) if before else share
                joined[_key(form, index)] = (base, total)
        factors = [form.base_power(base, exponent) for base, exponent in joined.values()]
        monomial = field.context.from_dict({tuple(rest): flint.fmpq(number)})
        terms.append(field.multiply(RadicalFraction(monomial, field.unit), *factors))
    return field.add(*terms).num


def _key(form: Form, index: int) -> str:
    base = form.exponents[index][0]
    return base.key if base else "e"

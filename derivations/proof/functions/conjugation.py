"""Complex conjugates of forms, and through them absolute values, real and imaginary parts.

conj is read generator by generator: real ones stay, i becomes -i, exp(z) becomes exp(conj z), roots
of unity are inverted, and a function that is real on the real axis and has no cut commutes with it.
Where there is a cut, log(z) + conj(log(z)) = 2 log|z|, and so for powers.
Absolute values are taken factor by factor: |f g| = |f| |g| and |f|^2 = f conj(f).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.complex_symbols import is_complex
from glassproof.derivations.proof.radical_fractions import Poly, RadicalFraction, UnsupportedError

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

_ENTIRE_OR_MEROMORPHIC = (
    sp.gamma, sp.erf, sp.erfi, sp.digamma, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc, sp.airyai,
    sp.airybi, sp.airyaiprime, sp.airybiprime, sp.zeta,
)  # fmt: skip
_OF_INTEGER_ORDER = (
    sp.besselj, sp.besseli, sp.jn, sp.polygamma, sp.hermite, sp.assoc_laguerre, sp.legendre,
    sp.gegenbauer, sp.jacobi,
)  # fmt: skip
"""Functions that are entire or meromorphic in their last argument where their first is whole."""

_MOST_TERMS = 60


def conjugate(form: Form, value: RadicalFraction) -> RadicalFraction | None:
    """The conjugate of ``value``, or None where a generator's conjugate is not known."""
    if form.signs.is_real(value.num, value.den):
        return value
    if len(value.num) + len(value.den) > _MOST_TERMS:
        return None
    above, below = _image(form, value.num), _image(form, value.den)
    if above is None or below is None or below.num.is_zero():
        return None
    return form.field.multiply(above, form.field.power(below, -1))


def is_real(form: Form, value: RadicalFraction) -> bool:
    """Whether ``value`` is proven to be real wherever it is defined."""
    return form.signs.is_real(value.num, value.den) or conjugate(form, value) == value


def parts(form: Form, value: RadicalFraction) -> tuple[RadicalFraction, RadicalFraction] | None:
    """Real and imaginary part, where the conjugate is known."""
    other = conjugate(form, value)
    if other is None:
        return None
    field = form.field
    half, minus = field.number(flint.fmpq(1, 2)), field.number(-1)
    real = field.multiply(half, field.add(value, other))
    gap = field.add(value, field.multiply(minus, other))
    if gap.num.is_zero():
        return real, gap
    imaginary = field.multiply(half, minus, form.unit(), gap)
    return real, imaginary


def _image(form: Form, poly: Poly) -> RadicalFraction | None:
    field = form.field
    images = {}
    for index in field.used(poly):
        image = _of_generator(form, index)
        if image is None:
            return None
        images[index] = image
    terms = []
    for powers, number in poly.to_dict().items():
        factors = [field.power(images[i], int(powers[i])) for i in images if powers[i]]
        terms.append(field.multiply(field.number(flint.fmpq(number)), *factors))
    return field.add(*terms)


def _of_generator(form: Form, index: int) -> RadicalFraction | None:
    if index not in form.conjugates:
        form.conjugates[index] = None  # what is read through itself has no conjugate
        form.conjugates[index] = _computed(form, index)
    return form.conjugates[index]


def _computed(form: Form, index: int) -> RadicalFraction | None:
    field = form.field
    generator = field.generators[index]
    itself = field.generator(index)
    if generator.sign is not None:
        return itself
    if is_complex(generator.meaning):
        return form.read(sp.conjugate(generator.meaning))
    if isinstance(generator.meaning, sp.conjugate) and is_complex(generator.meaning.args[0]):
        return form.read(generator.meaning.args[0])
    if generator.meaning is sp.I:
        return field.multiply(field.number(-1), itself)
    if index in form.turns:
        return field.power(itself, form.turns[index] - 1)
    if index in form.exponents:
        return _of_power(form, *form.exponents[index])
    if index in form.logarithms and (base := form.logarithms[index]) is not None:
        size = form.logarithm(moduli(form, base))
        return field.add(size, size, field.multiply(field.number(-1), itself))
    if index in form.arguments and (
        _commutes(generator.meaning) or _is_off_the_axis(form, index, generator.meaning)
    ):
        return _of_function(form, generator.meaning, form.arguments[index])
    return None


_CUT_ALONG_THE_AXIS = (
    sp.elliptic_k, sp.elliptic_e, sp.hyper, sp.polylog, sp.Ei, sp.Ci, sp.Chi, sp.li, sp.besselk,
    sp.bessely, sp.besselj, sp.besseli, sp.uppergamma, sp.expint, sp.loggamma,
)  # fmt: skip
"""Functions that are real on a part of the real axis, and have no cut elsewhere."""


def _is_off_the_axis(form: Form, index: int, value: sp.Expr) -> bool:
    """Whether a function with a cut on the real axis is taken of what is never real (Schwarz)."""
    if not isinstance(value, _CUT_ALONG_THE_AXIS):
        return False
    if isinstance(value, sp.hyper) and len(value.args[0]) <= len(value.args[1]):
        return True
    found = parts(form, form.arguments[index][-1])
    return found is not None and _never_vanishes(form, found[1])


def _never_vanishes(form: Form, value: RadicalFraction) -> bool:
    from glassproof.derivations.proof.everywhere.strict_signs import strict_sign

    return strict_sign(form, value) != 0


def _of_power(
    form: Form, base: RadicalFraction | None, exponent: RadicalFraction
) -> RadicalFraction | None:
    """exp(conj w) of exp(w); (|b|^2/b)^(conj w) of b^w, on the cut too."""
    field = form.field
    other = conjugate(form, exponent)
    if other is None:
        return None
    if base is None:
        return form.exponential(other)
    twice = field.multiply(other, field.number(2))
    size = form.power(moduli(form, base), twice)
    return field.multiply(size, form.base_power(base, field.multiply(other, field.number(-1))))


def _commutes(value: sp.Expr) -> bool:
    """Whether the conjugate of the function is the function of the conjugates."""
    if isinstance(value, _ENTIRE_OR_MEROMORPHIC):
        return len(value.args) == 1
    return isinstance(value, _OF_INTEGER_ORDER) and bool(value.args[0].is_integer)


def _of_function(
    form: Form, value: sp.Expr, arguments: tuple[RadicalFraction, ...]
) -> RadicalFraction | None:
    images = [conjugate(form, argument) for argument in arguments]
    if any(image is None for image in images):
        return None
    shown = [form.back_fraction(image) for image in images if image]
    if isinstance(value, sp.hyper):
        count = len(value.args[0])
        shown = [shown[:count], shown[count:-1], shown[-1]]
    try:
        return form.read(value.func(*shown))
    except UnsupportedError:
        return None


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
    used = field.used(factor.num)
    if len(used) == 1 and used[0] in form.exponents and len(factor.num) == 1:
        return _of_power_factor(form, *form.exponents[used[0]])
    product = field.multiply(factor, other)
    if other == factor or form.signs.is_real(product.num, product.den):
        return form.power(product, field.number(flint.fmpq(1, 2)))
    if any(index in form.exponents or index in form.turns for index in used):
        return form.power(product, field.number(flint.fmpq(1, 2)))
    if factor.num == field.gens[field.known["i",]] if ("i",) in field.known else False:
        return field.one
    first = min(factor, other, key=lambda part: part.key)
    key = ("modulus", first.key)
    root = form.generator(key, sp.Abs(form.back_fraction(first), evaluate=False), 1)
    field.relations[field.known[key]] = (2, product)
    return root


def _of_power_factor(
    form: Form, base: RadicalFraction | None, exponent: RadicalFraction
) -> RadicalFraction:
    """|exp(w)| = exp(Re w), and |b^w| = |b|^(conj w) b^(i Im w)."""
    field = form.field
    other = conjugate(form, exponent)
    assert other is not None, "the factor has a conjugate"
    half, minus = field.number(flint.fmpq(1, 2)), field.number(-1)
    if base is None:
        return form.exponential(field.multiply(half, field.add(exponent, other)))
    gap = field.multiply(half, field.add(exponent, field.multiply(minus, other)))
    return field.multiply(form.power(moduli(form, base), other), form.base_power(base, gap))

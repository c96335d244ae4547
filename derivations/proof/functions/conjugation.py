"""Complex conjugates of forms, and through them real and imaginary parts.

conj is read generator by generator: real ones stay, i becomes -i, exp(z) becomes exp(conj z), roots
of unity are inverted, and a function that is real on the real axis and has no cut commutes with it.
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
    if index in form.exponents and form.exponents[index][0] is None:
        exponent = conjugate(form, form.exponents[index][1])
        return None if exponent is None else form.exponential(exponent)
    if index in form.arguments and _commutes(generator.meaning):
        return _of_function(form, generator.meaning.func, form.arguments[index])
    return None


def _commutes(value: sp.Expr) -> bool:
    """Whether the conjugate of the function is the function of the conjugates."""
    if isinstance(value, _ENTIRE_OR_MEROMORPHIC):
        return len(value.args) == 1
    return isinstance(value, _OF_INTEGER_ORDER) and bool(value.args[0].is_integer)


def _of_function(
    form: Form, kind: type, arguments: tuple[RadicalFraction, ...]
) -> RadicalFraction | None:
    images = [conjugate(form, argument) for argument in arguments]
    if any(image is None for image in images):
        return None
    try:
        return form.read(kind(*(form.back_fraction(image) for image in images if image)))
    except UnsupportedError:
        return None

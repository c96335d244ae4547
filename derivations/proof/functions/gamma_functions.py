"""Gamma at canonical arguments: shifts, multiplication and reflection leave no relation hidden.

    gamma(z + 1) = z gamma(z)
    gamma(m z) = (2 pi)^((1 - m)/2) m^(m z - 1/2) gamma(z) gamma(z + 1/m) ... gamma(z + (m - 1)/m)
    gamma(z) gamma(1 - z) = pi/sin(pi z)

An argument is s k P + c with a primitive polynomial (or fraction) P, s = +-1, k > 0, c in [0, 1).
Multiplication is used where one P comes with several k, reflection where it comes with both s, so
that a formula that needs neither keeps its own gamma functions.

Reference: NIST Digital Library of Mathematical Functions, 5.5.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.proof.generators import FinerRootError
from glassproof.derivations.proof.radical_fractions import RadicalFraction

if TYPE_CHECKING:
    from glassproof.derivations.proof.canonical_form import Form

MOST_SHIFTS = 40
MOST_FACTORS = 12


def gamma_form(form: Form, argument: RadicalFraction) -> RadicalFraction:
    """The form of gamma(argument)."""
    constant, bare = split(form, argument)
    if argument.constant is not None:
        return _of_number(form, argument)
    orientation, size, primitive = direction(form, bare)
    unit = common_measure(form, primitive, size)
    times = int((size / unit).p)
    if times > MOST_FACTORS:
        return _shifted(form, argument, constant)
    if times == 1:
        return _oriented(form, argument, primitive, orientation)
    field = form.field
    share = field.multiply(argument, field.number(flint.fmpq(1, times)))
    steps = [field.add(share, field.number(flint.fmpq(j, times))) for j in range(times)]
    half = field.number(flint.fmpq(-1, 2))
    two_pi = field.multiply(field.number(2), form.pi())
    return field.multiply(
        form.power(two_pi, field.number(flint.fmpq(1 - times, 2))),
        form.power(field.number(times), field.add(argument, half)),
        *(_oriented(form, step, primitive, orientation) for step in steps),
    )


def split(form: Form, argument: RadicalFraction) -> tuple[flint.fmpq, RadicalFraction]:
    """Constant term and the rest."""
    value = form.field.rationalised(argument)
    whole, _ = divmod(value.num, value.den)
    constant = flint.fmpq(whole.to_dict().get((0,) * form.field.capacity, 0))
    return constant, form.field.add(value, form.field.number(-constant))


def direction(form: Form, bare: RadicalFraction) -> tuple[int, flint.fmpq, RadicalFraction]:
    """Sign, size and primitive part of what is not constant."""
    numbers = [flint.fmpq(c) for c in bare.num.coeffs()]
    over = lcm(*(int(c.q) for c in numbers))
    size = flint.fmpq(gcd(*(int((c * over).p) for c in numbers)), over)
    sign = 1 if bare.num.leading_coefficient() > 0 else -1
    return sign, size, form.field.multiply(bare, form.field.number(sign / size))


def common_measure(form: Form, primitive: RadicalFraction, size: flint.fmpq) -> flint.fmpq:
    """The common measure of the sizes met with that primitive part; a finer one starts again."""
    key = ("gamma", primitive.key)
    before = form.measures.setdefault(key, size)
    over = lcm(int(before.q), int(size.q))
    unit = flint.fmpq(gcd(int((before * over).p), int((size * over).p)), over)
    if unit != before:
        if size / unit > MOST_FACTORS or before / unit > MOST_FACTORS:
            return size
        form.measures[key] = unit
        raise FinerRootError
    return unit


def _oriented(
    form: Form, argument: RadicalFraction, primitive: RadicalFraction, sign: int
) -> RadicalFraction:
    """gamma, reflected if its primitive part was met with the other sign."""
    if form.orientations.setdefault(primitive.key, sign) == sign:
        return _shifted(form, argument, split(form, argument)[0])
    return _reflected(form, argument)


def _reflected(form: Form, argument: RadicalFraction) -> RadicalFraction:
    """pi/(sin(pi z) gamma(1 - z)): where sin(pi z) vanishes one of the two has a pole."""
    field = form.field
    other = field.add(field.one, field.multiply(argument, field.number(-1)))
    around = form.exponential(field.multiply(form.unit(), form.pi(), argument))
    back = field.multiply(field.number(-1), field.power(around, -1))
    double_sine = field.multiply(field.add(around, back), field.power(form.unit(), -1))
    below = field.multiply(double_sine, _shifted(form, other, split(form, other)[0]))
    return field.multiply(field.number(2), form.pi(), field.power(below, -1))


def _of_number(form: Form, argument: RadicalFraction) -> RadicalFraction:
    """gamma of a rational number in (0, 1), reflected if that of its complement is in use."""
    field = form.field
    number = argument.constant
    assert number is not None
    whole = int(number.p // number.q)
    start = field.number(number - whole)
    if abs(whole) <= MOST_SHIFTS and number.q != 1:
        complement = field.number(1 - (number - whole))
        known = (sp.gamma, complement.key) in field.known
        value = _reflected(form, start) if known else _opaque(form, start)
        return _multiplied(form, value, start, whole)
    return _opaque(form, argument)


def _shifted(form: Form, argument: RadicalFraction, constant: flint.fmpq) -> RadicalFraction:
    """gamma(x + n) = (x + n - 1) ... x gamma(x), with the constant term of x in [0, 1)."""
    steps = int(constant.p // constant.q)
    if abs(steps) > MOST_SHIFTS:
        return _opaque(form, argument)
    start = form.field.add(argument, form.field.number(-steps))
    return _multiplied(form, _opaque(form, start), start, steps)


def _multiplied(
    form: Form, value: RadicalFraction, start: RadicalFraction, steps: int
) -> RadicalFraction:
    """gamma(start + steps), from value = gamma(start)."""
    field = form.field
    shifts = range(steps) if steps > 0 else range(steps, 0)
    factors = [field.add(start, field.number(j)) for j in shifts]
    product = field.power(field.multiply(*factors), 1 if steps > 0 else -1)
    return field.multiply(product, value)


def _opaque(form: Form, argument: RadicalFraction) -> RadicalFraction:
    argument = form.field.rationalised(argument)
    meaning = sp.gamma(form.back_fraction(argument))
    if not isinstance(meaning, sp.gamma):
        return form.read(meaning)
    sign = 0 if meaning.is_real or form.signs.is_real(argument.num, argument.den) else None
    if form.signs.of_fraction(argument) == 1:
        sign = 1
    value = form.generator((sp.gamma, argument.key), meaning, sign)
    form.arguments[form.field.known[sp.gamma, argument.key]] = (argument,)
    return value

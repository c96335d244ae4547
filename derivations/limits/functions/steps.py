"""Absolute values, signs, real and imaginary parts, floors: what has steps or knows conjugates."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.limits.decisions import UndecidedError
from glassproof.derivations.limits.expansions import Calculus, Expansion
from glassproof.derivations.limits.functions.room import (
    HALF,
    INT,
    Rule,
    at_finite,
    bounded,
    inverse,
    negative,
    sign_of,
)
from glassproof.derivations.limits.scale import growth


def absolute(calculus: Calculus, value: Expansion) -> Expansion:
    """The value or its opposite, by its leading term; sqrt(v conj(v)) of what is complex."""
    if value.real:
        return calculus.scale(INT(sign_of(calculus, value)), value)
    square = calculus.multiply(value, calculus.conjugate(value))
    return calculus.power(replace(square, real=True), HALF)


def sign(calculus: Calculus, value: Expansion) -> Expansion:
    """The sign near the point, v/|v| of what is complex."""
    if value.real:
        return calculus.constant(INT(sign_of(calculus, value)))
    return calculus.multiply(value, inverse(calculus, absolute(calculus, value)))


def real_part(calculus: Calculus, value: Expansion) -> Expansion:
    """(v + conj(v))/2."""
    total = calculus.add(value, calculus.conjugate(value))
    return replace(calculus.scale(HALF, total), real=True)


def imaginary_part(calculus: Calculus, value: Expansion) -> Expansion:
    """(v - conj(v))/(2 i)."""
    gap = calculus.add(value, negative(calculus, calculus.conjugate(value)))
    return replace(calculus.scale(-sp.I / 2, gap), real=True)


def argument(calculus: Calculus, value: Expansion) -> Expansion:
    """The imaginary part of the logarithm."""
    return imaginary_part(calculus, calculus.log(value))


def floor(calculus: Calculus, value: Expansion) -> Expansion:
    """The floor: constant near the point, or v + O(1)."""
    if value.top is not None and growth(value.top, calculus.decide) > 0:
        down = replace(bounded(), between=(INT(-1), INT(0)))
        return calculus.add(value, down)
    fixed, small = at_finite(calculus, value)
    if not (fixed.is_number or fixed.is_integer) or not value.real:
        raise UndecidedError("the floor of a parameter")
    whole = fixed if fixed.is_integer else sp.floor(fixed)
    if calculus.decide.vanishes(fixed - whole) and not small.is_zero:
        whole -= int(sign_of(calculus, small) < 0)
    return calculus.constant(whole)


def ceiling(calculus: Calculus, value: Expansion) -> Expansion:
    """-floor(-v)."""
    return negative(calculus, floor(calculus, negative(calculus, value)))


RULES: dict[type, Rule] = {
    sp.Abs: absolute,
    sp.sign: sign,
    sp.re: real_part,
    sp.im: imaginary_part,
    sp.arg: argument,
    sp.conjugate: Calculus.conjugate,
    sp.floor: floor,
    sp.ceiling: ceiling,
}

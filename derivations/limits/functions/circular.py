"""Circular and hyperbolic functions and their inverses (DLMF 4).

On the part of the real axis where they are real, inverses are expanded there; elsewhere they are
written with logarithms, whose branch the imaginary part of the argument decides.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.limits.expansions import (
    Calculus,
    DeeperError,
    Expansion,
    NoExpansionError,
)
from glassproof.derivations.limits.functions.room import (
    HALF,
    INT,
    Rule,
    at_finite,
    inverse,
    negative,
    plus,
    side_of_infinity,
    sign_of,
    taylor,
    wave,
)
from glassproof.derivations.limits.scale import growth


def _sine_and_cosine(calculus: Calculus, value: Expansion) -> tuple[Expansion, Expansion]:
    """Of what is bounded."""
    fixed, small = at_finite(calculus, value)
    sine = calculus.series(small, lambda k: INT(k % 2 * (-1) ** (k // 2)) / sp.factorial(k))
    cosine = calculus.series(small, lambda k: INT((k + 1) % 2 * (-1) ** (k // 2)) / sp.factorial(k))
    s, c = sp.sin(fixed), sp.cos(fixed)
    return (
        calculus.add(calculus.scale(s, cosine), calculus.scale(c, sine)),
        calculus.add(calculus.scale(c, cosine), calculus.scale(-s, sine)),
    )


def _swings(calculus: Calculus, value: Expansion) -> bool:
    """Whether the value is real and has no limit that is known."""
    if value.top is None or not value.real:
        return False
    return growth(value.top, calculus.decide) > 0 or bool(value.between)


def sin(calculus: Calculus, value: Expansion) -> Expansion:
    """The sine; far out it is O(1)."""
    return wave() if _swings(calculus, value) else _sine_and_cosine(calculus, value)[0]


def cos(calculus: Calculus, value: Expansion) -> Expansion:
    """The cosine; far out it is O(1)."""
    return wave() if _swings(calculus, value) else _sine_and_cosine(calculus, value)[1]


def tan(calculus: Calculus, value: Expansion) -> Expansion:
    """Sine over cosine."""
    sine, cosine = _sine_and_cosine(calculus, value)
    return calculus.multiply(sine, inverse(calculus, cosine))


def _sinh_and_cosh(calculus: Calculus, value: Expansion) -> tuple[Expansion, Expansion]:
    """By exponentials far out, by their addition theorems elsewhere."""
    if value.top is not None and growth(value.top, calculus.decide) > 0:
        up, down = calculus.exp(value), calculus.exp(negative(calculus, value))
        odd = calculus.add(up, negative(calculus, down))
        return calculus.scale(HALF, odd), calculus.scale(HALF, calculus.add(up, down))
    fixed, small = at_finite(calculus, value)
    sine = calculus.series(small, lambda k: INT(k % 2) / sp.factorial(k))
    cosine = calculus.series(small, lambda k: INT((k + 1) % 2) / sp.factorial(k))
    s, c = sp.sinh(fixed), sp.cosh(fixed)
    return (
        calculus.add(calculus.scale(s, cosine), calculus.scale(c, sine)),
        calculus.add(calculus.scale(c, cosine), calculus.scale(s, sine)),
    )


def tanh(calculus: Calculus, value: Expansion) -> Expansion:
    """By its derivatives, which are polynomials in it, at real points; by exponentials far out."""
    if side := side_of_infinity(calculus, value) if value.real else 0:
        decay = calculus.exp(calculus.scale(INT(-2 * side), value))
        below = inverse(calculus, plus(calculus, 1, decay))
        return calculus.scale(INT(side), plus(calculus, -1, calculus.scale(INT(2), below)))
    if value.real:
        return taylor(calculus, sp.tanh, value)
    sine, cosine = _sinh_and_cosh(calculus, value)
    return calculus.multiply(sine, inverse(calculus, cosine))


def atan(calculus: Calculus, value: Expansion) -> Expansion:
    """i/2 (log(1 - i v) - log(1 + i v)), and of what is real by its own series."""
    if not value.real:
        turned = calculus.scale(sp.I, value)
        below = calculus.log(plus(calculus, 1, negative(calculus, turned)))
        above = calculus.log(plus(calculus, 1, turned))
        return calculus.scale(sp.I / 2, calculus.add(below, negative(calculus, above)))
    if side := side_of_infinity(calculus, value):
        back = negative(calculus, atan(calculus, inverse(calculus, value)))
        return plus(calculus, side * sp.pi / 2, back)
    if value.between:
        low, high = map(sp.atan, value.between)
        return Expansion((), value.rest, True, (low, high))
    fixed, small = at_finite(calculus, value)
    below = plus(calculus, 1 + fixed**2, calculus.scale(fixed, small))
    turned = calculus.multiply(small, inverse(calculus, below))
    series = calculus.series(
        turned, lambda k: sp.Rational((-1) ** (k // 2), k) if k % 2 else INT(0)
    )
    return plus(calculus, sp.atan(fixed), series)


def _one_minus(calculus: Calculus, value: Expansion) -> Expansion:
    return plus(calculus, 1, negative(calculus, value))


def acos(calculus: Calculus, value: Expansion) -> Expansion:
    """2 atan(sqrt((1 - v)/(1 + v))) for -1 < v <= 1, by the logarithm elsewhere."""
    try:
        return _real_acos(calculus, value)
    except NoExpansionError:
        found = plus(calculus, sp.pi / 2, negative(calculus, _complex_asin(calculus, value)))
    return _along_the_cut(calculus, value, found) if value.real else found


def _along_the_cut(calculus: Calculus, value: Expansion, found: Expansion) -> Expansion:
    """With the constant as arc cosine of the limit, which is continuous along its cut."""
    try:
        fixed, _ = at_finite(calculus, value)
    except (NoExpansionError, DeeperError):
        return found
    if calculus.decide.sign_or_none(1 - fixed**2) != -1:
        return found
    terms = tuple((sp.acos(fixed) if m.is_one else c, m) for c, m in found.terms)
    return replace(found, terms=terms)


def _real_acos(calculus: Calculus, value: Expansion) -> Expansion:
    if not value.real:
        raise NoExpansionError("an arc cosine of a complex number")
    fixed, _ = at_finite(calculus, value)
    if fixed == -1:
        return plus(
            calculus, sp.pi, negative(calculus, _real_acos(calculus, negative(calculus, value)))
        )
    if calculus.decide.sign_or_none(1 - fixed**2) == -1:
        raise NoExpansionError("an arc cosine off the interval")
    below = inverse(calculus, plus(calculus, 1, value))
    quotient = calculus.multiply(_one_minus(calculus, value), below)
    root = calculus.power(quotient, HALF)
    if not root.real:
        raise NoExpansionError("an arc cosine off the interval")
    return calculus.scale(INT(2), atan(calculus, root))


def asin(calculus: Calculus, value: Expansion) -> Expansion:
    """pi/2 - acos(v); a series of its own at 0."""
    if value.real and not side_of_infinity(calculus, value):
        fixed, _ = at_finite(calculus, value)
        if fixed == 0:
            square = negative(calculus, calculus.multiply(value, value))
            root = calculus.power(plus(calculus, 1, square), -HALF)
            return atan(calculus, calculus.multiply(value, root))
    return plus(calculus, sp.pi / 2, negative(calculus, acos(calculus, value)))


def _complex_asin(calculus: Calculus, value: Expansion) -> Expansion:
    """-i log(i v + sqrt(1 - v^2)); DLMF 4.23.19."""
    root = calculus.power(_one_minus(calculus, calculus.multiply(value, value)), HALF)
    inside = calculus.add(calculus.scale(sp.I, value), root)
    return calculus.scale(-sp.I, calculus.log(inside))


def asinh(calculus: Calculus, value: Expansion) -> Expansion:
    """log(v + sqrt(v^2 + 1)), of a negative v the opposite of that of -v; DLMF 4.37.16."""
    if value.real and side_of_infinity(calculus, value) == -1:
        return negative(calculus, asinh(calculus, negative(calculus, value)))
    if value.imaginary:
        return calculus.scale(sp.I, asin(calculus, calculus.scale(-sp.I, value)))
    root = calculus.power(plus(calculus, 1, calculus.multiply(value, value)), HALF)
    return calculus.log(calculus.add(value, root))


def acosh(calculus: Calculus, value: Expansion) -> Expansion:
    """log(v + sqrt(v - 1) sqrt(v + 1)), of v < -1 that of -v plus i pi; DLMF 4.37.21."""
    if value.real and _is_below(calculus, value, -1):
        return plus(calculus, sp.I * sp.pi, acosh(calculus, negative(calculus, value)))
    roots = [calculus.power(plus(calculus, one, value), HALF) for one in (-1, 1)]
    return calculus.log(calculus.add(value, calculus.multiply(*roots)))


def _is_below(calculus: Calculus, value: Expansion, level: int) -> bool:
    return sign_of(calculus, plus(calculus, -level, value)) == -1


def atanh(calculus: Calculus, value: Expansion) -> Expansion:
    """(log(1 + v) - log(1 - v))/2; DLMF 4.37.24."""
    above = calculus.log(plus(calculus, 1, value))
    below = calculus.log(_one_minus(calculus, value))
    return calculus.scale(HALF, calculus.add(above, negative(calculus, below)))


def of_inverse(rule: Rule) -> Rule:
    """f(1/v): arc cotangent, arc secant and their kin."""
    return lambda calculus, value: rule(calculus, inverse(calculus, value))


RULES: dict[type, Rule] = {
    sp.sin: sin,
    sp.cos: cos,
    sp.tan: tan,
    sp.sinh: lambda calculus, value: _sinh_and_cosh(calculus, value)[0],
    sp.cosh: lambda calculus, value: _sinh_and_cosh(calculus, value)[1],
    sp.tanh: tanh,
    sp.coth: lambda calculus, value: inverse(calculus, tanh(calculus, value)),
    sp.sech: lambda calculus, value: inverse(calculus, _sinh_and_cosh(calculus, value)[1]),
    sp.csch: lambda calculus, value: inverse(calculus, _sinh_and_cosh(calculus, value)[0]),
    sp.atan: atan,
    sp.acos: acos,
    sp.asin: asin,
    sp.asinh: asinh,
    sp.acosh: acosh,
    sp.atanh: atanh,
    sp.acot: of_inverse(atan),
    sp.asec: of_inverse(acos),
    sp.acsc: of_inverse(asin),
    sp.acoth: of_inverse(atanh),
    sp.asech: of_inverse(acosh),
    sp.acsch: of_inverse(asinh),
}

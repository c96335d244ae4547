"""Expansions of functions at finite points, at poles and towards infinity.

Sources: DLMF 4 (elementary functions), 5.11 (Gamma), 6.12 (exponential integrals), 7.12 (error
function), 8.11 (incomplete Gamma).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.limits.decisions import UndecidedError
from glassproof.derivations.limits.expansions import Calculus, Expansion, NoExpansionError
from glassproof.derivations.limits.scale import ONE, growth

Rule = Callable[[Calculus, Expansion], Expansion]

_INT = sp.Integer


def side_of_infinity(calculus: Calculus, value: Expansion) -> int:
    """1 or -1 if the real ``value`` tends to infinity or minus infinity, 0 if it is bounded."""
    if value.top is None or growth(value.top, calculus.decide) <= 0:
        return 0
    if not value.real:
        raise NoExpansionError("a function far out in the complex plane")
    coefficient, monomial, _ = calculus.lead(value)
    if growth(monomial, calculus.decide) <= 0:
        return 0
    return calculus.decide.sign(coefficient)


def at_finite(calculus: Calculus, value: Expansion) -> tuple[sp.Expr, Expansion]:
    """The limit and what is left of ``value``, which is bounded."""
    large, fixed, small = calculus.split(value)
    if large:
        raise NoExpansionError("a function that is not bounded")
    return fixed, small


def taylor(calculus: Calculus, function: type, value: Expansion) -> Expansion:
    """Of a function that is analytic at the limit of ``value``."""
    fixed, small = at_finite(calculus, value)
    z = sp.Dummy("z")
    derivatives = [function(z)]

    def coefficient(k: int) -> sp.Expr:
        while len(derivatives) <= k:
            derivatives.append(sp.diff(derivatives[-1], z))
        found = derivatives[k].subs(z, fixed) / sp.factorial(k)
        if found.has(sp.nan, sp.zoo, sp.oo):
            raise NoExpansionError("a derivative without a value")
        return found

    return calculus.series(small, coefficient)


def bounded(real: bool = True) -> Expansion:
    """O(1), of which no more is known."""
    return Expansion((), ONE, real)


def _over_pi(calculus: Calculus, value: Expansion) -> tuple[Expansion, Expansion]:
    """Sine and cosine of what is bounded."""
    fixed, small = at_finite(calculus, value)
    sine = calculus.series(small, lambda k: _INT(k % 2 * (-1) ** (k // 2)) / sp.factorial(k))
    cosine = calculus.series(
        small, lambda k: _INT((k + 1) % 2 * (-1) ** (k // 2)) / sp.factorial(k)
    )
    s, c = sp.sin(fixed), sp.cos(fixed)
    return (
        calculus.add(calculus.scale(s, cosine), calculus.scale(c, sine)),
        calculus.add(calculus.scale(c, cosine), calculus.scale(-s, sine)),
    )


def sin(calculus: Calculus, value: Expansion) -> Expansion:
    """The sine; far out it is O(1)."""
    return bounded() if side_of_infinity(calculus, value) else _over_pi(calculus, value)[0]


def cos(calculus: Calculus, value: Expansion) -> Expansion:
    """The cosine; far out it is O(1)."""
    return bounded() if side_of_infinity(calculus, value) else _over_pi(calculus, value)[1]


def tan(calculus: Calculus, value: Expansion) -> Expansion:
    """Sine over cosine."""
    sine, cosine = _over_pi(calculus, value)
    return calculus.multiply(sine, calculus.power(cosine, _INT(-1)))


def atan(calculus: Calculus, value: Expansion) -> Expansion:
    """The arc tangent of what is real."""
    if not value.real:
        raise NoExpansionError("an arc tangent of a complex number")
    side = side_of_infinity(calculus, value)
    if side:
        inverse = atan(calculus, calculus.power(value, _INT(-1)))
        half = calculus.constant(side * sp.pi / 2)
        return calculus.add(half, calculus.scale(_INT(-1), inverse))
    fixed, small = at_finite(calculus, value)
    below = calculus.add(calculus.constant(1 + fixed**2), calculus.scale(fixed, small))
    turned = calculus.multiply(small, calculus.power(below, _INT(-1)))
    series = calculus.series(
        turned, lambda k: sp.Rational((-1) ** (k // 2), k) if k % 2 else _INT(0)
    )
    return calculus.add(calculus.constant(sp.atan(fixed)), series)


def acos(calculus: Calculus, value: Expansion) -> Expansion:
    """2 atan(sqrt((1 - v)/(1 + v))), for -1 < v <= 1."""
    fixed, _ = at_finite(calculus, value)
    if fixed == -1:
        other = acos(calculus, calculus.scale(_INT(-1), value))
        return calculus.add(calculus.constant(sp.pi), calculus.scale(_INT(-1), other))
    one = calculus.constant(_INT(1))
    above = calculus.add(one, calculus.scale(_INT(-1), value))
    below = calculus.add(one, value)
    quotient = calculus.multiply(above, calculus.power(below, _INT(-1)))
    return calculus.scale(_INT(2), atan(calculus, calculus.power(quotient, sp.Rational(1, 2))))


def asin(calculus: Calculus, value: Expansion) -> Expansion:
    """pi/2 - acos(v); a series of its own at 0."""
    fixed, _ = at_finite(calculus, value)
    if fixed == 0:
        square = calculus.scale(_INT(-1), calculus.multiply(value, value))
        root = calculus.power(calculus.add(calculus.constant(_INT(1)), square), sp.Rational(-1, 2))
        return atan(calculus, calculus.multiply(value, root))
    half = calculus.constant(sp.pi / 2)
    return calculus.add(half, calculus.scale(_INT(-1), acos(calculus, value)))


def absolute(calculus: Calculus, value: Expansion) -> Expansion:
    """The value or its opposite, by its leading term."""
    return calculus.scale(_INT(sign_of(calculus, value)), value)


def sign_of(calculus: Calculus, value: Expansion) -> int:
    """The sign of a real function near the point."""
    if value.is_zero:
        return 0
    if not value.real:
        raise NoExpansionError("the sign of a complex number")
    return calculus.decide.sign(calculus.lead(value)[0])


def sign(calculus: Calculus, value: Expansion) -> Expansion:
    """The sign near the point."""
    return calculus.constant(_INT(sign_of(calculus, value)))


def floor(calculus: Calculus, value: Expansion) -> Expansion:
    """The floor: constant near the point, or v + O(1)."""
    if value.top is not None and growth(value.top, calculus.decide) > 0:
        return calculus.add(value, bounded())
    fixed, small = at_finite(calculus, value)
    if not fixed.is_number or not value.real:
        raise UndecidedError("the floor of a parameter")
    whole = sp.floor(fixed)
    if calculus.decide.vanishes(fixed - whole) and not small.is_zero:
        whole -= int(sign_of(calculus, small) < 0)
    return calculus.constant(whole)


def ceiling(calculus: Calculus, value: Expansion) -> Expansion:
    """-floor(-v)."""
    return calculus.scale(_INT(-1), floor(calculus, calculus.scale(_INT(-1), value)))


def erfc(calculus: Calculus, value: Expansion) -> Expansion:
    """exp(-v^2)/(v sqrt(pi)) (1 + O(v^-2)) far out to the right."""
    side = side_of_infinity(calculus, value)
    if not side:
        return taylor(calculus, sp.erfc, value)
    out = calculus.scale(_INT(side), value)
    inverse = calculus.power(out, _INT(-1))
    square = calculus.multiply(inverse, inverse)
    series = calculus.series(
        square, lambda k: _INT((-1) ** k) * sp.factorial2(2 * k - 1) / _INT(2) ** k
    )
    decay = calculus.exp(calculus.scale(_INT(-1), calculus.multiply(out, out)))
    found = calculus.multiply(calculus.multiply(decay, inverse), series)
    found = calculus.scale(1 / sp.sqrt(sp.pi), found)
    if side == 1:
        return found
    return calculus.add(calculus.constant(_INT(2)), calculus.scale(_INT(-1), found))


def erf(calculus: Calculus, value: Expansion) -> Expansion:
    """1 - erfc(v) far out."""
    if not side_of_infinity(calculus, value):
        return taylor(calculus, sp.erf, value)
    rest = calculus.scale(_INT(-1), erfc(calculus, value))
    return calculus.add(calculus.constant(_INT(1)), rest)


def loggamma(calculus: Calculus, value: Expansion) -> Expansion:
    """Stirling's series far out to the right (DLMF 5.11.1)."""
    if side_of_infinity(calculus, value) != 1:
        return calculus.log(gamma(calculus, value))
    log = calculus.log(value)
    inverse = calculus.power(value, _INT(-1))
    shifted = calculus.add(value, calculus.constant(sp.Rational(-1, 2)))
    parts = [
        calculus.multiply(shifted, log),
        calculus.scale(_INT(-1), value),
        calculus.constant(sp.log(2 * sp.pi) / 2),
        calculus.series(inverse, _stirling),
    ]
    return calculus.add(*parts)


def _stirling(k: int) -> sp.Expr:
    return sp.bernoulli(k + 1) / (k * (k + 1)) if k % 2 else _INT(0)


def gamma(calculus: Calculus, value: Expansion) -> Expansion:
    """By Stirling's series far out, by its recurrence at poles, by Taylor's series elsewhere."""
    side = side_of_infinity(calculus, value)
    if side == 1:
        return calculus.exp(loggamma(calculus, value))
    if side == -1:
        raise NoExpansionError("Gamma far out to the left")
    fixed, _ = at_finite(calculus, value)
    if fixed.is_Integer and fixed <= 0:
        product = value
        for k in range(1, 1 - int(fixed)):
            product = calculus.multiply(product, calculus.add(value, calculus.constant(_INT(k))))
        shifted = calculus.add(value, calculus.constant(1 - fixed))
        above = taylor(calculus, sp.gamma, shifted)
        return calculus.multiply(above, calculus.power(product, _INT(-1)))
    if not (fixed.is_Rational or calculus.decide.sign_or_none(fixed) == 1):
        raise UndecidedError("whether Gamma has a pole")
    return taylor(calculus, sp.gamma, value)


def digamma(calculus: Calculus, value: Expansion) -> Expansion:
    """log v - 1/(2 v) - ... far out to the right (DLMF 5.11.2)."""
    if side_of_infinity(calculus, value) == 1:
        inverse = calculus.power(value, _INT(-1))

        def coefficient(k: int) -> sp.Expr:
            if k == 1:
                return sp.Rational(-1, 2)
            return -sp.bernoulli(k) / k if k and k % 2 == 0 else _INT(0)

        return calculus.add(calculus.log(value), calculus.series(inverse, coefficient))
    fixed, _ = at_finite(calculus, value)
    if calculus.decide.sign(fixed) != 1:
        raise NoExpansionError("the digamma function at a pole")
    return taylor(calculus, lambda z: sp.polygamma(0, z), value)  # type: ignore[arg-type]


def sine_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """+-pi/2 + O(1/v) far out."""
    side = side_of_infinity(calculus, value)
    if not side:
        fixed, small = at_finite(calculus, value)
        if fixed != 0:
            return taylor(calculus, sp.Si, value)
        return calculus.series(
            small,
            lambda k: _INT((-1) ** (k // 2)) / (k * sp.factorial(k)) if k % 2 else _INT(0),
        )
    rest = calculus.multiply(calculus.power(value, _INT(-1)), bounded())
    return calculus.add(calculus.constant(side * sp.pi / 2), rest)


def cosine_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """O(1/v) far out to the right; gamma + log v + O(v^2) at 0+."""
    if side_of_infinity(calculus, value) == 1:
        return calculus.multiply(calculus.power(value, _INT(-1)), bounded())
    fixed, small = at_finite(calculus, value)
    if fixed != 0:
        calculus.require_positive(fixed, value)
        return taylor(calculus, sp.Ci, value)
    square = calculus.multiply(small, small)
    parts = [
        calculus.constant(sp.EulerGamma),
        calculus.log(small),
        calculus.series(
            square, lambda k: _INT((-1) ** k) / (2 * k * sp.factorial(2 * k)) if k else _INT(0)
        ),
    ]
    return calculus.add(*parts)


def exponential_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """exp(v)/v (1 + O(1/v)) far out; gamma + log|v| + v + ... at 0."""
    if side_of_infinity(calculus, value):
        inverse = calculus.power(value, _INT(-1))
        outside = calculus.multiply(calculus.exp(value), inverse)
        return calculus.multiply(outside, calculus.series(inverse, sp.factorial))
    fixed, small = at_finite(calculus, value)
    if fixed != 0:
        return taylor(calculus, sp.Ei, value)
    series = calculus.series(small, lambda k: 1 / (k * sp.factorial(k)) if k else _INT(0))
    log = calculus.log(absolute(calculus, small))
    return calculus.add(calculus.constant(sp.EulerGamma), log, series)


def fresnel(function: type) -> Rule:
    """+-1/2 + O(1/v) far out."""

    def expanded(calculus: Calculus, value: Expansion) -> Expansion:
        side = side_of_infinity(calculus, value)
        if not side:
            return taylor(calculus, function, value)
        rest = calculus.multiply(calculus.power(value, _INT(-1)), bounded())
        return calculus.add(calculus.constant(sp.Rational(side, 2)), rest)

    return expanded


def entire(function: type) -> Rule:
    """By Taylor's series, at finite points only."""
    return lambda calculus, value: taylor(calculus, function, value)


RULES: dict[type, Rule] = {
    sp.sin: sin,
    sp.cos: cos,
    sp.tan: tan,
    sp.atan: atan,
    sp.acos: acos,
    sp.asin: asin,
    sp.Abs: absolute,
    sp.sign: sign,
    sp.floor: floor,
    sp.ceiling: ceiling,
    sp.erf: erf,
    sp.erfc: erfc,
    sp.erfi: entire(sp.erfi),
    sp.gamma: gamma,
    sp.loggamma: loggamma,
    sp.digamma: digamma,
    sp.Si: sine_integral,
    sp.Ci: cosine_integral,
    sp.Ei: exponential_integral,
    sp.Shi: entire(sp.Shi),
    sp.fresnels: fresnel(sp.fresnels),
    sp.fresnelc: fresnel(sp.fresnelc),
}
"""How each function is expanded."""

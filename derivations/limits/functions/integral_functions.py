"""Error functions, exponential, logarithmic and circular integrals (DLMF 6, 7, 8.19, 8.20)."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.limits.decisions import UndecidedError
from glassproof.derivations.limits.expansions import Calculus, Expansion, NoExpansionError
from glassproof.derivations.limits.functions.room import (
    HALF,
    INT,
    Rule,
    RuleWith,
    at_finite,
    bounded,
    inverse,
    is_positive,
    negative,
    plus,
    side_of_infinity,
    taylor,
)
from glassproof.derivations.limits.functions.steps import absolute


def _odd(rule: Callable[[Calculus, Expansion], Expansion]) -> Rule:
    """A rule of an odd function, of arguments far out to the right or bounded."""

    def expanded(calculus: Calculus, value: Expansion) -> Expansion:
        if side_of_infinity(calculus, value) == -1:
            return negative(calculus, rule(calculus, negative(calculus, value)))
        return rule(calculus, value)

    return expanded


def erfc(calculus: Calculus, value: Expansion) -> Expansion:
    """exp(-v^2)/(v sqrt(pi)) (1 + O(v^-2)) far out to the right; DLMF 7.12.1."""
    side = side_of_infinity(calculus, value)
    if not side:
        return taylor(calculus, sp.erfc, value)
    found = _gaussian_tail(calculus, calculus.scale(INT(side), value), -1)
    if side == 1:
        return found
    return plus(calculus, 2, negative(calculus, found))


def _gaussian_tail(calculus: Calculus, out: Expansion, sign: int) -> Expansion:
    """exp(sign v^2)/(v sqrt(pi)) sum of (2k - 1)!! (sign/(2 v^2))^k."""
    below = inverse(calculus, out)
    series = calculus.series(
        calculus.multiply(below, below),
        lambda k: INT(sign) ** k * sp.factorial2(2 * k - 1) / INT(2) ** k,
    )
    size = calculus.exp(calculus.scale(INT(sign), calculus.multiply(out, out)))
    found = calculus.multiply(calculus.multiply(size, below), series)
    return calculus.scale(1 / sp.sqrt(sp.pi), found)


def erf(calculus: Calculus, value: Expansion) -> Expansion:
    """1 - erfc(v) far out."""
    if not side_of_infinity(calculus, value):
        return taylor(calculus, sp.erf, value)
    return plus(calculus, 1, negative(calculus, erfc(calculus, value)))


def erfi(calculus: Calculus, value: Expansion) -> Expansion:
    """exp(v^2)/(v sqrt(pi)) (1 + O(v^-2)) far out."""
    if side_of_infinity(calculus, value):
        return _gaussian_tail(calculus, value, 1)
    return taylor(calculus, sp.erfi, value)


def _integral_of_quotient(function: type, sign: int, first: int) -> Rule:
    """At finite points: Si and Shi (first 1), Ci and Chi (first 2) by their series at 0."""

    def expanded(calculus: Calculus, value: Expansion) -> Expansion:
        fixed, small = at_finite(calculus, value)
        if fixed != 0:
            if first == 2 and not is_positive(calculus.decide, fixed):
                raise NoExpansionError("an integral on its cut")
            return taylor(calculus, function, value)
        series = calculus.series(
            small,
            lambda k: (
                INT(sign) ** (k // 2) / (k * sp.factorial(k))
                if k and k % 2 == first % 2
                else INT(0)
            ),
        )
        if first == 1:
            return series
        return plus(calculus, sp.EulerGamma, calculus.add(calculus.log(small), series))

    return expanded


def sine_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """+-pi/2 + O(1/v) far out."""
    if side := side_of_infinity(calculus, value):
        rest = calculus.multiply(inverse(calculus, value), bounded())
        return plus(calculus, side * sp.pi / 2, rest)
    return _integral_of_quotient(sp.Si, -1, 1)(calculus, value)


def cosine_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """O(1/v) far out to the right; gamma + log v + O(v^2) at 0."""
    if side_of_infinity(calculus, value) == 1:
        return calculus.multiply(inverse(calculus, value), bounded())
    return _integral_of_quotient(sp.Ci, -1, 2)(calculus, value)


def _hyperbolic_integral(function: type, sign: int) -> Rule:
    """(Ei(v) +- E1(v))/2 far out to the right."""

    def expanded(calculus: Calculus, value: Expansion) -> Expansion:
        if side_of_infinity(calculus, value):
            decay = calculus.scale(INT(sign), expint(calculus, INT(1), value))
            return calculus.scale(HALF, calculus.add(exponential_integral(calculus, value), decay))
        return _integral_of_quotient(function, 1, 1 if function is sp.Shi else 2)(calculus, value)

    return expanded


def exponential_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """exp(v)/v (1 + O(1/v)) far out; gamma + log|v| + v + ... at 0."""
    if side_of_infinity(calculus, value):
        below = inverse(calculus, value)
        outside = calculus.multiply(calculus.exp(value), below)
        return calculus.multiply(outside, calculus.series(below, sp.factorial))
    fixed, small = at_finite(calculus, value)
    if fixed != 0:
        return taylor(calculus, sp.Ei, value)
    series = calculus.series(small, lambda k: 1 / (k * sp.factorial(k)) if k else INT(0))
    log = calculus.log(absolute(calculus, small))
    return plus(calculus, sp.EulerGamma, calculus.add(log, series))


def logarithmic_integral(calculus: Calculus, value: Expansion) -> Expansion:
    """li(v) = Ei(log v)."""
    return exponential_integral(calculus, calculus.log(value))


def expint(calculus: Calculus, n: sp.Expr, value: Expansion) -> Expansion:
    """E_n: far out to the right (DLMF 8.20.2), at 0 (8.19.8, 8.19.10), on the half-axis."""
    if side_of_infinity(calculus, value) == 1:
        below = inverse(calculus, value)
        outside = calculus.multiply(calculus.exp(negative(calculus, value)), below)
        return calculus.multiply(
            outside, calculus.series(below, lambda k: INT((-1) ** k) * sp.rf(n, k))
        )
    fixed, small = at_finite(calculus, value)
    if fixed != 0:
        if not is_positive(calculus.decide, fixed):
            raise NoExpansionError("an exponential integral on its cut")
        return taylor(calculus, lambda z: sp.expint(n, z), value)
    if not n.is_Rational:
        raise UndecidedError(f"whether {n} is an integer")
    is_whole = n.is_Integer and n >= 1

    def coefficient(k: int) -> sp.Expr:
        if is_whole and k == n - 1:
            return INT(0)
        return INT((-1) ** (k + 1)) / (sp.factorial(k) * (1 - n + k))

    series = calculus.series(small, coefficient)
    if is_whole:
        log = plus(calculus, sp.digamma(n), negative(calculus, calculus.log(small)))
        power = calculus.power(negative(calculus, small), n - 1)
        singular = calculus.scale(1 / sp.factorial(n - 1), calculus.multiply(power, log))
    else:
        singular = calculus.scale(sp.gamma(1 - n), calculus.power(small, n - 1))
    return calculus.add(singular, series)


def fresnel(function: type) -> Rule:
    """+-1/2 + O(1/v) far out."""

    def expanded(calculus: Calculus, value: Expansion) -> Expansion:
        side = side_of_infinity(calculus, value)
        if not side:
            return taylor(calculus, function, value)
        rest = calculus.multiply(inverse(calculus, value), bounded())
        return plus(calculus, sp.Rational(side, 2), rest)

    return expanded


RULES: dict[type, Rule] = {
    sp.erf: erf,
    sp.erfc: erfc,
    sp.erfi: erfi,
    sp.Si: sine_integral,
    sp.Ci: cosine_integral,
    sp.Shi: _odd(_hyperbolic_integral(sp.Shi, 1)),
    sp.Chi: _hyperbolic_integral(sp.Chi, -1),
    sp.Ei: exponential_integral,
    sp.li: logarithmic_integral,
    sp.fresnels: fresnel(sp.fresnels),
    sp.fresnelc: fresnel(sp.fresnelc),
}

RULES_WITH: dict[type, RuleWith] = {sp.expint: expint}

"""Gamma, its logarithm and derivatives, incomplete Gamma functions (DLMF 5.11, 5.15, 8.7, 8.11)."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.limits.decisions import UndecidedError
from glassproof.derivations.limits.expansions import Calculus, Expansion, NoExpansionError
from glassproof.derivations.limits.functions.room import (
    INT,
    Rule,
    RuleWith,
    at_finite,
    inverse,
    negative,
    plus,
    side_of_infinity,
    taylor,
)


def loggamma(calculus: Calculus, value: Expansion) -> Expansion:
    """Stirling's series far out to the right (DLMF 5.11.1)."""
    if side_of_infinity(calculus, value) != 1:
        fixed, _ = at_finite(calculus, value)
        if calculus.decide.sign_or_none(fixed) not in (0, 1):
            raise NoExpansionError("log Gamma on the negative half-axis")
        return calculus.log(gamma(calculus, value))
    parts = [
        calculus.multiply(plus(calculus, sp.Rational(-1, 2), value), calculus.log(value)),
        negative(calculus, value),
        calculus.constant(sp.log(2 * sp.pi) / 2),
        calculus.series(inverse(calculus, value), _stirling),
    ]
    return calculus.add(*parts)


def _stirling(k: int) -> sp.Expr:
    return sp.bernoulli(k + 1) / (k * (k + 1)) if k % 2 else INT(0)


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
            product = calculus.multiply(product, plus(calculus, k, value))
        above = taylor(calculus, sp.gamma, plus(calculus, 1 - fixed, value))
        return calculus.multiply(above, inverse(calculus, product))
    if not (fixed.is_Rational or calculus.decide.sign_or_none(fixed) == 1):
        raise UndecidedError("whether Gamma has a pole")
    return taylor(calculus, sp.gamma, value)


def digamma(calculus: Calculus, value: Expansion) -> Expansion:
    """The first of the polygamma functions."""
    return polygamma(calculus, INT(0), value)


def polygamma(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
    """Far out to the right (DLMF 5.11.2, 5.15.8), and at finite points from those to the right."""
    if not (order.is_Integer and order >= 0):
        raise NoExpansionError("a polygamma function of a parameter")
    side = side_of_infinity(calculus, value)
    if side == 1:
        return _polygamma_far_out(calculus, int(order), value)
    if side == -1:
        raise NoExpansionError("a polygamma function far out to the left")
    fixed, _ = at_finite(calculus, value)
    steps = 0
    if calculus.decide.sign_or_none(fixed) != 1:
        if not fixed.is_Rational:
            raise UndecidedError("whether a polygamma function has a pole")
        steps = int(sp.floor(-fixed)) + 1
    shifted = plus(calculus, INT(steps), value)
    parts = [taylor(calculus, lambda z: sp.polygamma(order, z), shifted)]
    factor = -((-1) ** order) * sp.factorial(order)
    for k in range(steps):
        power = calculus.power(plus(calculus, INT(k), value), -order - 1)
        parts.append(calculus.scale(factor, power))
    return calculus.add(*parts)


def _polygamma_far_out(calculus: Calculus, n: int, value: Expansion) -> Expansion:
    below = inverse(calculus, value)
    if n == 0:

        def coefficient(k: int) -> sp.Expr:
            if k == 1:
                return sp.Rational(-1, 2)
            return -sp.bernoulli(k) / k if k and k % 2 == 0 else INT(0)

        return calculus.add(calculus.log(value), calculus.series(below, coefficient))

    def term(k: int) -> sp.Expr:
        if k == 1:
            return sp.factorial(n) / 2
        if k % 2:
            return INT(0)
        return sp.bernoulli(k) * sp.factorial(k + n - 1) / sp.factorial(k)

    series = calculus.series(below, term)
    outside = calculus.power(value, INT(-n))
    return calculus.scale(INT((-1) ** (n - 1)), calculus.multiply(outside, series))


def incomplete(calculus: Calculus, s: sp.Expr, value: Expansion, upper: bool) -> Expansion:
    """Of a parameter that does not vary: at 0+ and far out (DLMF 8.7.1, 8.11.2)."""
    if not calculus.decide.is_real(s):
        raise NoExpansionError("an incomplete Gamma function of a complex parameter")
    whole = calculus.constant(sp.gamma(s))
    if side_of_infinity(calculus, value) == 1:
        below = inverse(calculus, value)
        decay = calculus.exp(negative(calculus, value))
        outside = calculus.multiply(calculus.power(value, s - 1), decay)
        found = calculus.multiply(outside, calculus.series(below, lambda k: sp.ff(s - 1, k)))
        is_upper = True
    else:
        fixed, _ = at_finite(calculus, value)
        if fixed != 0 and calculus.decide.sign_or_none(fixed) == 1:
            kind = sp.uppergamma if upper else sp.lowergamma
            return taylor(calculus, lambda z: kind(s, z), value)
        found, is_upper = _lower_at_zero(calculus, s, value), False
    if is_upper == upper:
        return found
    return calculus.add(whole, negative(calculus, found))


def _lower_at_zero(calculus: Calculus, s: sp.Expr, value: Expansion) -> Expansion:
    if calculus.decide.sign(s) != 1:
        raise NoExpansionError("an incomplete Gamma function without a value at 0")
    series = calculus.series(value, lambda k: INT((-1) ** k) / (sp.factorial(k) * (s + k)))
    return calculus.multiply(calculus.power(value, s), series)


def incomplete_of_large_order(
    calculus: Calculus, order: Expansion, x: sp.Expr, upper: bool
) -> Expansion:
    """x^s e^-x/s (1 + O(1/s)) as s -> oo, of the lower one; DLMF 8.11.4."""
    if side_of_infinity(calculus, order) != 1 or calculus.decide.sign_or_none(x) != 1:
        raise NoExpansionError("an incomplete Gamma function of two variables")
    below = inverse(calculus, order)
    power = calculus.exp(calculus.scale(sp.log(x), order))
    first = calculus.scale(sp.exp(-x), calculus.multiply(power, below))
    rest = Expansion((), below.top, True)
    found = calculus.multiply(first, plus(calculus, 1, rest))
    if not upper:
        return found
    return calculus.add(gamma(calculus, order), negative(calculus, found))


RULES: dict[type, Rule] = {
    sp.gamma: gamma,
    sp.loggamma: loggamma,
    sp.digamma: digamma,
}

RULES_WITH: dict[type, RuleWith] = {
    sp.polygamma: polygamma,
    sp.uppergamma: lambda calculus, s, value: incomplete(calculus, s, value, True),
    sp.lowergamma: lambda calculus, s, value: incomplete(calculus, s, value, False),
}

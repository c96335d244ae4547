"""Bessel functions, modified ones and Airy's: at 0, at finite points, far out (DLMF 9.7, 10.8,
10.17, 10.31, 10.40)."""

from __future__ import annotations

import sympy as sp

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
    side_of_infinity,
    taylor,
    wave,
)


def _hankel(order: sp.Expr, k: int) -> sp.Expr:
    """a_k of DLMF 10.17.1."""
    product = INT(1)
    for j in range(1, k + 1):
        product *= 4 * order**2 - (2 * j - 1) ** 2
    return product / (sp.factorial(k) * INT(8) ** k)


def _regular(sign: int) -> RuleWith:
    """J (sign -1) and I (sign 1) near 0: (v/2)^n sum of (sign v^2/4)^k/(k! Gamma(n + k + 1))."""

    def near(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
        square = calculus.scale(sp.Rational(sign, 4), calculus.multiply(value, value))
        if order.is_Integer and order < 0:
            turned = near(calculus, -order, value)
            return calculus.scale(INT(sign) ** order, turned)
        series = calculus.series(square, lambda k: 1 / (sp.factorial(k) * sp.gamma(order + k + 1)))
        return calculus.multiply(calculus.power(calculus.scale(HALF, value), order), series)

    return near


_J_NEAR, _I_NEAR = _regular(-1), _regular(1)


def _second(calculus: Calculus, order: sp.Expr, value: Expansion, sign: int) -> Expansion:
    """Y (sign -1) times -pi, K (sign 1) times 2, near 0; of integer orders (DLMF 10.8.1, 10.31.1).

    (v/2)^-n sum_{k<n} (n-k-1)!/k! (-sign v^2/4)^k - 2 (-sign)^n log(v/2) J_n or I_n
    + (-sign)^n (v/2)^n sum_k (psi(k+1) + psi(n+k+1)) (sign v^2/4)^k/(k! (n+k)!)
    """
    n, s = int(order), -sign
    half = calculus.scale(HALF, value)
    square = calculus.multiply(half, half)
    parts = []
    for k in range(n):
        power = calculus.power(half, INT(2 * k - n))
        factor = sp.factorial(n - k - 1) / sp.factorial(k) * INT(s) ** k
        parts.append(calculus.scale(factor, power))
    regular = (_J_NEAR if sign < 0 else _I_NEAR)(calculus, order, value)
    parts.append(calculus.scale(-2 * INT(s) ** n, calculus.multiply(calculus.log(half), regular)))
    series = calculus.series(
        calculus.scale(INT(sign), square),
        lambda k: (
            (sp.digamma(k + 1) + sp.digamma(n + k + 1)) / (sp.factorial(k) * sp.factorial(n + k))
        ),
    )
    tail = calculus.multiply(calculus.power(half, order), series)
    parts.append(calculus.scale(INT(s) ** n, tail))
    return calculus.add(*parts)


def _second_near(sign: int) -> RuleWith:
    def near(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
        if not order.is_Rational:
            raise NoExpansionError("a Bessel function of the second kind of a parameter")
        if order.is_Integer:
            factor = HALF if sign > 0 else -1 / sp.pi
            turned = INT(1) if sign > 0 or order >= 0 else INT(-1) ** order
            found = _second(calculus, abs(order), value, sign)
            return calculus.scale(factor * turned, found)
        one, other = (
            (_J_NEAR if sign < 0 else _I_NEAR)(calculus, o, value) for o in (order, -order)
        )
        sine = sp.sin(sp.pi * order)
        if sign < 0:
            first = calculus.scale(sp.cos(sp.pi * order) / sine, one)
            return calculus.add(first, calculus.scale(-1 / sine, other))
        gap = calculus.add(other, negative(calculus, one))
        return calculus.scale(sp.pi / (2 * sine), gap)

    return near


def _decaying(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
    """K far out to the right; DLMF 10.40.2."""
    return _exponential(calculus, order, value, -1, sp.sqrt(sp.pi / 2))


def _growing(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
    """I far out to the right; DLMF 10.40.1."""
    return _exponential(calculus, order, value, 1, 1 / sp.sqrt(2 * sp.pi))


def _exponential(
    calculus: Calculus, order: sp.Expr, value: Expansion, sign: int, factor: sp.Expr
) -> Expansion:
    series = calculus.series(
        inverse(calculus, value), lambda k: INT(-sign) ** k * _hankel(order, k)
    )
    outside = calculus.multiply(
        calculus.exp(calculus.scale(INT(sign), value)), calculus.power(value, -HALF)
    )
    return calculus.scale(factor, calculus.multiply(outside, series))


def _oscillating(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
    """J and Y far out to the right: sqrt(2/(pi v)) times what swings (DLMF 10.17.3, 10.17.4)."""
    if not calculus.decide.is_real(order):
        raise NoExpansionError("a Bessel function of complex order")
    below = inverse(calculus, value)
    rest = calculus.add(wave(), calculus.multiply(below, bounded()))
    root = calculus.power(calculus.scale(2 / sp.pi, below), HALF)
    return calculus.multiply(root, rest)


def _family(
    function: type, near: RuleWith, far: RuleWith, left: RuleWith, entire: bool
) -> RuleWith:
    def rule(calculus: Calculus, order: sp.Expr, value: Expansion) -> Expansion:
        side = side_of_infinity(calculus, value)
        if side == 1:
            return far(calculus, order, value)
        if side == -1:
            if not order.is_integer:
                raise NoExpansionError("a Bessel function far out on its cut")
            return left(calculus, order, negative(calculus, value))
        fixed, _ = at_finite(calculus, value)
        if fixed == 0:
            return near(calculus, order, value)
        if not (entire and order.is_integer) and not is_positive(calculus.decide, fixed):
            raise NoExpansionError("a Bessel function that may be on its cut")
        return taylor(calculus, lambda z: function(order, z), value)

    return rule


def _by_parity(far: RuleWith) -> RuleWith:
    """J and I of integer order: (-1)^n that of -v."""
    return lambda calculus, order, out: calculus.scale(INT(-1) ** order, far(calculus, order, out))


def _second_left(calculus: Calculus, order: sp.Expr, out: Expansion) -> Expansion:
    """(-1)^n (Y_n(v) + 2 i J_n(v)) at -v, from above; O(v^(-1/2))."""
    size = _oscillating(calculus, order, out)
    return Expansion((), size.rest, False)


def _decaying_left(calculus: Calculus, order: sp.Expr, out: Expansion) -> Expansion:
    """(-1)^n K_n(v) - i pi I_n(v) at -v, from above; DLMF 10.34.2."""
    first = calculus.scale(INT(-1) ** order, _decaying(calculus, order, out))
    return calculus.add(first, calculus.scale(-sp.I * sp.pi, _growing(calculus, order, out)))


def _airy(function: type, grows: bool, is_prime: bool) -> Rule:
    """Ai, Bi and derivatives: by exponentials of 2/3 v^(3/2) to the right, swinging to the left."""

    def rule(calculus: Calculus, value: Expansion) -> Expansion:
        side = side_of_infinity(calculus, value)
        if not side:
            return taylor(calculus, function, value)
        out = calculus.scale(INT(side), value)
        quarter = calculus.power(out, sp.Rational(1 if is_prime else -1, 4))
        if side == -1:
            return calculus.multiply(calculus.scale(1 / sp.sqrt(sp.pi), quarter), bounded())
        zeta = calculus.scale(sp.Rational(2, 3), calculus.power(out, sp.Rational(3, 2)))
        size = calculus.exp(calculus.scale(INT(1 if grows else -1), zeta))
        series = calculus.series(
            inverse(calculus, zeta),
            lambda k: INT(1 if grows else -1) ** k * _airy_coefficient(k, is_prime),
        )
        factor = 1 / sp.sqrt(sp.pi) / (1 if grows else 2) * (-1 if is_prime and not grows else 1)
        return calculus.scale(factor, calculus.multiply(calculus.multiply(size, quarter), series))

    return rule


def _airy_coefficient(k: int, is_prime: bool) -> sp.Expr:
    """u_k and v_k of DLMF 9.7.2."""
    product = INT(1)
    for factor in range(2 * k + 1, 6 * k, 2):
        product *= factor
    u = product / (INT(216) ** k * sp.factorial(k))
    return sp.Rational(6 * k + 1, 1 - 6 * k) * u if is_prime else u


RULES: dict[type, Rule] = {
    sp.airyai: _airy(sp.airyai, grows=False, is_prime=False),
    sp.airyaiprime: _airy(sp.airyaiprime, grows=False, is_prime=True),
    sp.airybi: _airy(sp.airybi, grows=True, is_prime=False),
    sp.airybiprime: _airy(sp.airybiprime, grows=True, is_prime=True),
}

RULES_WITH: dict[type, RuleWith] = {
    sp.besselj: _family(sp.besselj, _J_NEAR, _oscillating, _by_parity(_oscillating), True),
    sp.besseli: _family(sp.besseli, _I_NEAR, _growing, _by_parity(_growing), True),
    sp.bessely: _family(sp.bessely, _second_near(-1), _oscillating, _second_left, False),
    sp.besselk: _family(sp.besselk, _second_near(1), _decaying, _decaying_left, False),
}

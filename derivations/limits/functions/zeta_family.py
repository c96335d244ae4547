"""Zeta, polylogarithms, hypergeometric functions, elliptic integrals and Lambert's W (DLMF 4.13,
16.2, 19.5, 19.12, 25.2, 25.12)."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.limits.expansions import Calculus, Expansion, NoExpansionError
from glassproof.derivations.limits.functions.room import (
    HALF,
    INT,
    Rule,
    RuleWith,
    at_finite,
    is_below_one,
    negative,
    plus,
    side_of_infinity,
    sign_of,
    taylor,
)


def zeta(calculus: Calculus, value: Expansion) -> Expansion:
    """1 + 2^-v + ... far out to the right, 1/(v - 1) + gamma + ... at 1, continuous elsewhere."""
    if side_of_infinity(calculus, value) == 1:
        parts = [calculus.constant(INT(1))]
        for k in range(2, calculus.depth + 2):
            parts.append(calculus.exp(calculus.scale(-sp.log(k), value)))
        last = parts.pop()
        return calculus.add(*parts, Expansion((), last.top, True))
    fixed, small = at_finite(calculus, value)
    if fixed == 1:
        pole = calculus.power(small, INT(-1))
        series = calculus.series(small, lambda k: (-1) ** k * sp.stieltjes(k) / sp.factorial(k))
        return calculus.add(pole, series)
    if not calculus.decide.is_never_zero(fixed - 1):
        raise NoExpansionError("zeta at what may be 1")
    return calculus.add(calculus.constant(sp.zeta(fixed)), Expansion((), small.top, value.real))


def polylog(calculus: Calculus, s: sp.Expr, value: Expansion) -> Expansion:
    """The sum of v^k/k^s at 0, analytic left of 1."""
    fixed, small = at_finite(calculus, value)
    if fixed == 0:
        return calculus.series(small, lambda k: INT(k) ** -s if k else INT(0))
    if fixed == 1 and calculus.decide.sign_or_none(s - 2) in (0, 1):
        return _polylog_at_one(calculus, s, small)
    if not is_below_one(calculus.decide, fixed):
        raise NoExpansionError("a polylogarithm that may be on its cut")
    return taylor(calculus, lambda z: sp.polylog(s, z), value)


def _polylog_at_one(calculus: Calculus, s: sp.Expr, small: Expansion) -> Expansion:
    """zeta(s) + O((1 - v) log(1 - v)), s >= 2; DLMF 25.12.12 and 25.12.11."""
    gap = negative(calculus, small)
    if gap.is_zero or sign_of(calculus, gap) != 1:
        raise NoExpansionError("a polylogarithm on its cut")
    rest = calculus.multiply(gap, calculus.log(gap))
    return calculus.add(calculus.constant(sp.zeta(s)), Expansion((), rest.top, True))


def hypergeometric(
    calculus: Calculus, above: sp.Tuple, below: sp.Tuple, value: Expansion
) -> Expansion:
    """pFq at 0 by its series, where that converges."""
    fixed, small = at_finite(calculus, value)
    if fixed != 0 or len(above) > len(below) + 1:
        raise NoExpansionError("a hypergeometric function away from 0")
    if any(b.is_integer is not False and calculus.decide.sign_or_none(b) != 1 for b in below):
        raise NoExpansionError("a hypergeometric function that may have no value")
    return calculus.series(
        small,
        lambda k: (
            sp.Mul(*(sp.rf(a, k) for a in above))
            / sp.Mul(sp.factorial(k), *(sp.rf(b, k) for b in below))
        ),
    )


def _elliptic(function: type, at_zero: Callable[[int], sp.Expr], at_one: Rule) -> Rule:
    """Of the parameter m: power series at 0, with a logarithm at 1, analytic left of it."""

    def rule(calculus: Calculus, value: Expansion) -> Expansion:
        fixed, small = at_finite(calculus, value)
        if fixed == 0:
            return calculus.series(small, at_zero)
        if fixed == 1:
            return at_one(calculus, negative(calculus, small))
        if not is_below_one(calculus.decide, fixed):
            raise NoExpansionError("an elliptic integral that may be on its cut")
        return taylor(calculus, function, value)

    return rule


def _squares(k: int) -> sp.Expr:
    return (sp.rf(HALF, k) / sp.factorial(k)) ** 2


def _gap(k: int) -> sp.Expr:
    """psi(1 + k) - psi(1/2 + k)."""
    return 2 * sp.log(2) + sp.Add(*(sp.Rational(1, j) - 1 / (j - HALF) for j in range(1, k + 1)))


def _k_at_one(calculus: Calculus, gap: Expansion) -> Expansion:
    """DLMF 19.12.1, in 1 - m."""
    log = calculus.scale(-HALF, calculus.log(gap))
    waves = calculus.multiply(log, calculus.series(gap, _squares))
    return calculus.add(waves, calculus.series(gap, lambda k: _squares(k) * _gap(k)))


def _e_at_one(calculus: Calculus, gap: Expansion) -> Expansion:
    """DLMF 19.12.2, in 1 - m."""

    def weight(k: int) -> sp.Expr:
        return sp.rf(HALF, k) * sp.rf(3 * HALF, k) / (sp.rf(2, k) * sp.factorial(k))

    log = calculus.scale(-HALF, calculus.log(gap))
    series = calculus.series(
        gap, lambda k: weight(k) * (_gap(k) - sp.Rational(1, (2 * k + 1) * (2 * k + 2)))
    )
    inside = calculus.add(calculus.multiply(log, calculus.series(gap, weight)), series)
    return plus(calculus, 1, calculus.scale(HALF, calculus.multiply(gap, inside)))


def lambert(calculus: Calculus, value: Expansion) -> Expansion:
    """The principal branch: sum of (-k)^(k-1) v^k/k! at 0, w = log v - log w far out."""
    if side_of_infinity(calculus, value) == 1:
        logarithm = calculus.log(value)
        below = calculus.log(logarithm)
        found = calculus.add(logarithm, Expansion((), below.top, True))
        for _ in range(calculus.depth):
            found = calculus.add(logarithm, negative(calculus, calculus.log(found)))
        return found
    fixed, small = at_finite(calculus, value)
    if fixed == 0:
        return calculus.series(
            small, lambda k: INT(-k) ** (k - 1) / sp.factorial(k) if k else INT(0)
        )
    decide = calculus.decide
    if not decide.is_real(fixed) or decide.sign_or_none(sp.E * fixed + 1) != 1:
        raise NoExpansionError("Lambert's W that may be at its branch point")
    return taylor(calculus, sp.LambertW, value)


RULES: dict[type, Rule] = {
    sp.zeta: zeta,
    sp.LambertW: lambert,
    sp.elliptic_k: _elliptic(sp.elliptic_k, lambda k: sp.pi / 2 * _squares(k), _k_at_one),
    sp.elliptic_e: _elliptic(
        sp.elliptic_e, lambda k: -sp.pi / 2 * _squares(k) / (2 * k - 1), _e_at_one
    ),
}

RULES_WITH: dict[type, RuleWith] = {sp.polylog: polylog, sp.hyper: hypergeometric}

"""Rules of expansions: functions far out (Stirling's series and its kin), written as others, or
analytic at a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.asymptotics.growth import constant_sign

if TYPE_CHECKING:
    from glassproof.derivations.asymptotics.expansions import Expander, Expansion


class Digamma(sp.Function):  # type: ignore[misc]
    """polygamma(0, z), as a function of one argument."""


def _log_gamma(expander: Expander, value: Expansion) -> Expansion:
    """(z - 1/2) log z - z + log(2 pi)/2 + 1/(12 z) - 1/(360 z^3) + O(z^-5); DLMF 5.11.1."""
    half = expander.add(value, expander.of(sp.Rational(-1, 2)))
    found = expander.multiply(half, expander.logarithm(value))
    found = expander.add(found, expander.scaled(sp.S.NegativeOne, value))
    found = expander.add(found, expander.of((sp.log(2) + sp.log(sp.pi)) / 2))
    tail = {-1: sp.Rational(1, 12), -3: sp.Rational(-1, 360)}
    return expander.add(found, _in_powers(expander, value, tail, -5))


def _gamma(expander: Expander, value: Expansion) -> Expansion:
    return expander.exponential(_log_gamma(expander, value))


def _digamma(expander: Expander, value: Expansion) -> Expansion:
    """log z - 1/(2 z) - 1/(12 z^2) + 1/(120 z^4) + O(z^-6); DLMF 5.11.2."""
    tail = {-1: sp.Rational(-1, 2), -2: sp.Rational(-1, 12), -4: sp.Rational(1, 120)}
    return expander.add(expander.logarithm(value), _in_powers(expander, value, tail, -6))


def _erfc(expander: Expander, value: Expansion) -> Expansion:
    """exp(-z^2)/(z sqrt(pi)) (1 - 1/(2 z^2) + 3/(4 z^4) + O(z^-6)); DLMF 7.12.1."""
    square = expander.multiply(value, value)
    lead = expander.exponential(expander.scaled(sp.S.NegativeOne, square))
    tail = {-1: sp.S.One, -3: sp.Rational(-1, 2), -5: sp.Rational(3, 4)}
    series = expander.scaled(1 / sp.sqrt(sp.pi), _in_powers(expander, value, tail, -7))
    return expander.multiply(lead, series)


def _erf(expander: Expander, value: Expansion) -> Expansion:
    rest = expander.scaled(sp.S.NegativeOne, _erfc(expander, value))
    return expander.add(expander.of(sp.S.One), rest)


def _atan(expander: Expander, value: Expansion) -> Expansion:
    """pi/2 - atan(1/z)."""
    inverse = expander.raised(value, sp.S.NegativeOne)
    series = [sp.S.Zero, sp.S.One, sp.S.Zero, sp.Rational(-1, 3), sp.S.Zero, sp.Rational(1, 5)]
    turned = expander.scaled(sp.S.NegativeOne, expander.composed(series, inverse))
    return expander.add(expander.of(sp.pi / 2), turned)


def _in_powers(
    expander: Expander, value: Expansion, tail: Mapping[int, sp.Rational], order: int
) -> Expansion:
    assert value.size is not None
    total = expander.unknown(value.size ** sp.Integer(order))
    for power, coefficient in tail.items():
        raised = expander.raised(value, sp.Integer(power))
        total = expander.add(total, expander.scaled(coefficient, raised))
    return total


FAR_OUT: dict[type, Callable[[Expander, Expansion], Expansion]] = {
    sp.gamma: _gamma,
    sp.loggamma: _log_gamma,
    Digamma: _digamma,
    sp.erf: _erf,
    sp.erfc: _erfc,
    sp.atan: _atan,
}

_gm = sp.gamma
AS_OTHERS: dict[type, Callable[..., sp.Expr]] = {
    sp.factorial: lambda n: sp.gamma(n + 1),
    sp.binomial: lambda n, k: _gm(n + 1) / _gm(k + 1) / _gm(n - k + 1),
    sp.beta: lambda a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
    sp.RisingFactorial: lambda x, k: sp.gamma(x + k) / sp.gamma(x),
    sp.FallingFactorial: lambda x, k: sp.gamma(x + 1) / sp.gamma(x - k + 1),
    sp.harmonic: lambda n: sp.digamma(n + 1) + sp.EulerGamma,
    sp.sinh: lambda v: (sp.exp(v) - sp.exp(-v)) / 2,
    sp.cosh: lambda v: (sp.exp(v) + sp.exp(-v)) / 2,
    sp.tanh: lambda v: 1 - 2 / (sp.exp(2 * v) + 1),
    sp.coth: lambda v: 1 + 2 / (sp.exp(2 * v) - 1),
    sp.sech: lambda v: 2 / (sp.exp(v) + sp.exp(-v)),
    sp.csch: lambda v: 2 / (sp.exp(v) - sp.exp(-v)),
    sp.tan: lambda v: sp.sin(v) / sp.cos(v),
    sp.cot: lambda v: sp.cos(v) / sp.sin(v),
    sp.asinh: lambda v: sp.log(v + sp.sqrt(v**2 + 1)),
    sp.acosh: lambda v: sp.log(v + sp.sqrt(v**2 - 1)),
    sp.atanh: lambda v: (sp.log(1 + v) - sp.log(1 - v)) / 2,
    sp.acos: lambda v: sp.pi / 2 - sp.asin(v),
}


def _everywhere(_: sp.Expr) -> bool:
    return True


ANALYTIC: dict[type, Callable[[sp.Expr], bool]] = {
    sp.sin: _everywhere,
    sp.cos: _everywhere,
    sp.erf: _everywhere,
    sp.erfc: _everywhere,
    sp.atan: _everywhere,
    sp.asin: lambda c: constant_sign(1 - c**2) > 0,
    sp.gamma: lambda c: constant_sign(c) > 0,
    sp.loggamma: lambda c: constant_sign(c) > 0,
    sp.LambertW: lambda c: constant_sign(c * sp.E + 1) > 0,
}
"""Functions that are analytic at a real point, and at which."""

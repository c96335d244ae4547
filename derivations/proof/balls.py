"""SymPy expressions enclosed by balls: rigorous values at rational points (python-flint)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.proof.domain import DomainError

_FUNCTIONS: dict[type, Callable[..., Any]] = {
    sp.log: lambda v: v.log(),
    sp.exp: lambda v: v.exp(),
    sp.sin: lambda v: v.sin(),
    sp.cos: lambda v: v.cos(),
    sp.tan: lambda v: v.tan(),
    sp.cot: lambda v: v.cot(),
    sp.sec: lambda v: v.sec(),
    sp.csc: lambda v: v.csc(),
    sp.sinh: lambda v: v.sinh(),
    sp.cosh: lambda v: v.cosh(),
    sp.tanh: lambda v: v.tanh(),
    sp.asin: lambda v: v.asin(),
    sp.acos: lambda v: v.acos(),
    sp.atan: lambda v: v.atan(),
    sp.asinh: lambda v: v.asinh(),
    sp.acosh: lambda v: v.acosh(),
    sp.atanh: lambda v: v.atanh(),
    sp.gamma: lambda v: v.gamma(),
    sp.loggamma: lambda v: v.lgamma(),
    sp.digamma: lambda v: v.digamma(),
    sp.factorial: lambda v: (v + 1).gamma(),
    sp.erf: lambda v: v.erf(),
    sp.erfc: lambda v: v.erfc(),
    sp.coth: lambda v: v.coth(),
    sp.sech: lambda v: v.sech(),
    sp.csch: lambda v: v.csch(),
    sp.acot: lambda v: (1 / v).atan(),
    sp.asec: lambda v: (1 / v).acos(),
    sp.acsc: lambda v: (1 / v).asin(),
    sp.acoth: lambda v: (1 / v).atanh(),
    sp.asech: lambda v: (1 / v).acosh(),
    sp.acsch: lambda v: (1 / v).asinh(),
    sp.factorial2: lambda v: _double_factorial(v),
    sp.binomial: lambda n, k: _binomial(n, k),
    sp.sign: lambda v: flint.acb(v.real.sgn()) if v.imag.is_zero() else v.sgn(),
    sp.floor: lambda v: flint.acb(v.real.floor(), v.imag.floor()),
    sp.ceiling: lambda v: flint.acb(v.real.ceil(), v.imag.ceil()),
    sp.Abs: lambda v: flint.acb(abs(v)),
    sp.re: lambda v: flint.acb(v.real),
    sp.im: lambda v: flint.acb(v.imag),
    sp.conjugate: lambda v: v.conjugate(),
}


def _double_factorial(v: flint.acb) -> flint.acb:
    """v!! of an integer, through Gamma(v/2 + 1); of anything else it is not defined."""
    whole = v.unique_fmpz()
    if whole is None:
        return flint.acb("nan")
    odd = int(whole) % 2
    product = flint.acb(2) ** ((int(whole) + odd) // 2) * (v / 2 + 1).gamma()
    return product / flint.acb.pi().sqrt() if odd else product


def _binomial(n: flint.acb, k: flint.acb) -> flint.acb:
    """n (n-1) ... (n-k+1) / k! for integers k, by Gamma functions otherwise; 0 for k < 0."""
    whole = k.unique_fmpz()
    if whole is None:
        return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()
    if whole < 0:
        return flint.acb(0)
    return (n - k + 1).rising(k) * (k + 1).rgamma()


def _number(value: sp.Expr) -> flint.acb:
    if value.is_Rational:
        return flint.acb(flint.fmpq(int(value.p), int(value.q)))
    raise DomainError(f"{value} is not a rational number: give exact rationals")


def _power(base: flint.acb, exponent: flint.acb) -> flint.acb:
    if exponent.imag == 0 and exponent.real.is_exact():
        whole = exponent.real.unique_fmpz()
        if whole is not None:
            return base ** int(whole)
        if exponent.real == flint.arb(0.5):
            return base.sqrt()
    return base**exponent


def _walk(expr: sp.Basic, values: Mapping[sp.Basic, flint.acb], memo: dict) -> flint.acb:
    if expr in memo:
        return memo[expr]
    if expr in values:
        ball = values[expr]
    elif expr.is_Rational:
        ball = _number(expr)
    elif expr is sp.pi:
        ball = flint.acb.pi()
    elif expr is sp.E:
        ball = flint.acb(1).exp()
    elif expr is sp.EulerGamma:
        ball = flint.acb(flint.arb.const_euler())
    elif expr is sp.I:
        ball = flint.acb(0, 1)
    elif expr.is_Symbol:
        raise DomainError(f"no value is given for the symbol {expr}: add it to the point")
    else:
        children = [_walk(argument, values, memo) for argument in expr.args]
        ball = _combine(expr, children)
    memo[expr] = ball
    return ball


def _combine(expr: sp.Basic, children: list[flint.acb]) -> flint.acb:
    if expr.is_Add:
        return sum(children[1:], children[0])
    if expr.is_Mul:
        product = children[0]
        for child in children[1:]:
            product = product * child
        return product
    if expr.is_Pow:
        return _power(*children)
    if isinstance(expr, sp.Max):
        return flint.acb(_fold(children, flint.arb.max))
    if isinstance(expr, sp.Min):
        return flint.acb(_fold(children, flint.arb.min))
    if expr.func in _FUNCTIONS:
        return _FUNCTIONS[expr.func](*children)
    raise DomainError(
        f"{expr.func.__name__} has no ball version: write it with elementary functions"
    )


def _fold(children: list[flint.acb], choose: Callable) -> flint.arb:
    best = children[0].real
    for child in children[1:]:
        best = choose(best, child.real)
    return best


def enclose(
    expr: sp.Expr, point: Mapping[sp.Symbol, Any] | None = None, digits: int = 50
) -> flint.acb:
    """A ball (rectangle) of the complex plane that contains the value of ``expr`` at ``point``.

    Values of the point are rationals (or balls already); arithmetic carries about ``digits``
    digits, the radius accounts for every rounding. :class:`DomainError` on free symbols
    without a value and on functions without a ball version.

    >>> enclose(sp.sqrt(2), digits=10).real.mid() ** 2 - 2 < 1e-9
    True
    """
    with flint.ctx.workprec(int(digits * 3.3219281) + 16):
        values = {
            symbol: value if isinstance(value, flint.acb) else _number(sp.sympify(value))
            for symbol, value in (point or {}).items()
        }
        return _walk(sp.sympify(expr), values, {})


def excludes_zero(ball: flint.acb) -> bool:
    """Whether zero lies outside the (finite) ball."""
    return ball.is_finite() and not ball.contains(0)


def enclose_away_from_zero(
    expr: sp.Expr, point: Mapping[sp.Symbol, Any], digits: int = 30, most: int = 960
) -> flint.acb | None:
    """An enclosure that excludes zero, doubling the precision up to ``most``; else ``None``."""
    while digits <= most:
        ball = enclose(expr, point, digits)
        if excludes_zero(ball):
            return ball
        digits *= 2
    return None

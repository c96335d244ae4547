"""Orders of functions of a large real argument, or of a large index: bounds that hold from one on.

|T_n(x)|, |P_n(x)| <= (|x| + sqrt(|x|^2 + 1))^n,  |U_n(x)| <= (n + 1) times that,
log x - 1/x < psi(x) < log x for x > 0,    1/x! <= (e/x)^x for x >= 1,
0 < zeta(x) - 1 < 3/2^x for x >= 2,    |sin(x + c)| <= cosh(Im c) for real x,
F(n) >= g^(n - 2) for n >= 1, g the golden ratio.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.enclosures.order import (
    NoOrderError,
    Order,
    Orders,
    disc,
    up_to,
)

Rule = Callable[..., Order]


class ZetaBeyondOne(sp.Function):  # type: ignore[misc]
    """zeta(x) - 1, at most 3/2^x for x >= 2."""


def _grows(near: Orders, argument: sp.Expr, least: int) -> Order:
    """The order of an argument that is real, tends to infinity, and is ``least`` or more."""
    found = near.order(argument)
    rises = found.k is None and found.is_real and found.p <= 0 and found.m.real > 0
    if rises and found.m.real * near.eps**found.p >= least:
        return found
    raise NoOrderError


def _powers_of_size(near: Orders, n: sp.Expr, x: sp.Expr) -> Order:
    """(|x| + sqrt(|x|^2 + 1))^n times a number of modulus 1 at most."""
    if x.has(near.w):
        raise NoOrderError
    _grows(near, n, 0)
    ball = near.value(x)
    size = abs(ball)
    bound = (size + (size * size + 1).sqrt()).upper()
    if not bound.is_finite():
        raise NoOrderError
    return _times(_exponential(near, n, arb(bound).log()), disc(arb(1), bool(ball.imag.is_zero())))


def _exponential(near: Orders, n: sp.Expr, rate: arb) -> Order:
    """Of exp(rate n), n being a/w + b."""
    slope, offset = (sp.expand(n * near.w).coeff(near.w, k) for k in (0, 1))
    if sp.expand(n - slope / near.w - offset) != 0:
        raise NoOrderError
    m, k = (near.value(offset) * rate).exp(), near.value(slope) * rate
    return Order(m, arb(0), k, arb(1))


def _times(order: Order, ball: acb) -> Order:
    return Order(order.m * ball, order.p, order.k, order.r)


def _second_kind(near: Orders, n: sp.Expr, x: sp.Expr) -> Order:
    found, degree = _powers_of_size(near, n, x), near.order(n + 1)
    return Order(found.m * degree.m, degree.p, found.k, found.r)


def _polygamma(near: Orders, order: sp.Expr, x: sp.Expr) -> Order:
    """Of order n >= 1: at most (n - 1)!/x^n + n!/x^(n + 1), DLMF 5.15.1 and the integral test."""
    found = _grows(near, x, 1)
    if order.is_Integer and order >= 1:
        n = int(order)
        size = disc(arb(factorial(n - 1) * (n + 1)), real=True)
        return Order(size / found.m**n, -n * found.p)
    if order != 0:
        raise NoOrderError
    return near.total([near.order(sp.log(x)), Order(-up_to(1), arb(0))])


def _zeta_beyond_one(near: Orders, x: sp.Expr) -> Order:
    _grows(near, x, 2)
    return _times(_exponential(near, x, -arb(2).log()), up_to(3))


def _inverse_factorial(near: Orders, x: sp.Expr) -> Order:
    start = _grows(near, x, 1)
    least = (start.m.real * near.eps**start.p).lower()
    return _times(_exponential(near, x, 1 - least.log()), up_to(1))


def _inverse_fibonacci(near: Orders, n: sp.Expr) -> Order:
    """1/F(n) <= g^(2 - n) for n >= 1, where n = m exp(k/w) is above its tangent at eps."""
    found = near.order(n)
    if found.k is None or not (found.is_real and found.p.is_zero() and found.r == 1):
        raise NoOrderError
    m, k = found.m.real.lower(), found.k.real.lower()
    top = (k / near.eps).exp()
    if not (k > 0 and m * top >= 1):
        raise NoOrderError
    rate = ((1 + arb(5).sqrt()) / 2).log() * m * top
    size = (2 * ((1 + arb(5).sqrt()) / 2).log() - rate * (1 - k / near.eps)).exp()
    return Order(up_to(size), arb(0), acb(-(rate * k).lower()), arb(1))


def _wave(near: Orders, argument: sp.Expr) -> Order:
    fixed, moving = sp.expand(argument).as_independent(near.w, as_Add=True)
    ball = near.value(fixed)
    if not near.order(moving).is_real or not ball.is_finite():
        raise NoOrderError
    real = bool(ball.imag.is_zero())
    return Order(disc(ball.imag.cosh(), real), arb(0))


RULES: dict[type, Rule] = {
    sp.chebyshevt: _powers_of_size,
    sp.legendre: _powers_of_size,
    sp.chebyshevu: _second_kind,
    sp.polygamma: _polygamma,
    ZetaBeyondOne: _zeta_beyond_one,
    sp.sin: _wave,
    sp.cos: _wave,
}
"""Of the function's arguments."""

INVERSE: dict[type, Rule] = {
    sp.factorial: _inverse_factorial,
    sp.gamma: lambda near, x: _inverse_factorial(near, x - 1),
    sp.fibonacci: _inverse_fibonacci,
}
"""Of one over the function."""


def prepared(expr: sp.Expr, index: sp.Symbol) -> sp.Expr:
    """``expr`` with functions of the index by those whose orders are known.

    >>> n = sp.Symbol("n", integer=True)
    >>> prepared(sp.zeta(n) - 1 + sp.harmonic(n), n)
    ZetaBeyondOne(n) + polygamma(0, n + 1) + EulerGamma
    """
    for function, written in _WRITTEN.items():
        if expr.has(function):
            expr = expr.replace(
                lambda e, f=function: isinstance(e, f) and len(e.args) == 1 and e.has(index),
                lambda e, w=written: w(e.args[0]),
            )
    return expr


def _by_golden_ratio(n: sp.Expr, sign: int = -1) -> sp.Expr:
    return sp.GoldenRatio**n + sign * (1 - sp.GoldenRatio) ** n


_WRITTEN: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.zeta: lambda s: 1 + ZetaBeyondOne(s),
    sp.harmonic: lambda n: sp.digamma(n + 1) + sp.EulerGamma,
    sp.fibonacci: lambda n: (
        _by_golden_ratio(n) / sp.sqrt(5) if not n.has(sp.Pow) else sp.fibonacci(n)
    ),
    sp.lucas: lambda n: _by_golden_ratio(n, 1),
}

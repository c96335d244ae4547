"""Gamma functions, complete and incomplete, factorials, and logarithmic derivatives of Gamma.

Reference: NIST Digital Library of Mathematical Functions, chapters 5 and 8.
"""

from __future__ import annotations

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.functions.room import (
    NOTHING,
    Ball,
    Room,
    integer_up_to,
    positive,
    whole,
)

_FAR_LEFT = 1000
"""Generalised harmonic numbers to the left of it are left undecided."""


def _polygamma(order: Ball, ball: Ball) -> Ball:
    number = whole(order)
    if number is None or number < 0:
        return NOTHING
    return ball.polygamma(order) if number else ball.digamma()


def _double_factorial(ball: Ball) -> Ball:
    """Of an integer, through Gamma(v/2 + 1); of anything else v!! is not defined."""
    number = whole(ball)
    if number is None:
        return NOTHING
    odd = number % 2
    value = acb(2) ** ((number + odd) // 2) * (ball / 2 + 1).gamma()
    return value / acb.pi().sqrt() if odd else value


def _binomial(n: Ball, k: Ball) -> Ball:
    """n (n-1) ... (n-k+1) / k! for integers k, 0 if k < 0; by Gamma functions otherwise."""
    number = whole(k)
    if number is None:
        return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()
    return acb(0) if number < 0 else (n - k + 1).rising(k) * (k + 1).rgamma()


def _falling(x: Ball, k: Ball) -> Ball:
    """x (x-1) ... (x-k+1) for integers k >= 0; by Gamma functions otherwise."""
    number = whole(k)
    if number is None or number < 0:
        return (x + 1).gamma() * (x - k + 1).rgamma()
    return (x - k + 1).rising(k)


def _harmonic(n: Ball, order: Ball | None = None) -> Ball:
    """The sum of k^-order for k = 1 ... n, continued in n as the DLMF does it (25.11.33)."""
    number = 1 if order is None else whole(order)
    if number == 1:
        return (n + 1).digamma() + acb(arb.const_euler())
    if order is None or not n.real > -_FAR_LEFT:
        return NOTHING
    return order.zeta() - order.zeta(n + 1)


def _catalan(n: Ball) -> Ball:
    """4^n Gamma(n + 1/2) / (sqrt(pi) Gamma(n + 2))."""
    return acb(4) ** n * (n + acb(1) / 2).gamma() * (n + 2).rgamma() / acb.pi().sqrt()


def _real_power(*balls: Ball) -> bool:
    """Whether z^s is real: z > 0, or s a positive integer."""
    order = whole(balls[0])
    return positive(*balls) or (order is not None and order > 0)


ROOM = Room(
    real={
        sp.gamma: acb.gamma,
        sp.factorial: lambda v: (v + 1).gamma(),
        sp.factorial2: _double_factorial,
        sp.binomial: _binomial,
        sp.beta: lambda a, b: a.gamma() * b.gamma() * (a + b).rgamma(),
        sp.RisingFactorial: lambda x, k: x.rising(k),
        sp.FallingFactorial: _falling,
        sp.polygamma: _polygamma,
        sp.digamma: acb.digamma,
        sp.harmonic: _harmonic,
        sp.catalan: _catalan,
    },
    real_where={
        sp.loggamma: (acb.lgamma, positive),
        sp.lowergamma: (lambda s, z: z.gamma_lower(s), _real_power),
        sp.uppergamma: (lambda s, z: z.gamma_upper(s), _real_power),
    },
    poles={
        sp.gamma: integer_up_to(0),
        sp.loggamma: integer_up_to(0),
        sp.factorial: integer_up_to(-1),
        sp.harmonic: integer_up_to(-1),
        sp.polygamma: integer_up_to(0),
        sp.digamma: integer_up_to(0),
    },
)

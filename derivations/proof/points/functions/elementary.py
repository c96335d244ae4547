"""Exponentials, circular and hyperbolic functions and their inverses, and steps of real numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.exact_values import Exact
from glassproof.derivations.proof.points.functions.room import (
    MINUS_ONE,
    NOTHING,
    ONE,
    ZERO,
    Ball,
    Function,
    Room,
    at,
    is_real,
)


def _ordered(choose: Callable[[arb, arb], arb]) -> Function:
    def function(*balls: Ball) -> Ball:
        if not all(map(is_real, balls)):
            return NOTHING
        return acb(reduce(choose, [ball.real for ball in balls]))

    return function


def _of_real(function: Callable[[arb], arb]) -> Function:
    """A step function of a real ball, which must not straddle a step."""

    def decided(ball: Ball) -> Ball:
        if not is_real(ball):
            return NOTHING
        value = function(ball.real)
        return acb(value) if value.is_exact() else NOTHING

    return decided


def _sign(ball: Ball) -> Ball:
    return _of_real(arb.sgn)(ball) if is_real(ball) else ball.sgn()


def _acot(ball: Ball) -> Ball:
    return acb.pi() / 2 if ball.is_zero() else (1 / ball).atan()


def _acoth(ball: Ball) -> Ball:
    return acb(0, 1) * acb.pi() / 2 if ball.is_zero() else (1 / ball).atanh()


def _mod(value: Ball, modulus: Ball) -> Ball:
    return value - modulus * _of_real(arb.floor)(value / modulus)


def _heaviside(ball: Ball, middle: Ball) -> Ball:
    sign = _of_real(arb.sgn)(ball)
    return middle if sign.is_zero() else (sign + 1) / 2


def _delta(*balls: Ball) -> Ball:
    first, second, *interval = balls
    if interval:
        return NOTHING
    gap = first - second
    if gap.is_zero():
        return acb(1)
    return NOTHING if gap.contains(0) else acb(0)


def _turned(v: Exact, doubled_is_odd: bool) -> bool:
    """Whether v is a multiple of pi, or an odd multiple of pi/2."""
    turns = v.turns
    if turns is None:
        return False
    return turns.q == 2 if doubled_is_odd else turns.q == 1


def _rotated(v: Exact) -> Exact:
    return v.times(Exact(im=flint.fmpq(-1))) or v


_I, _MINUS_I = Exact(im=flint.fmpq(1)), Exact(im=flint.fmpq(-1))

ROOM = Room(
    real={
        sp.exp: acb.exp,
        sp.sin: acb.sin,
        sp.cos: acb.cos,
        sp.tan: acb.tan,
        sp.cot: acb.cot,
        sp.sec: acb.sec,
        sp.csc: acb.csc,
        sp.sinh: acb.sinh,
        sp.cosh: acb.cosh,
        sp.tanh: acb.tanh,
        sp.coth: acb.coth,
        sp.sech: acb.sech,
        sp.csch: acb.csch,
        sp.atan: acb.atan,
        sp.asinh: acb.asinh,
        sp.acot: _acot,
        sp.acsch: lambda v: (1 / v).asinh(),
        sp.re: lambda v: acb(v.real),
        sp.im: lambda v: acb(v.imag),
        sp.Abs: lambda v: acb(abs(v)),
        sp.arg: lambda v: NOTHING if v.contains(0) else acb(v.arg()),
        sp.sinc: acb.sinc,
    },
    general={
        sp.log: acb.log,
        sp.asin: acb.asin,
        sp.acos: acb.acos,
        sp.acosh: acb.acosh,
        sp.atanh: acb.atanh,
        sp.acoth: _acoth,
        sp.asec: lambda v: (1 / v).acos(),
        sp.acsc: lambda v: (1 / v).asin(),
        sp.asech: lambda v: (1 / v).acosh(),
        sp.conjugate: acb.conjugate,
        sp.sign: _sign,
        sp.Max: _ordered(arb.max),
        sp.Min: _ordered(arb.min),
        sp.floor: _of_real(arb.floor),
        sp.ceiling: _of_real(arb.ceil),
        sp.Mod: _mod,
        sp.Heaviside: _heaviside,
        sp.KroneckerDelta: _delta,
    },
    poles={
        sp.log: at(ZERO),
        sp.tan: lambda v: _turned(v, True),
        sp.sec: lambda v: _turned(v, True),
        sp.cot: lambda v: _turned(v, False),
        sp.csc: lambda v: _turned(v, False),
        sp.tanh: lambda v: _turned(_rotated(v), True),
        sp.sech: lambda v: _turned(_rotated(v), True),
        sp.coth: lambda v: _turned(_rotated(v), False),
        sp.csch: lambda v: _turned(_rotated(v), False),
        sp.atan: at(_I, _MINUS_I),
        sp.acot: at(_I, _MINUS_I),
        sp.atanh: at(ONE, MINUS_ONE),
        sp.acoth: at(ONE, MINUS_ONE),
        sp.asec: at(ZERO),
        sp.acsc: at(ZERO),
        sp.asech: at(ZERO),
        sp.acsch: at(ZERO),
        sp.arg: at(ZERO),
    },
)

ORDERED = (sp.Max, sp.Min, sp.floor, sp.ceiling, sp.Mod, sp.Heaviside)
"""Functions of real numbers only."""

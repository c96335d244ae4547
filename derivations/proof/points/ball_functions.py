"""Functions of complex balls, by the SymPy class that writes them, and where they have no value.

All branches are the principal ones of SymPy and of the DLMF: on a cut the value is that of the
logarithm's formula, log(-1) = i pi. A function returns a ball that is not finite where it cannot
decide; :func:`pole` then says whether there is a value at an exactly known argument.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import flint
import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.exact_values import Exact

Ball = acb
Function = Callable[..., Ball]

NOTHING = acb(arb.nan(), arb.nan())


def is_real(ball: Ball) -> bool:
    """Whether the imaginary part is exactly zero."""
    return bool(ball.imag.is_zero())


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


def _polygamma(order: Ball, ball: Ball) -> Ball:
    return ball.digamma() if order.is_zero() else ball.polygamma(order)


def _double_factorial(ball: Ball) -> Ball:
    """Of an integer, through Gamma(v/2 + 1); of anything else v!! is not defined."""
    whole = ball.unique_fmpz()
    if whole is None:
        return NOTHING
    odd = int(whole) % 2
    value = acb(2) ** ((int(whole) + odd) // 2) * (ball / 2 + 1).gamma()
    return value / acb.pi().sqrt() if odd else value


def _binomial(n: Ball, k: Ball) -> Ball:
    """n (n-1) ... (n-k+1) / k! for integers k, 0 if k < 0; by Gamma functions otherwise."""
    whole = k.unique_fmpz()
    if whole is None:
        return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()
    return acb(0) if whole < 0 else (n - k + 1).rising(k) * (k + 1).rgamma()


def _heaviside(ball: Ball, middle: Ball) -> Ball:
    sign = _of_real(arb.sgn)(ball)
    return middle if sign.is_zero() else (sign + 1) / 2


_REAL: dict[type, Function] = {
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
    sp.gamma: acb.gamma,
    sp.factorial: lambda v: (v + 1).gamma(),
    sp.factorial2: _double_factorial,
    sp.binomial: _binomial,
    sp.beta: lambda a, b: a.gamma() * b.gamma() * (a + b).rgamma(),
    sp.RisingFactorial: lambda x, k: x.rising(k),
    sp.FallingFactorial: lambda x, k: (x + 1).gamma() * (x - k + 1).rgamma(),
    sp.polygamma: _polygamma,
    sp.digamma: acb.digamma,
    sp.harmonic: lambda n: (n + 1).digamma() + acb(arb.const_euler()),
    sp.erf: acb.erf,
    sp.erfc: acb.erfc,
    sp.erfi: acb.erfi,
    sp.zeta: acb.zeta,
    sp.re: lambda v: acb(v.real),
    sp.im: lambda v: acb(v.imag),
    sp.Abs: lambda v: acb(abs(v)),
    sp.arg: lambda v: NOTHING if v.contains(0) else acb(v.arg()),
    sp.sinc: acb.sinc,
}
"""Real at real arguments, wherever they are defined."""

_COMPLEX: dict[type, Function] = {
    sp.log: acb.log,
    sp.asin: acb.asin,
    sp.acos: acb.acos,
    sp.acosh: acb.acosh,
    sp.atanh: acb.atanh,
    sp.acoth: _acoth,
    sp.asec: lambda v: (1 / v).acos(),
    sp.acsc: lambda v: (1 / v).asin(),
    sp.asech: lambda v: (1 / v).acosh(),
    sp.loggamma: acb.lgamma,
    sp.conjugate: acb.conjugate,
    sp.sign: _sign,
    sp.Max: _ordered(arb.max),
    sp.Min: _ordered(arb.min),
    sp.floor: _of_real(arb.floor),
    sp.ceiling: _of_real(arb.ceil),
    sp.Mod: _mod,
    sp.Heaviside: _heaviside,
    sp.LambertW: lambda v: v.lambertw(),
}

ORDERED = (sp.Max, sp.Min, sp.floor, sp.ceiling, sp.Mod, sp.Heaviside)
"""Functions of real numbers only."""

_SLOW = (
    sp.zeta, sp.polygamma, sp.digamma, sp.harmonic, sp.gamma, sp.factorial, sp.factorial2,
    sp.binomial, sp.beta, sp.loggamma, sp.RisingFactorial, sp.FallingFactorial, sp.LambertW,
)  # fmt: skip
_LARGE = arb(2) ** 200
"""Arguments of slow functions beyond it are left undecided."""


def function_of(kind: type) -> Function | None:
    """The ball version of the function that ``kind`` writes, or None."""
    if kind in _REAL:
        return _kept_real(_REAL[kind], kind in _SLOW)
    return _COMPLEX.get(kind)


def is_slow(kind: type) -> bool:
    """Whether the function takes much longer at many digits than an exponential does."""
    return kind in _SLOW


def _kept_real(function: Function, bounded: bool) -> Function:
    def kept(*balls: Ball) -> Ball:
        if bounded and not all(abs(ball) < _LARGE for ball in balls):
            return NOTHING
        value = function(*balls)
        real = value.is_finite() and all(map(is_real, balls))
        return acb(value.real) if real else value

    return kept


def _integer_up_to(most: int) -> Callable[[Exact], bool]:
    return lambda v: v.integer is not None and v.integer <= most


def _at(*values: Exact) -> Callable[[Exact], bool]:
    return lambda v: v in values


def _turned(v: Exact, doubled_is_odd: bool) -> bool:
    """Whether v is a multiple of pi, or an odd multiple of pi/2."""
    turns = v.turns
    if turns is None:
        return False
    return turns.q == 2 if doubled_is_odd else turns.q == 1


def _rotated(v: Exact) -> Exact:
    return v.times(Exact(im=flint.fmpq(-1))) or v


_ONE, _I = Exact(flint.fmpq(1)), Exact(im=flint.fmpq(1))
_MINUS, _MINUS_I = Exact(flint.fmpq(-1)), Exact(im=flint.fmpq(-1))

POLES: dict[type, Callable[[Exact], bool]] = {
    sp.log: _at(Exact()),
    sp.tan: lambda v: _turned(v, True),
    sp.sec: lambda v: _turned(v, True),
    sp.cot: lambda v: _turned(v, False),
    sp.csc: lambda v: _turned(v, False),
    sp.tanh: lambda v: _turned(_rotated(v), True),
    sp.sech: lambda v: _turned(_rotated(v), True),
    sp.coth: lambda v: _turned(_rotated(v), False),
    sp.csch: lambda v: _turned(_rotated(v), False),
    sp.atan: _at(_I, _MINUS_I),
    sp.acot: _at(_I, _MINUS_I),
    sp.atanh: _at(_ONE, _MINUS),
    sp.acoth: _at(_ONE, _MINUS),
    sp.asec: _at(Exact()),
    sp.acsc: _at(Exact()),
    sp.asech: _at(Exact()),
    sp.acsch: _at(Exact()),
    sp.gamma: _integer_up_to(0),
    sp.loggamma: _integer_up_to(0),
    sp.factorial: _integer_up_to(-1),
    sp.harmonic: _integer_up_to(-1),
    sp.polygamma: _integer_up_to(0),
    sp.digamma: _integer_up_to(0),
    sp.zeta: _at(_ONE),
    sp.arg: _at(Exact()),
}
"""Where the function of one (its last) argument has no value."""

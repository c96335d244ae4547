"""Where functions of balls are analytic: away from the cuts of principal branches.

Integration along a path by balls asks for it. Functions of real numbers that are put together of
pieces, as the absolute value, continue analytically from each piece, if what they are taken of is
real on the real line.
"""

from __future__ import annotations

from collections.abc import Callable, Set

import flint
import sympy as sp

from glassproof.derivations.proof.points.functions.room import NOTHING, Ball, Function
from glassproof.derivations.proof.points.whole_numbers import whole_in

acb = flint.acb


def off_cut(ball: Ball) -> bool:
    """Whether the ball is nowhere on (-oo, 0]."""
    return bool(ball.is_finite() and (ball.real > 0 or not ball.imag.contains(0)))


MEROMORPHIC = frozenset({
    sp.exp, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh, sp.coth,
    sp.sech, sp.csch, sp.gamma, sp.factorial, sp.beta, sp.polygamma, sp.digamma, sp.harmonic,
    sp.erf, sp.erfc, sp.erfi, sp.zeta, sp.sinc, sp.Si, sp.Shi, sp.fresnels, sp.fresnelc,
    sp.airyai, sp.airybi, sp.airyaiprime, sp.airybiprime,
})  # fmt: skip
"""Their balls are not finite where they have poles, and they have no cuts."""

_OFF_CUTS: dict[type, Callable[[Ball], bool]] = {
    sp.log: off_cut,
    sp.loggamma: off_cut,
    sp.atan: lambda z: off_cut(1 + z * z),
    sp.asinh: lambda z: off_cut(1 + z * z),
    sp.atanh: lambda z: off_cut(1 - z * z),
    sp.asin: lambda z: off_cut(1 - z * z),
    sp.acos: lambda z: off_cut(1 - z * z),
    sp.acosh: lambda z: off_cut(z - 1),
    sp.acot: lambda z: off_cut(1 + 1 / (z * z)),
    sp.acoth: lambda z: off_cut(1 - 1 / (z * z)),
    sp.Ci: off_cut,
    sp.Chi: off_cut,
    sp.Ei: off_cut,
    sp.li: lambda z: off_cut(z - 1),
    sp.elliptic_k: lambda z: off_cut(1 - z),
    sp.elliptic_e: lambda z: off_cut(1 - z),
    sp.LambertW: lambda z: off_cut(z + (acb(-1)).exp()),
}

_OFF_CUTS_OF_LAST: dict[type, Callable[[Ball], bool]] = {
    sp.expint: off_cut,
    sp.uppergamma: off_cut,
    sp.lowergamma: off_cut,
    sp.besselj: off_cut,
    sp.besseli: off_cut,
    sp.bessely: off_cut,
    sp.besselk: off_cut,
    sp.polylog: lambda z: off_cut(1 - z),
}
"""Of functions with a parameter, which does not vary, before their argument."""

_ENTIRE_OF_INTEGER_ORDER = (sp.besselj, sp.besseli)


def where_analytic(node: sp.Basic, function: Function, names: Set[sp.Symbol]) -> Function:
    """The function of the step ``node``, with no ball where it is not analytic in ``names``."""
    if node.is_Add or node.is_Mul or node.func in MEROMORPHIC:
        return function
    if node.is_Pow:
        return function if node.exp.is_Integer else _power_off_cut(function)
    if node.func in _OFF_CUTS_OF_LAST and not node.args[0].free_symbols & names:
        return _of_last(node, function)
    if node.func in _OFF_CUTS and len(node.args) == 1:
        is_off = _OFF_CUTS[node.func]
        return lambda ball: function(ball) if is_off(ball) else NOTHING
    if node.func in _CONTINUED and all(_is_real(part, names) for part in node.args):
        return _CONTINUED[node.func]
    return lambda *_: NOTHING


def _of_last(node: sp.Basic, function: Function) -> Function:
    if node.func in _ENTIRE_OF_INTEGER_ORDER and node.args[0].is_integer:
        return function
    is_off = _OFF_CUTS_OF_LAST[node.func]
    return lambda *balls: function(*balls) if is_off(balls[-1]) else NOTHING


def _power_off_cut(function: Function) -> Function:
    def power(base: Ball, exponent: Ball) -> Ball:
        whole = whole_in(exponent.real) if exponent.imag.is_zero() else None
        is_off = off_cut(base) or (whole is not None and exponent.real.is_exact())
        return function(base, exponent) if is_off else NOTHING

    return power


def _is_real(expr: sp.Expr, names: Set[sp.Symbol]) -> bool:
    """Whether ``expr`` is real where the symbols are real."""
    if any(s.is_real is not True for s in expr.free_symbols - set(names)):
        return False
    bare = {name: sp.Dummy(real=True) for name in names if not name.is_real}
    return bool(expr.xreplace(bare).is_extended_real)


def _side(ball: Ball) -> int:
    return 1 if ball.real > 0 else -1 if ball.real < 0 else 0


def _absolute(ball: Ball) -> Ball:
    side = _side(ball)
    return side * ball if side else NOTHING


def _sign(ball: Ball) -> Ball:
    side = _side(ball)
    return acb(side) if side else NOTHING


def _step(ball: Ball, _middle: Ball) -> Ball:
    side = _side(ball)
    return acb((side + 1) // 2) if side else NOTHING


def _extreme(wanted: int) -> Function:
    def chosen(first: Ball, *others: Ball) -> Ball:
        for other in others:
            side = _side(other - first)
            if not side:
                return NOTHING
            first = other if side == wanted else first
        return first

    return chosen


_CONTINUED: dict[type, Function] = {
    sp.Abs: _absolute,
    sp.sign: _sign,
    sp.Heaviside: _step,
    sp.Max: _extreme(1),
    sp.Min: _extreme(-1),
}

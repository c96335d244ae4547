"""Where expressions are holomorphic: on discs around 0, and on the whole plane."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import sympy as sp

_ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.airyai,
           sp.airybi, sp.Si, sp.Shi)  # fmt: skip


def is_holomorphic(expr: sp.Expr, z: sp.Symbol, radius: sp.Expr) -> bool:
    """Whether ``expr`` is proven to be holomorphic in |z| < ``radius``, but for a pole at 0.

    >>> z = sp.Symbol("z", complex=True)
    >>> is_holomorphic(sp.log(1 + z) / z, z, sp.S.One)
    True
    >>> is_holomorphic(sp.log(1 + z) / z, z, sp.oo)
    False
    >>> is_holomorphic(sp.exp(1 / z), z, sp.S.One)
    False
    """
    if z not in expr.free_symbols:
        return not expr.has(sp.zoo, sp.nan, sp.oo)
    if expr == z:
        return True
    if isinstance(expr, sp.hyper):
        return _is_regular_series(expr, z, radius)
    if not all(is_holomorphic(part, z, radius) for part in expr.args):
        return False
    if not (expr.is_Add or expr.is_Mul) and any(map(partial(_has_pole, z=z), expr.args)):
        return bool(expr.is_Pow and expr.exp.is_Integer)
    if expr.is_Pow and expr.base is not sp.E:
        return z not in expr.exp.free_symbols and _is_regular_power(expr, z, radius)
    if expr.func in _OFF_CUT:
        return _stays_right(_OFF_CUT[expr.func](expr.args[0]), z, radius)
    if isinstance(expr, (sp.besselj, sp.besseli)):
        return bool(expr.args[0].is_Integer)
    return expr.is_Add or expr.is_Mul or expr.is_Pow or isinstance(expr, _ENTIRE)


def _has_pole(expr: sp.Basic, z: sp.Symbol) -> bool:
    """Whether a negative power of z stands in it, outside of which it may be more than a pole."""
    return any(p.base == z and not p.exp.is_nonnegative for p in expr.atoms(sp.Pow))


_OFF_CUT: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.log: lambda w: w,
    **dict.fromkeys((sp.atan, sp.asinh), lambda w: 1 + w**2),
    **dict.fromkeys((sp.asin, sp.acos, sp.atanh), lambda w: 1 - w**2),
}
"""What must stay off the negative axis."""


def _is_regular_series(expr: sp.Expr, z: sp.Symbol, radius: sp.Expr) -> bool:
    above, below, inside = expr.args
    if (above.free_symbols | below.free_symbols) & {z} or len(above) > len(below) + 1:
        return False
    small = len(above) <= len(below) or _size(inside, z, radius) is not None
    return small and is_holomorphic(inside, z, radius)


def _is_regular_power(expr: sp.Expr, z: sp.Symbol, radius: sp.Expr) -> bool:
    if expr.exp.is_Integer and (expr.exp >= 0 or expr.base == z):
        return True
    return _stays_right(expr.base, z, radius)


def _stays_right(base: sp.Expr, z: sp.Symbol, radius: sp.Expr) -> bool:
    """Whether the real part of a positive number and a small rest is positive on the disc."""
    constant, rest = sp.expand(base).as_independent(z, as_Add=True)
    if not constant.is_positive:
        return False
    return _size(rest / constant, z, radius) is not None


def _size(expr: sp.Expr, z: sp.Symbol, radius: sp.Expr) -> sp.Expr | None:
    """A bound of |expr| on the disc, if it is a polynomial with one of at most 1."""
    if radius is sp.oo or not expr.is_polynomial(z):
        return None
    terms = sp.Poly(expr, z).terms()
    if not all(number.is_number for _, number in terms):
        return None
    bound = sp.Add(*(abs(number) * radius ** powers[0] for powers, number in terms))
    return bound if bound.is_comparable and bool(bound <= 1) else None

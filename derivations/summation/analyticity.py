"""Real analytic functions of one variable on a domain, and at 0."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.summation.facts import Facts

_ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf, sp.erfc, sp.erfi, sp.atan, sp.asinh,
           sp.tanh)  # fmt: skip
"""Analytic on the whole real line."""


def is_analytic(expr: sp.Expr, y: sp.Symbol, facts: Facts) -> bool:
    """Whether ``expr`` is proven to be real analytic in ``y`` on the domain and at 0."""
    if y not in expr.free_symbols or expr == y:
        return not expr.has(sp.zoo, sp.nan, sp.oo)
    if not all(is_analytic(part, y, facts) for part in expr.args) or expr.has(sp.I):
        return False
    if expr.is_Add or expr.is_Mul or isinstance(expr, _ENTIRE):
        return True
    if expr.is_Pow and expr.exp.is_Integer:
        return bool(expr.exp > 0) or _has_sign(expr.base, y, facts)
    if expr.is_Pow and y not in expr.exp.free_symbols:
        return _has_sign(expr.base, y, facts, 1)
    if expr.is_Pow and y not in expr.base.free_symbols:
        return facts.sign(expr.base) == 1
    if isinstance(expr, sp.log):
        return _has_sign(expr.args[0], y, facts, 1)
    if isinstance(expr, (sp.asin, sp.acos, sp.atanh)):
        return _has_sign(1 - expr.args[0] ** 2, y, facts, 1)
    if isinstance(expr, (sp.besselj, sp.besseli)):
        return bool(expr.args[0].is_Integer) and bool(expr.args[0] >= 0)
    if isinstance(expr, sp.hyper):
        above, below, z = expr.args
        inside = len(above) <= len(below) or _has_sign(1 - z**2, y, facts, 1)
        return inside and len(above) <= len(below) + 1
    return False


def _has_sign(expr: sp.Expr, y: sp.Symbol, facts: Facts, wanted: int = 0) -> bool:
    """Whether ``expr`` has one strict sign on the domain, and at 0."""
    at = expr.xreplace({y: sp.Integer(0)})
    sign = facts.sign(expr)
    if not sign:
        other = sp.factor(expr)
        sign = facts.sign(other) if other != expr else 0
    return sign != 0 and facts.sign(at) == sign and wanted in (0, sign)


def is_continuous_at(expr: sp.Expr, y: sp.Symbol, end: sp.Rational) -> bool:
    """Whether ``expr``, analytic on one side of ``end``, is proven to be continuous up to it.

    >>> y = sp.Symbol("y", real=True)
    >>> one = sp.Integer(1)
    >>> is_continuous_at(sp.asin(y) * sp.sqrt(1 - y), y, one), is_continuous_at(1/(1 - y), y, one)
    (True, False)
    """
    if y not in expr.free_symbols or expr == y:
        return True
    if not all(is_continuous_at(part, y, end) for part in expr.args):
        return False
    if expr.is_Add or expr.is_Mul or isinstance(expr, (*_ENTIRE, sp.asin, sp.acos)):
        return True
    inner = expr.args[0].xreplace({y: end})
    if expr.is_Pow and y not in expr.exp.free_symbols:
        away = inner.is_nonzero if expr.exp.is_integer else inner.is_positive
        return bool(expr.exp.is_positive or away)
    return isinstance(expr, sp.log) and bool(inner.is_positive)

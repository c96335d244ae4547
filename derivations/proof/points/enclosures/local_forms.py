"""Expressions near a point, written so that what cancels there does so exactly."""

from __future__ import annotations

import sympy as sp


def near(expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, w: sp.Symbol) -> sp.Expr:
    """``expr`` at variable = ``place``, an expression in the small positive ``w``.

    >>> t = sp.Symbol("t", real=True)
    >>> w = sp.Symbol("w", positive=True)
    >>> near(sp.sqrt(1 - t**2), t, 1 - w, w), near((1 - sp.cos(t)) / t**2, t, w, w)
    (sqrt(w)*sqrt(2 - w), 2*sin(w/2)**2/w**2)
    """
    return _cancelled(expr.subs(variable, place), w)


def rational_cancelled(expr: sp.Expr, w: sp.Symbol) -> sp.Expr:
    """A rational function of ``w`` in lowest terms, so that it has a value at 0; others as given.

    >>> w = sp.Symbol("w", positive=True)
    >>> rational_cancelled(1 / (1 + w**-2) / w**2, w)
    1/(w**2 + 1)
    """
    if not expr.is_rational_function(w):
        return expr
    above, below = sp.fraction(sp.together(expr))
    return sp.cancel(above / below) if len(above.free_symbols | below.free_symbols) < 4 else expr


def _cancelled(expr: sp.Expr, w: sp.Symbol) -> sp.Expr:
    if not expr.has(w) or expr.is_Atom:
        return expr
    expr = expr.func(*(_cancelled(part, w) for part in expr.args))
    if not expr.is_Add:
        return expr
    expr = sp.expand_mul(sp.expand_multinomial(expr))
    if not expr.is_Add:
        return expr
    for term in expr.args:
        for node in term.atoms(sp.cos, sp.exp, sp.cosh):
            merged = _against_constant(expr, term, node, w)
            if merged is not None:
                return _cancelled(merged, w)
    if expr.is_polynomial(w):
        return _factored(expr, w)
    return expr


def _factored(expr: sp.Expr, w: sp.Symbol) -> sp.Expr:
    """A polynomial as w^k times one that does not vanish at 0."""
    poly = sp.Poly(expr, w)
    lowest = min(power for (power,) in poly.monoms())
    if lowest == 0:
        return poly.as_expr()
    rest = sp.Add(*(c * w ** (power - lowest) for (power,), c in poly.terms()))
    return w**lowest * rest


def _against_constant(expr: sp.Expr, term: sp.Expr, node: sp.Expr, w: sp.Symbol) -> sp.Expr | None:
    """c f(u) - c, where f(u) = 1 at w = 0, as a product of functions that vanish there."""
    inside = node.args[0]
    factor = term / node
    if factor.has(node) or not inside.has(w) or -factor not in expr.args or inside.subs(w, 0) != 0:
        return None
    half = inside / 2
    pair = {
        sp.cos: lambda: -2 * sp.sin(half) ** 2,
        sp.cosh: lambda: 2 * sp.sinh(half) ** 2,
        sp.exp: lambda: 2 * sp.exp(half) * sp.sinh(half),
    }[node.func]()
    return expr - term + factor + factor * pair


def regular(expr: sp.Expr, v: sp.Symbol) -> sp.Expr:
    """``expr`` with powers of ``v`` outside of rational functions, roots and logarithms.

    >>> v = sp.Symbol("v", positive=True)
    >>> regular(sp.sqrt(1 + v**-2) - sp.log(1 / v + 2), v)
    log(v) - log(2*v + 1) + sqrt(v**2 + 1)/v
    """
    if not expr.has(v) or expr == v:
        return expr
    if expr.is_rational_function(v):
        return rational_cancelled(expr, v)
    parts = [regular(part, v) for part in expr.args]
    power, rest = _split(parts[0], v)
    if isinstance(expr, sp.log):
        return power * sp.log(v) + sp.log(rest)
    if expr.func in _OVER_ARGUMENT and power.is_positive:
        return v**power * rest * _OVER_ARGUMENT[expr.func](parts[0])
    if expr.is_Pow and not expr.exp.has(v):
        return v ** (power * expr.exp) * rest**expr.exp
    return expr.func(*parts)


_OVER_ARGUMENT = {
    sp.sin: sp.sinc,
    sp.tan: lambda z: sp.sinc(z) / sp.cos(z),
    sp.sinh: lambda z: sp.sinc(sp.I * z),
    sp.tanh: lambda z: sp.sinc(sp.I * z) / sp.cosh(z),
}
"""f(z)/z, which has a value at 0."""


def _split(expr: sp.Expr, v: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """The power of ``v`` that is a factor, and the rest."""
    power, rest = sp.Integer(0), []
    for factor in sp.Mul.make_args(expr):
        base, exponent = factor.as_base_exp()
        if base == v and exponent.is_Rational:
            power += exponent
        else:
            rest.append(factor)
    return power, sp.Mul(*rest)

"""Where an expression of one variable may be singular, or put together of pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import lcm

import sympy as sp

_MOST_TURNS = 6
_STEPPED = (sp.Abs, sp.sign, sp.Heaviside)
_SINGULAR: dict[type, Callable[..., sp.Expr]] = {
    sp.tan: sp.cos, sp.sec: sp.cos, sp.cot: sp.sin, sp.csc: sp.sin,
    sp.coth: lambda v: v, sp.csch: lambda v: v, sp.zeta: lambda s, _=1: s - 1,
}  # fmt: skip
_UNIT = (sp.asin, sp.acos, sp.atanh)


def special_points(expr: sp.Expr, variable: sp.Symbol) -> list[sp.Expr]:
    """Zeros of what stands in denominators, under roots, logarithms and absolute values.

    Not all of them need be found, and not all that are found need be singular or real.

    >>> t, x = sp.symbols("t x", real=True)
    >>> special_points(sp.log(sp.Abs(x - t)) / sp.sqrt(1 - t**2), t)
    [-1, 1, x]
    """
    found: set[sp.Expr] = set()
    for inner in _vanishing(expr, variable):
        if inner.has(variable):
            found.update(zeros(inner, variable))
    return sorted(found, key=sp.default_sort_key)


def _vanishing(expr: sp.Expr, variable: sp.Symbol) -> Iterator[sp.Expr]:
    """Expressions whose zeros may be singular points."""
    for node in sp.preorder_traversal(expr):
        if not node.has(variable):
            continue
        if node.is_Pow and not (node.exp.is_Integer and node.exp > 0):
            yield node.base
        elif isinstance(node, (sp.log, *_STEPPED)):
            yield node.args[0]
        elif isinstance(node, _UNIT):
            yield 1 - node.args[0] ** 2
        elif isinstance(node, (sp.Max, sp.Min)):
            first, *others = node.args
            yield from (first - other for other in others)
        elif node.func in _SINGULAR:
            yield _SINGULAR[node.func](*node.args)
        elif isinstance(node, (sp.gamma, sp.digamma, sp.loggamma)):
            yield from (node.args[-1] + k for k in range(_MOST_TURNS))
        elif isinstance(node, (sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Eq, sp.Ne)):
            yield node.lhs - node.rhs


def zeros(expr: sp.Expr, variable: sp.Symbol) -> list[sp.Expr]:
    """Zeros in closed form: of polynomials of degree 2, and of functions that can be undone.

    >>> t, x = sp.symbols("t x", real=True)
    >>> zeros(sp.log(t) - x, t), zeros((t - 1) * sp.exp(t), t)
    ([exp(x)], [1])
    """
    if expr.is_Mul:
        return [zero for factor in expr.args for zero in zeros(factor, variable)]
    if expr.is_Pow and not expr.exp.has(variable):
        return zeros(expr.base, variable)
    if expr == variable:
        return [sp.Integer(0)]
    if not expr.has(variable) or isinstance(expr, sp.exp):
        return []
    if expr.is_polynomial(variable):
        return _of_polynomial(expr, variable)
    if expr.has(sp.exp) and (turned := _on_circle(expr, variable)) is not None:
        return turned
    if isinstance(expr, (*_STEPPED, sp.sinh, sp.tanh, sp.atan, sp.asinh)):
        return zeros(expr.args[0], variable)
    rest, term = expr.as_independent(variable, as_Add=True)
    factor, function = term.as_independent(variable, as_Add=False)
    return _undone(function, -rest / factor, variable) if len(function.args) else []


def _on_circle(expr: sp.Expr, variable: sp.Symbol) -> list[sp.Expr] | None:
    """Real zeros of a polynomial in exp(i a x), from roots of modulus 1; None if it is none."""
    turns = {node for node in expr.atoms(sp.exp) if node.has(variable)}
    slopes = {sp.expand(node.args[0] / (sp.I * variable)) for node in turns}
    if not slopes or any(not slope.is_Rational for slope in slopes):
        return None
    slope = sp.Rational(1, lcm(*(int(s.q) for s in slopes)))
    z = sp.Dummy("z")
    plain = expr.xreplace({node: z ** (node.args[0] / (sp.I * variable * slope)) for node in turns})
    above = sp.fraction(sp.together(plain))[0]
    if not above.is_polynomial(z) or above.has(variable) or above.free_symbols != {z}:
        return None
    found = []
    for root in sp.roots(sp.Poly(above, z)):
        if root != 0 and sp.expand(root * sp.conjugate(root)) == 1:
            angle = sp.arg(root) / slope
            found += [angle + 2 * sp.pi * k / slope for k in range(-2, 3)]
    return found


def _of_polynomial(expr: sp.Expr, variable: sp.Symbol) -> list[sp.Expr]:
    poly = sp.Poly(expr, variable)
    if poly.degree() <= 2:
        return [sp.Integer(0)] if poly.is_monomial else list(sp.roots(poly))
    _, factors = poly.factor_list()
    found: list[sp.Expr] = []
    for factor, _ in factors:
        if factor.degree() <= 2:
            found += list(sp.roots(factor))
        elif factor.free_symbols == {variable} and len(factor.all_coeffs()) <= 5:
            found += [root for root in sp.roots(factor) if root.is_real]
    return found


def _undone(function: sp.Expr, level: sp.Expr, variable: sp.Symbol) -> list[sp.Expr]:
    """Where ``function`` has the value ``level``."""
    inside = function.args[0]
    targets: list[sp.Expr] = []
    if isinstance(function, sp.exp):
        targets = [sp.log(level)] if level != 0 else []
    elif isinstance(function, sp.log):
        targets = [sp.exp(level)]
    elif isinstance(function, sp.Abs):
        targets = [level, -level]
    elif isinstance(function, (sp.sin, sp.cos, sp.tan)):
        targets = _turned(function.func, level)
    elif function.is_Pow and function.exp.is_Rational and level.is_nonnegative:
        inside, targets = function.base, [level ** (1 / function.exp)]
    return [zero for target in targets for zero in zeros(inside - target, variable)]


def _turned(kind: type, level: sp.Expr) -> list[sp.Expr]:
    turns = range(-_MOST_TURNS, _MOST_TURNS + 1)
    if kind is sp.tan:
        return [sp.atan(level) + k * sp.pi for k in turns]
    if kind is sp.sin:
        return [(-1) ** k * sp.asin(level) + k * sp.pi for k in turns]
    return [sign * sp.acos(level) + 2 * k * sp.pi for k in turns for sign in (1, -1)]

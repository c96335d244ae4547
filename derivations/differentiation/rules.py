"""Derivatives in closed form: the rules of differentiation, and orders that are symbols.

A derivative of a function that is not smooth, as Abs(x), is that of its pieces: it has no value
where the pieces meet, and :func:`kinks` says where that is.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

MOST_ORDER = 24
"""Orders that are differentiated one after the other."""

_MOST_OPERATIONS = 4000
_LEFT_OPEN = (
    sp.Derivative, sp.Subs, sp.DiracDelta, sp.re, sp.im, sp.arg, sp.conjugate,
)  # fmt: skip
_KINKED = (sp.Abs, sp.sign, sp.Max, sp.Min, sp.floor, sp.ceiling, sp.Heaviside, sp.Mod,
           sp.Piecewise)  # fmt: skip


def derivative(expr: sp.Expr, variable: sp.Symbol, order: int = 1) -> sp.Expr | None:
    """The derivative by the rules; None where they leave one open, or it grows beyond reason.

    >>> x = sp.Symbol("x")
    >>> derivative(sp.exp(x**2), x), derivative(sp.conjugate(x), x)
    (2*x*exp(x**2), None)
    """
    for _ in range(order):
        expr = sp.diff(expr, variable)
        if expr.has(*_LEFT_OPEN, sp.nan, sp.zoo) or sp.count_ops(expr) > _MOST_OPERATIONS:
            return None
    return expr


def kinks(expr: sp.Expr, variable: sp.Symbol) -> list[sp.Expr] | None:
    """Expressions at whose zeros ``expr`` may have no derivative; None if these are not known.

    >>> x, y = sp.symbols("x y", real=True)
    >>> kinks(sp.Abs(x) + sp.Max(x, y) + sp.sin(x), x)
    [x, x - y]
    """
    found: list[sp.Expr] = []
    for node in sorted(expr.atoms(*_KINKED), key=sp.default_sort_key):
        if not node.has(variable):
            continue
        if isinstance(node, (sp.Abs, sp.sign, sp.Heaviside)):
            found.append(node.args[0])
        elif isinstance(node, (sp.Max, sp.Min)) and len(node.args) == 2:
            first, second = sorted(node.args, key=sp.default_sort_key)
            found.append(first - second)
        else:
            return None
    return found


def evaluated(node: sp.Derivative) -> sp.Expr | None:
    """A derivative node as a plain expression, nodes inside it first; None where no rule applies.

    >>> x, n, m = sp.symbols("x n m", positive=True, integer=True)
    >>> evaluated(sp.Derivative(x**3, x, 2)), evaluated(sp.Derivative(sp.exp(2 * x), (x, n)))
    (6*x, 2**n*exp(2*x))
    """
    expr = node.expr.replace(
        lambda part: isinstance(part, sp.Derivative), lambda part: evaluated(part) or part
    )
    for variable, order in node.variable_count:
        if expr.has(sp.Derivative) or not isinstance(variable, sp.Symbol):
            return None
        if order.is_Integer:
            found = derivative(expr, variable, int(order)) if 0 <= order <= MOST_ORDER else None
        else:
            found = _of_symbolic_order(expr, variable, order)
        if found is None:
            return None
        expr = found
    return expr


def _of_symbolic_order(expr: sp.Expr, variable: sp.Symbol, order: sp.Expr) -> sp.Expr | None:
    """The derivative of an order that is a nonnegative integer without a value."""
    if not (order.is_integer and order.is_nonnegative):
        return None
    if isinstance(expr, sp.Add):
        terms = [_of_symbolic_order(term, variable, order) for term in expr.args]
        return None if None in terms else sp.Add(*terms)
    factor, rest = expr.as_independent(variable, as_Add=False)
    slope = _slope_inside(rest, variable)
    if slope is None:
        return None
    if isinstance(rest, sp.Pow) and rest.exp.has(variable):
        return factor * (slope * sp.log(rest.base)) ** order * rest
    if rest.func in _FROM_ORDER_ONE and not order.is_positive:
        return None
    rule = _RULES.get(sp.Pow if isinstance(rest, sp.Symbol) else rest.func)
    found = None if rule is None else rule(rest, slope, order)
    return None if found is None else factor * found


def _slope_inside(expr: sp.Expr, variable: sp.Symbol) -> sp.Expr | None:
    """a, if what the function is taken of is a x + b."""
    if isinstance(expr, sp.Pow):
        if expr.base.has(variable) and expr.exp.has(variable):
            return None
        inside = expr.exp if expr.exp.has(variable) else expr.base
    else:
        inside = expr if expr.is_Symbol else expr.args[-1]
        if any(part.has(variable) for part in expr.args[:-1]):
            return None
    slope = sp.diff(inside, variable)
    return None if slope.has(variable) or slope == 0 else slope


def _of_power(expr: sp.Expr, slope: sp.Expr, order: sp.Expr) -> sp.Expr:
    base, exponent = expr.as_base_exp()
    if exponent.is_negative:  # a pole: rising factorials stay finite
        rising = sp.RisingFactorial(-exponent, order)
        return (-slope) ** order * rising * base ** (exponent - order)
    return slope**order * sp.FallingFactorial(exponent, order) * base ** (exponent - order)


def _of_error_function(expr: sp.Expr, slope: sp.Expr, order: sp.Expr) -> sp.Expr:
    """Rodrigues' formula of the Hermite polynomials."""
    z = expr.args[0]
    wave = sp.Pow(-1, order - 1) * sp.hermite(order - 1, z) * sp.exp(-(z**2))
    return 2 / sp.sqrt(sp.pi) * slope**order * wave


def _of_logarithm(expr: sp.Expr, slope: sp.Expr, order: sp.Expr) -> sp.Expr:
    return -((-slope) ** order) * sp.factorial(order - 1) / expr.args[0] ** order


def _of_cotangent(expr: sp.Expr, slope: sp.Expr, order: sp.Expr) -> sp.Expr:
    """pi cot(pi z) = psi(1 - z) - psi(z)."""
    z = expr.args[0] / sp.pi
    mirrored = sp.Pow(-1, order) * sp.polygamma(order, 1 - z)
    return (slope / sp.pi) ** order * (mirrored - sp.polygamma(order, z)) / sp.pi


def _of_hurwitz(expr: sp.Expr, slope: sp.Expr, order: sp.Expr) -> sp.Expr | None:
    if len(expr.args) == 1:
        return None
    s, a = expr.args
    return (-slope) ** order * sp.RisingFactorial(s, order) * sp.zeta(s + order, a)


_FROM_ORDER_ONE = (sp.log, sp.loggamma, sp.erf)
"""The rules of these are for derivatives of an order of at least 1."""

_RULES: dict[type, Callable[[sp.Expr, sp.Expr, sp.Expr], sp.Expr | None]] = {
    sp.exp: lambda e, a, n: a**n * e,
    sp.Pow: _of_power,
    sp.sin: lambda e, a, n: a**n * sp.sin(e.args[0] + n * sp.pi / 2),
    sp.cos: lambda e, a, n: a**n * sp.cos(e.args[0] + n * sp.pi / 2),
    sp.log: _of_logarithm,
    sp.erf: _of_error_function,
    sp.digamma: lambda e, a, n: a**n * sp.polygamma(n, e.args[0]),
    sp.polygamma: lambda e, a, n: a**n * sp.polygamma(e.args[0] + n, e.args[1]),
    sp.loggamma: lambda e, a, n: a**n * sp.polygamma(n - 1, e.args[0]),
    sp.zeta: _of_hurwitz,
    sp.cot: _of_cotangent,
}

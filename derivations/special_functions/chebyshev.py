"""Chebyshev polynomials as powers: T_n(x) = (e^n + e^-n)/2 with e = x + r, r a root of x^2 - 1.

Either root will do, and so the one is taken that occurs in a formula already, or is no root at all.

Reference: NIST Digital Library of Mathematical Functions, 18.5.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

_NODES = (sp.chebyshevt, sp.chebyshevu)
_PLAIN = {sp.cos: sp.sin, sp.sin: sp.cos}


def with_roots_in_use(
    expr: sp.Expr, whole: sp.Expr | None = None, index: sp.Symbol | None = None
) -> sp.Expr:
    """Polynomials of a symbolic degree as powers of x + r, where r is at hand in ``whole``.

    With an ``index`` those whose degree contains it, as powers of x + r and of x - r.

    >>> n = sp.Symbol("n", integer=True)
    >>> x = sp.Symbol("x", complex=True)
    >>> with_roots_in_use(sp.chebyshevt(n, x) - sp.cosh(n * sp.acosh(x))).atoms(sp.Pow) >= {
    ...     sp.sqrt(x - 1), sp.sqrt(x + 1)
    ... }
    True
    """
    images, nodes = {}, expr.atoms(*_NODES)
    if any(node.args[1].has(*_NODES) for node in nodes):
        return expr
    for node in nodes:
        degree, x = node.args
        if degree.is_Integer or (index is not None and index not in degree.free_symbols):
            continue
        root = _root(x, expr if whole is None else whole)
        if root is not None:
            value = _value if index is None else _in_powers
            images[node] = value(node.func, degree, x, root)
    return expr.xreplace(images) if images else expr


def _value(kind: type, degree: sp.Expr, x: sp.Expr, root: sp.Expr) -> sp.Expr:
    around = x + root
    if root.has(sp.I) and x.func not in _PLAIN:  # as inverse functions have it
        around = sp.Mul(-sp.I, sp.expand(-sp.I * root) + sp.I * x, evaluate=False)
        root = -root
    if kind is sp.chebyshevt:
        return (around**degree + around**-degree) / 2
    return (around ** (degree + 1) - around ** (-degree - 1)) / (2 * root)


def _in_powers(kind: type, degree: sp.Expr, x: sp.Expr, root: sp.Expr) -> sp.Expr:
    if kind is sp.chebyshevt:
        return ((x + root) ** degree + (x - root) ** degree) / 2
    return ((x + root) ** (degree + 1) - (x - root) ** (degree + 1)) / (2 * root)


def _root(x: sp.Expr, expr: sp.Expr) -> sp.Expr | None:
    """A root of x^2 - 1, or None where none is at hand."""
    if x.func in _PLAIN:
        return sp.I * _PLAIN[x.func](x.args[0])
    square = sp.factor(sp.together(x**2 - 1))
    number, factors = square.as_coeff_Mul()
    outside, rest = sp.S.One, sp.S.One
    for factor in sp.Mul.make_args(factors):
        base, power = factor.as_base_exp()
        if not power.is_Integer:
            return None
        outside *= base ** (power // 2)
        rest *= base ** (power % 2)
    if rest == 1:
        return sp.sqrt(number) * outside
    for radicand, root in _roots_in_use(expr):
        ratio = sp.cancel(rest * number / radicand)
        if ratio.is_Rational:
            return sp.sqrt(ratio) * outside * root
    return None


def _roots_in_use(expr: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Radicands with their roots, in roots and in inverse functions."""
    for node in sorted(expr.atoms(sp.acosh), key=sp.default_sort_key):
        y = node.args[0]
        yield y**2 - 1, sp.sqrt(y - 1) * sp.sqrt(y + 1)
    for node in sorted(expr.atoms(sp.acos, sp.asin), key=sp.default_sort_key):
        y = node.args[0]
        yield 1 - y**2, sp.sqrt(1 - y**2)
    for node in sorted(expr.atoms(sp.Pow), key=sp.default_sort_key):
        if node.exp.is_Rational and node.exp.q == 2:
            yield node.base, sp.sqrt(node.base)
    for node in sorted(expr.atoms(*_NODES), key=sp.default_sort_key):
        y = node.args[1]
        yield 1 - y**2, sp.sqrt(1 - y**2)

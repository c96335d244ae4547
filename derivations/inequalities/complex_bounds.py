"""Upper bounds of absolute values of complex expressions.

Majorants: where f has a power series with coefficients a_k, |f(z)| <= sum |a_k| |z|^k. Mean values:
|f(a) - f(b)| <= sup |f'| |a - b| between real a and b. Dirichlet series: |zeta(s)| <= zeta(Re s).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.proof.complex_symbols import is_complex
from glassproof.derivations.proof.domain import Domain

Majorant = tuple[Callable[[sp.Expr], sp.Expr], sp.Expr]
"""The majorant as a function of |z|, and the radius in which it is one."""

MAJORANTS: dict[type, Majorant] = {
    sp.exp: (sp.exp, sp.oo),
    sp.sin: (sp.sinh, sp.oo),
    sp.sinh: (sp.sinh, sp.oo),
    sp.cos: (sp.cosh, sp.oo),
    sp.cosh: (sp.cosh, sp.oo),
    sp.erf: (sp.erfi, sp.oo),
    sp.erfi: (sp.erfi, sp.oo),
    sp.atan: (sp.atanh, sp.S.One),
    sp.atanh: (sp.atanh, sp.S.One),
    sp.asinh: (sp.asin, sp.S.One),
    sp.asin: (sp.asin, sp.S.One),
    sp.tan: (sp.tan, sp.pi / 2),
    sp.tanh: (sp.tan, sp.pi / 2),
}

SLOPES: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.sin: lambda _: sp.S.One,
    sp.cos: lambda _: sp.S.One,
    sp.tanh: lambda _: sp.S.One,
    sp.atan: lambda _: sp.S.One,
    sp.asinh: lambda _: sp.S.One,
    sp.erf: lambda _: 2 / sp.sqrt(sp.pi),
}
"""Bounds of the derivative on the real axis."""

WIDTHS: dict[type, sp.Expr] = {sp.tanh: sp.Integer(2), sp.atan: sp.pi, sp.erf: sp.Integer(2)}
"""Lengths of the open intervals in which the values on the real axis are."""


def as_it_is(smaller: sp.Expr, _domain: Domain) -> sp.Expr:
    """No bound but the expression itself."""
    return smaller


def by_majorants(smaller: sp.Expr, domain: Domain) -> sp.Expr | None:
    """|f| by the majorants of the functions in f, term by term.

    >>> z = sp.Symbol("z", complex=True)
    >>> by_majorants(sp.Abs(sp.sin(z) + z), Domain({})) == sp.sinh(sp.Abs(z)) + sp.Abs(z)
    True
    """
    scale, inside = _absolute_value(smaller)
    above = None if inside is None else _majorant(inside, domain)
    return None if above is None else scale * above


def by_mean_values(smaller: sp.Expr, _domain: Domain) -> sp.Expr | None:
    """|f(a) - f(b)| <= sup |f'| |a - b|."""
    scale, inside = _absolute_value(smaller)
    found = None if inside is None else _difference(inside)
    if found is None:
        return None
    kind, first, second = found
    return scale * SLOPES[kind](first) * sp.Abs(sp.expand(first - second))


def by_widths(smaller: sp.Expr, _domain: Domain) -> sp.Expr | None:
    """|f(a) - f(b)| is less than the length of the open interval in which f has its values."""
    scale, inside = _absolute_value(smaller)
    found = None if inside is None else _difference(inside)
    return None if found is None or found[0] not in WIDTHS else scale * WIDTHS[found[0]]


def by_known_bounds(smaller: sp.Expr, domain: Domain) -> sp.Expr | None:
    """Of orthogonal polynomials on [-1, 1] and of Bessel functions on the real axis."""
    scale, inside = _absolute_value(smaller)
    if inside is None or inside.func not in KNOWN:
        return None
    bound, conditions = KNOWN[inside.func]
    if not all(_is_at_least(part, domain) for part in conditions(*inside.args)):
        return None
    return scale * bound(*inside.args)


def _is_at_least(expr: sp.Expr, domain: Domain) -> bool:
    from glassproof.derivations.inequalities.prover import proof_of_order

    return proof_of_order(sp.S.Zero, expr, domain, strict=False) is not None


Known = tuple[Callable[..., sp.Expr], Callable[..., tuple[sp.Expr, ...]]]
"""A bound of the absolute value, and what must not be negative."""

KNOWN: dict[type, Known] = {
    sp.chebyshevt: (lambda *_: sp.S.One, lambda _, x: (1 - x, 1 + x)),
    sp.chebyshevu: (lambda n, _: sp.Abs(n + 1), lambda _, x: (1 - x, 1 + x)),
    sp.legendre: (lambda *_: sp.S.One, lambda n, x: (1 - x, 1 + x, n)),
    sp.besselj: (lambda *_: sp.S.One, lambda v, x: (v, x**2)),
}
"""DLMF 18.14.1 (with |sin((n + 1) t)| <= |n + 1| |sin t|) and 10.14.1, for x real."""


def _absolute_value(expr: sp.Expr) -> tuple[sp.Expr, sp.Expr | None]:
    scale, rest = expr.as_coeff_Mul()
    if rest.is_Pow and rest.exp == sp.S.Half and rest.base.is_Mul and len(rest.base.args) == 2:
        first, second = rest.base.args  # sqrt(f conj(f)), as SymPy writes it
        return scale, first if scale >= 0 and sp.conjugate(first) == second else None
    if scale < 0 or not isinstance(rest, sp.Abs):
        return scale, None
    return scale, rest.args[0]


def _difference(expr: sp.Expr) -> tuple[type, sp.Expr, sp.Expr] | None:
    if not expr.is_Add or len(expr.args) != 2:
        return None
    signs = {}
    for term in expr.args:
        coefficient, function = term.as_coeff_Mul()
        signs[int(coefficient) if coefficient in (1, -1) else 0] = function
    if set(signs) != {1, -1} or signs[1].func is not signs[-1].func or signs[1].func not in SLOPES:
        return None
    inside = [signs[side].args[0] for side in (1, -1)]
    if not all(a.is_real for a in inside):
        return None
    return signs[1].func, inside[0], inside[1]


def _majorant(expr: sp.Expr, domain: Domain) -> sp.Expr | None:
    if expr.is_number or is_complex(expr) or (expr.is_Symbol and expr.is_real):
        return sp.Abs(expr)
    if expr.is_Add or expr.is_Mul:
        parts = [_majorant(part, domain) for part in expr.args]
        return None if None in parts else expr.func(*parts)
    if expr.is_Pow and expr.exp.is_integer and expr.exp.is_nonnegative:
        base = _majorant(expr.base, domain)
        return None if base is None else base**expr.exp
    if expr.func in MAJORANTS:
        function, radius = MAJORANTS[expr.func]
        inside = _majorant(expr.args[0], domain)
        if inside is not None and (radius is sp.oo or _is_below(inside, radius, domain)):
            return function(inside)
    if isinstance(expr, sp.zeta) and len(expr.args) == 1:
        real = sp.re(expr.args[0])
        return sp.zeta(real) if _is_below(sp.S.One, real, domain) else None
    if isinstance(expr, sp.log):
        rest = _majorant(sp.expand(expr.args[0] - 1), domain)
        if rest is not None and _is_below(rest, sp.S.One, domain):
            return -sp.log(1 - rest)
    return None


def _is_below(expr: sp.Expr, radius: sp.Expr, domain: Domain) -> bool:
    from glassproof.derivations.inequalities.prover import proof_of_order

    return proof_of_order(expr, radius, domain, strict=True) is not None


UPPER_BOUNDS: dict[str, Callable[[sp.Expr, Domain], sp.Expr | None]] = {
    "majorants": by_majorants,
    "mean values": by_mean_values,
    "widths": by_widths,
    "known bounds": by_known_bounds,
    "coordinates": as_it_is,
}

STRICT_BOUNDS = (by_widths,)
"""Those that are never attained."""

"""Logarithmic and Cauchy kernels against polynomials with the arcsine or semicircle weight.

On -1 < t < 1, for -1 < x < 1 and n >= 1,

    the integral of log|x - t| T_n(t)/sqrt(1 - t^2) is -pi T_n(x)/n, for n = 0 -pi log 2,
    the principal value of that of T_n(t)/((t - x) sqrt(1 - t^2)) is pi U_(n-1)(x), for n = 0 zero;

Mason and Handscomb, Chebyshev Polynomials (2002), Theorems 9.2 and 9.1. A weight sqrt(1 - t^2) is
(1 - t^2)/sqrt(1 - t^2), and any interval is moved onto (-1, 1).
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.proof.certificate import Certificate

_MOST_DEGREE = 16


def logarithmic(expr: sp.Expr, span: Span) -> Closed | None:
    """c log|x - t| P(t) times an odd power >= -1 of the root of (t - low)(high - t)."""
    t = span.variable
    for node in sorted(expr.atoms(sp.log), key=sp.default_sort_key):
        inside = node.args[0].args[0] if isinstance(node.args[0], sp.Abs) else node.args[0]
        if not inside.has(t) or not inside.is_polynomial(t) or sp.degree(inside, t) != 1:
            continue
        held = sp.Dummy("k")
        linear = sp.expand(expr.xreplace({node: held}))
        factor, rest = linear.coeff(held, 1), sp.expand(linear.coeff(held, 0))
        slope = sp.diff(inside, t)
        place = sp.expand(t - inside / slope)
        if rest != 0 or not isinstance(node.args[0], sp.Abs) or not _inside(place, span):
            continue
        found = _expanded(factor, span)
        if found is None:
            return None
        half, middle, coefficients = found
        x = (place - middle) / half
        size = sp.log(sp.Abs(slope) * half / 2)
        value = sp.pi * coefficients[0] * size if coefficients else sp.Integer(0)
        for n, coefficient in enumerate(coefficients[1:], 1):
            value -= sp.pi * coefficient * sp.chebyshevt(n, x) / n
        return value, _told("logarithmic kernel", expr, span, place, coefficients, value)
    return None


def cauchy(expr: sp.Expr, span: Span) -> Closed | None:
    """The principal value of c P(t)/(t - x) times such a weight."""
    t = span.variable
    for piece in sp.Mul.make_args(expr):
        base, exponent = piece.as_base_exp()
        if exponent != -1 or not base.is_polynomial(t) or sp.degree(base, t) != 1:
            continue
        slope = sp.diff(base, t)
        place = sp.expand(t - base / slope)
        if not _inside(place, span):
            continue
        found = _expanded(expr / piece / slope, span)
        if found is None:
            return None
        half, middle, coefficients = found
        x = (place - middle) / half
        value = sp.Add(
            *(sp.pi * c * sp.chebyshevu(n, x) / half for n, c in enumerate(coefficients[1:]))
        )
        return value, _told("Cauchy kernel", expr, span, place, coefficients, value)
    return None


def _inside(place: sp.Expr, span: Span) -> bool:
    """Whether the kernel's singular point is proven to be inside."""
    if span.low in INFINITE or span.high in INFINITE or place.has(span.variable):
        return False
    gaps = (place - span.low, span.high - place)
    return all(span.outside.sign_or_none(sp.expand(gap)) == 1 for gap in gaps)


def _expanded(factor: sp.Expr, span: Span) -> tuple[sp.Expr, sp.Expr, list[sp.Expr]] | None:
    """Half the length, the middle, and c_n with factor dt = sum of c_n T_n(s)/sqrt(1 - s^2) ds."""
    t, s = span.variable, sp.Dummy("s")
    half, middle = (span.high - span.low) / 2, (span.high + span.low) / 2
    polynomial, weight = sp.Integer(1), sp.Integer(0)
    for piece in sp.Mul.make_args(factor):
        base, exponent = piece.as_base_exp()
        if not exponent.is_Rational:
            return None
        if exponent.is_Integer:
            polynomial *= piece
            continue
        moved = sp.expand(base.subs(t, middle + half * s))
        scale = sp.expand(moved.subs(s, 0))
        if sp.expand(moved - scale * (1 - s**2)) != 0 or exponent.q != 2:
            if base.has(t):
                return None
            polynomial *= piece
            continue
        if weight != 0 or span.outside.sign_or_none(scale) != 1:
            return None
        weight, polynomial = exponent, polynomial * scale**exponent
    if weight == 0 or weight < sp.Rational(-1, 2):
        return None
    moved = sp.expand(polynomial.subs(t, middle + half * s) * half)
    moved *= (1 - s**2) ** (weight + sp.Rational(1, 2))
    if not moved.is_polynomial(s) or sp.degree(sp.expand(moved), s) > _MOST_DEGREE:
        return None
    return half, middle, _in_chebyshev(sp.Poly(sp.expand(moved), s), s)


def _in_chebyshev(poly: sp.Poly, s: sp.Symbol) -> list[sp.Expr]:
    """The coefficients of T_0, T_1, ..."""
    degree = max(poly.degree(), 0)
    found = [sp.Integer(0)] * (degree + 1)
    rest = poly.as_expr()
    for n in range(degree, -1, -1):
        lead = sp.Poly(rest, s).coeff_monomial(s**n)
        top = sp.Poly(sp.chebyshevt(n, s), s).coeff_monomial(s**n)
        found[n] = lead / top
        rest = sp.expand(rest - found[n] * sp.chebyshevt(n, s))
    return found


def _told(
    kind: str,
    expr: sp.Expr,
    span: Span,
    place: sp.Expr,
    coefficients: list[sp.Expr],
    value: sp.Expr,
) -> Certificate:
    statement = f"the integral of {expr} over {span.low} < {span.variable} < {span.high} is {value}"
    data = {"singular at": str(place), "coefficients of T_n": [str(c) for c in coefficients]}
    return Certificate(f"Chebyshev polynomials under the {kind}", statement, data)

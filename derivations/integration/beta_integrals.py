"""Euler's Beta integrals: on an interval, on the half-line, and of powers of sine and cosine.

Sources: DLMF 5.12.1, 5.12.2, 5.12.3; substitution of a power of the variable.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.span import INFINITE, Span
from glassproof.derivations.proof.certificate import Certificate

_MOST_LOGS = 3


def _told(value: sp.Expr, expr: sp.Expr, span: Span, p: sp.Expr, q: sp.Expr) -> Closed:
    statement = f"the integral of {expr} over {span.low} < {span.variable} < {span.high} is {value}"
    data = {"p": str(p), "q": str(q), "variable": str(span.variable)}
    return value, Certificate("Euler's Beta integral", statement, data)


def _beta(p: sp.Expr, q: sp.Expr) -> sp.Expr:
    return sp.gamma(p) * sp.gamma(q) / sp.gamma(p + q)


def on_interval(expr: sp.Expr, span: Span) -> Closed | None:
    """c (x - low)^(p-1) (high - x)^(q-1); on (0, 1) also x^(..) (1 - x^r)^(q-1) log(x)^k."""
    x, low, high = span.variable, span.low, span.high
    if low in INFINITE or high in INFINITE:
        return None
    if low == 0 and high == 1:
        found = _on_unit(expr, span)
        if found is not None:
            return found
    factor, p, q = sp.Integer(1), sp.Integer(1), sp.Integer(1)
    for piece in _over_and_under(expr, span):
        base, exponent = piece.as_base_exp()
        if not piece.has(x):
            factor *= piece
            continue
        split = None if exponent.has(x) else _at_ends(base, x, low, high)
        if split is None:
            return None
        constant, first, second = split
        if not exponent.is_Integer and not _positive(span, constant):
            return None
        factor *= constant**exponent
        p, q = p + first * exponent, q + second * exponent
    if not _positive(span, p, q):
        return None
    value = factor * (high - low) ** (p + q - 1) * _beta(p, q)
    return _told(value, expr, span, p, q)


def _over_and_under(expr: sp.Expr, span: Span) -> Iterator[sp.Expr]:
    """The factors; powers of a quotient of what is positive as two."""
    for piece in sp.Mul.make_args(expr):
        base, exponent = piece.as_base_exp()
        above, below = sp.fraction(sp.together(base))
        if below.has(span.variable) and span.sign(below) == 1 and span.sign(above) == 1:
            yield sp.Pow(above, exponent)
            yield sp.Pow(below, -exponent)
        else:
            yield piece


def _at_ends(
    base: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr
) -> tuple[sp.Expr, int, int] | None:
    """c, m and n with base = c (x - low)^m (high - x)^n."""
    if not base.is_polynomial(x):
        return None
    poly = sp.Poly(base, x)
    powers = []
    for factor, end in ((x - low, low), (high - x, high)):
        power = 0
        while poly.degree() > 0 and sp.expand(poly.as_expr().subs(x, end)) == 0:
            poly, power = sp.quo(poly, sp.Poly(factor, x)), power + 1
        powers.append(power)
    constant = sp.expand(poly.as_expr())
    return None if constant.has(x) else (constant, powers[0], powers[1])


def _positive(span: Span, *exprs: sp.Expr) -> bool:
    return all(span.outside.sign_or_none(sp.expand(e)) == 1 for e in exprs)


def _on_unit(expr: sp.Expr, span: Span) -> Closed | None:
    x = span.variable
    factor, power, second, root, logs = (
        sp.Integer(1),
        sp.Integer(0),
        sp.Integer(1),
        sp.Integer(1),
        0,
    )
    seen = False
    log_power = sp.Integer(0)
    for piece in sp.Mul.make_args(sp.powsimp(expr)):
        base, exponent = piece.as_base_exp()
        if not piece.has(x):
            factor *= piece
        elif base == x and not exponent.has(x):
            power += exponent
        elif base == sp.log(x) and exponent.is_Integer and exponent > 0:
            logs += int(exponent)
        elif base in (-sp.log(x), sp.log(1 / x)) and not exponent.has(x):
            log_power += exponent
        elif not seen and not exponent.has(x) and (found := _one_minus(base, x)) is not None:
            seen, root, second = True, found, exponent + 1
        else:
            return None
    if not seen:
        return _of_log(expr, span, factor, power, logs, log_power)
    if log_power != 0 or logs > _MOST_LOGS:
        return None
    if span.outside.sign_or_none(root) != 1 or not _positive(span, power + 1, second):
        return None
    shift = sp.Dummy("s", positive=True)
    held = _beta(shift, second) / root
    for _ in range(logs):
        held = sp.diff(held, shift) / root
    value = factor * held.subs(shift, (power + 1) / root)
    return _told(value, expr, span, (power + 1) / root, second)


def _of_log(
    expr: sp.Expr, span: Span, factor: sp.Expr, power: sp.Expr, logs: int, log_power: sp.Expr
) -> Closed | None:
    """x^a (-log x)^(s-1): Gamma(s)/(a + 1)^s, by x = exp(-y)."""
    s = 1 + logs + log_power
    if (logs == 0 and log_power == 0) or not _positive(span, power + 1, s):
        return None
    value = factor * (-1) ** logs * sp.gamma(s) / (power + 1) ** s
    return _told(value, expr, span, power + 1, s)


def _one_minus(base: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """r, if ``base`` is 1 - x^r."""
    inside = 1 - base
    root, exponent = inside.as_base_exp()
    return exponent if root == x and not exponent.has(x) else None


def on_half_line(expr: sp.Expr, span: Span) -> Closed | None:
    """c x^(a-1) (d + e x^r)^-g on (0, oo), with d, e, r > 0."""
    x = span.variable
    if span.low != 0 or span.high is not sp.oo:
        return None
    factor, power, base, exponent = sp.Integer(1), sp.Integer(0), None, sp.Integer(0)
    for piece in sp.Mul.make_args(sp.powsimp(expr)):
        inner, outer = piece.as_base_exp()
        if not piece.has(x):
            factor *= piece
        elif inner == x and not outer.has(x):
            power += outer
        elif inner.is_Add and not outer.has(x) and base in (None, inner):
            base, exponent = inner, exponent - outer
        else:
            return None
    if base is None:
        return None
    constant, moving = base.as_independent(x, as_Add=True)
    scale, root = moving.as_independent(x, as_Add=False)
    inner, r = root.as_base_exp()
    if inner != x or r.has(x):
        return None
    p = (power + 1) / r
    if not _positive(span, constant, scale, r, p, exponent - p):
        return None
    value = factor / r * constant ** (p - exponent) * scale**-p * _beta(p, exponent - p)
    return _told(value, expr, span, p, exponent - p)


def of_sine_and_cosine(expr: sp.Expr, span: Span) -> Closed | None:
    """c sin(x)^m cos(x)^n on (0, pi/2), and c sin(x)^m on (0, pi)."""
    x = span.variable
    half = span.high == sp.pi / 2
    if span.low != 0 or not (half or span.high == sp.pi):
        return None
    factor, m, n = sp.Integer(1), sp.Integer(0), sp.Integer(0)
    for piece in sp.Mul.make_args(expr):
        base, exponent = piece.as_base_exp()
        if not piece.has(x):
            factor *= piece
        elif exponent.has(x):
            return None
        elif base == sp.sin(x):
            m += exponent
        elif base == sp.cos(x):
            n += exponent
        elif base == sp.tan(x):
            m, n = m + exponent, n - exponent
        else:
            return None
    if not half and n != 0:
        return None
    p, q = (m + 1) / 2, (n + 1) / 2
    if not _positive(span, p, q):
        return None
    return _told(factor * _beta(p, q) / (2 if half else 1), expr, span, p, q)

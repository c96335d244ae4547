"""Integrals of powers against exponentials: Gamma, Gaussian and Planck's, with their conditions.

Sources: DLMF 5.9.1 (Gamma; by analytic continuation for complex rates with positive real part),
DLMF 25.5.1 and 25.5.3 (zeta). Derivatives in the
exponent of the power give powers of the logarithm.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.shapes import Term, real_form, terms
from glassproof.derivations.integration.span import Span
from glassproof.derivations.proof.certificate import Certificate

_MOST_LOGS = 4
_MOST_POWER = 60


def on_half_line(expr: sp.Expr, span: Span) -> Closed | None:
    """Terms c x^(s-1) log(x)^k exp(-p x^r) on (0, oo), with Re s > 0, Re p > 0, r > 0."""
    if span.low != 0 or span.high is not sp.oo:
        return None
    values, told = [], []
    for term in terms(expr, span.variable):
        found = _gamma(term, span)
        if found is None:
            return None
        values.append(found[0])
        told.append(found[1])
    value = real_form(sp.Add(*values), expr)
    data = {"integrand": str(expr), "terms": told, "variable": str(span.variable)}
    statement = f"the integral of {expr} over (0, oo) is {value}"
    return value, Certificate("Euler's integral of the Gamma function", statement, data)


def _gamma(term: Term, span: Span) -> tuple[sp.Expr, str] | None:
    x = span.variable
    if term.rest != 1 or term.logs > _MOST_LOGS or term.phase == 0:
        return None
    shift, moving = term.phase.as_independent(x, as_Add=True)
    rate, power = moving.as_independent(x, as_Add=False)
    base, exponent = power.as_base_exp()
    if base != x or exponent.has(x):
        return None
    rate = -rate
    s = (term.power + 1) / exponent
    decide = span.outside
    if exponent.is_real is not True or decide.sign_or_none(exponent) != 1:
        return None
    if not (is_right(rate, span) and is_right(term.power + 1, span)):
        return None
    order = sp.Dummy("s", positive=True)
    held = sp.gamma(order) / rate**order / exponent
    for _ in range(term.logs):
        held = sp.diff(held, order) / exponent
    value = term.factor * sp.exp(shift) * held.subs(order, s)
    told = f"{term.factor * sp.exp(shift)}, s = {s}, p = {rate}, r = {exponent}, k = {term.logs}"
    return value, told


def is_right(expr: sp.Expr, span: Span) -> bool:
    """Whether the real part is proven to be positive."""
    if expr.has(sp.I):
        expr = sp.re(sp.expand(expr)) if not expr.is_real else expr
    return span.outside.sign_or_none(expr) == 1


def on_line(expr: sp.Expr, span: Span) -> Closed | None:
    """Terms c x^n exp(-a x^2 + b x + d) on the line: moments of a Gaussian, Re a > 0."""
    if span.low is not -sp.oo or span.high is not sp.oo:
        return None
    values = []
    for term in terms(expr, span.variable):
        found = _gaussian(term, span)
        if found is None:
            return None
        values.append(found)
    value = sp.Add(*values)
    statement = f"the integral of {expr} over the line is {value}"
    data = {"integrand": str(expr), "variable": str(span.variable)}
    return value, Certificate("moments of a Gaussian", statement, data)


def _gaussian(term: Term, span: Span) -> sp.Expr | None:
    x, n = span.variable, term.power
    if term.rest != 1 or term.logs or not term.phase.is_polynomial(x):
        return None
    if sp.degree(term.phase, x) != 2:
        return None
    square, slope, constant = sp.Poly(term.phase, x).all_coeffs()
    rate = -square
    if not is_right(rate, span) or not (n.is_integer and n.is_nonnegative):
        return None
    outside = term.factor * sp.exp(constant + slope**2 / (4 * rate)) * sp.sqrt(sp.pi / rate)
    if not n.is_Integer:
        if slope != 0:
            return None
        half = (n + 1) / 2
        return term.factor * sp.exp(constant) * (1 + (-1) ** n) / 2 * sp.gamma(half) * rate**-half
    if n > _MOST_POWER:
        return None
    middle = slope / (2 * rate)
    moments = [
        sp.binomial(n, 2 * k) * middle ** (n - 2 * k) * sp.factorial2(2 * k - 1) / (2 * rate) ** k
        for k in range(int(n) // 2 + 1)
    ]
    return outside * sp.Add(*moments)


def planck(expr: sp.Expr, span: Span) -> Closed | None:
    """c x^(s-1)/(exp(p x) -+ 1) on (0, oo): Gamma(s) zeta(s) p^-s, or with Dirichlet's eta."""
    x = span.variable
    if span.low != 0 or span.high is not sp.oo:
        return None
    factor, rest = sp.factor_terms(expr).as_independent(x, as_Add=False)
    power, below = sp.Integer(0), None
    for piece in sp.Mul.make_args(rest):
        base, exponent = piece.as_base_exp()
        if base == x and not exponent.has(x):
            power += exponent
        elif exponent == -1 and base.is_Add and below is None:
            below = base
        else:
            return None
    if below is None or len(below.args) != 2:
        return None
    constant, wave = below.as_independent(x, as_Add=True)
    scale, wave = wave.as_independent(x, as_Add=False)
    if not isinstance(wave, sp.exp) or constant / scale not in (1, -1):
        return None
    rate = sp.diff(wave.args[0], x)
    shift = wave.args[0].subs(x, 0)
    s, decide = power + 1, span.outside
    if rate.has(x) or shift != 0 or decide.sign_or_none(rate) != 1:
        return None
    if constant / scale == -1:
        fits, value = decide.sign_or_none(s - 1) == 1, sp.zeta(s)
    else:
        fits = decide.sign_or_none(s) == 1 and s != 1
        value = (1 - 2 ** (1 - s)) * sp.zeta(s)
    if not fits:
        return None
    value = factor / scale * sp.gamma(s) * value / rate**s
    statement = f"the integral of {expr} over (0, oo) is {value}"
    data = {"s": str(s), "p": str(rate), "variable": str(x)}
    return value, Certificate("DLMF 25.5.1 and 25.5.3", statement, data)

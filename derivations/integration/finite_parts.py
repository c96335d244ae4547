"""Powers against exponentials on a half-line whose singularities at 0 cancel.

Of an integrand f = sum_i c_i x^-m_i exp(-z_i x) that is integrable at 0, where Re z_i > 0, or
z_i is imaginary and m_i > 0, or z_i = 0 and m_i > 1, the integral over (0, oo) is that of x^e f as
e -> 0: an analytic function of e, the sum of c_i Gamma(1 - m_i + e) z_i^(m_i - 1 - e), where
z_i = 0 adds nothing. Its limit is the sum of

    c_i Gamma(1 - m_i) z_i^(m_i - 1),                              m_i not in {1, 2, ...},
    c_i (-z_i)^(m_i - 1)/(m_i - 1)! (psi(m_i) - log z_i),          m_i in {1, 2, ...},

since the poles cancel. Frullani's integrals are those with all m_i = 1.

Reference: R. B. Paris, D. Kaminski, Asymptotics and Mellin-Barnes Integrals, 2001, section 1.3;
NIST Digital Library of Mathematical Functions, 2.5(ii) and 5.9.1.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.exponential_moments import is_right
from glassproof.derivations.integration.shapes import Term, real_form, terms
from glassproof.derivations.integration.span import Span
from glassproof.derivations.integration.symmetry import is_integrable
from glassproof.derivations.proof.certificate import Certificate

_HIGHEST_POLE = 12


def on_half_line(expr: sp.Expr, span: Span) -> Closed | None:
    """Of such an integrand, sines and cosines among its factors, over (0, oo).

    >>> from glassproof.derivations.limits.decisions import Decisions
    >>> x = sp.Symbol("x", positive=True)
    >>> half = Span(x, sp.Integer(0), sp.oo, Decisions())
    >>> on_half_line(sp.sin(x) ** 2 / x**2, half)[0], on_half_line(sp.sin(x) ** 2 / x, half)
    (pi/2, None)
    """
    if span.low != 0 or span.high is not sp.oo or not expr.has(span.variable):
        return None
    found = _finite_part(expr, span)
    if found is None:
        return None
    value = real_form(sp.expand(found), expr)
    statement = f"the integral of {expr} over (0, oo) is {value}"
    data = {"integrand": str(expr), "variable": str(span.variable)}
    return value, Certificate("finite parts of Mellin transforms", statement, data)


def on_line(expr: sp.Expr, span: Span) -> Closed | None:
    """Over the line, as the sum over both half-lines, each convergent."""
    if span.low is not -sp.oo or span.high is not sp.oo:
        return None
    x = sp.Dummy(span.variable.name, positive=True)
    half = Span(x, sp.Integer(0), sp.oo, span.outside)
    value, proofs = sp.Integer(0), []
    for image in (x, -x):
        found = on_half_line(expr.subs(span.variable, image), half)
        if found is None:
            return None
        value += found[0]
        proofs.append(found[1])
    statement = f"the integral of {expr} over the line is {value}"
    return value, Certificate("two half-lines", statement, {}, tuple(proofs))


def _finite_part(expr: sp.Expr, span: Span) -> sp.Expr | None:
    poles, value = sp.Integer(0), sp.Integer(0)
    for term in terms(expr, span.variable):
        found = _of_term(term, span)
        if found is None:
            return None
        poles += found[0]
        value += found[1]
    x = span.variable
    if not span.outside.vanishes(poles) or not is_integrable(expr, x, sp.S.Zero, 1, span.outside):
        return None
    return value


def _of_term(term: Term, span: Span) -> tuple[sp.Expr, sp.Expr] | None:
    """The coefficient of 1/e, and the finite part."""
    rate = -term.phase.coeff(span.variable, 1)
    shift = sp.expand(term.phase + rate * span.variable)
    m = -term.power
    if term.rest != 1 or term.logs or shift.has(span.variable):
        return None
    logarithm = _logarithm(rate, m, span)
    if logarithm is None:
        return None
    front = term.factor * sp.exp(shift)
    if rate == 0:
        return sp.S.Zero, sp.S.Zero
    if m.is_Integer and 1 <= m <= _HIGHEST_POLE:
        front *= (-rate) ** (m - 1) / sp.factorial(m - 1)
        return front, front * (sp.digamma(m) - logarithm)
    if (m.is_Integer and m < 1) or (m.is_Rational and not m.is_Integer):
        return sp.S.Zero, front * sp.gamma(1 - m) * sp.exp((m - 1) * logarithm)
    return None


def _logarithm(rate: sp.Expr, m: sp.Expr, span: Span) -> sp.Expr | None:
    """Of the rate, 0 for the rate 0; None where the term is not integrable at infinity."""
    decide = span.outside
    if rate == 0:
        return rate if decide.sign_or_none(m - 1) == 1 else None
    real, imaginary = rate.as_real_imag()
    if imaginary == 0:
        return sp.log(rate) if decide.sign_or_none(rate) == 1 else None
    if real == 0:
        turn = decide.sign_or_none(imaginary)
        if turn not in (1, -1) or decide.sign_or_none(m) != 1:
            return None
        return sp.log(turn * imaginary) + sp.I * sp.pi / 2 * turn
    if not is_right(rate, span):
        return None
    return sp.log(real**2 + imaginary**2) / 2 + sp.I * sp.atan(imaginary / real)

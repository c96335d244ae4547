"""Frullani's integrals: exponentials over x on the half-line, whose sum vanishes at 0.

    integral over (0, oo) of sum_i c_i exp(-p_i x)/x = -sum_i c_i log(p_i),    sum_i c_i = 0,

for Re p_i > 0, by continuation in each p_i from the positive half-axis.

Reference: G. J. O. Jameson, The Frullani integrals, The Mathematical Gazette 98 (2014).
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration.exponential_moments import is_right
from glassproof.derivations.integration.shapes import terms
from glassproof.derivations.integration.span import Span
from glassproof.derivations.proof.certificate import Certificate


def on_half_line(expr: sp.Expr, span: Span) -> Closed | None:
    """Sums of c exp(-p x)/x, sines and cosines times exponentials among them, on (0, oo)."""
    x = span.variable
    if span.low != 0 or span.high is not sp.oo or not expr.has(x):
        return None
    weights, value = sp.Integer(0), sp.Integer(0)
    for term in terms(expr, x):
        rate = -term.phase.coeff(x, 1)
        shift = sp.expand(term.phase + rate * x)
        plain = term.rest == 1 and term.logs == 0 and term.power == -1
        if not plain or shift.has(x) or not is_right(rate, span):
            return None
        weight = term.factor * sp.exp(shift)
        weights += weight
        value -= weight * _logarithm(rate)
    if not span.outside.vanishes(weights):
        return None
    found = sp.expand(value)
    statement = f"the integral of {expr} over (0, oo) is {found}"
    return found, Certificate("Frullani's integral", statement, {"variable": str(x)})


def _logarithm(rate: sp.Expr) -> sp.Expr:
    """Of a number in the right half-plane, by its modulus and argument."""
    real, imaginary = rate.as_real_imag()
    if imaginary == 0:
        return sp.log(rate)
    return sp.log(real**2 + imaginary**2) / 2 + sp.I * sp.atan(imaginary / real)

"""Series of rational functions, with or without alternating signs, by polygamma functions.

    sum over k >= a of sum_i c_i/(k + b_i) = -sum_i c_i psi(a + b_i),    sum_i c_i = 0,
    sum over k >= a of 1/(k + b)^m = (-1)^m psi^(m-1)(a + b)/(m - 1)!,    m >= 2,
    sum over k >= 0 of 1/(k^2 + w^2) = 1/(2 w^2) + pi coth(pi w)/(2 w),
    sum over k >= 0 of (-1)^k/(k^2 + w^2) = 1/(2 w^2) + pi/(2 w sinh(pi w)).

Alternating series are differences of two series with every second term.

Reference: NIST Digital Library of Mathematical Functions, 5.7.6, 5.15.1, 4.36.3 and 4.36.5.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.infinity import converges
from glassproof.derivations.summation.nodes import shown
from glassproof.derivations.summation.recurrences import Summed

_MOST_SHIFTS = 30


def sum_of_rational(summed: Summed, facts: Facts) -> tuple[sp.Expr, Certificate] | None:
    """The value of the series, if its terms are rational up to (-1)^k."""
    term, index, low = summed.term, summed.index, summed.low
    if summed.high is not sp.oo or term.gammas or not low.is_Integer:
        return None
    signs = term.powers.get(sp.Integer(-1), sp.Integer(0))
    others = [
        base for base in term.powers if base != -1 and index in term.powers[base].free_symbols
    ]
    alternating = sp.expand(signs - index).is_even or sp.expand(signs - index).is_odd
    if others or (index in signs.free_symbols and not alternating):
        return None
    inside = Facts(within(facts.domain, index, low, sp.oo))
    if not converges(term, index, inside):
        return None
    rational = term.ring.expr(term.rational)
    front = sp.Mul(*(base**power for base, power in term.powers.items() if base != -1))
    front *= sp.Integer(-1) ** (sp.expand(signs - index) if alternating else signs)
    value = _summed(rational, index, low, bool(alternating))
    if value is None:
        return None
    told = front * value
    name = "partial fractions and polygamma functions"
    data = {"rational": shown(rational), "alternating": bool(alternating), "from": int(low)}
    return told, Certificate(name, f"Sum({shown(term.expr())}) = {shown(told)}", data)


def _summed(
    rational: sp.Expr, index: sp.Symbol, low: sp.Integer, alternating: bool
) -> sp.Expr | None:
    total, residues = sp.Integer(0), sp.Integer(0)
    for part in sp.Add.make_args(sp.apart(sp.together(rational), index)):
        value = _part(part, index, low, alternating)
        if value is None:
            return None
        total += value[0]
        residues += value[1]
    return total if alternating or sp.simplify(residues) == 0 else None


def _part(
    part: sp.Expr, index: sp.Symbol, low: sp.Integer, alternating: bool
) -> tuple[sp.Expr, sp.Expr] | None:
    """The value of a partial fraction, and its residue where that must cancel."""
    constant, rest = part.as_independent(index, as_Add=False)
    num, den = sp.fraction(sp.together(rest))
    base, power = den.as_base_exp()
    if index in num.free_symbols or not power.is_Integer or not base.is_polynomial(index):
        return None
    poly = sp.Poly(base, index)
    if poly.degree() == 2 and power == 1:
        value = _over_quadratic(poly, low, alternating)
        return None if value is None else (constant * num * value, sp.Integer(0))
    if poly.degree() != 1:
        return None
    slope, shift = poly.nth(1), poly.nth(0) / poly.nth(1)
    front, start, m = constant * num / slope**power, sp.expand(low + shift), int(power)
    if alternating:
        halves = [_over_power((start + i) / 2, m) for i in (0, 1)]
        return front * (-1) ** low * (halves[0] - halves[1]) / 2**m, sp.Integer(0)
    return front * _over_power(start, m), front if m == 1 else sp.Integer(0)


def _over_power(start: sp.Expr, m: int) -> sp.Expr:
    """sum of 1/(j + start)^m over j >= 0; for m = 1 up to a constant."""
    if m == 1:
        return -sp.expand_func(sp.polygamma(0, start))
    return (-1) ** m * sp.expand_func(sp.polygamma(m - 1, start)) / sp.factorial(m - 1)


def _over_quadratic(poly: sp.Poly, low: sp.Integer, alternating: bool) -> sp.Expr | None:
    """sum over k >= low of 1/(a ((k + s)^2 + c)) with an integer s."""
    a, b, c = (poly.nth(i) for i in (2, 1, 0))
    shift = sp.cancel(b / (2 * a))
    square = sp.cancel(c / a - shift**2)
    if not shift.is_Integer:
        return None
    w = sp.sqrt(sp.factor(square))
    real = w.is_real or w.is_positive
    if not real:
        w = sp.sqrt(sp.factor(-square))
        if not w.is_real:
            return None
    if real:
        whole = sp.coth(sp.pi * w) if not alternating else 1 / sp.sinh(sp.pi * w)
        value = 1 / (2 * square) + sp.pi * whole / (2 * w)
    else:
        whole = sp.cot(sp.pi * w) if not alternating else 1 / sp.sin(sp.pi * w)
        value = 1 / (2 * square) - sp.pi * whole / (2 * w)
    start = int(low + shift)
    if abs(start) > _MOST_SHIFTS:
        return None
    sign = -1 if alternating else 1
    for i in range(min(start, 0), max(start, 0)):
        value -= sp.Integer(sign) ** i / (i**2 + square) * (1 if start > 0 else -1)
    front = sp.Integer(sign) ** shift
    return front * value / a

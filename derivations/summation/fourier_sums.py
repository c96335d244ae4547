"""Fourier series with rational coefficients, whose values are Bernoulli polynomials on an interval.

    sum over m >= 1 of e^(i phi m)/m^s = A + B,    t = phi/(2 pi) - n in [0, 1],
    A = -(2 pi i)^s B_s(t)/(2 s!),
    B = -log(2 sin(pi t)) for s = 1, and (Li_s(z) - (-1)^s Li_s(1/z))/2, z = e^(i phi), for s > 1,

0 < t < 1 for s = 1. n is that of one point of the domain; that it is the same at all is proven.

Reference: NIST Digital Library of Mathematical Functions, 24.8.3 and 4.6.1.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.points.enclosures.fourier import in_halves
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.nodes import opened, shown


def fourier_sum(node: sp.Expr, domain: Domain) -> Closed | None:
    """A closed form of such a series, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> k, x = sp.Symbol("k", integer=True), sp.Symbol("x", real=True)
    >>> here = Domain({x: Range(0, 7)}, (x > 0, x < 2 * sp.pi))
    >>> fourier_sum(sp.Sum(sp.sin(k * x) / k, (k, 1, sp.oo)), here)[0]
    -x/2 + pi/2
    """
    inside, index, low, high = opened(node)
    if not isinstance(node, sp.Sum) or high is not sp.oo or not low.is_Integer:
        return None
    found = in_halves(inside, index, low)
    if found is None:
        return None
    value, halves = found
    facts = Facts(domain)
    for (order, phi), (first, second) in halves.names.items():
        t = _share(order, phi, facts)
        if t is None:
            return None
        scale = -((2 * sp.pi * sp.I) ** order) / (2 * sp.factorial(order))
        rest = sp.simplify(value.coeff(second))
        value = value.xreplace({first: scale * sp.bernoulli(order, t), second: sp.S.Zero})
        value += rest * _second_half(order, phi, t)
    value = sp.expand(sp.simplify(value))
    return value, Certificate("Fourier series", f"{shown(node)} = {shown(value)}")


def _share(order: int, phi: sp.Expr, facts: Facts) -> sp.Expr | None:
    """phi/(2 pi) less a whole number, between 0 and 1 on the whole domain."""
    try:
        point = next(iter(facts.domain.points(1)))
    except (DomainError, StopIteration):
        return None
    turns = phi / (2 * sp.pi)
    t = sp.expand(turns - sp.floor(turns.subs(point)))
    ends = (2 * sp.pi * t, 2 * sp.pi * (1 - t))
    if order > 1:
        return t if all(facts.never_negative(end) for end in ends) else None
    return t if all(facts.sign(end) == 1 for end in ends) else None


def _second_half(order: int, phi: sp.Expr, t: sp.Expr) -> sp.Expr:
    if order == 1:
        return -sp.log(2 * sp.sin(sp.expand(sp.pi * t)))
    z = sp.exp(sp.I * phi)
    return (sp.polylog(order, z) - (-1) ** order * sp.polylog(order, 1 / z)) / 2

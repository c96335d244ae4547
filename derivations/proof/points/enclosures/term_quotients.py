"""Quotients of neighbouring terms, t(k + 1)/t(k): polynomials in k with balls as coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile


@dataclass(frozen=True)
class Quotient:
    """Numerator and denominator of t(k + 1)/t(k) for one term, by powers of k, as bodies."""

    term: Body
    above: Sequence[Body]
    below: Sequence[Body]
    is_rational: int  # 1 where the term is rational, -1 if up to (-1)^k, 0 if not
    num: Sequence[Body]
    den: Sequence[Body]


def quotients(
    inside: sp.Expr, variable: sp.Symbol, low: sp.Expr, free: list[sp.Symbol], compiled: Compile
) -> list[Quotient] | None:
    """The quotients of the terms of a sum over ``variable``; None if one is not hypergeometric."""
    from glassproof.derivations.proof.domain import Domain, Range
    from glassproof.derivations.summation.facts import Facts, within
    from glassproof.derivations.summation.fractions import NotRationalError, Ring
    from glassproof.derivations.summation.reading_terms import read_terms
    from glassproof.derivations.summation.terms import (
        NotHypergeometricError,
        Term,
        quotient,
    )

    def coefficients(poly: object) -> list[Body]:
        parts = ring.coefficients(poly, variable)
        exprs = [ring.expr(parts[i]) if i in parts else sp.S.Zero for i in range(max(parts) + 1)]
        return [compiled(expr, free) for expr in exprs]

    def told(term: Term) -> Quotient | None:
        step = quotient(term.at(variable, 1), term)
        if step is None or step.is_zero:
            return None
        powers = dict(term.powers)
        signs = powers.pop(sp.Integer(-1), sp.Integer(0))
        bare = not term.gammas and not any(variable in e.free_symbols for e in powers.values())
        alternates = sp.expand(signs).coeff(variable) % 2 == 1
        kind = 0 if not bare else -1 if alternates else 1
        return Quotient(
            compiled(term.expr(), [variable, *free]),
            coefficients(step.num),
            coefficients(step.den),
            kind,
            coefficients(term.rational.num),
            coefficients(term.rational.den),
        )

    ring = Ring()
    symbols = {s: Range(integer=bool(s.is_integer)) for s in free}
    try:
        domain = within(Domain(symbols), variable, low, sp.oo)
        found = [told(term) for term in read_terms(ring, inside, variable, Facts(domain))]
    except (NotHypergeometricError, NotRationalError, ValueError, TypeError, AttributeError):
        return None
    return None if any(one is None for one in found) else [one for one in found if one]


def together(expr: sp.Expr, starts: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """A term as one product of powers and Gamma functions, for integers from ``starts`` on.

    >>> j, k = sp.symbols("j k", integer=True)
    >>> together(sp.binomial(j + k, k) / sp.factorial(j + k), {j: sp.Integer(0), k: sp.Integer(0)})
    1/(gamma(j + 1)*gamma(k + 1))
    """
    from glassproof.derivations.proof.domain import Domain, Range
    from glassproof.derivations.summation.facts import Facts, within
    from glassproof.derivations.summation.fractions import NotRationalError, Ring
    from glassproof.derivations.summation.reading_terms import read_terms
    from glassproof.derivations.summation.terms import NotHypergeometricError

    others = expr.free_symbols - set(starts)
    domain = Domain({s: Range(integer=bool(s.is_integer)) for s in others})
    for index, start in starts.items():
        domain = within(domain, index, start, sp.oo)
    try:
        found = read_terms(Ring(), expr, next(iter(starts)), Facts(domain))
    except (NotHypergeometricError, NotRationalError, ValueError, TypeError, AttributeError):
        return None
    return found[0].expr() if len(found) == 1 else None


def at(parts: Sequence[Ball], k: int) -> Ball:
    """The polynomial at an integer."""
    total = acb(0)
    for part in reversed(parts):
        total = total * k + part
    return total


def widened(total: Ball, tail: arb, term: Ball) -> Ball:
    """The partial sum with the tail's bound as its radius."""
    if not tail.is_finite():
        return NOTHING
    radius = arb(0, tail.abs_upper())
    real = total.imag.is_zero() and term.imag.is_zero()
    return total + (acb(radius) if real else acb(radius, radius))


def over_all(above: Sequence[Ball], below: Sequence[Ball], start: int) -> Ball:
    """The quotient over k >= start, as a ball over s = 1/k in [0, 1/start]."""
    s = acb(arb(0).union(arb(1) / start))
    degree = max(len(above), len(below)) - 1
    values = []
    for parts in (above, below):
        padded = [*parts, *[acb(0)] * (degree + 1 - len(parts))]
        total = acb(0)
        for part in padded:
            total = total * s + part
        values.append(total)
    return NOTHING if values[1].contains(0) else values[0] / values[1]


def over_tail(parts: Sequence[Ball], start: int) -> Ball:
    """The polynomial in s = 1/k over [0, 1/start]."""
    s, total = acb(arb(0).union(arb(1) / start)), acb(0)
    for part in reversed(parts):
        total = total * s + part
    return total

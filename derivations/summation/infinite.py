"""Infinite sums and products replaced by their values, each with its proof."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fourier_sums import fourier_sum
from glassproof.derivations.summation.fractions import NotRationalError, Ring
from glassproof.derivations.summation.hypergeometric_series import series_of
from glassproof.derivations.summation.induction import asked_for
from glassproof.derivations.summation.infinite_products import product_of_rational
from glassproof.derivations.summation.nodes import opened, shown
from glassproof.derivations.summation.power_series import (
    closed_form,
    exponential_series,
    proof_of_value,
)
from glassproof.derivations.summation.rational_series import sum_of_rational
from glassproof.derivations.summation.recurrences import Summed, recurrence, summed_terms
from glassproof.derivations.summation.terms import NotHypergeometricError
from glassproof.derivations.summation.zeros import binding, vanishes
from glassproof.derivations.summation.zeta_sums import zeta_sum

_MOST_EARLIER = 12

Told = tuple[sp.Expr, tuple[Certificate, ...]]


def by_values(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that ``gap`` vanishes with its infinite sums replaced by their values."""
    parts: tuple[Certificate, ...] = ()
    plain = gap
    for node in binding(gap):
        if isinstance(node, (sp.Sum, sp.Product)) and opened(node)[3] is sp.oo:
            told = value_of(node, domain)
            if told is None:
                continue
            plain = plain.xreplace({node: told[0]})
            parts += told[1]
    left = binding(plain)
    if len(left) == 1 and isinstance(left[0], sp.Sum):
        found = _by_candidate(left[0], plain, domain)
        return found and Certificate(found.method, f"{shown(gap)} = 0", found.data, parts)
    if left or not parts or not vanishes(plain, domain):
        return None
    return Certificate("values of infinite sums", f"{shown(gap)} = 0", {}, parts)


def value_of(node: sp.Sum | sp.Product, domain: Domain) -> Told | None:
    """A closed form, where one is found without a candidate."""
    if isinstance(node, sp.Product):
        found = product_of_rational(node, domain)
        return found and (found[0], (found[1],))
    for special in (zeta_sum, fourier_sum):
        if (found := special(node, domain)) is not None:
            return found[0], (found[1],)
    summed = summed_terms(Ring(), node, sp.Integer(1), domain)
    if summed is None:
        return None
    total, parts = sp.Integer(0), []
    for part in summed:
        told = _value_of_term(part, domain)
        if told is None:
            return None
        total += told[0]
        parts.append(told[1])
    return total, tuple(parts)


def _value_of_term(part: Summed, domain: Domain) -> tuple[sp.Expr, Certificate] | None:
    told = recurrence(part, None, domain)
    if told is not None:
        value = told.right / told.ring.expr(told.found.operator[0])
        data = {"certificate": str(told.ring.expr(told.found.certificate))}
        name = f"Sum({shown(part.term.expr())}) = {shown(value)}"
        return value, Certificate("antidifference", name, data)
    facts = Facts(domain)
    found = sum_of_rational(part, facts)
    if found is not None:
        return found
    try:
        series = series_of(part, facts)
        return None if series is None else exponential_series(series) or closed_form(series)
    except (NotHypergeometricError, NotRationalError):
        return None


def _by_candidate(node: sp.Sum, gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A power series against the value that the rest asks for."""
    value = asked_for(node, gap)
    summed = summed_terms(Ring(), node, sp.Integer(1), domain)
    if value is None or summed is None or len(summed) != 1:
        return None
    for start, rest in ((summed[0], value), _from_earlier(summed[0], value)):
        try:
            series = series_of(start, Facts(domain))
        except (NotHypergeometricError, NotRationalError):
            return None
        proof = None if series is None else proof_of_value(series, rest, domain)
        if proof is not None:
            return proof
    return None


def _from_earlier(summed: Summed, value: sp.Expr) -> tuple[Summed, sp.Expr]:
    """The series with the terms before its first one, as far as they have values."""
    for _ in range(_MOST_EARLIER):
        if not summed.low.is_Integer:
            break
        try:
            term = summed.term.expr({summed.index: summed.low - 1})
        except NotHypergeometricError:  # a pole
            break
        if term == 0 or term.has(sp.zoo, sp.nan, sp.oo):
            break
        summed, value = replace(summed, low=summed.low - 1), sp.expand(value + term)
    return summed, value

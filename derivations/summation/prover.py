"""Closed forms of sums and products, as provers."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.fractions import Ring
from glassproof.derivations.summation.infinite import value_of
from glassproof.derivations.summation.nodes import opened, shown
from glassproof.derivations.summation.recurrences import recurrence, summed_terms
from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums


def prove(node: sp.Expr, value: sp.Expr | None, domain: Domain) -> Closed | None:
    """A proof that a sum or a product has the value, or a closed form of its own.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> here = Domain({n: Range(0, None, integer=True, closed=True)})
    >>> prove(sp.Sum(k, (k, 0, n)), None, here)[0].factor()
    n*(n + 1)/2
    """
    if not isinstance(node, (sp.Sum, sp.Product)):
        return None
    if value is not None:
        proof = proof_of_vanishing_sums(node - value, domain)
        return None if proof is None else (value, proof)
    if opened(node)[3].is_infinite:
        told = value_of(node, domain)
        if told is None:
            return None
        statement = f"{shown(node)} = {shown(told[0])}"
        return told[0], Certificate("values of infinite sums", statement, {}, told[1])
    return _antidifference(node, domain) if isinstance(node, sp.Sum) else None


def _antidifference(node: sp.Sum, domain: Domain) -> Closed | None:
    """By Gosper's algorithm."""
    parts = summed_terms(Ring(), node, sp.Integer(1), domain)
    if parts is None:
        return None
    total, data = sp.Integer(0), []
    for part in parts:
        found = recurrence(part, None, domain)
        if found is None:
            return None
        total += found.right / found.ring.expr(found.found.operator[0])
        data.append(str(found.ring.expr(found.found.certificate)))
    statement = f"{shown(node)} = {shown(total)}"
    return total, Certificate("antidifference", statement, {"certificates": data})

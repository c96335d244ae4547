"""Closed forms of finite sums by their antidifferences."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Ring
from glassproof.derivations.summation.nodes import shown
from glassproof.derivations.summation.recurrences import recurrence, summed_terms


def antidifference(node: sp.Sum, domain: Domain) -> Closed | None:
    """A closed form by Gosper's algorithm, where what it is divided by has no zero.

    >>> from glassproof.derivations.proof.domain import Range
    >>> n, k = sp.symbols("n k", integer=True)
    >>> node = sp.Sum((-1)**k*sp.binomial(n, k), (k, 0, n))
    >>> antidifference(node, Domain({n: Range(1, None, integer=True, closed=True)}))[0]
    0
    >>> antidifference(node, Domain({n: Range(0, None, integer=True, closed=True)})) is None
    True
    """
    parts = summed_terms(Ring(), node, sp.Integer(1), domain)
    if parts is None:
        return None
    facts, total, data = Facts(domain), sp.Integer(0), []
    for part in parts:
        found = recurrence(part, None, domain)
        if found is None:
            return None
        divisor = found.ring.expr(found.found.operator[0])
        if not facts.never_zero(divisor):
            return None
        total += found.right / divisor
        data.append(str(found.ring.expr(found.found.certificate)))
    statement = f"{shown(node)} = {shown(total)}"
    return total, Certificate("antidifference", statement, {"certificates": data})

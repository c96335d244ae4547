"""Closed forms of sums and products, as provers."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.antidifferences import antidifference
from glassproof.derivations.summation.infinite import value_of
from glassproof.derivations.summation.last_resorts import harmonic_sum, proposed
from glassproof.derivations.summation.nodes import opened, shown
from glassproof.derivations.summation.starting import written_out
from glassproof.derivations.summation.vanishing import FEW_TERMS, SPECIAL, proof_of_vanishing_sums


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
    for special in SPECIAL:
        if (closed := special(node, domain)) is not None:
            return closed
    if opened(node)[3].is_infinite:
        told = value_of(node, domain)
        if told is None:
            return None
        statement = f"{shown(node)} = {shown(told[0])}"
        return told[0], Certificate("values of infinite sums", statement, {}, told[1])
    closed = antidifference(node, domain) if isinstance(node, sp.Sum) else None
    if closed is not None:
        return closed
    found = harmonic_sum(node, domain) or proposed(node, domain, proof_of_vanishing_sums)
    if found is not None:
        return found
    written = written_out(node, FEW_TERMS)
    if written == node or written.has(sp.zoo, sp.nan, sp.oo):
        return None
    return written, Certificate("term by term", f"{shown(node)} = {shown(written)}", {})

"""A limit has its closed form by an expansion whose remainder is proven."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.limits import find
from glassproof.derivations.proof.domain import Domain


def prove(node: sp.Expr, _value: sp.Expr | None, domain: Domain) -> Closed | None:
    """The value of the limit on the whole domain, with the expansion that proves it."""
    if not isinstance(node, sp.Limit):
        return None
    found = find(node, Decisions(domain))
    if found is None or found.value is None:
        return None
    return found.value, found.certificate

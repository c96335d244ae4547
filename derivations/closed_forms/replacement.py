"""Sums, products, integrals and limits replaced by their closed forms, where these are proven."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.elimination import outermost
from glassproof.derivations.closed_forms.table import PROVERS
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain


def in_closed_form(expr: sp.Expr, domain: Domain) -> tuple[sp.Expr, tuple[Certificate, ...]]:
    """The expression with every node that has one in closed form, and the proofs.

    >>> x = sp.Symbol("x", real=True)
    >>> in_closed_form(sp.Derivative(sp.sin(x), x), Domain({}))[0]
    cos(x)
    """
    parts: list[Certificate] = []
    for node in dict.fromkeys(outermost(expr)):
        for prover in PROVERS[node.func]:
            closed = prover(node, None, domain)
            if closed is not None:
                expr = expr.xreplace({node: closed[0]})
                parts.append(closed[1])
                break
    return expr, tuple(parts)

"""A derivative has its closed form by the rules of differentiation."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.differentiation.rules import evaluated
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain


def prove(node: sp.Expr, _value: sp.Expr | None, _domain: Domain) -> Closed | None:
    """The closed form of a derivative, by the rules, wherever the derivative exists."""
    found = evaluated(node) if isinstance(node, sp.Derivative) else None
    if found is None:
        return None
    orders = [[str(variable), str(order)] for variable, order in node.variable_count]
    data = {"function": str(node.expr), "orders": orders, "derivative": str(found)}
    return found, Certificate("rules of differentiation", f"{node} = {found}", data)

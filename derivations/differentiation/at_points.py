"""A formula with derivatives at a point has the value that the rules of differentiation give."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.differentiation.rules import evaluated
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain

_NO_VALUE = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.AccumBounds)


def prove(node: sp.Expr, _value: sp.Expr | None, _domain: Domain) -> Closed | None:
    """The closed form of Subs(f, x, a), wherever the derivatives in f exist at a.

    >>> x, a = sp.symbols("x a")
    >>> prove(sp.Subs(sp.Derivative(sp.sin(x), x), x, a), None, Domain({}))[0]
    cos(a)
    """
    if not isinstance(node, sp.Subs):
        return None
    body = node.expr.replace(
        lambda part: isinstance(part, sp.Derivative), lambda part: evaluated(part) or part
    )
    if body.has(sp.Derivative, sp.Subs, sp.Integral, sp.Sum, sp.Product, sp.Limit):
        return None
    found = body.subs(list(zip(node.variables, node.point, strict=True)), simultaneous=True)
    if found.has(*_NO_VALUE):
        return None
    data = {"formula": str(node.expr), "by the rules": str(body)}
    data |= {f"at {x}": str(a) for x, a in zip(node.variables, node.point, strict=True)}
    return found, Certificate("rules of differentiation", f"{node} = {found}", data)

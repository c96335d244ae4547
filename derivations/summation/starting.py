"""Where an induction starts: the values at single integers, exactly."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.nodes import Node, opened
from glassproof.derivations.summation.variables import without
from glassproof.derivations.summation.zeros import binding, vanishes

_MOST_TERMS = 200


def start_values(
    gap: sp.Expr, domain: Domain, variable: sp.Symbol, first: int, last: int
) -> tuple[list[dict[str, str]], tuple[Certificate, ...]] | None:
    """That ``gap`` vanishes at the integers from ``first`` to ``last``, wherever it has a value."""
    from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums

    found: list[dict[str, str]] = []
    parts: list[Certificate] = []
    for value in range(first, last + 1):
        here = without(domain, variable, sp.Integer(value))
        if here is None:
            continue
        at = written_out(gap.xreplace({variable: sp.Integer(value)}))
        if at.has(sp.zoo, sp.nan, sp.oo, -sp.oo) and not binding(at):
            found.append({str(variable): str(value), "gap": "undefined"})
            continue
        if not vanishes(at, here):
            if not binding(at):
                return None
            proof = proof_of_vanishing_sums(at, here)
            if proof is None:
                return None
            parts.append(proof)
        found.append({str(variable): str(value), "gap": "0"})
    return found, tuple(parts)


def written_out(expr: sp.Expr, most: int = _MOST_TERMS) -> sp.Expr:
    """``expr`` with sums and products of so many terms written out, inner ones first.

    >>> k, n = sp.symbols("k n", integer=True)
    >>> written_out(sp.Sum(k**2, (k, 1, 3))), written_out(sp.Product(k, (k, n, n + 1)))
    (14, n*(n + 1))
    """
    for node in binding(expr):
        if isinstance(node, Node):
            expr = expr.xreplace({node: _written_out(node, most)})
    return expr


def _written_out(node: Node, most: int) -> sp.Expr:
    inside, index, low, high = opened(node)
    join = sp.Add if isinstance(node, sp.Sum) else sp.Mul
    inside = written_out(inside, most)
    if inside == join.identity and low.is_extended_real and high.is_extended_real:
        return join.identity
    length = sp.expand(high - low)
    if not (length.is_Integer and length < most and low.is_integer):
        return node
    terms = (inside.xreplace({index: low + i}) for i in range(int(length) + 1))
    return join(*terms)

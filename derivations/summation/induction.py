"""A formula for a sum or a product by induction on a bound: it starts right, and steps right.

With X(n) = V(n) as the hypothesis, X(n + 1) is X(n) and single terms; if that is V(n + 1) as a
canonical form, and X = V at the start, X = V from there on.
"""

from __future__ import annotations

from contextvars import ContextVar

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.definedness import is_defined
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.merging import merged
from glassproof.derivations.summation.nodes import Node, opened, shown, with_plain_indices
from glassproof.derivations.summation.starting import start_values
from glassproof.derivations.summation.variables import Start, from_on, starts
from glassproof.derivations.summation.zeros import binding, vanishes

_LATEST_START = 4

_MOST_NESTED = 1
"""Inductions around one that is tried: a false statement has false steps without end."""

_nested = ContextVar("inductions around this one", default=0)


def by_induction(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that ``gap`` vanishes, by induction on a variable in a bound of one of its sums."""
    if _nested.get() > _MOST_NESTED:
        return None
    nodes = [node for node in binding(gap) if isinstance(node, Node)]
    ends = [end for node in nodes for end in opened(node)[2:]]
    preferred = {symbol for end in ends for symbol in end.free_symbols}
    for start in starts(gap, domain, preferred):
        if start.variable in preferred or start.domain is not domain:
            for node in binding(start.expr):
                if isinstance(node, Node) and start.variable in node.free_symbols:
                    found = _proof(start, node)
                    if found is not None:
                        return found
    return None


def asked_for(node: sp.Expr, gap: sp.Expr) -> sp.Expr | None:
    """The value with which ``gap`` vanishes, if ``node`` occurs linearly."""
    unknown = sp.Dummy()
    held = sp.expand_mul(gap.xreplace({node: unknown}))
    coefficient = held.coeff(unknown, 1)
    rest = sp.expand_mul(held - coefficient * unknown)
    if coefficient == 0 or rest.has(unknown) or coefficient.has(unknown):
        return None
    return -rest / coefficient


def _proof(start: Start, node: Node) -> Certificate | None:
    n = start.variable
    from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums

    if n in opened(node)[0].free_symbols:
        return None
    value = asked_for(node, start.expr)
    if value is None:
        return None
    for low in range(start.low, start.low + _LATEST_START):
        here = from_on(start.domain, n, low)
        if is_defined(value, Facts(here)):
            break
    else:
        return None
    image = {n: n + 1}
    after = merged(node.xreplace(image), here, [node])
    node = with_plain_indices(node)
    if not after.has(node):
        return None
    step = after.xreplace({node: value}) - value.xreplace(image)
    step = merged(step, here)
    parts: tuple[Certificate, ...] = ()
    if not vanishes(step, here):
        around = _nested.set(_nested.get() + 1)
        try:
            proof = proof_of_vanishing_sums(step, here) if binding(step) else None
        finally:
            _nested.reset(around)
        if proof is None:
            return None
        parts = (proof,)
    values = start_values(start.expr, start.domain, n, start.low, low)
    if values is None:
        return None
    return Certificate(
        "induction on a bound",
        f"{shown(node)} = {shown(value)}",
        {"variable": str(n), "from": low, "next": shown(after), "start": list(values[0])},
        (*parts, *values[1]),
    )

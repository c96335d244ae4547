"""A formula vanishes if it does with sums, integrals and their like replaced by their values.

Nodes that are left, or that cancel, are unknowns to the canonical form. A node that occurs linearly
is held against the value that the rest asks for; otherwise a closed form of its own is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.closed_forms.cases import cases
from glassproof.derivations.closed_forms.kinds import KINDS
from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.plain_text import written


def outermost(expr: sp.Basic) -> Iterator[sp.Expr]:
    """The nodes of ``expr`` with a bound variable that stand in no other such node.

    >>> x, k, n = sp.symbols("x k n")
    >>> list(outermost(x + sp.Sum(sp.Sum(k, (k, 1, n)), (n, 1, 3)) ** 2))
    [Sum(k, (k, 1, n), (n, 1, 3))]
    """
    walk = sp.preorder_traversal(expr)
    for node in walk:
        if isinstance(node, KINDS):
            walk.skip()
            yield node


def proof_of_vanishing(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that ``gap`` vanishes on ``domain`` wherever it has a value, or None.

    >>> x = sp.Symbol("x", positive=True)
    >>> proof_of_vanishing(sp.log(x**2) - 2 * sp.log(x), Domain({})).method
    'canonical form'
    """
    by_cases = _by_cases(gap, domain) if any(True for _ in outermost(gap)) else None
    return by_cases or _proof(gap, domain)


def _by_cases(gap: sp.Expr, domain: Domain) -> Certificate | None:
    parts: list[Certificate] = []
    for case, here in cases(gap, domain) or ():
        proof = proof_of_vanishing(case, here)
        if proof is None:
            return None
        parts.append(proof)
    return Certificate("cases", f"{written(gap)} = 0", {}, tuple(parts)) if parts else None


def _proof(gap: sp.Expr, domain: Domain) -> Certificate | None:
    parts: list[Certificate] = []
    if any(True for _ in outermost(gap)) and (proof := _together(gap, domain)) is not None:
        return Certificate("canonical form", f"{written(gap)} = 0", {}, (proof,))
    if gap.has(sp.hyper) and (proof := _ending(gap, domain)) is not None:
        return Certificate("canonical form", f"{written(gap)} = 0", {}, (proof,))
    for node in dict.fromkeys(outermost(gap)):
        if _vanishes_as_it_stands(gap, domain):
            break
        closed = _closed(node, gap, domain)
        if closed is not None:
            gap = gap.xreplace({node: closed[0]})
            parts.append(closed[1])
    if not _vanishes_as_it_stands(gap, domain):
        return None
    statement = f"{written(gap)} = 0"
    return Certificate("canonical form", statement, {}, tuple(parts))


def _vanishes_as_it_stands(gap: sp.Expr, domain: Domain) -> bool:
    """Whether ``gap`` vanishes whatever the values of its nodes with bound variables are."""
    unknown = {node: sp.Dummy(real=node.is_real) for node in outermost(gap)}
    return is_identically_zero(gap.xreplace(unknown), domain)


def _together(gap: sp.Expr, domain: Domain) -> Certificate | None:
    from glassproof.derivations.closed_forms.table import TOGETHER  # most formulas have no node

    return next((proof for prove in TOGETHER if (proof := prove(gap, domain)) is not None), None)


def _ending(gap: sp.Expr, domain: Domain) -> Certificate | None:
    from glassproof.derivations.summation.vanishing import proof_with_terminating_series

    return proof_with_terminating_series(gap, domain)


def _closed(node: sp.Expr, gap: sp.Expr, domain: Domain) -> Closed | None:
    from glassproof.derivations.closed_forms.table import PROVE_WHAT_IS_ASKED, PROVERS

    asked = _asked_for(node, gap) if node.func in PROVE_WHAT_IS_ASKED else None
    for value in (asked, None) if asked is not None else (None,):
        for prover in PROVERS[node.func]:
            closed = prover(node, value, domain)
            if closed is not None:
                return closed
    return None


def _asked_for(node: sp.Expr, gap: sp.Expr) -> sp.Expr | None:
    """The value with which ``gap`` vanishes, if the node occurs linearly and nothing else is left.

    >>> x, n, k = sp.symbols("x n k")
    >>> _asked_for(sp.Sum(k, (k, 1, n)), x - 2 * sp.Sum(k, (k, 1, n)))
    x/2
    """
    unknown = sp.Dummy()
    held = sp.expand(gap.xreplace({node: unknown}), deep=False)
    coefficient = held.coeff(unknown, 1)
    rest = sp.expand(held - coefficient * unknown)
    if coefficient == 0 or rest.has(unknown, *KINDS) or coefficient.has(unknown, *KINDS):
        return None
    return -rest / coefficient

"""Whether an expression in several variables is real and smooth on a whole domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import sympy as sp

from glassproof.derivations.inequalities.real_functions import ANALYTIC
from glassproof.derivations.proof.domain import Domain

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_POSITIVE: dict[type, Callable[..., tuple[sp.Expr, ...]]] = {
    sp.log: lambda v: (v,),
    sp.gamma: lambda v: (v,),
    sp.loggamma: lambda v: (v,),
    sp.polygamma: lambda _, v: (v,),
    sp.asin: lambda v: (1 - v, 1 + v),
    sp.LambertW: lambda v: (v + sp.exp(-1),),
}


def conditions(expr: sp.Expr) -> Iterator[tuple[sp.Expr, bool]]:
    """What must be positive, or only (False) not zero, for ``expr`` to be real and smooth.

    >>> x = sp.Symbol("x")
    >>> list(conditions(sp.log(x) / (x - 1)))
    [(x - 1, False), (x, True)]
    """
    for node in sp.preorder_traversal(expr):
        if node.is_Pow:
            whole = bool(node.exp.is_integer)
            if node.base.free_symbols and not (whole and node.exp.is_nonnegative):
                yield node.base, not whole
        elif node.func in _POSITIVE:
            for part in _POSITIVE[node.func](*node.args):
                if part.free_symbols:
                    yield part, True


def is_smooth(prover: Prover, expr: sp.Expr, domain: Domain, depth: int) -> bool:
    """Whether ``expr`` is proven to be real and smooth at every point of the domain."""
    opaque = {node: sp.Dummy(real=True) for node in expr.atoms(sp.Sum, sp.Product, sp.harmonic)}
    expr = expr.xreplace(opaque)  # values at integers, taken as numbers
    for node in sp.preorder_traversal(expr):
        known = node.is_Add or node.is_Mul or node.is_Pow or node.is_Symbol or node.is_number
        if not known and not isinstance(node, ANALYTIC):
            return False
    for part, positive in dict.fromkeys(conditions(expr)):
        if part.is_positive or (not positive and part.is_negative):
            continue
        if prover.proof(part, domain, strict=True, depth=depth + 1) is not None:
            continue
        if positive or prover.proof(-part, domain, strict=True, depth=depth + 1) is None:
            return False
    return True

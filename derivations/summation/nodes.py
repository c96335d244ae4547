"""Sums and products taken apart: the outermost index, its bounds, and what stands under it."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import sympy as sp

from glassproof.derivations.proof.plain_text import written

Node: TypeAlias = sp.Sum | sp.Product


def opened(node: Node) -> tuple[sp.Expr, sp.Symbol, sp.Expr, sp.Expr]:
    """What is added, the index, and its bounds; inner sums are part of what is added.

    >>> i, k, n = sp.symbols("i k n")
    >>> opened(sp.Sum(i * k, (i, 1, k), (k, 1, n)))
    (Sum(i*k, (i, 1, k)), k, 1, n)
    """
    *inner, (index, low, high) = node.limits
    inside = node.func(node.function, *inner) if inner else node.function
    return inside, index, low, high


@cache
def _index(depth: int) -> sp.Symbol:
    return sp.Dummy("ijklpqrstu"[depth % 10], integer=True)


def with_plain_indices(expr: sp.Basic, depth: int = 0) -> sp.Basic:
    """``expr`` with the index of each sum named by its depth, so that equal sums are one.

    >>> k, n = sp.symbols("k n", integer=True)
    >>> with_plain_indices(sp.Sum(k, (k, 1, n)) - sp.Sum(n, (n, 1, n)))
    0
    """
    if not expr.has(sp.Sum, sp.Product):
        return expr
    if isinstance(expr, Node):
        inside, index, low, high = opened(expr)
        fresh = _index(depth)
        inside = with_plain_indices(inside, depth + 1).xreplace({index: fresh})
        return expr.func(inside, (fresh, with_plain_indices(low), with_plain_indices(high)))
    return expr.func(*(with_plain_indices(part, depth) for part in expr.args))


def shown(expr: sp.Basic) -> str:
    """The expression as a text that can be read again: indices have plain names."""
    free = {str(symbol) for symbol in expr.free_symbols}
    plain = {}
    for dummy in expr.atoms(sp.Dummy):
        name = dummy.name
        while name in free:
            name += "'"
        plain[dummy] = sp.Symbol(name)
    return written(expr.xreplace(plain))

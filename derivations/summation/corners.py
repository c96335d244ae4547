"""Sums over an index at which what is added changes its form: cut there into plain sums.

|i - j|, max(i, j), cases and Kronecker's delta have one form each for i < j, i = j and i > j. A sum
whose terms vanish below its first index begins there, so that its range is never less than empty.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.nodes import Node, opened
from glassproof.derivations.summation.starting import written_out
from glassproof.derivations.summation.zeros import binding

_MOST_STEPS = 6
_COMPARED = (sp.Max, sp.Min, sp.KroneckerDelta, sp.core.relational.Relational)


def without_corners(expr: sp.Expr, domain: Domain) -> sp.Expr:
    """``expr`` with its finite sums cut at the corners of their terms.

    >>> i, j, n = sp.symbols("i j n", integer=True, positive=True)
    >>> parts = without_corners(sp.Sum(sp.Max(i, 2), (i, 1, n + 2)), Domain({})).args
    >>> sorted(parts, key=str)
    [2, Sum(2, (i, 1, 1)), Sum(i, (i, 3, n + 2))]
    """
    for node in binding(expr):
        if isinstance(node, Node):
            expr = expr.xreplace({node: _cut(node, domain)})
    return expr


def _cut(node: Node, domain: Domain) -> sp.Expr:
    inside, index, low, high = opened(node)
    if low.is_infinite or high.is_infinite:
        return node
    inside = without_corners(inside, within(domain, index, low, high))
    facts = Facts(domain)
    if isinstance(node, sp.Sum):
        for corner in dict.fromkeys(_corners(inside, index)):
            if facts.at_least(corner - low, 0) and facts.at_least(high - corner, 0):
                before = sp.Sum(_on_side(inside, index, corner, -1), (index, low, corner - 1))
                after = sp.Sum(_on_side(inside, index, corner, 1), (index, corner + 1, high))
                at = inside.subs(index, corner)
                return without_corners(before + at + after, domain)
        low = _first(inside, index, low, high, facts)
    return node.func(inside, (index, low, high))


def _first(inside: sp.Expr, index: sp.Symbol, low: sp.Expr, high: sp.Expr, facts: Facts) -> sp.Expr:
    """``low``, or less, so far that the range is no less than empty."""
    start = low
    for _ in range(_MOST_STEPS):
        if facts.at_least(high - start, -1):
            return start
        start -= 1
        if written_out(inside.subs(index, start)) != 0:
            break
    return low


def _corners(inside: sp.Expr, index: sp.Symbol) -> Iterator[sp.Expr]:
    """Integers at which a part of the terms changes its form."""
    for gap in _gaps(inside):
        slope = sp.diff(gap, index)
        if slope in (1, -1):
            corner = sp.expand(index - slope * gap)
            if corner.is_integer:
                yield corner


def _gaps(inside: sp.Expr) -> Iterator[sp.Expr]:
    walk = sp.preorder_traversal(inside)
    for part in walk:
        if isinstance(part, Node):
            walk.skip()
        else:
            yield from _gaps_of(part)


def _gaps_of(part: sp.Basic) -> Iterator[sp.Expr]:
    """The difference whose sign decides of the form of ``part``."""
    if isinstance(part, (sp.Abs, sp.sign, sp.Heaviside)):
        yield sp.expand(part.args[0])
    elif isinstance(part, _COMPARED) and len(part.args) == 2:
        yield sp.expand(part.args[0] - part.args[1])


def _on_side(expr: sp.Expr, index: sp.Symbol, corner: sp.Expr, side: int) -> sp.Expr:
    """``expr`` where index - corner has the sign ``side``."""
    if not expr.args or not expr.has(index):
        return expr
    args = [_on_side(part, index, corner, side) for part in expr.args]
    gap = next(_gaps_of(expr), None)
    if gap is None or not (sign := _sign(gap, index, corner, side)):
        return expr.func(*args)
    if isinstance(expr, sp.Abs):
        return sign * args[0]
    if isinstance(expr, (sp.Max, sp.Min)):
        return args[0] if (sign == 1) == isinstance(expr, sp.Max) else args[1]
    if isinstance(expr, sp.core.relational.Relational):
        return expr.func(sp.Integer(sign), 0)
    return sp.sympify({sp.sign: sign, sp.Heaviside: (sign + 1) // 2}.get(expr.func, 0))


def _sign(gap: sp.Expr, index: sp.Symbol, corner: sp.Expr, side: int) -> int:
    for slope in (1, -1):
        if sp.expand(gap - slope * (index - corner)) == 0:
            return slope * side
    return 0

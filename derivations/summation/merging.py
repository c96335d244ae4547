"""Sums and products with equal terms told by each other: shifted, reversed, with terms split off.

Sum(f, (k, a, b)) is that of f(k + h) from a - h to b - h, and of f(s - k) from s - b to s - a; two
sums of the same terms whose bounds differ by integers differ by those terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy as sp

from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.facts import Facts, within
from glassproof.derivations.summation.nodes import Node, opened, with_plain_indices
from glassproof.derivations.summation.zeros import binding, vanishes

_MOST_TERMS = 12
_MOST_NODES = 16


def merged(expr: sp.Expr, domain: Domain, known: Iterable[Node] = ()) -> sp.Expr:
    """``expr`` with its sums told by those of ``known``, and by the earlier of each other.

    >>> n, k, j = sp.symbols("n k j", integer=True, positive=True)
    >>> merged(sp.Sum(sp.sin(j), (j, 1, n - 1)), Domain({}), [sp.Sum(sp.sin(k), (k, 1, n))])
    -sin(n) + Sum(sin(_i), (_i, 1, n))
    """
    facts = Facts(domain)
    kept = [with_plain_indices(node) for node in known]
    for _ in range(_MOST_NODES):
        expr = with_plain_indices(expr)
        fresh = [node for node in binding(expr) if isinstance(node, Node) and node not in kept]
        if not fresh:
            break
        node = fresh[0]
        plain = linear_parts(node)
        if plain != node:
            expr = expr.xreplace({node: plain})
            continue
        told = next(filter(None, (_told(node, other, facts) for other in kept)), None)
        if told is None:
            kept.append(node)
        else:
            expr = expr.xreplace({node: told})
    return expr


def linear_parts(node: Node) -> sp.Expr:
    """A finite sum of sums, without constant factors; a product of products."""
    inside, index, low, high = opened(node)
    if isinstance(node, sp.Product) or sp.S.Infinity in (high, -low):
        constant, rest = inside.as_independent(index, as_Add=False)
        if isinstance(node, sp.Sum) and constant != 1 and constant.is_number and constant != 0:
            return constant * sp.Sum(rest, (index, low, high))
        return node
    if not inside.is_Add:
        inside = sp.expand_mul(inside) if binding(inside) else inside
    parts = []
    for part in sp.Add.make_args(inside):
        constant, rest = part.as_independent(index, as_Add=False)
        parts.append(constant * sp.Sum(rest, (index, low, high)))
    total = sp.Add(*parts)
    return node if len(parts) == 1 and total == node else total


def _told(node: Node, other: Node, facts: Facts) -> sp.Expr | None:
    """``node`` by ``other`` and single terms, or None."""
    if node.func is not other.func:
        return None
    (inside, k, a, b), (others, j, c, d) = opened(node), opened(other)
    for image, low, high in _images(j, (a, b), (c, d)):
        gaps = _gap(low, c), _gap(high, d)
        if None in gaps:
            continue
        here = within(facts.domain, j, c, d)
        image_of = inside.xreplace({k: image})
        if image_of == others or vanishes(image_of - others, here):
            return _with_corrections(node, other, (low, high), facts)
        if isinstance(node, sp.Sum) and vanishes(image_of + others, here):
            told = _with_corrections(node, other, (low, high), facts)
            return None if told is None else -told
    return None


def _images(
    j: sp.Symbol, ends: tuple[sp.Expr, sp.Expr], others: tuple[sp.Expr, sp.Expr]
) -> Iterator[tuple[sp.Expr, sp.Expr, sp.Expr]]:
    """Images of the node's index in the other's, and the node's bounds in that."""
    (a, b), (c, d) = ends, others
    finite = [gap for gap in (sp.Integer(0), a - c, b - d) if gap.is_finite is not False]
    for shift in dict.fromkeys(sp.expand(gap) for gap in finite if not gap.has(sp.nan)):
        yield j + shift, sp.expand(a - shift), sp.expand(b - shift)
    if not any(end.is_infinite for end in (a, b, c, d)):
        for mirror in dict.fromkeys(sp.expand(total) for total in (a + d, b + c)):
            yield mirror - j, sp.expand(mirror - b), sp.expand(mirror - a)


def _gap(end: sp.Expr, other: sp.Expr) -> int | None:
    """end - other, if it is an integer within reason."""
    if end == other:
        return 0
    gap = sp.expand(end - other)
    return int(gap) if gap.is_Integer and abs(gap) <= _MOST_TERMS else None


def _with_corrections(
    node: Node, other: Node, bounds: tuple[sp.Expr, sp.Expr], facts: Facts
) -> sp.Expr | None:
    (terms, j, c, d), (low, high) = opened(other), bounds
    before, after = _gap(low, c), _gap(high, d)
    assert before is not None
    assert after is not None
    if (before or after) and not (_is_range(c, d, facts) and _is_range(low, high, facts)):
        return None
    added = [low + i for i in range(-before)] + [d + 1 + i for i in range(after)]
    taken = [c + i for i in range(before)] + [high + 1 + i for i in range(-after)]
    more, less = ([terms.xreplace({j: at}) for at in ends] for ends in (added, taken))
    if isinstance(node, sp.Sum):
        return sp.Add(other, *more, *(-term for term in less))
    if not all(facts.never_zero(term) for term in less):
        return None
    return sp.Mul(other, *more, *(1 / term for term in less))


def _is_range(low: sp.Expr, high: sp.Expr, facts: Facts) -> bool:
    """Whether ``high`` is never below ``low - 1``."""
    return bool(high is sp.oo or low is -sp.oo) or facts.at_least(high - low, -1)

"""Conditions beside the limits of a sum or integral: bounds where they can be, else indicators.

In a sum over 1 <= i, j <= n the condition i < j makes j - 1 the upper bound of i, and "k odd" lets
k = 2 m + 1 run; where a condition makes no such bound, what does not satisfy it counts as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Bound, Clause
from glassproof.verify.reading.bound_variables.half_spaces import cut
from glassproof.verify.reading.construct import Term

_FLIPPED = {sp.Lt: sp.Gt, sp.Le: sp.Ge, sp.Gt: sp.Lt, sp.Ge: sp.Le}


def strided(symbol: sp.Symbol, low: Term, high: Term, parity: int) -> tuple[sp.Expr, Bound]:
    """What an odd (1) or even (0) index stands for, and how its half runs.

    >>> m, n = sp.symbols("m n", integer=True)
    >>> value, bound = strided(m, Term.of(1), Term.of(n), 1)
    >>> value, bound.low.expr, bound.high.expr
    (2*m + 1, 0, floor(n/2 - 1/2))
    """
    ends = []
    for end, rounded in ((low, "ceiling"), (high, "floor")):
        if not end.expr.is_infinite:
            shifted = construct.add([end, Term.of(-parity)])
            half = construct.multiply([shifted, Term.of(sp.Rational(1, 2))])
            end = construct.apply(rounded, [half])
        ends.append(end)
    return 2 * symbol + parity, Bound(symbol, *ends)


def restricted(
    body: Term, bounds: Sequence[Bound], clauses: Sequence[Clause], neutral: int = 0
) -> tuple[Term, list[Bound]]:
    """The body and the bounds, innermost first, of a sum or integral under conditions.

    The body is ``neutral`` where a condition fails: 0 in a sum or integral, 1 in a product.

    >>> i, j, n = sp.symbols("i j n", integer=True)
    >>> bounds = [Bound(i, Term.of(1), Term.of(n)), Bound(j, Term.of(1), Term.of(n))]
    >>> below = binders.related(Term.of(i), "<", Term.of(j))
    >>> binders.summed(*restricted(Term.of(i), bounds, [below])).expr
    Sum(i, (i, 1, j - 1), (j, 1, n))
    """
    narrowed = list(bounds)
    left = []
    for clause in clauses:
        for link in _links(clause):
            if bounds[0].variable.is_integer:
                done = _narrow(narrowed, bounds, link)
            else:
                done = _cut(narrowed, link)
            if not done:
                left.append(link)
    if not left:
        return body, narrowed
    return binders.cases([(body, binders.both(left))], Term.of(neutral)), narrowed


def _links(clause: Clause) -> list[Clause]:
    """The relations that together are the condition."""
    return [link for part in clause.parts for link in _links(part)] or [clause]


def _cut(narrowed: list[Bound], link: Clause) -> bool:
    """Make ends of a relation between numbers, where its form allows it."""
    relation = link.written
    if type(relation) not in _FLIPPED:
        return False
    below = isinstance(relation, (sp.Lt, sp.Le))
    small, large = link.terms if below else reversed(link.terms)
    found = cut(narrowed, large.expr - small.expr)
    if found is None:
        return False
    narrowed[:] = found
    return True


def _narrow(narrowed: list[Bound], bounds: Sequence[Bound], link: Clause) -> bool:
    """Make a bound of a relation between two variables, where that is exact.

    Exact it is if both run between the same ends: then the new end lies between the old ones, or
    leaves the sum inside empty.
    """
    relation = link.written
    if type(relation) not in _FLIPPED:
        return False
    places = {bound.variable: place for place, bound in enumerate(bounds)}
    left, right = relation.args
    if left not in places or right not in places or left == right:
        return False
    kind = type(relation)
    if places[left] > places[right]:  # the inner one is narrowed
        left, right, kind = right, left, _FLIPPED[kind]
    inner, outer = bounds[places[left]], bounds[places[right]]
    if [end.expr for end in inner.ends] != [end.expr for end in outer.ends]:
        return False
    if narrowed[places[left]] != inner:
        return False
    shift = {sp.Lt: -1, sp.Gt: 1}.get(kind, 0)
    end = construct.add([Term.of(right), Term.of(shift)]) if shift else Term.of(right)
    above = kind in (sp.Lt, sp.Le)
    narrowed[places[left]] = replace(inner, **{"high" if above else "low": end})
    return True

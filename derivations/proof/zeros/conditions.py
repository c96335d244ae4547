"""Cases in an expression, taken apart by the conditions that decide them.

One condition at a time is taken to hold, or not to hold, wherever it or its negation stands; what
is left has fewer conditions. Cases inside of sums, integrals and their like stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy as sp
from sympy.core.relational import Relational

Relations = tuple[sp.Basic, ...]
_TRANSPARENT = (sp.Add, sp.Mul, sp.Pow, sp.Function)
"""What binds no variable, so that a condition means the same inside of it."""


def by_conditions(expr: sp.Expr) -> Iterator[tuple[sp.Expr, Relations]]:
    """The expression where a condition in it holds and where it fails, with closed relations there.

    The relations hold in the closure of that part: x >= 1 where the condition is x > 1. Nothing if
    no condition is left.

    >>> x = sp.Symbol("x", real=True)
    >>> above, below = sp.Piecewise((x, x > 1), (0, True)), sp.Piecewise((7, x <= 1), (8, True))
    >>> list(by_conditions(above - below))
    [(-7, (x <= 1,)), (x - 8, (x >= 1,))]
    """
    conditions = {
        c for node in _cases(expr) for _, condition in node.args for c in _atoms(condition)
    }
    found = sorted(conditions, key=sp.default_sort_key)
    if not found:
        return
    chosen = found[0]
    alike = [r for r in found if r.canonical == chosen.canonical]
    opposed = [r for r in found if r.canonical == chosen.negated.canonical]
    for holds, relation in ((True, chosen), (False, chosen.negated)):
        truth = {r: sp.sympify(holds) for r in alike} | {r: sp.sympify(not holds) for r in opposed}
        yield _decided(expr, truth), _closed(relation)


def _cases(expr: sp.Basic) -> Iterator[sp.Piecewise]:
    if isinstance(expr, sp.Piecewise):
        yield expr
        for value, _ in expr.args:
            yield from _cases(value)
    elif isinstance(expr, _TRANSPARENT):
        for part in expr.args:
            yield from _cases(part)


def _atoms(condition: sp.Basic) -> set[Relational]:
    """The relations of a condition that hold no cases themselves."""
    return {r for r in condition.atoms(Relational) if not r.has(sp.Piecewise)}


def _decided(expr: sp.Basic, truth: Mapping[sp.Basic, sp.Basic]) -> sp.Basic:
    """The expression where these relations have these truth values."""
    if isinstance(expr, sp.Piecewise):
        return sp.Piecewise(
            *((_decided(value, truth), condition.xreplace(truth)) for value, condition in expr.args)
        )
    if isinstance(expr, _TRANSPARENT):
        return expr.func(*(_decided(part, truth) for part in expr.args))
    return expr


def _closed(relation: Relational) -> Relations:
    """What holds in the closure of where the relation holds, as far as algebra knows it."""
    left, right = relation.lhs, relation.rhs
    if isinstance(relation, sp.Ne) or not (left - right).is_rational_function():
        return ()
    if isinstance(relation, sp.Eq):
        return sp.Ge(left, right, evaluate=False), sp.Le(left, right, evaluate=False)
    below = isinstance(relation, (sp.Lt, sp.Le))
    return ((sp.Le if below else sp.Ge)(left, right, evaluate=False),)

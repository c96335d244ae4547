"""Sums, integrals, limits and derivatives of a SymPy expression, built again in declared names.

What a caller bound may have any name and assumptions; what is built is what a text would have
given, under the same checks.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Bound
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError

_Build = Callable[[sp.Expr, Scope], Term]

INSIDE = (
    sp.Piecewise, sp.functions.elementary.piecewise.ExprCondPair, sp.Tuple, sp.And, sp.Or,
    sp.core.relational.Relational,
    sp.logic.boolalg.BooleanAtom,
)  # fmt: skip
"""Parts of cases and limits, beside expressions."""


def in_names(expr: sp.Basic, scope: Scope) -> sp.Basic:
    """The expression in the symbols that its names stand for, nodes with bound variables rebuilt.

    :class:`LimitError` on a name that the scope does not have, and on what no text could build.

    >>> n, k = sp.Symbol("n", integer=True, positive=True), sp.Symbol("k")
    >>> in_names(sp.Sum(k, (k, 1, sp.Symbol("n"))), Scope({"n": n})).limits
    ((k, 1, n),)
    """
    stands_for: dict[sp.Basic, sp.Basic] = {}
    for node in outermost(expr):
        stands_for[node] = NODES[node.func](node, scope).expr
    for symbol in expr.free_symbols:
        if symbol.name not in scope:
            raise LimitError(f"nothing is known of the symbol {symbol.name}: declare it, "
                             f"as in where='{symbol.name} > 0'")  # fmt: skip
        stands_for[symbol] = Term.of(scope[symbol.name]).expr
    return expr.xreplace(stands_for)


def outermost(expr: sp.Basic) -> list[sp.Expr]:
    """The nodes with bound variables that stand in no other, in the order in which they stand."""
    found, walk = [], sp.preorder_traversal(expr)
    for node in walk:
        if node.func in NODES:
            walk.skip()
            found.append(node)
    return list(dict.fromkeys(found))


def _term(expr: sp.Basic, scope: Scope) -> Term:
    return Term.of(in_names(expr, scope))


def _over(build: Callable[[Term, list[Bound]], Term], *, integer: bool) -> _Build:
    def rebuilt(node: sp.Expr, scope: Scope) -> Term:
        bounds: list[Bound] = []
        for limit in reversed(node.limits):
            if len(limit) != 3:
                raise LimitError(f"{node} without both ends: give (variable, low, high)")
            variable, low, high = limit
            ends = _term(low, scope), _term(high, scope)
            symbol, scope, _ = scope.binding(variable.name, integer=integer)
            bounds.insert(0, Bound(symbol, *ends))
        return build(_term(node.function, scope), bounds)

    return rebuilt


def _limit(node: sp.Limit, scope: Scope) -> Term:
    body, variable, target, side = node.args
    to = _term(target, scope)
    whole = bool(variable.is_integer) and bool(to.expr.is_infinite)
    symbol, inner, _ = scope.binding(variable.name, integer=whole)
    return binders.limit(_term(body, inner), symbol, to, str(side))


def _derivative(node: sp.Derivative, scope: Scope) -> Term:
    by: list[tuple[Term, int | Term]] = [
        (_term(variable, scope), _term(times, scope)) for variable, times in node.variable_count
    ]
    return binders.differentiated(_term(node.expr, scope), by)


def _substituted(node: sp.Subs, scope: Scope) -> Term:
    if len(node.variables) != 1:
        raise LimitError(f"{node}: give one value at a time")
    to = _term(node.point[0], scope)
    symbol, inner, _ = scope.binding(node.variables[0].name, integer=False)
    return binders.substituted(_term(node.expr, inner), symbol, to)


def _principal_value(node: PrincipalValue, scope: Scope) -> Term:
    return binders.principal_value(NODES[sp.Integral](node.integral, scope))


NODES: dict[type, _Build] = {
    sp.Sum: _over(binders.summed, integer=True),
    sp.Product: _over(binders.multiplied, integer=True),
    sp.Integral: _over(binders.integrated, integer=False),
    sp.Limit: _limit,
    sp.Derivative: _derivative,
    sp.Subs: _substituted,
    PrincipalValue: _principal_value,
}
"""How each kind of node with a bound variable is built again."""

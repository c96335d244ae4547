"""Derivatives at a point: the derivative by rule, where the function is smooth."""

from __future__ import annotations

import flint
import sympy as sp

from glassproof.derivations.differentiation.rules import MOST_ORDER, evaluated, kinks
from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body, Compile, Enclosed, free_in
from glassproof.derivations.proof.points.whole_numbers import whole_in

acb = flint.acb


def enclose(node: sp.Derivative, compiled: Compile) -> Enclosed:
    """The value of the derivative, where the pieces of the function do not meet.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x = sp.Symbol("x", real=True)
    >>> program = Program()
    >>> root = program.add(sp.Derivative(sp.Abs(x) * x, x))
    >>> [AtPoint(program, {x: v}).outcomes([root], 30)[0] for v in (-3, 0)]
    [Value(ball=6.00000000000000), Unresolved(reason='Derivative(x*Abs(x), x) is not resolved')]
    """
    free = free_in(node)
    symbolic = [order for _, order in node.variable_count if not order.is_Integer]
    known: dict[tuple[int, ...], tuple[Body, list[Body]] | None] = {}

    def value(*balls: Ball) -> Ball:
        orders, values = balls[: len(symbolic)], balls[len(symbolic) :]
        whole = tuple(-1 if (n := whole_in(order)) is None else int(n) for order in orders)
        if any(not 0 <= order <= MOST_ORDER for order in whole):
            return NOTHING
        if whole not in known:
            counts = iter(whole)
            pairs = [(v, n if n.is_Integer else next(counts)) for v, n in node.variable_count]
            known[whole] = _compiled(sp.Derivative(node.expr, *pairs), free, compiled)
        found = known[whole]
        if found is None or any(not _is_away(body(*values)) for body in found[1]):
            return NOTHING
        return found[0](*values)

    return [*symbolic, *free], value


def _compiled(
    node: sp.Expr, free: list[sp.Symbol], compiled: Compile
) -> tuple[Body, list[Body]] | None:
    if not isinstance(node, sp.Derivative):  # of order 0
        return compiled(node, free), []
    closed = evaluated(node)
    corners = [kinks(node.expr, variable) for variable in node.variables]
    if closed is None or None in corners:
        return None
    meeting = {corner for found in corners for corner in found or ()}
    return compiled(closed, free), [compiled(c, free) for c in sorted(meeting, key=str)]


def _is_away(ball: Ball) -> bool:
    return bool(ball.is_finite() and not ball.contains(0))

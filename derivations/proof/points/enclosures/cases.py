"""Cases: the first whose condition holds decides, and only that one needs a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball, is_real

Decision = Callable[..., bool | None]
"""Whether a condition holds where the symbols have such balls; None where they leave it open."""


def enclose(node: sp.Piecewise, compiled: Compile) -> Enclosed:
    """The value of the first case whose condition holds; none where a condition stays open.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x = sp.Symbol("x", real=True)
    >>> program = Program()
    >>> root = program.add(sp.Piecewise((1 / x, x > 0), (7, True)))
    >>> [AtPoint(program, {x: value}).outcomes([root], 30) for value in (2, 0)]
    [[Value(ball=0.500000000000000)], [Value(ball=7.00000000000000)]]
    """
    free = free_in(node)
    cases = [(compiled(e, free), _decision(c, free, compiled)) for e, c in node.args]

    def value(*balls: Ball) -> Ball:
        for body, holds in cases:
            decided = holds(*balls)
            if decided is None:
                return NOTHING
            if decided:
                return body(*balls)
        return NOTHING

    return free, value


def _decision(condition: sp.Basic, free: Sequence[sp.Symbol], compiled: Compile) -> Decision:
    if condition in (sp.true, sp.false):
        return lambda *_: condition is sp.true
    if isinstance(condition, sp.Not):
        inside = _decision(condition.args[0], free, compiled)
        return lambda *balls: None if (found := inside(*balls)) is None else not found
    if isinstance(condition, (sp.And, sp.Or)):
        parts = [_decision(part, free, compiled) for part in condition.args]
        return _joined(parts, isinstance(condition, sp.Or))
    if isinstance(condition, sp.Contains):
        relation = condition.args[1].as_relational(condition.args[0])
        return _decision(relation, free, compiled)
    if not isinstance(condition, sp.core.relational.Relational):
        return lambda *_: None
    gap = compiled(sp.Add(condition.args[0], sp.Mul(-1, condition.args[1])), free)
    kind = condition.func

    def decided(*balls: Ball) -> bool | None:
        return _compared(kind, gap(*balls))

    return decided


def _joined(parts: list[Decision], one_is_enough: bool) -> Decision:
    def decided(*balls: Ball) -> bool | None:
        found = [part(*balls) for part in parts]
        if one_is_enough in found:
            return one_is_enough
        return None if None in found else not one_is_enough

    return decided


def _compared(kind: type, gap: acb) -> bool | None:
    """What a ball says of a relation between left minus right and zero."""
    if not gap.is_finite():
        return None
    if kind in (sp.Eq, sp.Ne):
        if gap.is_zero():
            return kind is sp.Eq
        return None if gap.contains(0) else kind is sp.Ne
    if not is_real(gap):
        return None
    real = gap.real
    if real.is_zero():
        return kind in (sp.Ge, sp.Le)
    if real > 0 or real < 0:
        return bool(real > 0) == (kind in (sp.Gt, sp.Ge))
    return None

"""Formulas with derivatives at a point: the ball of the formula where the variable has a value."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.points.enclosures.body import Compile, Enclosed, free_in


def enclose(node: sp.Subs, compiled: Compile) -> Enclosed:
    """The value of Subs(f, x, a); none where a derivative in f has none at a.

    >>> from glassproof.derivations.proof.points.programs import Program
    >>> from glassproof.derivations.proof.points.point_values import AtPoint
    >>> x, a = sp.symbols("x a")
    >>> program = Program()
    >>> root = program.add(sp.Subs(sp.Derivative(x**3, x), x, a))
    >>> AtPoint(program, {a: 2}).outcomes([root], 30)
    [Value(ball=12.0000000000000)]
    """
    variables, values = list(node.variables), list(node.point)
    free = [symbol for symbol in free_in(node.expr) if symbol not in variables]
    return [*values, *free], compiled(node.expr, [*variables, *free])

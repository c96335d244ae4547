"""Derivatives at points: proven by rule where they exist, of no value at a kink."""

from __future__ import annotations

import flint
import pytest
import sympy as sp

from glassproof.derivations.differentiation.at_points import prove
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import Program

X, A = sp.symbols("x a", real=True)


@pytest.mark.parametrize(
    ("function", "order", "at"),
    [(sp.sin(X), 1, A), (X**5 * A, 3, sp.Integer(2)), (sp.exp(X**2), 2, A / 3), (1 / X, 1, A)],
)
def test_rule_and_ball_agree_with_difference_quotients(function, order, at):
    node = sp.Subs(sp.Derivative(function, (X, order)), X, at)
    found, _ = prove(node, None, Domain({}))
    point = sp.Rational(7, 5)
    step = sp.Rational(1, 10**8)
    quotient = (
        sum(
            (-1) ** k
            * sp.binomial(order, k)
            * function.subs(X, at + (sp.Rational(order, 2) - k) * step)
            for k in range(order + 1)
        )
        / step**order
    )
    expected = sp.N(quotient.subs(A, point), 40)
    assert abs(sp.N(found.subs(A, point), 40) - expected) < 1e-9 * (1 + abs(expected))
    assert abs(complex(_value(node)) - complex(expected)) < 1e-6 * (1 + abs(complex(expected)))


def _value(node: sp.Expr) -> flint.acb:
    program = Program()
    root = program.add(node)
    point = {symbol: sp.Rational(7, 5) for symbol in program.symbols}
    (outcome,) = AtPoint(program, point).outcomes([root], 30)
    assert isinstance(outcome, Value)
    return outcome.ball


@pytest.mark.parametrize("function", [sp.Abs(X), 1 / X, sp.Max(X, 0)])
def test_at_a_kink_or_pole_there_is_no_value(function):
    node = sp.Subs(sp.Derivative(function, X), X, 0)
    program = Program()
    root = program.add(node)
    (outcome,) = AtPoint(program, {}).outcomes([root], 30)
    assert not isinstance(outcome, Value)

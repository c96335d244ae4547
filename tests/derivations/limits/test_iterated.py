"""Limits of limits: points and proof agree, and the order of the limits matters."""

import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.sides import Sides, State

x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True, positive=True)


@pytest.mark.parametrize(
    ("expr", "inner", "outer", "value", "other"),
    [
        (x**y, (x, 0, "+"), (y, 0, "+"), 0, 1),
        (x**y, (y, 0, "+"), (x, 0, "+"), 1, 0),
        ((x - 3 * y) / (2 * x + y), (x, 0, "+"), (y, 0, "+"), -3, sp.Rational(1, 2)),
        ((x - 3 * y) / (2 * x + y), (y, 0, "-"), (x, 0, "-"), sp.Rational(1, 2), -3),
        (sp.atan(n * x), (n, sp.oo), (x, 0, "-"), -sp.pi / 2, 0),
        (sp.tanh(n * x), (n, sp.oo), (x, 0, "+"), 1, 0),
        (x**n, (n, sp.oo), (x, 1, "-"), 0, 1),
    ],
)
def test_the_inner_limit_comes_first(expr, inner, outer, value, other):
    node = sp.Limit(sp.Limit(expr, *inner), *outer)
    assert proof_of_vanishing(node - value, Domain({})) is not None
    assert Sides(node, sp.sympify(value)).at({}).look(30).state in (State.AGREE, State.EQUAL)
    assert Sides(node, sp.sympify(other)).at({}).look(30).state is State.DIFFER

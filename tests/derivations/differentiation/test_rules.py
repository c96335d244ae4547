"""Derivatives by rule, held against balls of difference quotients and against known values."""

import flint
import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.differentiation.rules import evaluated
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.sides import Sides, State

x, a = sp.symbols("x a", positive=True)
n, m = sp.symbols("n m", integer=True, positive=True)

OF_SYMBOLIC_ORDER = [
    (x**m, sp.gamma(m + 1) / sp.gamma(m - n + 1) * x ** (m - n)),
    (sp.exp(a * x), a**n * sp.exp(a * x)),
    (2**x, sp.log(2) ** n * 2**x),
    (sp.sin(a * x), a**n * sp.sin(a * x + n * sp.pi / 2)),
    (1 / (x + a), (-1) ** n * sp.factorial(n) / (x + a) ** (n + 1)),
    (3 * sp.cos(x) + sp.exp(-x), 3 * sp.cos(x + n * sp.pi / 2) + (-1) ** n * sp.exp(-x)),
]


@pytest.mark.parametrize(("function", "value"), OF_SYMBOLIC_ORDER)
def test_symbolic_orders_are_proven_and_hold_at_every_order(function, value):
    node = sp.Derivative(function, (x, n))
    assert proof_of_vanishing(node - value, Domain({})) is not None
    assert proof_of_vanishing(node - value * (1 + x), Domain({})) is None
    for order in (1, 2, 5):
        plain = sp.diff(function, x, order)
        at = {x: 3, a: 2, m: 7}
        gap = enclose(plain - value.subs(n, order), at)
        assert gap.contains(0)
        assert Sides(node, value).at({**at, n: order}).look(30).state is State.AGREE or gap == 0
        assert Sides(node, value + 1).at({**at, n: order}).look(30).state is State.DIFFER


@pytest.mark.parametrize(
    "function", [sp.sin(x**2), sp.log(x) ** x, sp.atan(sp.sqrt(x)), sp.erf(x) * sp.gamma(x)]
)
def test_a_derivative_lies_by_the_difference_quotient(function):
    closed = evaluated(sp.Derivative(function, x))
    step = sp.Rational(1, 10**12)
    low, high = (enclose(function, {x: 2 + side * step}, 60) for side in (-1, 1))
    with flint.ctx.workprec(200):
        quotient = (high - low) / flint.acb(flint.fmpq(2, 10**12))
        assert abs(quotient - enclose(closed, {x: 2})) < 1e-20  # step^2 and third derivative


def test_no_derivative_at_a_kink():
    y = sp.Symbol("y", real=True)
    sides = Sides(sp.Derivative(sp.Abs(y), y), sp.sign(y))
    assert sides.at({y: 0}).look(30).state is State.UNRESOLVED
    assert sides.at({y: -2}).look(30).state in (State.AGREE, State.EQUAL)

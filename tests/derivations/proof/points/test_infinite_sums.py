"""Infinite sums of any terms that a power bounds: balls hold the values that mpmath finds."""

import mpmath
import pytest
import sympy as sp
from flint import arb

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.points.sides import Sides, State

k = sp.Symbol("k", integer=True)
x = sp.Symbol("x", real=True)
exp, log, sqrt = sp.exp, sp.log, sp.sqrt

SUMS = [
    (log(k) / k**2, 1, lambda: -mpmath.zeta(2, derivative=1)),
    (log(k) ** 2 / k**3, 1, lambda: mpmath.zeta(3, derivative=2)),
    (1 / (exp(k) - 1), 1, lambda: mpmath.nsum(lambda j: 1 / mpmath.expm1(j), [1, mpmath.inf])),
    (exp(-sqrt(k)), 1, lambda: mpmath.nsum(lambda j: mpmath.exp(-mpmath.sqrt(j)), [1, mpmath.inf],
                                           method="e")),
    (sp.sin(k) / 2**k, 0, lambda: 2 * mpmath.sin(1) / (5 - 4 * mpmath.cos(1))),
    (exp(-sp.pi * k**2), 1, lambda: (mpmath.jtheta(3, 0, mpmath.exp(-mpmath.pi)) - 1) / 2),
    ((-1) ** k * log(k) / k**2, 1, lambda: mpmath.zeta(2, derivative=1) / 2
     + mpmath.log(2) / 2 * mpmath.zeta(2)),
    (log(1 - 1 / k**2), 2, lambda: -mpmath.log(2)),
    (sp.atan(1 / k**2), 1, lambda: mpmath.nsum(lambda j: mpmath.atan(j**-2), [1, mpmath.inf])),
]  # fmt: skip


@pytest.mark.parametrize(("term", "low", "value"), SUMS, ids=[str(row[0]) for row in SUMS])
def test_balls_hold_the_value(term, low, value):
    ball = enclose(sp.Sum(term, (k, low, sp.oo)), {}, 30)
    with mpmath.workdps(25):
        exact = arb(mpmath.nstr(value(), 22), 1e-14)
    assert ball.is_finite()
    assert ball.real.rad() < 0.02
    assert ball.real.overlaps(exact)


def test_a_parameter_at_a_point():
    node = sp.Sum(sp.cos(k * x) * exp(-k), (k, 0, sp.oo))
    closed = (1 - sp.cos(x) / sp.E) / (1 - 2 * sp.cos(x) / sp.E + exp(-2))
    assert Sides(node, closed).at({x: sp.Rational(7, 3)}).look(30).state is State.AGREE
    assert Sides(node, closed + 1).at({x: sp.Rational(7, 3)}).look(30).state is State.DIFFER


@pytest.mark.parametrize("term", [1 / (k * log(k)), sp.sin(k) / sqrt(k), 1 / sqrt(k), log(k) / k])
def test_without_a_bound_there_is_no_ball(term):
    assert not enclose(sp.Sum(term, (k, 2, sp.oo)), {}, 30).is_finite()

"""Irrational places count: closed ends, jumps, and where sides touch."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.point_values import AtPoint, Value
from glassproof.derivations.proof.points.programs import Program
from glassproof.verify.judging.points.irrational_places import irrational_places, zeros_of

x = sp.Symbol("x", real=True)
FRACTIONS = st.fractions(min_value=-4, max_value=4, max_denominator=9)
RADICANDS = st.sampled_from((2, 3, 5, 6, 7, 10))


@given(FRACTIONS, FRACTIONS.filter(bool), RADICANDS)
def test_zeros_of_quadratics_are_their_roots(middle, share, radicand):
    root = sp.Rational(str(middle)) + sp.Rational(str(share)) * sp.sqrt(radicand)
    twin = sp.Rational(str(middle)) - sp.Rational(str(share)) * sp.sqrt(radicand)
    expr = sp.expand((x - root) * (x - twin))
    found, expected = sorted(map(float, zeros_of(expr, x))), sorted(map(float, (root, twin)))
    assert all(abs(a - b) < 1e-9 for a, b in zip(found, expected, strict=True))


@given(FRACTIONS.filter(bool), FRACTIONS, st.sampled_from((sp.exp, sp.log, sp.sin, sp.tan)))
def test_zeros_are_zeros(slope, shift, function):
    inside = sp.Rational(str(slope)) * x + sp.Rational(str(shift))
    expr = function(inside) - sp.Rational(1, 3)
    values = list(zeros_of(expr, x))
    assert values
    assert all(abs(expr.xreplace({x: v}).evalf(30)) < 1e-25 for v in values)


@given(st.booleans(), st.booleans(), st.integers(1, 6), RADICANDS)
def test_only_ends_that_belong_to_the_range_are_places(low_closed, high_closed, k, radicand):
    low, high = -k * sp.pi, sp.sqrt(radicand)
    where = (x >= low if low_closed else x > low, x <= high if high_closed else x < high)
    places = irrational_places([x], Domain({x: Range()}, where))
    found = {place[x] for place, _ in places}
    assert found == {v for v, closed in ((low, low_closed), (high, high_closed)) if closed}


@given(st.integers(1, 40), RADICANDS, st.sampled_from((sp.floor, sp.ceiling, sp.sign)))
def test_steps_at_algebraic_integers_are_decided(number, radicand, function):
    """sqrt(n)/sqrt(n), written apart, is 1 exactly, where balls straddle the step."""
    pinned = Program(pinned={x: number * sp.sqrt(radicand)})
    gap = sp.Add(sp.Mul(x, 1 / sp.sqrt(radicand), evaluate=False), -number, evaluate=False)
    root = pinned.add(function(gap, evaluate=False))
    (outcome,) = AtPoint(pinned, {}).outcomes([root], 30)
    assert isinstance(outcome, Value)
    assert outcome.ball.is_zero()


@given(st.integers(1, 30), st.integers(1, 30))
def test_multiples_of_pi_over_pi_are_exact(number, over):
    pinned = Program(pinned={x: sp.Rational(number, over) * sp.pi})
    root = pinned.add(x / sp.pi)
    assert AtPoint(pinned, {}).knowledge.value(root).rational == sp.Rational(number, over)


def verdict(*args, **kwargs):
    return str(gp.check(*args, **kwargs).verdict)


@given(st.integers(1, 5))
def test_a_branch_is_left_at_the_closed_end(k):
    """arg(exp(i x)) - x jumps by 2 pi at odd multiples of pi: the end below does not belong."""
    low, high = f"-pi/{k}", f"pi/{k}"
    text = f"arg(exp(I*{k}*x))"
    found = gp.check(text, equals=f"{k}*x", where=f"x in [{low}, {high}]")
    assert str(found.verdict) == "refuted"
    assert found.counterexample == {next(iter(found.counterexample)): -sp.pi / k}
    assert verdict(text, equals=f"{k}*x", where=f"x in ({low}, {high}]") != "refuted"


def test_jumps_between_rational_points_refute():
    for left, right, where in (
        ("sign(x**2 - 3)**2", "1", "x > 0"),
        ("floor(x/pi) + floor(-x/pi)", "-1", "x in (0, 5)"),
        ("sqrt(exp(I*x))*sqrt(exp(-I*x))", "1", "x real"),
        ("Piecewise((1, x**2 < 5), (0, True))", "Piecewise((1, x**2 <= 5), (0, True))", "x > 0"),
    ):
        assert verdict(left, equals=right, where=where) == "refuted", (left, right)


def test_touching_refutes_a_strict_order_and_no_other():
    for smaller, larger, where in (
        ("log(x)", "x/E", "x > 0"),
        ("2*sqrt(5)*x", "x**2 + 5", "x > 0"),
        ("E*x", "exp(x)", "x in (1/2, 3)"),
    ):
        assert verdict(f"{smaller} < {larger}", where=where) == "refuted", smaller
        assert verdict(f"{smaller} <= {larger}", where=where) != "refuted", smaller


def test_sides_that_meet_at_one_integer_refute_unequal():
    assert gp.check("n**2 + n + 41 != 1681", where="n integer >= 0").counterexample == {
        sp.Symbol("n", integer=True, nonnegative=True): 40
    }
    assert verdict("n**2 + n + 41 != 1680", where="n integer >= 0") != "refuted"


@pytest.mark.parametrize(
    ("left", "right", "closed", "open_"),
    [
        ("sqrt(z)*sqrt(w)", "sqrt(z*w)", "z, w complex, re(z) >= 0, re(w) >= 0",
         "z, w complex, re(z) > 0, re(w) > 0"),
        ("(z**a)**b", "z**(a*b)", "z complex, a in [-1, 1], b real",
         "z complex, a in (-1, 1), b real"),
        ("arg(exp(I*x)*exp(I*y))", "x + y", "x, y in [-pi/2, pi/2]", "x, y in (-pi/2, pi/2]"),
        ("arg(exp(I*(x + y)))", "x + y", "x, y real, x + y >= -pi, x + y <= pi",
         "x, y real, x + y > -pi, x + y <= pi"),
    ],
)  # fmt: skip
def test_cuts_that_are_met_only_where_several_ends_meet(left, right, closed, open_):
    assert verdict(left, equals=right, where=closed) == "refuted"
    assert verdict(left, equals=right, where=open_) in ("verified", "supported")

"""Values at points: against mpmath and SymPy; no value where there is none, as written."""

from __future__ import annotations

import flint
import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.points import ball_functions
from glassproof.derivations.proof.points.functions import elementary, gamma_family
from glassproof.derivations.proof.points.point_values import AtPoint, Undefined, Unresolved, Value
from glassproof.derivations.proof.points.programs import NoBallVersionError, Program
from glassproof.derivations.proof.points.sides import Sides, State

x, y, n = sp.symbols("x y n")


def raw(function, *arguments):
    return function(*arguments, evaluate=False)


def outcome(expr: sp.Expr, digits: int = 30, **point):
    program = Program()
    root = program.add(expr)
    return AtPoint(program, {sp.Symbol(s): v for s, v in point.items()}).outcomes([root], digits)[0]


@pytest.mark.parametrize(
    ("expr", "point"),
    [
        (raw(sp.Mul, x, raw(sp.Pow, x, -1)), {"x": 0}),
        (sp.log(x), {"x": 0}),
        (raw(sp.log, raw(sp.Add, x, raw(sp.Mul, -1, x))), {"x": sp.Rational(1, 3)}),
        (raw(sp.tan, sp.pi / 2 + sp.pi * n), {"n": 3}),
        (raw(sp.cot, sp.pi * n), {"n": -2}),
        (raw(sp.sec, sp.pi * n / 2), {"n": 5}),
        (raw(sp.tanh, sp.I * sp.pi * n / 2), {"n": 1}),
        (raw(sp.coth, x), {"x": 0}),
        (sp.gamma(x), {"x": -4}),
        (sp.loggamma(x), {"x": 0}),
        (raw(sp.factorial, x), {"x": -1}),
        (sp.polygamma(1, x), {"x": -1}),
        (sp.atanh(x), {"x": -1}),
        (raw(sp.atan, x * sp.I), {"x": 1}),
        (sp.zeta(x), {"x": 1}),
        (x**y, {"x": 0, "y": -1}),
        (x**y, {"x": 0, "y": -sp.Rational(1, 2)}),
        (sp.Max(x, sp.sqrt(y)), {"x": 1, "y": -2}),
        (sp.floor(sp.sqrt(y)), {"y": -2}),
        (1 / (raw(sp.Pow, sp.sqrt(x), 2) - 2), {"x": 2}),
        (1 / (sp.sqrt(x) * sp.sqrt(y) - sp.sqrt(x * y)), {"x": 2, "y": 3}),
        (1 / raw(sp.sin, sp.pi * n), {"n": 7}),
        (1 / (raw(sp.cos, sp.pi * x) - sp.Rational(1, 2)), {"x": sp.Rational(1, 3)}),
        (1 / (4 * raw(sp.cos, sp.pi * x) ** 2 - 2 * raw(sp.cos, sp.pi * x) - 1),
         {"x": sp.Rational(1, 5)}),
        (raw(sp.Mul, 0, raw(sp.Pow, x, -1)), {"x": 0}),
    ],
    ids=str,
)  # fmt: skip
def test_there_is_no_value_and_that_is_known_exactly(expr, point) -> None:
    assert isinstance(outcome(expr, **point), Undefined)


@pytest.mark.parametrize(
    ("expr", "point", "value"),
    [
        (x**y, {"x": 0, "y": 0}, 1),  # as for polynomials
        (x**y, {"x": 0, "y": sp.Rational(1, 3)}, 0),
        (sp.floor(3 * raw(sp.Mul, x, sp.Rational(1, 3))), {"x": 2}, 2),
        (sp.sign(raw(sp.sin, sp.pi * n)), {"n": 2}, 0),
        ((-1) ** (3 * raw(sp.Mul, n, sp.Rational(1, 3))), {"n": 5}, -1),
        (sp.binomial(x, y), {"x": 3, "y": 5}, 0),
        (sp.Mod(x, 3), {"x": -1}, 2),
        (sp.Heaviside(x), {"x": 0}, sp.Rational(1, 2)),
    ],
    ids=str,
)
def test_edges_have_exact_values(expr, point, value) -> None:
    found = outcome(expr, **point)
    assert isinstance(found, Value)
    assert found.ball == flint.acb(flint.fmpq(int(sp.Rational(value).p), int(sp.Rational(value).q)))


TWO = (sp.binomial, sp.beta, sp.RisingFactorial, sp.FallingFactorial, sp.polygamma)
ROOMS = {"elementary": elementary.ROOM, "gamma": gamma_family.ROOM}
TESTED_APART = (
    sp.sinc, sp.Mod, sp.factorial2, sp.KroneckerDelta, sp.lowergamma, sp.uppergamma, sp.catalan,
    *ball_functions.ORDERED,
)  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_functions_are_those_of_sympy(room) -> None:
    """On both sides of the real cuts and off the axis, against SymPy's own numerics."""
    for kind in ROOMS[room].values():
        if kind in TESTED_APART:
            continue
        arity = 2 if kind in TWO else 1
        for value in (sp.Rational(7, 3), sp.Rational(1, 3), -sp.Rational(7, 3),
                      -sp.Rational(1, 3), sp.Rational(2, 5) + sp.I * 3 / 7):  # fmt: skip
            arguments = (sp.Integer(2), value)[-arity:]
            found = outcome(raw(kind, *arguments))
            assert isinstance(found, Value), kind
            expected = sp.N(kind(*arguments), 25)
            got = sp.Float(found.ball.real.mid().str(25, radius=False), 25) + sp.I * sp.Float(
                found.ball.imag.mid().str(25, radius=False), 25
            )
            assert abs(sp.N(got - expected, 25)) < 1e-18, (kind, value, got, expected)


RATIONALS = st.fractions(-5, 5, max_denominator=9).map(lambda f: sp.Rational(f))


@settings(max_examples=80, deadline=None)
@given(RATIONALS, RATIONALS)
def test_powers_are_principal(base, exponent) -> None:
    found = outcome(x**y, x=base, y=exponent)
    if base == 0 and exponent < 0:
        assert isinstance(found, Undefined)
        return
    assert isinstance(found, Value)
    with mpmath.workdps(30):
        expected = mpmath.power(mpmath.mpf(base.p) / base.q, mpmath.mpf(exponent.p) / exponent.q)
        ball = found.ball
        assert abs(mpmath.mpf(ball.real.mid().str(30, radius=False)) - expected.real) < 1e-20 * (
            1 + abs(expected)
        )
        assert abs(mpmath.mpf(ball.imag.mid().str(30, radius=False)) - expected.imag) < 1e-20 * (
            1 + abs(expected)
        )


@pytest.mark.parametrize("base", [sp.I, -sp.I, 1 + sp.I, (3 + 4 * sp.I) / 5])
@pytest.mark.parametrize("exponent", [-1000003, -7, 0, 2, 5, 65539, 1000003])
def test_gaussian_rationals_have_powers_of_any_size(base, exponent) -> None:
    found = outcome(sp.Pow(base, x, evaluate=False), x=exponent)
    assert isinstance(found, Value)
    angle = exponent * sp.arg(base)
    expected = [sp.N(f(angle) * abs(base) ** exponent, 20) for f in (sp.cos, sp.sin)]
    for ball, number in zip((found.ball.real, found.ball.imag), expected, strict=True):
        got = sp.Float(ball.mid().str(20, radius=False), 20)
        assert abs(got - number) <= 1e-12 * abs(base) ** exponent


SURDS = st.recursive(
    st.fractions(0, 9, max_denominator=4).map(sp.Rational),
    lambda inner: st.builds(raw, st.sampled_from([sp.Add, sp.Mul]),
                            inner, inner) | inner.map(lambda a: raw(sp.Pow, a, sp.Rational(1, 2))),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SURDS, SURDS)
def test_surds_are_equal_exactly_where_sympy_says_so(left, right) -> None:
    """(a + b)^2 against a^2 + 2ab + b^2 is decided; a perturbation by 1e-40 is told apart."""
    square = raw(sp.Pow, raw(sp.Add, left, right), 2)
    expanded = raw(sp.Add, raw(sp.Pow, left, 2), raw(sp.Mul, 2, left, right), raw(sp.Pow, right, 2))
    here = Sides(square, expanded).at({})
    digits = here.digits_to_decide()
    if digits is not None and digits < 4000:
        assert here.look(max(digits, 30)).state is State.EQUAL
    tiny = sp.Rational(1, 10**40)
    assert Sides(square, expanded + tiny).at({}).look(100).state is State.DIFFER


def test_huge_values_are_left_open_and_take_no_time() -> None:
    assert isinstance(outcome(sp.exp(x), x=10**400), Unresolved)
    for expr in (sp.gamma(x), sp.exp(sp.exp(sp.exp(x))), x ** (x**x), sp.sin(sp.exp(x))):
        assert isinstance(outcome(expr, x=10**30), (Unresolved, Value))


def test_what_has_no_ball_version_says_so() -> None:
    with pytest.raises(NoBallVersionError, match="Order"):
        Program().add(sp.Order(x**2))
    with pytest.raises(NoBallVersionError, match="exact rationals"):
        Program().add(sp.Float("0.5") * x)


@pytest.mark.parametrize(
    ("left", "right", "value", "digits"),
    [
        (sp.sqrt(x**2 + sp.Rational(1, 10**80)), x, 1, 120),
        (sp.tanh(x), sp.Integer(1), 200, 200),
        (sp.exp(sp.pi * sp.sqrt(x)), sp.Integer(68925893036109279891085639286943768), 652, 60),
        (sp.cosh(x) ** 2 - sp.sinh(x) ** 2, sp.Integer(2), 90, 200),
    ],
)
def test_near_equalities_are_told_apart_by_more_digits(left, right, value, digits) -> None:
    here = Sides(left, right).at({x: value})
    assert here.look(30).state in (State.AGREE, State.UNRESOLVED)
    assert here.look(digits).state is State.DIFFER


def test_infinities_do_not_cancel() -> None:
    here = Sides(sp.log(x) + sp.Max(1 - x, 0), sp.log(x)).at({x: 0})
    assert here.look(30).state is State.UNDEFINED

"""What points say of two formulas: counterexamples, agreement with its measure, cases."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.sides import Sides
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.evidence.wording import how_seen, where_undefined
from glassproof.verify.judging.points.agreement import LEAST_POINTS, Agreement, compare_at_points
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read
from tests.limits import VERDICT


def met(left: str, right: str, where: str) -> Agreement:
    declared = parse_conditions(where)
    written = [read(text, declared.symbols).written for text in (left, right)]
    return compare_at_points(Sides(*written), written, declared.domain)


WRONG = [
    ("sqrt(x**2 + 1/10**90)", "x", "x > 0"),
    ("x + 1/10**99", "x", "x in (1, 2)"),
    ("tanh(x)*x", "x", "x > 60"),
    ("erf(x)*y", "y", "x in (15, 16), y real"),
    ("coth(x)", "1", "x > 200"),
    ("exp(pi*sqrt(163))", "262537412640768744", ""),
    ("22*pi**4", "2143", ""),
    ("Abs(x - y)", "x - y", "x > y - 1/1000, y real"),
    ("Max(x, 10**7)", "10**7", "x real"),
    ("Min(n, 333)", "n", "n integer >= 0"),
    ("sqrt((x - 77)**2)", "77 - x", "x < 78"),
    ("asin(sin(x))", "x", "x in (0, 8/5)"),
    ("sin(30*pi*x)", "0", "x real"),
    ("(x - 1/7)*(x - 1/97)*sin(7*97*pi*x)", "0", "x real"),
    ("(x*y)**(1/3)", "x**(1/3)*y**(1/3)", "x, y > -1/500"),
    ("log(x*y)", "log(x) + log(y)", "x < 1/1000, y < 1/1000"),
    ("Abs(x - 3) + Abs(x - 5)", "2*Abs(x - 4)", "x real"),
    ("n**2 + n + 41", "n**2 + n + 41 + Max(0, n - 1000)", "n integer"),
    ("(n - 1)*(n - 2)*(n - 3)*(n - 4)*(n - 5)*(n - 6)", "0", "n integer > 0"),
]


@pytest.mark.parametrize(("left", "right", "where"), WRONG)
def test_formulas_that_differ_are_told_apart_at_an_admissible_point(left, right, where) -> None:
    found = met(left, right, where)
    assert found.counterexample is not None
    declared = parse_conditions(where)
    point = {s: sp.Rational(str(v)) for s, v in found.counterexample.items()}
    assert declared.domain.admits(point)
    sides = [read(text, declared.symbols).expr.subs(point) for text in (left, right)]
    assert abs(sp.N(sides[0] - sides[1], 30)) > 0


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("x*tanh(x)", "x", "x > 10**5"),
        ("x*exp(-x) + x", "x", "x > 10**7"),
        ("tanh(x)", "1", "x > 10**5"),
        ("erf(x)", "1", "x > 1000"),
        ("Max(exp(-10**3*x), 1)", "1", "x > 10**3"),
    ],
)
def test_what_no_point_can_see_is_not_supported(left, right, where) -> None:
    found = met(left, right, where)
    assert found.counterexample is None
    assert not found.supports


def test_a_few_points_left_open_are_told_and_cost_no_support() -> None:
    found = met("exp(exp(x) + x)", "exp(exp(x))*exp(x)", "x > 0")
    assert found.unresolved
    assert found.supports
    assert f"{len(found.unresolved)} more are left open" in how_seen(found)
    assert not met("exp(exp(exp(x)))", "exp(exp(exp(x))) + 1", "x > 10").supports


def test_support_says_how_many_points_and_digits() -> None:
    found = met("sin(2*x)", "2*sin(x)*cos(x)", "x real")
    assert found.supports
    assert len(found.agreeing) >= 3 * LEAST_POINTS
    assert found.digits >= 30
    assert f"at {len(found.agreeing)} distinct points" in how_seen(found)
    assert "seed 0" in how_seen(found)


def test_points_without_values_do_not_count_and_are_named() -> None:
    found = met("x**2/x", "x", "x real")
    assert [reason for _, reason in found.undefined] == ["division by zero in 1/x"]
    assert where_undefined(found) == "not at x = 0"
    assert not met("log(n)", "log(n) + 1", "n integer in [0, 1], n < 1").supports


def test_few_cases_decided_exactly_are_a_proof() -> None:
    assert met("Abs(n - 3)", "Max(n - 3, 3 - n)", "n integer in [-9, 9]").by_cases
    assert met("sqrt(n**2 + 2*n + 1)", "n + 1", "n integer in [0, 30]").by_cases
    assert met("sqrt(n)*sqrt(n + 1)", "sqrt(n**2 + n)", "n integer in [0, 30]").by_cases
    assert met("sqrt(5 + 2*sqrt(6))", "sqrt(2) + sqrt(3)", "").by_cases
    assert not met("exp(n)*exp(1)", "exp(n + 1)", "n integer in [0, 9]").by_cases
    nearly = met("sqrt(2)", "1414213562373095048801688724209698/10**33", "")
    assert nearly.counterexample == {}


TRAPS = [
    ("Abs(x - y)", "x - y", "0 < x < y < 1", "refuted"),
    ("Max(a, b, c)", "a", "b, c real, a > b", "refuted"),
    ("Abs(1 - x**2 - y**2)", "1 - x**2 - y**2", "x, y real, x**2 + y**2 < 1001/1000", "refuted"),
    ("sqrt(x**2 + y**2)", "x", "x > 10**6, y in (0, 1/10**6)", "refuted"),
    ("x**2 - 3*x + 2", "0", "x in {1, 2, 3}", "refuted"),
    ("x**2 - 3*x + 2", "0", "x in {1, 2}", "verified"),
    ("(-1)**n", "1", "n even", "verified"),
    ("n**n**n", "n**n**n + 1", "n integer in [1, 6]", "refuted"),
    ("(1 + 1/n)**n", "E", "n integer > 10**6", "refuted"),
    ("x*y", "x*y + y**100", "y in (0, 1/10**5), x real", "refuted"),
    ("Max(x*y, x*z)", "x*Max(y, z)", "x, y, z real", "refuted"),
    ("sqrt(n**2 + 1)", "n", "n integer > 10**30", "refuted"),
    ("1/(x*y - 1)", "1", "x in {2}, y in {1/2}", "undecided"),
]


@pytest.mark.parametrize(("left", "right", "where", "verdict"), TRAPS)
def test_traps_of_an_adversary(left, right, where, verdict) -> None:
    assert str(check_equal(left, right, where=where, limits=VERDICT).verdict) == verdict


@pytest.mark.parametrize(
    ("left", "right", "where", "verdict", "said"),
    [
        ("x/x", "1", "x real", "verified", "not at x = 0"),
        ("x/x", "x/x", "x real", "verified", "typed twice, wherever both sides are defined"),
        ("log(n)", "log(n)", "n integer in [0, 1], n < 1/2", "undecided", "value"),
        ("tan(pi/2 + pi*n)", "tan(pi/2 + pi*n)", "n integer", "undecided", "has no value"),
        ("(x**2 - 1)/(x - 1)", "x + 1", "x real", "verified", "not at x = 1"),
        ("Abs(n - 2)", "Max(n - 2, 2 - n)", "n integer in [0, 5]", "verified", "one "),
        ("1/n", "1/n + 1", "n integer in [-1, 0], n > -1/2", "undecided", "division"),
    ],
)
def test_the_verdict_says_where_formulas_are_defined(left, right, where, verdict, said) -> None:
    found = check_equal(left, right, where=where, limits=VERDICT)
    assert str(found.verdict) == verdict
    assert said in found.judgement.ruling.reason


def test_the_point_of_the_verdict_is_the_counterexample() -> None:
    found = check_equal("Max(x, 50)", "50", where="x real")
    assert found.counterexample is not None
    ((symbol, value),) = found.counterexample.items()
    assert f"at {symbol} = {value}:" in found.judgement.ruling.reason


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ("Max(sqrt(y), 1)", "Max(sqrt(y), 1) + y", "y real"),
        ("1/(x - 1)", "1/(x - 1) + x - 2", "x in [1, 3]"),
        ("Max(exp(I*x), 2)", "2", "x real"),
    ],
)
def test_points_that_are_not_to_be_had_are_no_defects(left, right, where) -> None:
    try:
        reason = check_equal(left, right, where=where, limits=VERDICT).judgement.ruling.reason
    except ValueError:
        return
    assert not reason.startswith("defect")


def test_a_constant_value_of_an_integral_with_a_parameter_supports() -> None:
    """Its constancy says something; where x stands between two integers says nothing."""
    x, t = sp.symbols("x t", real=True)
    domain = Domain({x: Range(-1, 1, draw=("-99/100", "99/100"))})
    mean = sp.Integral(1 / (1 + x**2 - 2 * x * sp.cos(t)), (t, 0, 2 * sp.pi)) * (1 - x**2)
    found = compare_at_points(Sides(mean, 2 * sp.pi), [mean, 2 * sp.pi], domain)
    assert found.supports
    inside = Domain({x: Range(0, 1, draw=("1/100", "99/100"))})
    assert not compare_at_points(Sides(sp.floor(x), sp.S(0)), [sp.floor(x)], inside).supports

"""Conditions in words against the ranges they mean; what contradicts or is not understood."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.verify.reading.conditions.grammar import is_name, parse_conditions
from glassproof.verify.reading.tokens import ParseError


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("x in (0, 1)", ["1/2"], ["0", "1", "2", "-1"]),
        ("x in [0, 1]", ["0", "1", "1/2"], ["-1/100", "2"]),
        ("x in [0, 1)", ["0", "1/2"], ["1"]),
        ("x in (0, 1/2]", ["1/2", "1/3"], ["0", "2/3"]),
        ("0 < x < 1", ["1/2"], ["0", "1"]),
        ("x > 0", ["1/9", "100"], ["0", "-1"]),
        ("x >= 0", ["0", "3"], ["-1"]),
        ("x positive", ["3"], ["0"]),
        ("x nonnegative", ["0"], ["-1"]),
        ("x real", ["-5", "0", "5/3"], []),
        ("x < -2", ["-3"], ["-2", "0"]),
        ("x <= -5/2", ["-5/2", "-3"], ["-2"]),
        ("x integer >= 2", ["2", "9"], ["1", "5/2"]),
        ("x integer > 2", ["3"], ["2"]),
        ("x integer in (2, 5)", ["3", "4"], ["2", "5"]),
        ("x an integer", ["-4", "0"], ["1/2"]),
        ("x natural", ["1"], ["0"]),
        ("x is a positive integer", ["1", "7"], ["0", "1/2"]),
        ("x > 0, x < 3", ["1"], ["0", "3"]),
        ("x in [2, oo)", ["2", "99"], ["1"]),
        ("x in (-oo, 2)", ["1", "-99"], ["2"]),
        ("x != 1, x real", ["2"], ["1"]),
        ("0 < x != 1", ["2", "1/2"], ["0", "1", "-1"]),
        ("1/2 < x <= 3", ["3", "1"], ["1/2", "4"]),
        ("3 >= x > 1/2", ["3", "1"], ["1/2", "4"]),
        ("x negative", ["-1"], ["0", "1"]),
        ("x nonpositive", ["-1", "0"], ["1"]),
        ("x nonzero", ["-1", "1/2"], ["0"]),
        ("x non-negative", ["0"], ["-1"]),
        ("x even", ["-2", "0", "8"], ["1", "-3", "1/2"]),
        ("x is an odd integer", ["-3", "1"], ["0", "2", "1/2"]),
        ("x odd > 1", ["3"], ["1", "4"]),
        ("x even in (1, 5)", ["2", "4"], ["1", "3", "5"]),
        ("x in {1, 2, 7}", ["1", "2", "7"], ["3", "0", "3/2"]),
        ("x in {1/2, -3}", ["1/2", "-3"], ["0", "1"]),
        ("x in {5}", ["5"], ["4", "6"]),
        ("x in {-1, 1}", ["-1", "1"], ["0"]),
        ("x in [0, 0]", ["0"], ["1/9", "-1"]),
        ("x in (0, pi)", ["1", "3"], ["0", "4", "22/7", "-1"]),
        ("x > sqrt(2)", ["2", "3/2"], ["1", "7/5"]),
        ("-pi < x < pi", ["-3", "0", "3"], ["-22/7", "22/7"]),
        ("pi < x <= 2*pi", ["4", "6"], ["3", "7"]),
        ("pi > x", ["-4", "3"], ["22/7"]),
        ("-1 - \N{GREEK SMALL LETTER PI} < x", ["-4"], ["-5"]),
        ("-E < x < E", ["2", "-2"], ["3", "-3"]),
        ("-oo < x < 2", ["1", "-99"], ["2"]),
        ("0 < x < oo", ["1", "99"], ["0", "-1"]),
        ("x \N{ELEMENT OF} (\N{MINUS SIGN}\N{INFINITY}, 2)", ["1", "-99"], ["2"]),
        ("x > 0 & x < 3", ["1"], ["0", "3"]),
        ("x > 0 \N{LOGICAL AND} x < 3", ["1"], ["0", "3"]),
        ("x real, |x| <= 2", ["2", "-1"], ["3", "-3"]),
        ("x real, |2*x - 1| < 3", ["0", "3/2"], ["-1", "2"]),
        ("x real, abs(x) < 3/2", ["-7/5", "0"], ["-3/2", "3/2", "2"]),
        ("x real, 0 < abs(x) <= 3", ["-3", "1/9"], ["0", "-4"]),
        ("x real, 2 >= abs(x) > 1", ["-2", "3/2"], ["1", "-1", "0", "3"]),
        ("x integer, 4 > abs(x)", ["-3", "0"], ["4", "-4", "1/2"]),
        ("x real, abs(x) > 1", ["-9", "9/8"], ["1", "0"]),
        ("x in [-pi/2, pi/2)", ["0", "-3/2"], ["2", "-2"]),
        ("0 < x, x**2 < 2", ["1", "7/5"], ["3/2", "-1", "0"]),
        ("x in R", ["-1/2"], []),
        ("x in Z", ["-2"], ["1/2"]),
        ("x = 3", ["3"], ["2"]),
        ("x \u2265 2", ["2"], ["1"]),
    ],
)
def test_conditions_admit_what_they_say(text, inside, outside):
    declared = parse_conditions(text)
    symbol, domain = declared.symbols["x"], declared.domain

    def admitted(value: str) -> bool:
        point = Fraction(value)
        return domain.ranges[symbol].contains(point) and domain.admits({symbol: sp.Rational(value)})

    assert all(admitted(value) for value in inside)
    assert not any(admitted(value) for value in outside)
    for drawn in domain.points(20):
        assert admitted(str(drawn[symbol]))
        assert symbol.is_positive is None or symbol.is_positive == (drawn[symbol] > 0)


def test_several_names_share_a_property_and_relate():
    declared = parse_conditions("kappa in (0,1); p, q integer >= 2\nb, b1 > 0 and b1 < b")
    assert list(declared.symbols) == ["kappa", "p", "q", "b", "b1"]
    b, b1 = declared.symbols["b"], declared.symbols["b1"]
    assert all(point[b1] < point[b] for point in declared.domain.points(10))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("a > b > 0", [(2, 1)], [(1, 2), (1, 1), (1, 0), (2, -1)]),
        ("a real, b real, a < b < 1", [(-1, 0)], [(0, -1), (0, 2), (0, 1)]),
        ("a, b > 0, a + b < 1", [("1/2", "1/3")], [(1, 1), ("1/2", "1/2")]),
        ("b integer, a > sqrt(b)", [(2, 1), (3, 4)], [(1, 1), (1, -1), (2, 4)]),
        ("b integer, a > 1/b", [(2, 1)], [(1, 1), (5, 0)]),
        ("a in [b, 1), b > 0", [("1/2", "1/3"), ("1/2", "1/2")], [(1, "1/2"), ("1/4", "1/2")]),
        ("0 < a < b", [(1, 2)], [(2, 1), (-1, 2)]),
        ("a, b real, a != b", [(1, 2)], [(1, 1)]),
        ("a, b integer, abs(a) <= abs(b)", [(1, -2)], [(-3, 2)]),
    ],
)
def test_relations_bind_link_by_link(text, inside, outside):
    declared = parse_conditions(text)
    a, b = declared.symbols["a"], declared.symbols["b"]
    for first, second in inside:
        assert declared.domain.admits({a: sp.Rational(first), b: sp.Rational(second)})
    for first, second in outside:
        assert not declared.domain.admits({a: sp.Rational(first), b: sp.Rational(second)})
    for point in declared.domain.points(6):
        assert declared.domain.admits(point)


def test_names_of_functions_and_constants_may_be_declared():
    declared = parse_conditions("gamma, beta, E, I, N, S, Q, zeta, lambda, sign > 0")
    assert len(declared.symbols) == 10
    assert list(parse_conditions("\u03bb > 0").symbols) == ["lambda"]


def test_assumptions_are_what_is_said():
    n = parse_conditions("n even != 0").symbols["n"]
    assert (n.is_even, n.is_zero) == (True, False)
    assert parse_conditions("x in {-1, 1}").symbols["x"].is_nonzero
    assert parse_conditions("x negative").symbols["x"].is_negative
    assert parse_conditions("x > sqrt(2)").symbols["x"].is_positive


def test_nothing_declares_nothing():
    assert parse_conditions(" ").symbols == {}


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x", 2, "what is known of x"),
        ("x >", 4, "a name or a number after '>'"),
        ("x in (0 1)", 6, "an interval"),
        ("x in [1, 0]", 1, "nothing satisfies"),
        ("x > 1, x < 1", 8, "nothing satisfies"),
        ("x integer in (0, 1)", 1, "nothing satisfies"),
        ("x > x", 1, "nothing satisfies"),
        ("x big", 3, "expected 'integer'"),
        ("log > 0", 1, "has a meaning"),
        ("x > y", 5, "'y' is not declared"),
        ("x real,, y real", 8, "expected a condition"),
        ("x\0 > 0", 2, "unexpected character"),
        ("> 0", 1, "a name or a number before"),
        ("x in (0, q)", 10, "'q' is not declared"),
        ("x in (q, 1)", 7, "'q' is not declared"),
        ("x real, x > 9**9**9", 14, "at most 1000"),
        ("x in (0, 1) or x > 2", 13, "unions are not read"),
        ("n even, n odd", 9, "nothing satisfies"),
        ("n even in [1, 1]", 1, "nothing satisfies"),
        ("n odd in (1, 3)", 1, "nothing satisfies"),
        ("x in [0, 0], x != 0", 14, "nothing satisfies"),
        ("x in {1, 2}, x in {3}", 14, "nothing satisfies"),
        ("x in {1, 2}, x > 2", 14, "nothing satisfies"),
        ("x in {1, y}", 10, "a rational number"),
        ("z irrational", 3, "no domain"),
        ("n in N", 6, "with or without 0"),
        ("0 < x <", 8, "a name or a number after"),
        ("x, 0 < y", 4, "what is known of x"),
        ("pi > 3", 1, "has a meaning"),
        ("a > b > c > 0, e > f", 20, "'f' is not declared"),
    ],
)
def test_errors_point_at_the_place(text, column, says):
    with pytest.raises(ParseError) as caught:
        parse_conditions(text)
    assert says in str(caught.value)
    assert caught.value.column == column


_PIECES = st.sampled_from(
    "x y p integer real in ( ) [ ] { } , ; and or > < >= <= != = 0 1 1/2 oo -oo a is even odd "
    "nonzero negative sqrt(x) pi x+y 1/y 9**9**9 log N".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=30))
def test_nothing_but_parse_errors_comes_out(text):
    with contextlib.suppress(ParseError):
        declared = parse_conditions(text)
        assert all(is_name(name) for name in declared.symbols)


@pytest.mark.parametrize("text", ["x real, abs(x) < 1", "x > -3, abs(x) < 1", "abs(x) < 1, x real"])
def test_a_bound_on_the_size_of_a_real_name_is_an_interval(text: str) -> None:
    """So that proofs by ranges know it, too."""
    declared = parse_conditions(text)
    assert not declared.domain.where
    (found,) = declared.domain.ranges.values()
    assert found.high == 1


@pytest.mark.parametrize(
    "text", ["x real, abs(x) < 0", "x real, abs(x) <= -1", "x > 2, abs(x) < 2"]
)
def test_a_size_that_no_number_has_is_an_error(text: str) -> None:
    """It points at the name."""
    with pytest.raises(ParseError, match="nothing satisfies the conditions on x"):
        parse_conditions(text)


@pytest.mark.parametrize("constant", ["E", "Catalan", "GoldenRatio"])
def test_a_declared_name_is_never_the_constant_of_that_spelling(constant: str) -> None:
    before = parse_conditions(f"{constant} > 0, -{constant} < x < {constant}")
    assert set(before.symbols) == {constant, "x"}
    assert set(parse_conditions(f"0 < {constant} < 1").symbols) == {constant}
    with pytest.raises(ParseError, match=f"{constant} was the constant before: say first"):
        parse_conditions(f"-{constant} < x < {constant}, {constant} > 0")


@pytest.mark.parametrize("text", ["x > oo", "x = oo", "x in (oo, 3)", "oo < x < 3", "3 < x < -oo"])
def test_nothing_lies_beyond_infinity(text: str) -> None:
    with pytest.raises(ParseError, match="nothing satisfies"):
        parse_conditions(text)


def test_a_name_without_a_word_on_it_is_asked_for() -> None:
    with pytest.raises(ParseError, match="say 'x real', or what else is known of it, before"):
        parse_conditions("x**2 < 1")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("x real, |x - 1| < 1", 0, 2),
        ("x real, 1/2 >= abs(2*x)", "-1/4", "1/4"),
        ("x integer, |x - 3| <= 2", 1, 5),
        ("x real, 3 > |1 - x/2|", -4, 8),
    ],
)
def test_a_bounded_absolute_value_bounds_what_is_inside(text: str, low: str, high: str) -> None:
    conditions = parse_conditions(text)
    interval = conditions.domain.box[conditions.symbols["x"]]
    assert (interval.low, interval.high) == (fmpq(*Fraction(low).as_integer_ratio()),
                                             fmpq(*Fraction(high).as_integer_ratio()))  # fmt: skip


def test_moduli_of_complex_numbers_and_lower_bounds_stay_as_they_are() -> None:
    assert "Abs(x) > 1" in parse_conditions("x real, |x| > 1").domain.describe()
    assert "Im(z)**2" in parse_conditions("z complex, |z - 1| < 1").domain.describe()

"""Conditions in words against the ranges they mean; what contradicts or is not understood."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ],
)
def test_conditions_admit_what_they_say(text, inside, outside):
    declared = parse_conditions(text)
    symbol, domain = declared.symbols["x"], declared.domain

    def admitted(value: str) -> bool:
        point = Fraction(value)
        return domain.ranges[symbol].contains(point) and all(
            bool(relation.subs(symbol, value)) for relation in domain.where
        )

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


def test_nothing_declares_nothing():
    assert parse_conditions(" ").symbols == {}


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x", 2, "what is known of x"),
        ("x >", 4, "a number after"),
        ("x in (0 1)", 5, "an interval"),
        ("x in [1, 0]", 2, "nothing satisfies"),
        ("x > 1, x < 1", 9, "nothing satisfies"),
        ("x integer in (0, 1)", 2, "nothing satisfies"),
        ("x > x", 4, "nothing satisfies"),
        ("x even", 3, "expected 'integer'"),
        ("log > 0", 1, "has a meaning"),
        ("x > y", 5, "'y' is not declared"),
        ("x real,, y real", 8, "expected a condition"),
        ("x\0 > 0", 2, "expected a property"),
        ("> 0", 1, "expected a name"),
        ("x in (0, q)", 9, "rational number"),
        ("x in (q, 1)", 7, "rational number"),
        ("x real, x > 9**9**9", 14, "at most 1000"),
    ],
)
def test_errors_point_at_the_place(text, column, says):
    with pytest.raises(ParseError) as caught:
        parse_conditions(text)
    assert says in str(caught.value)
    assert caught.value.column == column


_PIECES = st.sampled_from(
    "x y p integer real in ( ) [ ] , ; and > < >= <= != 0 1 1/2 oo -oo a is 9**9**9".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=30))
def test_nothing_but_parse_errors_comes_out(text):
    with contextlib.suppress(ParseError):
        declared = parse_conditions(text)
        assert all(is_name(name) for name in declared.symbols)

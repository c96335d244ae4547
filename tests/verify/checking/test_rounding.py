"""Printed decimals mean their last digit, where that is asked for or lies near."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.verify.checking.check import check_equal
from glassproof.verify.checking.rounding import decimals
from tests.limits import VERDICT


def test_the_last_digit_tells_how_far_a_decimal_is_rounded() -> None:
    found = decimals("0.50*x + 12.5e-3 - .25*y + 3 + x1.5")
    assert [d.text for d in found] == ["0.50", "12.5e-3", ".25"]
    assert [d.half for d in found] == [
        Fraction(1, 200), Fraction(1, 20000), Fraction(1, 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "equals", "where", "options", "verdict"),
    [
        ("1.7725", "sqrt(pi)", "", {"rounded": True}, "verified"),
        ("1.7724", "sqrt(pi)", "", {"rounded": True}, "refuted"),
        ("1.7725", "sqrt(pi)", "", {}, "refuted"),
        ("-1.7711", "-1.77112345", "", {"rounded": True}, "verified"),
        ("1.77e2", "100*sqrt(pi)", "", {"rounded": True}, "verified"),
        ("0.33*x", "x/3", "x > 0", {"rounded": True}, "supported"),
        ("0.34*x", "x/3", "x > 0", {"rounded": True}, "refuted"),
        (r"1.7725", r"\sqrt{\pi}", "", {"latex": True}, "verified"),
        (r"0.5 x", r"\frac{x}{2}", "x > 0", {"latex": True}, "verified"),
        (r"0.33 x", r"\frac{x}{3}", "x > 0", {"latex": True}, "supported"),
        (r"1.7725", r"1.77245", "", {"latex": True}, "refuted"),
    ],
)
def test_verdicts_on_printed_numbers(text, equals, where, options, verdict) -> None:
    found = check_equal(text, equals, where=where, **options)
    assert str(found.verdict) == verdict
    if "rounded" not in options and verdict == "supported":
        assert any("rounded in the last digit" in notice for notice in found.notices)


@settings(max_examples=40, deadline=None)
@given(st.fractions(-50, 50), st.integers(1, 6))
def test_what_python_rounds_is_right_to_its_digits(value, digits) -> None:
    exact = abs(value)
    whole, rest = divmod(round(exact * 10**digits), 10**digits)
    shown = f"{whole}.{rest:0{digits}d}"
    right = f"{exact.numerator}/{exact.denominator}"
    found = check_equal(shown, right, rounded=True, limits=VERDICT)
    off = abs(Fraction(shown) - exact) > Fraction(1, 2 * 10**digits)
    assert str(found.verdict) == ("refuted" if off else "verified")
    moved = Fraction(shown) + Fraction(2, 10**digits)
    right = f"{moved.numerator}/{moved.denominator}"
    wrong = check_equal(shown, right, rounded=True, limits=VERDICT)
    assert str(wrong.verdict) == "refuted"

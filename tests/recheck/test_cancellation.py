"""Sides that cancel to nothing at several precisions: no false alarm, and wrong ones are seen."""

from fractions import Fraction
from typing import Any

import pytest

from glassproof.recheck.functions import WideError
from glassproof.recheck.language import parse
from glassproof.recheck.values import judged

LEFT = parse("1 - (1/(1 + exp(-z)))**2 - (exp(-z)/(1 + exp(-z)))**2")
RIGHT, WRONG = (parse(f"{factor}*exp(-z)/(1 + exp(-z))**2") for factor in (2, 3))


def in_relation(relation: str, left: Any, right: Any, point: dict[str, Fraction]) -> bool:
    return judged(relation, (left, right), point).holds


@pytest.mark.parametrize("z", [1, 30, 180, 400, 500, 690, 2000])
def test_values_that_can_be_told_are_compared(z: int) -> None:
    assert in_relation("=", LEFT, RIGHT, {"z": Fraction(z)})
    assert not in_relation("=", LEFT, WRONG, {"z": Fraction(z)})


@pytest.mark.parametrize("z", [2990, 5000])
def test_values_that_cannot_be_told_decide_nothing(z: int) -> None:
    for other in (RIGHT, WRONG):
        with pytest.raises(WideError):
            in_relation("=", LEFT, other, {"z": Fraction(z)})


@pytest.mark.parametrize("x", [3, 200, 8000])
def test_digits_that_are_lost_at_all_precisions_are_no_counterexample(x: int) -> None:
    """cosh(8000)**2 has 6,949 digits before the point, its difference from sinh(8000)**2 one."""
    sides = parse("cosh(x)**2 - sinh(x)**2"), parse("1")
    if x == 8000:
        with pytest.raises(WideError):
            in_relation("=", *sides, {"x": Fraction(x)})
    else:
        assert in_relation("=", *sides, {"x": Fraction(x)})
        assert not in_relation("=", sides[0], parse("2"), {"x": Fraction(x)})

"""What holds at every rational point, and fails where no rational point is, is not supported."""

from __future__ import annotations

import time

import pytest
import sympy as sp

from glassproof import public
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.sides import Sides
from glassproof.verify.judging.points.agreement import compare_at_points


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("x**2 - 2*sqrt(2)*x + 2 > 0", "x > 0"),
        ("x**2 + 3*y**2 > 2*sqrt(3)*x*y", "x, y > 0"),
        ("cos(x) < 1", "x in (1, 20)"),
        ("exp(x) > E*x", "x in (1/2, 3)"),
        ("(x - pi)**2*exp(x) > 0", "x > 0"),
        ("Abs(x - sqrt(2)) > 0", "x > 0"),
        ("sqrt(Abs(x - pi)) > 0", "x > 0"),
        ("Abs(x - sqrt(3)*y) > 0", "x, y > 0"),
        ("x**3 != 5", "x > 0"),
        ("tan(x) != x**2", "x in (1, 4)"),
    ],
)
def test_a_touching_place_between_rational_points_is_seen(text, where):
    assert str(public.check(text, where=where).verdict) in ("undecided", "refuted")


@pytest.mark.parametrize(
    ("text", "where"),
    [("besselj(0, x) < 1", "x > 0"), ("exp(-x) > 0", "x real"), ("sin(x) < x", "x > 0")],
)
def test_a_slack_that_is_lost_towards_an_end_is_no_touching(text, where):
    assert str(public.check(text, where=where).verdict) in ("verified", "supported")


def test_points_end_in_time_with_what_was_seen():
    """A long sum of integrals costs seconds a point; what is seen first is what is told."""
    x, t = sp.symbols("x t", positive=True)
    slow = sum(sp.Integral(t ** (x + k) * sp.exp(-t) * sp.log(1 + t), (t, 0, 1)) for k in range(9))
    domain = Domain({x: Range(0, draw=("1/100", 9))})
    start = time.process_time()
    found = compare_at_points(Sides(slow, 2 * slow / 2), [slow], domain, seconds=1.0)
    assert time.process_time() - start < 10
    assert found.counterexample is None

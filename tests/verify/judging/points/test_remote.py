"""Bounds that hold at all common arguments, and fail far out, are refuted there."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import Domain, Range


@pytest.mark.parametrize("bound", [16, 33])
def test_partial_sums_that_grow_slowly_pass_any_bound(bound):
    found = gp.check(f"Sum(1/k, (k, 1, n)) <= {bound}", where="n integer >= 1")
    assert str(found.verdict) == "refuted"


@pytest.mark.parametrize("text", ["log(log(x)) <= 4", "log(x)/100 <= 2", "atan(x)*log(x)/200 <= 3"])
def test_functions_that_grow_slowly_pass_any_bound(text):
    assert str(gp.check(text, where="x > 2").verdict) == "refuted"


def test_bounds_that_hold_for_ever_are_not_refuted():
    for text, where in (
        ("atan(x) <= pi/2", "x real"),
        ("Sum(1/k**2, (k, 1, n)) <= 1.645", "n integer >= 1"),
        ("x/(1 + x) <= 1", "x > 0"),
    ):
        assert str(gp.check(text, where=where).verdict) in ("verified", "supported"), text


@given(st.integers(3, 20), st.sampled_from((2, 3, 4)))
def test_points_are_found_beyond_relations_that_are_not_linear(power, degree):
    x = sp.Symbol("x", real=True)
    domain = Domain({x: Range()}, (x**degree > 10**power,))
    (point,) = domain.points(1)
    assert point[x] ** degree > 10**power

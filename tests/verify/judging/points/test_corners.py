"""Corners that relations cut out are seen, however thin the strip in which two formulas differ."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.points.corners import corners, fitted
from tests.limits import VERDICT

ENDS = st.integers(1, 30).map(lambda n: Fraction(n, 4))
WIDTHS = st.sampled_from([Fraction(1), Fraction(1, 50), Fraction(1, 1000)])
CUTS = {
    "y > x*w": lambda x, w: x * w,
    "y > x + w": lambda x, w: x + w,
    "y > x + 2*w": lambda x, w: x + 2 * w,
    "y > x**2 + w": lambda x, w: x**2 + w,
    "y/x > w": lambda x, w: x * w,
}


@given(ENDS, ENDS, WIDTHS, st.sampled_from(sorted(CUTS)))
@settings(max_examples=25, deadline=None)
def test_a_strip_above_the_least_value_is_seen(
    x: Fraction, w: Fraction, width: Fraction, cut: str
) -> None:
    where, least = f"x > {x}, w > {w}, y real, {cut}", CUTS[cut](x, w)
    verdicts = [
        str(check_equal(f"Max(y, {bound})", "y", where=where, limits=VERDICT).verdict)
        for bound in (least + width, least)
    ]
    assert verdicts[0] == "refuted"
    assert verdicts[1] in ("verified", "supported")


@pytest.mark.parametrize("where", ["c > 6, b > c, a > b", "a > b, b > c, c > 6", "a > b > c > 6"])
def test_chains_are_followed_in_whatever_order_they_stand(where: str) -> None:
    found = check_equal("Abs(a - 7) + a", "2*a - 7", where=where)
    assert str(found.verdict) == "refuted"
    point = {symbol.name: value for symbol, value in (found.counterexample or {}).items()}
    assert 6 < point["c"] < point["b"] < point["a"] < 7


def test_corners_are_admissible_and_boxes_have_none() -> None:
    x, w, y = sp.symbols("x w y", positive=True)
    ranges = {s: Range(4, None) for s in (y, x, w)}
    cut = Domain(ranges, (y > x * w, y < 40))
    found = list(corners(cut))
    assert found
    assert all(cut.admits(point) for point in found)
    assert min(float(point[y]) for point in found) < 16.001
    assert max(float(point[y]) for point in found) > 39.9
    assert list(corners(Domain(ranges))) == []


def test_what_cannot_be_fitted_is_not() -> None:
    x, y = sp.symbols("x y", positive=True)
    thin = Domain({x: Range(2, 3), y: Range(0, None)}, (y > x**2, y < x**2 + x))
    assert fitted(thin, {y: fmpq(12)}) is None
    assert fitted(thin, {y: fmpq(599, 100)}) is not None

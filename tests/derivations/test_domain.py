"""Ranges admit what they say, and points of a domain fill it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from derivations.domain import Domain, DomainError, Range
from derivations.model import MODEL_DOMAIN, SPECTRUM_DOMAIN, kappa, p, q, sigma_z

RANGES = [*MODEL_DOMAIN.ranges.values(), *SPECTRUM_DOMAIN.ranges.values()]


@given(st.sampled_from(RANGES), st.fractions(Fraction(1, 10**9), 1 - Fraction(1, 10**9)))
def test_points_are_admissible_rationals(rng: Range, fraction: Fraction) -> None:
    value = rng.at(fraction)
    assert value.is_Rational
    assert rng.contains(Fraction(int(value.p), int(value.q)))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "3", None, True, 1.5, 1, -2])
def test_a_bad_p_is_named_with_its_remedy(value: object) -> None:
    with pytest.raises(DomainError, match=r"^p = .* give p an integer >= 2$"):
        MODEL_DOMAIN.ranges[p].require("p", value)


@pytest.mark.parametrize("value", [0, 1, -0.1, 1.1, math.nan])
def test_kappa_is_open_at_both_ends(value: float) -> None:
    with pytest.raises(DomainError, match=r"kappa in \(0, 1\)"):
        MODEL_DOMAIN.require({"kappa": value})


def test_points_reach_every_corner() -> None:
    """256 Halton points leave no octant of (p, q, kappa) empty: their discrepancy is far below."""
    seen = {
        (point[p] > 7, point[q] > 6, point[kappa] > sp.Rational(1, 2))
        for point in MODEL_DOMAIN.points(256)
    }
    assert len(seen) == 8


def test_sigma_z_is_spread_over_its_decades() -> None:
    decades = {math.floor(math.log10(point[sigma_z])) for point in MODEL_DOMAIN.points(128)}
    assert decades >= set(range(-6, 3))


def test_where_cuts_the_box_and_an_empty_domain_says_so() -> None:
    x = sp.Symbol("x", real=True)
    positive = Domain({x: Range()}, (sp.Gt(x, 0),))
    assert all(point[x] > 0 for point in positive.points(20))
    with pytest.raises(DomainError, match="no point satisfies"):
        list(Domain({x: Range()}, (sp.Gt(x, 9),)).points(1))

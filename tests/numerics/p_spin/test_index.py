"""Counts by index: Morse's relations, their sum, their symmetry, and bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.numerics.polynomials.forms import critical_points, sampled_forms

FIELDS = st.sampled_from([{}, {"random_field": 1.5}, {"random_field": 4}])


@given(st.integers(2, 7), st.integers(2, 6), FIELDS)
@settings(max_examples=12, deadline=None)
def test_the_alternating_sum_is_the_euler_characteristic(N, p, fields):
    total = sum((-1) ** k * p_spin_count(N, p, index=k, digits=12, **fields) for k in range(N))
    assert abs(float(total) - (2 if N % 2 else 0)) < 1e-8


@pytest.mark.parametrize("fields", [{"field": 1.0}, {"random_field": 0.7}, {}], ids=str)
def test_indices_add_up(fields):
    for N, u in ((3, -0.6), (4, math.inf)):
        parts = sum(p_spin_count(N, 3, u, index=k, digits=9, **fields) for k in range(N))
        assert abs(float(parts - p_spin_count(N, 3, u, digits=9, **fields))) < 1e-7


def test_a_field_keeps_the_euler_characteristic():
    total = sum((-1) ** k * p_spin_count(3, 4, index=k, digits=9, field=1.5) for k in range(3))
    assert abs(float(total) - 2) < 1e-7


def test_minima_of_counted_glasses():
    """A cubic with a field is odd: as many minima as maxima, and saddles by Morse."""
    counts = critical_points(
        sampled_forms(np.random.default_rng(12), 6000, size=3, degree=3, random_field=1.0)
    )
    minima = (counts + 2) / 4
    exact = float(p_spin_count(3, 3, index=0, digits=9, random_field=1.0))
    assert abs(minima.mean() - exact) < 5 * minima.std() / math.sqrt(len(minima))


def test_far_down_all_are_minima():
    low = [p_spin_count(12, 3, -1.9, index=k, digits=8) for k in (None, 0, 1)]
    assert low[1] > 0.98 * low[0] > 0
    assert low[2] < 0.02 * low[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"N": 5, "index": 5}, r"index = 5 .* give index in \[0, 4\]"),
        ({"N": 5, "index": -1}, "index = -1"),
        ({"N": 25, "index": 0}, r"N = 25 .* with an index: give N in \[2, 24\]"),
        ({"N": 5, "index": 1.5}, "index"),
    ],
)
def test_bad_indices_are_named(arguments, says):
    with pytest.raises(DomainError, match=says):
        p_spin_count(p=3, **arguments)

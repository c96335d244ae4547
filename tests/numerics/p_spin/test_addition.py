"""Counts with an addition: against exact counts of a field, and against their limits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.p_spin.addition import count_with_addition
from glassproof.numerics.p_spin.expected_count import p_spin_count


@given(st.integers(3, 9), st.integers(3, 5), st.floats(0, 2), st.sampled_from([-1.9, None]))
@settings(max_examples=4, deadline=None)
def test_a_linear_addition_is_a_fixed_field(N, p, h, u):
    u = math.inf if u is None else u
    exact = float(p_spin_count(N, p, u, field=h, digits=7))
    assert count_with_addition(N, p, [0.0, h], u) == pytest.approx(exact, rel=1e-6)


def test_a_constant_moves_the_energy():
    shifted = count_with_addition(12, 3, [-6.0], -1.2)
    assert shifted == pytest.approx(float(p_spin_count(12, 3, -0.7, digits=9)), rel=1e-7)


def test_no_value_is_given_where_the_overlap_is_not_settled():
    with pytest.raises(DomainError, match="smaller"):
        count_with_addition(60, 3, [0.0, 0.0, -40.0])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((2, 3, [0.0]), "N"),
        ((201, 3, [0.0]), "N"),
        ((9, 2, [0.0]), "p"),
        ((9, 3, [math.nan]), "coefficients"),
        ((9, 3, [0.0], math.nan), "u"),
        ((9, 3, [0.0], -math.inf), "u"),
    ],
)
def test_bad_arguments_are_named(arguments, named):
    with pytest.raises(DomainError, match=named):
        count_with_addition(*arguments)

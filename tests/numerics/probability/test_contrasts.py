"""Contrasts: against Welch's test of SciPy, and their levels on draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.probability.contrasts import contrast


@given(st.integers(2, 30), st.integers(2, 30), st.floats(0.1, 10), st.integers(0, 99))
def test_two_groups_are_welch_s_test(n, m, spread, seed):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(0.3, 1, n), rng.normal(0, spread, m)
    found = contrast({"a": a, "b": b}, {"a": 1, "b": -1})
    known = stats.ttest_ind(a, b, equal_var=False, alternative="greater")
    assert found.degrees == pytest.approx(known.df)
    assert found.above(0, known.pvalue * 1.001)
    assert not found.above(0, known.pvalue * 0.999)


def test_levels_are_kept():
    rng = np.random.default_rng(0)
    alarms = 0
    for _ in range(2000):
        laws = {"a": (1, 5), "b": (3, 9), "c": (1, 20)}
        groups = {name: rng.normal(0, scale, n) for name, (scale, n) in laws.items()}
        found = contrast(groups, {"a": 1, "b": -2, "c": 1})
        alarms += found.above(0, 0.01)
    assert alarms <= 20 + 6 * np.sqrt(20)


def test_groups_that_do_not_vary_have_no_error():
    found = contrast({"a": [1.0, 1.0]}, {"a": 2})
    assert (found.estimate, found.error, found.above(1.9, 1e-9)) == (2.0, 0.0, True)


def test_groups_of_one_are_refused():
    with pytest.raises(DomainError, match="give two numbers or more"):
        contrast({"a": [1.0]}, {"a": 1})

"""The test of a mean of draws of any law: how often it rejects what is true."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.nature.statistical_tests.skewed_means import (
    SkewedMeanTest,
    moment_sums,
)

LEVEL, RUNS, DRAWS = 1e-2, 4000, 200
LAWS = {
    "normal": (lambda rng, size: rng.normal(size=size), 0.0, 0.0),
    "exponential": (lambda rng, size: rng.exponential(size=size), 1.0, 0.0),
    "fourth powers": (lambda rng, size: rng.normal(size=size) ** 4, 3.0, 0.0),
    "rare": (lambda rng, size: rng.binomial(1, 0.01, size=size).astype(float), 0.01, 1.0),
    "very rare": (lambda rng, size: rng.binomial(1, 1e-4, size=size).astype(float), 1e-4, 1.0),
}


@pytest.mark.parametrize("law", LAWS)
def test_the_truth_is_rejected_no_more_often_than_the_level_says(law: str):
    draw, mean, step = LAWS[law]
    rng = np.random.default_rng(7)
    test = SkewedMeanTest(step=step, level=LEVEL)
    rows = draw(rng, (RUNS, DRAWS))
    rejected = sum(not test.compare(moment_sums(row), mean).accepted for row in rows)
    assert rejected <= LEVEL * RUNS + 5 * np.sqrt(LEVEL * RUNS)


def test_student_alone_rejects_the_truth_of_skewed_draws_too_often():
    rows = np.random.default_rng(7).normal(size=(RUNS, DRAWS)) ** 4
    test = MeanTest(level=LEVEL)
    rejected = sum(not test.compare(moment_sums(row)[:3], 3.0).accepted for row in rows)
    assert rejected > 2 * LEVEL * RUNS


def test_what_no_draw_has_shown_is_rejected_only_where_it_would_have_been_seen():
    test, nothing = SkewedMeanTest(step=1.0), moment_sums(np.zeros(4000))
    assert test.compare(nothing, 18 / 4000).accepted  # seen with probability 1 - exp(-18)
    assert not test.compare(nothing, 60 / 4000).accepted


def test_of_unskewed_draws_it_is_student_s():
    rng = np.random.default_rng(0)
    half = rng.normal(size=500)
    sums = moment_sums(np.concatenate([half, -half]))
    one, other = SkewedMeanTest().compare(sums, 0.1), MeanTest().compare(sums[:3], 0.1)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-6)
    assert one.resolution == pytest.approx(other.resolution, rel=1e-6)


def test_means_far_from_zero_keep_their_spread():
    draws = np.random.default_rng(0).normal(size=4000)
    near, far = (SkewedMeanTest().compare(moment_sums(draws + c), c) for c in (0.0, 1000.0))
    assert far.error == pytest.approx(near.error, rel=1e-6)
    assert far.allowance == pytest.approx(near.allowance, rel=1e-2)

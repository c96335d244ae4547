"""Levels and powers of the statistical tests are what they say."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from scipy import stats

from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import (
    EstimatedMeanTest,
    FractionsTest,
    GrowthTest,
    MeanTest,
)
from glassproof.verify.claims.nature.statistical_tests.variances import (
    CorrelationTest,
    ResidualVarianceTest,
    VarianceTest,
)

REPEATS = 2000


def p_values(test, sums, predicted, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array([test.compare(sums(rng), predicted).p_value for _ in range(REPEATS)])


def variance_sums(rng, scale=1.0, n=50):
    values = scale * rng.standard_normal(n)
    return np.array([n, values @ values])


def correlation_sums(rng, rho=0.4, n=200):
    x = rng.standard_normal(n)
    y = rho * x + np.sqrt(1 - rho**2) * rng.standard_normal(n)
    return np.array([n, x @ x, y @ y, x @ y])


def residual_sums(rng, n=60):
    rows = rng.standard_normal((3, n))
    rows[0] += 2 * rows[1] - rows[2]
    return np.concatenate([[n], (rows @ rows.T)[np.triu_indices(3)]])


def mean_sums(rng, n=100):
    values = rng.standard_normal(n) + 3
    return np.array([n, values.sum(), values @ values])


def growth_sums(rng, n=4000):
    values = np.exp(0.3 * rng.standard_normal(n))  # of mean exp(0.045)
    return np.array([n, values.sum(), values @ values])


GROWTH = GrowthTest(size=10, reference=2.0, bias=0.0)


@pytest.mark.parametrize(
    ("test", "sums", "truth"),
    [
        (VarianceTest(), variance_sums, 1.0),
        (ResidualVarianceTest(), residual_sums, 1.0),
        (CorrelationTest(), correlation_sums, 0.4),
        (MeanTest(), mean_sums, 3.0),
        (GROWTH, growth_sums, 2.0045),
    ],
    ids=["variance", "residual variance", "correlation", "mean", "growth"],
)
def test_p_values_are_uniform_under_the_truth(test, sums, truth) -> None:
    """Kolmogorov-Smirnov at level 1e-9 over 2000 repeats: sees a level wrong by 8 points."""
    values = p_values(test, sums, truth, seed=1)
    assert stats.kstest(values, "uniform").pvalue > 1e-9


@pytest.mark.parametrize("factor", [2.0, 0.5, 1.1, -1.0])
def test_a_wrong_variance_is_rejected(factor: float) -> None:
    """With 40000 squares a relative error of 7 per cent is seen with power 0.999."""
    rng = np.random.default_rng(2)
    total = variance_sums(rng, n=40_000)
    assert VarianceTest().compare(total, 1.0).accepted
    assert not VarianceTest().compare(total, factor).accepted


def test_the_stated_power_of_the_variance_test_is_reached() -> None:
    """At the stated relative error the test rejects in at least 99 of 100 repeats."""
    rng = np.random.default_rng(3)
    n = 4000
    stated = VarianceTest().compare(np.array([n, n]), 1.0).resolution
    rejected = [
        not VarianceTest().compare(variance_sums(rng, n=n), 1 / (1 + stated)).accepted
        for _ in range(100)
    ]
    assert sum(rejected) >= 99


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(
    ("test", "sums", "truth"),
    [
        (MeanTest(), mean_sums, 3.0),
        (MeanTest(bias=0.7), mean_sums, 3.0),
        (GROWTH, growth_sums, 2.0045),
        (GrowthTest(size=10, reference=2.0, bias=0.02), growth_sums, 2.0045),
        (CorrelationTest(), partial(correlation_sums, rho=0.0), 0.0),
    ],
    ids=["mean", "mean with allowance", "growth", "growth with allowance", "correlation"],
)
def test_an_error_of_the_stated_resolution_is_seen_and_a_tenth_is_not(
    test, sums, truth, side
) -> None:
    """At least 97 of 100 repeats at power 0.999; a tenth of what exceeds the bias is not seen."""
    rng = np.random.default_rng(6)
    bias = getattr(test, "bias", 0.0)
    stated = float(np.mean([test.compare(sums(rng), truth).resolution for _ in range(20)]))
    assert stated > bias
    for share, least, most in ((1.0, 97, 100), (0.1, 0, 1)):
        wrong = truth + side * (bias + share * (stated - bias))
        rejected = sum(not test.compare(sums(rng), wrong).accepted for _ in range(100))
        assert least <= rejected <= most


def test_an_estimated_prediction_counts_with_its_own_error() -> None:
    """Uniform p-values where both vary, Kolmogorov-Smirnov at level 1e-9; power as stated."""
    rng = np.random.default_rng(7)
    test, spread = EstimatedMeanTest(), 0.2
    pairs = [(mean_sums(rng), (3 + spread * rng.standard_normal(), spread)) for _ in range(REPEATS)]
    found = [test.compare(total, predicted) for total, predicted in pairs]
    assert stats.kstest([c.p_value for c in found], "uniform").pvalue > 1e-9
    stated = float(np.mean([c.resolution for c in found]))
    for factor in (1 + stated, 1 - stated):
        wrong = [
            test.compare(mean_sums(rng), (3 * factor + spread * rng.standard_normal(), spread))
            for _ in range(100)
        ]
        assert sum(not c.accepted for c in wrong) >= 90


@pytest.mark.parametrize(("n", "seen"), [(50, 0), (50, 1), (50, 7), (50, 50), (1000, 30)])
@pytest.mark.parametrize("bound", [1e-6, 0.03, 0.5, 1.0, 2.0])
def test_tails_are_held_against_their_bound_exactly(n, seen, bound) -> None:
    """Against SciPy's own binomial test."""
    found = TailTest().compare(np.array([n, seen]), bound)
    exact = stats.binomtest(seen, n, min(bound, 1.0), alternative="greater").pvalue
    assert found.p_value == pytest.approx(exact, rel=1e-9)
    assert found.estimate == seen / n


def test_the_stated_probability_of_a_tail_is_seen_with_its_power() -> None:
    n, bound = 2000, 0.01
    stated = TailTest().compare(np.array([n, 0]), bound).resolution
    counts = np.random.default_rng(8).binomial(n, stated, 1000)
    rejected = sum(not TailTest().compare(np.array([n, c]), bound).accepted for c in counts)
    assert rejected >= 990
    assert bound < stated < 10 * bound


def test_a_correlation_of_one_allows_no_other() -> None:
    x = np.random.default_rng(9).standard_normal(100)
    total = np.array([100, x @ x, 4 * x @ x, 2 * x @ x])
    some = correlation_sums(np.random.default_rng(9))
    for sign in (1, -1):
        signed = total * np.array([1, 1, 1, sign])
        assert CorrelationTest().compare(signed, float(sign)).accepted
        assert not CorrelationTest().compare(some, float(sign)).accepted


def test_no_variance_left_means_none() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.standard_normal((2, 100))
    rows = np.stack([2 * x - y, x, y])
    total = np.concatenate([[100], (rows @ rows.T)[np.triu_indices(3)]])
    assert ResidualVarianceTest().compare(total, 0.0).accepted
    assert not ResidualVarianceTest().compare(residual_sums(rng), 0.0).accepted


def test_fractions_find_the_one_wrong_bin_and_allow_the_bias() -> None:
    rng = np.random.default_rng(5)
    rows = np.array([0.2, 0.5, 0.3]) + 0.001 * rng.standard_normal((40, 3))
    total = np.concatenate([[40], rows.sum(0), (rows**2).sum(0)])
    test = FractionsTest(bias=0.005)
    assert test.compare(total, np.array([0.2, 0.5, 0.3])).accepted
    assert test.compare(total, np.array([0.204, 0.5, 0.296])).accepted
    wrong = test.compare(total, np.array([0.2, 0.52, 0.28]))
    assert not wrong.accepted
    assert wrong.predicted in (0.52, 0.28)


def test_of_bins_that_are_all_rejected_beyond_doubt_the_farthest_is_shown() -> None:
    rows = np.tile([0.2, 0.5, 0.3], (40, 1))  # no spread at all: every p-value is 0
    total = np.concatenate([[40], rows.sum(0), (rows**2).sum(0)])
    found = FractionsTest(bias=0.0).compare(total, np.array([0.25, 0.4, 0.35]))
    assert (found.p_value, found.predicted) == (0.0, 0.4)


def test_an_experiment_samples_unless_it_says_that_it_counts() -> None:
    sampled = Experiment("name", "what", {}, lambda _rng, _draws: np.zeros(2), 8, MeanTest())
    assert not sampled.counts


@pytest.mark.parametrize(
    ("test", "sums", "truth"),
    [
        (partial(VarianceTest), variance_sums, 1.0),
        (partial(ResidualVarianceTest), residual_sums, 1.0),
        (partial(CorrelationTest), correlation_sums, 0.4),
        (partial(MeanTest), mean_sums, 3.0),
        (partial(GrowthTest, 10, 2.0, 0.0), growth_sums, 2.0045),
        (partial(EstimatedMeanTest), mean_sums, (3.0, 0.1)),
        (partial(TailTest), lambda rng: np.array([100, rng.binomial(100, 0.2)]), 0.2),
    ],
)
def test_a_test_of_another_level_rejects_at_it_and_resolves_accordingly(test, sums, truth) -> None:
    """A lax test rejects what it should, and sees smaller errors than a strict one."""
    rng = np.random.default_rng(10)
    lax, strict = test(level=0.3), test(level=1e-12)
    total = sums(rng)
    assert lax.compare(total, truth).level == 0.3
    assert lax.compare(total, truth).resolution < strict.compare(total, truth).resolution
    samples = [sums(rng) for _ in range(200)]
    rejected = sum(not lax.compare(sample, truth).accepted for sample in samples)
    assert 10 < rejected < 100  # 60 are expected, fewer of the tail's steps
    assert all(strict.compare(sample, truth).accepted for sample in samples)

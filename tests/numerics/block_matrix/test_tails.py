"""Sampled tails obey Lemma 4's bound, and contradict bounds with a smaller constant.

Level: each binomial limit errs with probability at most 1e-9, whatever the law.
"""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.samplers import eigenvalues
from glassproof.numerics.block_matrix.tails import (
    binomial_limits,
    mean_eigenvalue,
    mean_regularised_log,
    sampled_tails,
)
from glassproof.numerics.work.streams import stream


@given(st.integers(1, 300), st.data(), st.floats(1e-9, 0.5))
def test_binomial_limits_invert_the_exact_test(trials, data, level):
    """At the limits the one-sided binomial tails equal level/2 (scipy's binomial law)."""
    successes = data.draw(st.integers(0, trials))
    low, high = binomial_limits(successes, trials, level)
    assert low <= successes / trials <= high
    if successes:
        assert stats.binom.sf(successes - 1, trials, low) == pytest.approx(level / 2, rel=1e-6)
    if successes < trials:
        assert stats.binom.cdf(successes, trials, high) == pytest.approx(level / 2, rel=1e-6)


PLACES = [
    {"x": 0.0, "x1": 0.0, "kappa": 0.5, "b": 1.0, "b1": 0.0},
    {"x": 0.3, "x1": 1.1, "kappa": 0.85, "b": 1.0, "b1": 0.5},
    {"x": 0.5, "x1": -4.0, "kappa": 0.3, "b": 0.5, "b1": 2.0},
    {"x": 30.0, "x1": 100.0, "kappa": 0.5, "b": 1.0, "b1": 1.0},
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("N", "draws"), [(4, 4000), (10, 3000), (40, 400)])
@pytest.mark.parametrize("epsilon", [1.0, 0.03])
def test_the_logarithm_obeys_the_bound(place, N, draws, epsilon):
    """Inside the bulk and far outside. The widths are those at which the bound is 1, ..., 1e-3."""
    statistic = partial(mean_regularised_log, epsilon=epsilon)
    size = round(place["kappa"] * N)
    spread = place["b"] ** 2 + place["b1"] ** 2 * N / size
    unit = math.sqrt(2 * spread) / (2 * epsilon * N)
    levels = (1.0, 0.1, 0.01, 0.001)
    widths = [unit * math.sqrt(math.log(2 / level)) for level in levels]
    tails = sampled_tails(
        widths, statistic=statistic, slope=1 / (2 * epsilon), N=N, draws=draws, seed=1, **place
    )
    assert [tail.bound for tail in tails] == pytest.approx(levels)
    assert not any(tail.contradicts for tail in tails)


@pytest.mark.parametrize("broken", [1.0, 0.25])
def test_the_comparison_has_power(broken):
    """The mean eigenvalue at b1 = 0 attains the constant: with V four times smaller (the slope
    halved) the bound is rejected, with V itself it is not. P(exceedance) = 2 (1 - Phi(2)) = 0.0455
    against 2 exp(-8) = 0.0007: 4000 trials see it with certainty."""
    [tail] = sampled_tails(
        [2 / 10],
        statistic=mean_eigenvalue,
        slope=math.sqrt(broken),
        N=10,
        draws=4000,
        seed=2,
        x=0.4,
        x1=0.0,
        kappa=0.5,
        b=1.0,
        b1=0.0,
    )
    assert tail.lower < 2 * stats.norm.sf(2) < tail.upper
    assert tail.contradicts == (broken < 1)


def test_the_logarithm_itself_has_an_exponential_lower_tail():
    """P(|det H| < exp(-t)) decreases like exp(-t), not like a Gaussian: at N = 2 inside the bulk
    the frequencies at t = 4, 6 have ratio exp(2) within 6.2 Poisson errors."""
    spectra = eigenvalues(N=2, kappa=0.5, b=1, b1=1, x=0.2, x1=0.1, draws=200_000, rng=stream(3))
    logs = np.log(np.abs(spectra)).sum(axis=1)
    first, second = ((logs < -t).sum() for t in (4, 6))
    assert abs(second - first * math.exp(-2)) < 6.2 * math.sqrt(second)
    assert second > 100


def test_bad_input_is_refused():
    options = {"statistic": mean_eigenvalue, "slope": 1, "N": 4, "draws": 2, "seed": 1, **PLACES[0]}
    with pytest.raises(DomainError, match="give positive widths"):
        sampled_tails([0.1, 0.0], **options)
    with pytest.raises(DomainError, match="slope = 0"):
        sampled_tails([0.1], **{**options, "slope": 0})
    with pytest.raises(DomainError, match="successes = 3"):
        binomial_limits(3, 2, 0.1)
    with pytest.raises(DomainError, match=r"trials = 0 .* >= 1"):
        binomial_limits(0, 0, 0.1)

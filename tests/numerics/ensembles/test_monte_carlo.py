"""Means in log space: error bars that hold, and the rate at which values approach their limit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.monte_carlo import Estimate, log_mean_exp
from glassproof.numerics.work.streams import stream
from tests.numerics.finite_size import convergence
from tests.numerics.goe_determinant import log_expected_determinant_goe


def semicircle(x):
    """The integral of log|lambda - x| over the semicircle on [-sqrt(2), sqrt(2)]."""
    inside = x**2 / 2 - 0.5 - math.log(2) / 2
    if abs(x) <= math.sqrt(2):
        return inside
    root = math.sqrt(x**2 - 2)
    return inside - abs(x) * root / 2 + math.log((abs(x) + root) / math.sqrt(2))


@given(st.lists(st.floats(-700, 700), min_size=2, max_size=30), st.floats(-1e5, 1e5))
def test_the_mean_in_log_space(logs, shift):
    """Shifting the logs shifts the estimate, and nothing overflows."""
    estimate = log_mean_exp(logs)
    scaled = math.log(math.fsum(math.exp(v - max(logs)) for v in logs) / len(logs)) + max(logs)
    assert estimate.value == pytest.approx(scaled, rel=1e-12, abs=1e-12)
    moved = log_mean_exp([v + shift for v in logs])
    assert moved.value == pytest.approx(estimate.value + shift, rel=1e-9, abs=1e-9)
    assert 1 - 1e-9 <= estimate.effective_draws <= len(logs) * (1 + 1e-9)
    assert 0 <= estimate.standard_error < math.inf


def test_error_bar_of_a_light_tail_is_the_usual_one():
    """Weights with 1 % spread: relative standard deviation over sqrt(n), to 1 %."""
    logs = 0.01 * stream(1).standard_normal(10_000)
    weights = np.exp(logs)
    usual = weights.std() / weights.mean() / 100
    assert log_mean_exp(logs).standard_error == pytest.approx(usual, rel=0.01)


def test_error_bar_of_a_heavy_tail_covers_the_truth():
    """Lognormal weights, log-variance 16, 200 draws: the truth, exp(8), is far in the tail. Over
    300 repetitions the error bar covers it within 4 (level below 1e-9 each if it is honest); the
    sample's own relative error does not."""
    naive_misses = 0
    for repetition in range(300):
        logs = 4 * stream(2, repetition).standard_normal(200)
        estimate = log_mean_exp(logs)
        assert abs(estimate.deviations(8)) < 4
        naive = math.sqrt((1 - estimate.effective_draws / 200) / estimate.effective_draws)
        naive_misses += abs(estimate.value - 8) > 4 * naive
    assert naive_misses > 30


def test_singular_draws_count_as_zero():
    estimate = log_mean_exp([-math.inf, 0.0, 0.0, 0.0])
    assert estimate.value == pytest.approx(math.log(0.75), rel=1e-14)
    assert log_mean_exp([-math.inf, -math.inf]).value == -math.inf


def exact_estimate(x):
    """The exact values as estimates with an error bar of 0.01/N: the fit alone is tested."""
    return lambda N: Estimate(float(log_expected_determinant_goe(x, N=N)), 0.01 / N, 1, 1)


@pytest.mark.parametrize(("x", "rate"), [(0.0, 0.5), (0.7, 0.5), (1.8, 0.0), (3.0, 0.0)])
def test_first_correction_of_the_goe(x, rate):
    """(log N)/(2N) inside the bulk, none outside; corrections of order 1/N^2 move the fitted
    coefficient by less than 0.02 from N = 50 on."""
    fit = convergence(exact_estimate(x), sizes=(50, 200, 500, 2000), limit=semicircle(x))
    assert fit.log_coefficient == pytest.approx(rate, abs=0.02)


def test_bad_input_is_refused():
    with pytest.raises(DomainError, match="logs has 1 entries"):
        log_mean_exp([1.0])

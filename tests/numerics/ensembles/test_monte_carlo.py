"""Sampled log E|det H|: against exact values at every size, with error bars that hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.exact_determinant import log_expected_determinant_goe
from glassproof.numerics.ensembles.monte_carlo import (
    Estimate,
    convergence,
    log_expected_determinant,
    log_mean_exp,
)
from glassproof.numerics.work.chunks import run_chunks
from glassproof.numerics.work.streams import stream

GOE = {"x1": 0.0, "kappa": 0.5, "b": 1.0, "b1": 0.0}


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


@pytest.mark.parametrize("x", [0.0, 0.7, math.sqrt(2), 1.6, 3.0])
@pytest.mark.parametrize(("N", "draws"), [(2, 20_000), (10, 10_000), (50, 3000), (200, 200)])
def test_against_the_exact_mean(N, draws, x):
    """b1 = 0, inside the bulk, at the edge and outside: within 6.2 standard errors (level below
    1e-9). Power: where the error bar of log E|det| is below 0.05, a shift of the exact
    value by log 2 (a factor 2 in the determinant) lies outside."""
    estimate = log_expected_determinant(x, N=N, draws=draws, seed=7, **GOE)
    exact = float(log_expected_determinant_goe(x, N=N))
    assert abs(estimate.deviations(exact)) < 6.2
    if N * estimate.standard_error < 0.05:
        assert abs(estimate.deviations(exact + math.log(2) / N)) > 6.2


def test_error_bars_are_calibrated_outside_the_bulk():
    """x = 3, N = 20: the deviations of 100 estimates have mean square 1 to 6.2 sd (chi-square)."""
    exact = float(log_expected_determinant_goe(3, N=20))
    deviations = [
        log_expected_determinant(3, N=20, draws=100, seed=seed, **GOE).deviations(exact)
        for seed in range(100)
    ]
    assert abs(np.mean(np.square(deviations)) - 1) < 6.2 * math.sqrt(2 / 100)


def test_the_estimate_does_not_depend_on_what_is_stored():
    """Chunks taken from a store give the same estimate, bit for bit."""
    options = {"N": 300, "x1": 1.5, "kappa": 0.9, "b": 1.0, "b1": 0.5, "draws": 150, "seed": 3}

    class Memory(dict):
        def put(self, key, value):
            self[key] = value

    store = Memory()
    first = log_expected_determinant(0.3, **options, store=store)
    del store[1]
    assert len(store) >= 1
    assert log_expected_determinant(0.3, **options, store=store) == first
    assert log_expected_determinant(0.3, **options) == first


def test_shifts_share_their_matrices():
    """Far outside, the derivative in x of the estimate is 1/x to the order of the spectrum."""
    options = {"N": 30, "draws": 50, "seed": 1, **GOE}
    near, far = (log_expected_determinant(x, **options).value for x in (1e3, 1.001e3))
    assert far - near == pytest.approx(math.log(1.001), rel=1e-5)


def exact_estimate(x):
    """The exact values as estimates with an error bar of 0.01/N: the fit alone is tested."""
    return lambda N: Estimate(float(log_expected_determinant_goe(x, N=N)), 0.01 / N, 1, 1)


@pytest.mark.parametrize(("x", "rate"), [(0.0, 0.5), (0.7, 0.5), (1.8, 0.0), (3.0, 0.0)])
def test_first_correction_of_the_goe(x, rate):
    """(log N)/(2N) inside the bulk, none outside; corrections of order 1/N^2 move the fitted
    coefficient by less than 0.02 from N = 50 on."""
    fit = convergence(exact_estimate(x), sizes=(50, 200, 500, 2000), limit=semicircle(x))
    assert fit.log_coefficient == pytest.approx(rate, abs=0.02)


def test_convergence_of_sampled_values():
    """N = 20 to 200 at x = 0.7: the coefficient of log N agrees with 1/2 within 6.2 errors, and
    the fit is good (chi-square of two degrees of freedom below its 1e-9 quantile, 41)."""

    def estimate(N):
        return log_expected_determinant(0.7, N=N, draws=60_000 // N, seed=4, **GOE)

    fit = convergence(estimate, sizes=(20, 50, 100, 200), limit=semicircle(0.7))
    assert abs(fit.log_coefficient - 0.5) < 6.2 * fit.log_coefficient_error
    assert fit.chi_square < 41
    assert fit.sizes == (20, 50, 100, 200)


def test_bad_input_is_refused():
    with pytest.raises(DomainError, match="draws = 1"):
        log_expected_determinant(0, N=5, draws=1, seed=1, **GOE)
    with pytest.raises(DomainError, match="x contains nan"):
        log_expected_determinant(math.nan, N=5, draws=2, seed=1, **GOE)
    with pytest.raises(DomainError, match="logs has 1 entries"):
        log_mean_exp([1.0])
    with pytest.raises(DomainError, match="two different sizes"):
        convergence(exact_estimate(0), sizes=(50, 50), limit=0)
    with pytest.raises(DomainError, match="no error bar"):
        convergence(lambda N: Estimate(1 / N, 0.0, 2, 2), sizes=(2, 3), limit=0)


def test_chunks_cover_the_draws_once():
    """Draws are neither lost nor repeated at the chunks' borders: their streams differ."""
    seen = []

    class Recorder(dict):
        def put(self, key, value):
            seen.append((key, value))

    log_expected_determinant(0, N=300, draws=150, seed=1, store=Recorder(), **GOE)
    values = np.concatenate([value for _, value in seen])
    assert values.size == np.unique(values).size == 150
    assert run_chunks(len, []) == []

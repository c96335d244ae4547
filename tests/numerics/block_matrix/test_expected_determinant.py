"""Sampled log E|det H|: against exact values at every size, with error bars that hold."""

import math

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.expected_determinant import log_expected_determinant
from glassproof.numerics.work.chunks import run_chunks
from tests.numerics.finite_size import convergence
from tests.numerics.goe_determinant import log_expected_determinant_goe

GOE = {"x1": 0.0, "kappa": 0.5, "b": 1.0, "b1": 0.0}


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


def test_convergence_of_sampled_values():
    """N = 20 to 200 at x = 0.7: the coefficient of log N agrees with 1/2 within 6.2 errors, and
    the fit is good (chi-square of two degrees of freedom below its 1e-9 quantile, 41)."""

    limit = 0.7**2 / 2 - 0.5 - math.log(2) / 2  # int log|lambda - x| of the semicircle

    def estimate(N):
        return log_expected_determinant(0.7, N=N, draws=60_000 // N, seed=4, **GOE)

    fit = convergence(estimate, sizes=(20, 50, 100, 200), limit=limit)
    assert abs(fit.log_coefficient - 0.5) < 6.2 * fit.log_coefficient_error
    assert fit.chi_square < 41
    assert fit.sizes == (20, 50, 100, 200)


def test_bad_input_is_refused():
    with pytest.raises(DomainError, match="draws = 1"):
        log_expected_determinant(0, N=5, draws=1, seed=1, **GOE)
    with pytest.raises(DomainError, match="x contains nan"):
        log_expected_determinant(math.nan, N=5, draws=2, seed=1, **GOE)


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

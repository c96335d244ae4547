"""Above the transition: log Z, moments of overlaps, exact second moments, TAP iterations."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.enumeration import Enumeration
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.high_temperature import (
    layered_log_partition,
    log_partition_finite_size,
    log_second_moment,
    overlap_covariances,
)
from glassproof.numerics.layered_spins.tap import expected_squares, iterated, least_eigenvalues
from glassproof.numerics.layered_spins.temperature import temperature


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the executors have it."""
    with threadpool_limits(limits=1):
        yield


def _sampled(layers, draws, seed=0):
    rng = np.random.default_rng(seed)
    for _ in range(draws):
        yield Enumeration(layers, [W[0] for W in layers.sampled_couplings(rng, 1)])


def test_the_mean_of_log_z_and_what_it_would_be_without_the_correction():
    layers, T, draws = Layers((60, 7, 50, 2), (0.02, 0.03, 0.04)), 1.05, 600
    assert temperature(layers) < T
    values = np.array(
        [
            one.log_partition(1 / T)
            - (sum((W**2).sum() for W in one.couplings) - layers.total_variance) / (2 * T**2)
            for one in _sampled(layers, draws)
        ]
    )
    error = values.std() / np.sqrt(draws)
    expected = layered_log_partition(layers.widths, layers.variances, T)
    _, log_inverse = np.linalg.slogdet(overlap_covariances(layers, T))
    assert abs(values.mean() - expected) < 5 * error + log_inverse / 30
    assert abs(values.mean() - expected - log_inverse / 4) > 5 * error


def test_the_next_term_is_seen_in_small_glasses():
    layers, T, draws = Layers((30, 5, 30), (1 / 16, 1 / 16)), 1.5, 8000
    values = np.array(
        [
            one.log_partition(1 / T) - sum((W**2).sum() for W in one.couplings) / (2 * T**2)
            for one in _sampled(layers, draws, seed=3)
        ]
    )
    error = values.std() / np.sqrt(draws)
    limit = layered_log_partition(layers.widths, layers.variances, T)
    gap = values.mean() - (limit - layers.total_variance / (2 * T**2))
    assert abs(gap - log_partition_finite_size(layers, T)) < 4 * error < gap


def test_squared_overlaps_of_enumerated_glasses():
    layers, T, draws = Layers((60, 8, 60), (1 / 60, 1 / 60)), 1.15, 300
    place = np.repeat(np.arange(3), layers.widths)
    total = np.zeros((3, 3))
    for one in _sampled(layers, draws):
        (C,) = one.correlations([1 / T])
        for a, b in itertools.product(range(3), repeat=2):
            total[a, b] += (C[np.ix_(place == a, place == b)] ** 2).sum() / draws
    scaled = total / np.sqrt(np.outer(layers.widths, layers.widths))
    np.testing.assert_allclose(scaled, overlap_covariances(layers, T), rtol=0.12, atol=0.02)


def test_the_second_moment_is_the_sum_over_all_pairs_of_states():
    layers, T = Layers((2, 3, 2), (0.4, 0.7)), 1.1
    total = 0.0
    for s in itertools.product((-1, 1), repeat=layers.spins):
        sums = [sum(s[:2]), sum(s[2:5]), sum(s[5:])]
        exponent = sum(v * a * b for v, a, b in zip(layers.variances, sums, sums[1:], strict=False))
        total += np.exp(exponent / T**2) / 2**layers.spins
    assert log_second_moment(layers, T) == pytest.approx(np.log(total), rel=1e-12)


def test_the_iteration_is_the_linear_recursion_whose_growth_makes_the_hessian_singular():
    layers = Layers((30, 50, 20), (0.03, 0.02))
    T, rng = 0.9 * temperature(layers), np.random.default_rng(1)
    found = iterated(layers, T, rng, 1, steps=8, memory=True)[0] @ np.array(layers.widths)
    rng = np.random.default_rng(1)
    J = layers.matrix(layers.sampled_couplings(rng, 1))[0] / T
    D = np.diag(layers.per_spin(layers.onsager)) / T**2
    m, before, squares = rng.choice([-1.0, 1.0], layers.spins), np.zeros(layers.spins), []
    for _ in range(9):
        squares.append(m @ m)
        m, before = J @ m - D @ before, m
    np.testing.assert_allclose(found, squares, rtol=1e-4)
    one = np.eye(len(J))
    growth = np.linalg.eigvals(np.block([[J, -D], [one, 0 * J]]))
    for mu in growth[::66]:
        hessian = one + D / mu**2 - J / mu
        assert np.min(np.abs(np.linalg.eigvals(hessian))) < 1e-8


@pytest.mark.parametrize("factor", [0.7, 1.4])
def test_mean_squares_of_the_iteration(factor):
    layers = Layers((150, 200, 100), (1 / 150, 1 / 200))
    T = factor * temperature(layers)
    found = iterated(layers, T, np.random.default_rng(0), 60, steps=5, memory=True)
    error = found.std(axis=0) / np.sqrt(60)
    gap = np.abs(found.mean(axis=0) - expected_squares(layers, T, 5))
    assert np.all(gap < 5 * error + 0.1 * expected_squares(layers, T, 5))
    wrong = iterated(layers, T, np.random.default_rng(0), 60, steps=5, memory=False)
    assert np.all(wrong[:, -1].mean(axis=0) > 2 * found[:, -1].mean(axis=0))


def test_sampled_hessians_are_positive_on_both_sides():
    layers = Layers((100, 150, 50), (0.01, 0.01))
    for factor in (0.6, 1.5):
        T = factor * temperature(layers)
        assert least_eigenvalues(layers, T, np.random.default_rng(0), 4).min() > 0


@pytest.mark.parametrize("T", [1.0, 0.5, np.nan, "hot"])
def test_below_the_transition_there_is_no_high_temperature_expansion(T):
    with pytest.raises(DomainError, match="temperature"):
        layered_log_partition([16, 16], [1 / 16], T)

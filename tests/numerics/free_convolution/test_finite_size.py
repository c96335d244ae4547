"""Corrections of order 1/N, against exact moments and against sampled matrices."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
import sympy as sp
from threadpoolctl import threadpool_limits

from glassproof.numerics.ensembles.wigner_type import gaussian, sample_covariance, signs
from glassproof.numerics.free_convolution.finite_size import (
    Damped,
    Noise,
    Spiked,
    bin_counts,
    chance_beyond,
)
from glassproof.numerics.free_convolution.measures import atomic, centred_covariance, semicircle
from glassproof.numerics.free_convolution.subordination import FreeSum


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the executors have it."""
    with threadpool_limits(limits=1):
        yield


def test_the_mean_of_the_resolvent_has_the_moments_of_the_gaussian_ensemble():
    """E tr X^2k/N = 1 + 1/N, 2 + 5/N + .., 5 + 22/N + ..: 4^k - C(2k, k) halved is the 1/N."""
    lam = 40.0
    corrected = Damped(np.zeros(8), lam).diagonal[0]
    second = [(4**k - comb(2 * k, k)) / 2 for k in range(1, 12)]
    assert second[:3] == [1, 5, 22]
    exact = sum(m / lam ** (2 * k + 1) for k, m in enumerate(second, start=1))
    assert corrected == pytest.approx(exact, rel=1e-12)


def test_corrections_without_a_bulk_are_those_of_one_closed_form():
    lam = sp.Symbol("lambda", positive=True)
    g = (lam - sp.sqrt(lam**2 - 4)) / 2
    mean = g**3 / (1 - g**2) ** 2
    error = -sp.diff(mean, lam) - 2 * g * mean  # of E R^2 - 2 g E R + g^2
    found = Damped(np.zeros(6), 2.5)
    assert found.diagonal[0] == pytest.approx(float(mean.subs(lam, 2.5)), rel=1e-12)
    assert found.vector_error[1] == pytest.approx(float(error.subs(lam, 2.5)), rel=1e-12)


@pytest.mark.parametrize(("lam", "spread"), [(3.2, 0.0), (4.2, 1.0)])
def test_corrections_of_forms_and_vectors_are_seen(lam, spread):
    N, draws, rng = 24, 6000, np.random.default_rng(0)
    given = Damped(spread * np.repeat([1.0, -1.0], N // 2), lam)
    Q, half = given.equivalent, N // 2
    found = np.empty((draws, 3))
    for row in found:
        R = np.linalg.inv(gaussian(N, rng) + np.diag(given.values + lam))
        block = R[:half, :half]
        off = (block**2).sum() - (np.diagonal(block) ** 2).sum()
        row[:] = (
            np.diagonal(block).mean(),
            ((R - np.diag(Q)) ** 2).sum() / N,
            N * off / (half * (half - 1)),
        )
    limits, corrections = np.array(
        [(Q[0], given.diagonal[0]), given.vector_error, given.square(0, 1)]
    ).T
    error = found.std(axis=0) / np.sqrt(draws)
    rest = np.abs(found.mean(axis=0) - limits - corrections / N)
    assert np.all(rest < 5 * error + np.abs(corrections) / N / 2)
    assert np.abs(found.mean(axis=0) - limits)[1] > 5 * error[1]


SPIKES = [
    (gaussian, Noise(), 2.0, (0.0,), (23,)),
    (signs, Noise(kurtosis=-2, diagonal=-1), 2.0, (0.0,), (23,)),
    (gaussian, Noise(), -4.0, (2.0, -1.0), (6, 17)),
    (sample_covariance(0.25), Noise(r=0.5), 3.0, (0.0,), (23,)),
]


@pytest.mark.parametrize(("law", "noise", "theta", "atoms", "counts"), SPIKES)
def test_the_mean_outlier_and_its_overlap(law, noise, theta, atoms, counts):
    draws, rng = 3000, np.random.default_rng(1)
    given = Spiked(theta, atoms, counts, noise)
    N, side = given.size, -1 if theta > 0 else 0
    O = np.linalg.qr(rng.standard_normal((N, N)))[0]
    A = (O * np.append(np.repeat(atoms, counts), theta)) @ O.T
    found = np.empty((draws, 2))
    for row in found:
        values, vectors = np.linalg.eigh(law(N, rng) + A)
        row[:] = values[side], (vectors[:, side] @ O[:, -1]) ** 2
    error = found.std(axis=0) / np.sqrt(draws)
    rest = np.abs(found.mean(axis=0) - (given.position(), given.overlap()))
    assert np.all(rest < 5 * error + 4 / N**2 * np.array([abs(theta), 2.0]))


@pytest.mark.parametrize(
    ("law", "noise"),
    [
        (gaussian, Noise()),
        (signs, Noise(kurtosis=-2, diagonal=-1)),
        (sample_covariance(0.25), Noise(r=0.5)),
    ],
)
def test_eigenvalues_in_bins_beside_the_limit(law, noise):
    ends, rng = np.array([-9.0, -1.2, 0.5, 1.1, 9.0]), np.random.default_rng(2)
    N, draws = 16, 16_000
    O = np.linalg.qr(rng.standard_normal((N, N)))[0]
    A = (O * np.repeat([1.0, -1.0], N // 2)) @ O.T
    each = [np.histogram(np.linalg.eigvalsh(law(N, rng) + A), ends)[0] for _ in range(draws)]
    error = np.std(each, axis=0) / np.sqrt(draws)
    free = FreeSum(
        atomic([1, -1], [0.5, 0.5]), centred_covariance(0.25) if noise.r else semicircle()
    )
    x = np.linspace(-9, 9, 18001)
    below = np.concatenate([[0.0], np.cumsum(free.density((x[1:] + x[:-1]) / 2)) * 0.001])
    masses = np.diff(np.interp(ends, x, below))
    found = np.mean(each, axis=0) - N * masses
    expected = bin_counts([1.0, -1.0], [0.5, 0.5], noise, ends)
    assert expected.sum() == pytest.approx(0, abs=1e-9)
    assert np.abs(expected).max() > 8 * error.max()
    assert np.all(np.abs(found - expected) < 4 * error)


def test_the_bound_of_the_largest_eigenvalue_bounds():
    rng, values = np.random.default_rng(3), np.repeat([1.0, -1.0], 10)
    largest = [np.linalg.eigvalsh(gaussian(20, rng) + np.diag(values))[-1] for _ in range(2000)]
    for level in (2.2, 2.7, 3.0, 3.3):
        assert np.mean(np.array(largest) > level) <= chance_beyond(values, level)
    assert chance_beyond(values, 3.5) < 0.02

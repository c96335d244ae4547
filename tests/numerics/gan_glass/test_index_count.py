"""Expected counts by index against enumerated glasses, exact counts and the count without index.

Comparisons are at 6 standard errors (two-sided level 2e-9 by the central limit theorem); the seeds
are fixed.
"""

import math
from functools import cache

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.expected_count import expected_count, log_expected_count
from glassproof.numerics.gan_glass.index_count import log_expected_count_by_index
from glassproof.numerics.gan_glass.nature.critical_points import count_draws
from glassproof.numerics.work.executors import executor
from glassproof.numerics.work.streams import stream

SIGMAS = 6.0


def count(**options):
    found = log_expected_count_by_index(**{"draws": 300, "seed": 1, **options})
    return math.exp(found.value), math.exp(found.value) * found.standard_error


GLASSES = {
    "two circles": ({"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 0.7}, 1500),
    "sphere and circle": ({"n_D": 3, "n_G": 2, "p": 2, "q": 1, "sigma_z": 0.5}, 40),
}
INDICES = {
    "two circles": [(0, 0), (0, 1), (1, 0), (1, 1), (None, 0), (1, None)],
    "sphere and circle": [(0, 0), (1, 1), (2, 0), (0, None)],
}
CASES = [(name, pair) for name in GLASSES for pair in INDICES[name]]


@cache
def census(name):
    """Every critical point of drawn glasses, by enumeration."""
    glass, draws = GLASSES[name]
    found = count_draws(**glass, draws=draws, rng=stream(2))
    assert not found.failures
    return found


def enumerated(name, **chosen):
    counts = census(name).counts(**chosen)
    return counts.mean(), counts.std(ddof=1) / math.sqrt(len(counts))


@pytest.mark.parametrize("bounds", [{}, {"u_D": -0.3, "u_G": 0.4}], ids=["free", "bounded"])
@pytest.mark.parametrize(("name", "pair"), CASES)
def test_counts_by_index_are_those_of_enumerated_glasses(name, pair, bounds):
    chosen = {"k_D": pair[0], "k_G": pair[1], **bounds}
    mean, error = count(**GLASSES[name][0], **chosen)
    other, noise = enumerated(name, **chosen)
    noise = max(noise, math.sqrt(mean / census(name).draws))  # of rare points, Poisson's
    assert abs(mean - other) < SIGMAS * math.hypot(error, noise)


@pytest.mark.parametrize(
    "flaw", [{"k_D": 1}, {"k_G": 1}, {"sigma_z": 1.4}, {"u_D": 0.3}], ids=lambda f: next(iter(f))
)
def test_the_comparison_has_power(flaw):
    """Low minima in both losses: an index, a noise or a bound that is wrong is seen."""
    glass = GLASSES["two circles"][0]
    chosen = {"k_D": 0, "k_G": 0, "u_D": -0.3, "u_G": 0.4}
    mean, error = count(**{**glass, **chosen, **flaw})
    other, noise = enumerated("two circles", **chosen)
    assert abs(mean - other) > SIGMAS * math.hypot(error, noise)


@pytest.mark.parametrize(("size", "index"), [(5, 0), (5, 2), (12, 0), (12, 6), (30, 0), (30, 15)])
def test_a_quadratic_glass_has_four_points_of_every_index(size, index):
    """p = 2 and sigma_z -> 0, w_G two points: the eigenvectors of a symmetric matrix, twice."""
    mean, error = count(n_D=size, n_G=1, p=2, q=1, sigma_z=1e-7, k_D=index, draws=200)
    assert abs(mean - 4) < SIGMAS * error
    assert error < 0.8


@pytest.mark.parametrize("bounds", [{}, {"u_D": 0.5}, {"u_G": -1.0}], ids=str)
def test_indices_add_up_to_the_count_without_index(bounds):
    glass = {"n_D": 4, "n_G": 3, "p": 3, "q": 2, "sigma_z": 0.8, **bounds}
    parts = np.array([count(**glass, k_D=a, k_G=b) for a in range(4) for b in range(3)])
    total, error = expected_count(**glass, draws=40_000, seed=2)
    assert abs(parts[:, 0].sum() - total) < SIGMAS * math.hypot(error, np.linalg.norm(parts[:, 1]))


def test_without_indices_it_is_the_count_of_a_large_glass():
    glass = {"n_D": 45, "n_G": 5, "p": 3, "q": 3, "sigma_z": 1.0, "u_D": -5.0}
    found = log_expected_count_by_index(**glass, draws=100, seed=1)
    other = log_expected_count(**glass, draws=4000, seed=1)
    noise = math.hypot(found.standard_error, other.standard_error)
    assert abs(found.value - other.value) < SIGMAS * noise


def test_both_losses_change_sign_together():
    """Minima and maxima of both players are equally many, draw by draw in law."""
    glass = {"n_D": 12, "n_G": 4, "p": 3, "q": 1, "sigma_z": 0.6}
    minima, error = count(**glass, k_D=0, k_G=0)
    maxima, other = count(**glass, k_D=11, k_G=3)
    assert abs(minima - maxima) < SIGMAS * math.hypot(error, other)


def test_workers_change_nothing():
    glass = {"n_D": 14, "n_G": 4, "p": 3, "q": 3, "sigma_z": 1.0, "k_D": 2, "draws": 400, "seed": 1}
    one = log_expected_count_by_index(**glass)
    assert one == log_expected_count_by_index(**glass, executor=executor(jobs=2))


@pytest.mark.parametrize("sigma", [1e-6, 1e6])
def test_extreme_noises_give_numbers(sigma):
    mean, error = count(n_D=3, n_G=2, p=3, q=2, sigma_z=sigma, k_D=0, k_G=0)
    assert 0 < error < mean < math.inf


def test_impossible_bounds_give_no_point():
    glass = {"n_D": 3, "n_G": 2, "p": 3, "q": 2, "sigma_z": 1.0, "draws": 10, "seed": 1}
    assert log_expected_count_by_index(**glass, k_D=0, u_D=-math.inf).value == -math.inf


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"k_D": 3}, "k_D = 3, but n_D = 3 leaves 2 eigenvalues: give k_D < n_D"),
        ({"k_G": -1}, "k_G = -1"),
        ({"k_G": 0.5}, "k_G = 0.5"),
        ({"n_G": 0}, "n_G = 0"),
        ({"sigma_z": 0}, "sigma_z = 0"),
        ({"u_D": float("nan")}, "u_D"),
        ({"draws": 1}, "draws = 1"),
    ],
)
def test_bad_input_is_refused(change, message):
    glass = {"n_D": 3, "n_G": 2, "p": 3, "q": 2, "sigma_z": 1.0, "draws": 10, "seed": 1}
    with pytest.raises(DomainError, match=message):
        log_expected_count_by_index(**{**glass, **change})

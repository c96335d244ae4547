"""Searches per second: every critical point of a drawn glass.

Run with ``python -m pytest benchmarks/bench_critical_points.py``. One round solves ``draws``
glasses; ``extra_info`` holds the rate. The second method for two circles, homotopy with all
complex solutions, is the textbook baseline.
"""

from __future__ import annotations

import numpy as np
import pytest

from numerics.critical_points import count_draws
from numerics.homotopy import Term, solve_game
from numerics.tensors import Glass, sample_at_point


def _rate(benchmark, draws, work):
    work()  # compiles
    benchmark.pedantic(work, rounds=3)
    benchmark.extra_info["per_second"] = draws / benchmark.stats.stats.min


@pytest.mark.parametrize(("p", "q", "draws"), [(2, 1, 500), (3, 3, 300), (5, 5, 100)])
def test_two_circles(benchmark, p, q, draws):
    """Certified subdivision; the target is 200 searches per second at p = q = 3 on one core."""

    def work():
        rng = np.random.default_rng(0)
        census = count_draws(n_D=2, n_G=2, p=p, q=q, sigma_z=1, draws=draws, rng=rng)
        assert census.failures == {}

    _rate(benchmark, draws, work)


def test_two_circles_by_homotopy(benchmark):
    """The same at p = q = 3 by following all 144 complex solutions."""
    weights = np.array([-1.0, -1, 1, 1])

    def work():
        rng = np.random.default_rng(0)
        for _ in range(3):
            glass = Glass.sample(n_D=2, n_G=2, p=3, q=3, sigma_z=1, rng=rng)
            own = Term(slice(0, 2), 3, np.array([1.0, 1, 0, 0]), glass.coefficients_D)
            both = Term(slice(0, 4), 6, weights, glass.coefficients_G)
            assert solve_game([own, both], (2, 2), rng).complete

    _rate(benchmark, 3, work)


@pytest.mark.parametrize(
    ("n_D", "n_G", "q", "draws"), [(3, 2, 1, 10), (3, 3, 1, 4), (3, 3, 2, 1), (4, 3, 1, 1)]
)
def test_larger_spheres(benchmark, n_D, n_G, q, draws):
    """Homotopy with proven enclosures, p = 2."""

    def work():
        rng = np.random.default_rng(0)
        count_draws(n_D=n_D, n_G=n_G, p=2, q=q, sigma_z=1, draws=draws, rng=rng)

    _rate(benchmark, draws, work)


def test_statistics_at_a_point(benchmark):
    """Draws per second of losses, gradients and Hessian blocks at one point pair, p = q = 3."""

    def work():
        rng = np.random.default_rng(0)
        sample_at_point(n_D=3, n_G=3, p=3, q=3, sigma_z=1, draws=20_000, rng=rng)

    _rate(benchmark, 20_000, work)

"""Searches per second: every critical point of a drawn glass, with certificates.

Two circles are solved by certified subdivision. The textbook way there is homotopy: follow every
complex solution of the polynomial system.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.gan_glass.nature.critical_points import count_draws
from glassproof.numerics.gan_glass.nature.tensors import Glass, sample_at_point
from glassproof.numerics.polynomials.homotopy import Term, solve_game

CIRCLES = "two circles, p = {p}, q = {q}"
BY_HOMOTOPY = 3


def _count(*, n_D: int, n_G: int, p: int, q: int, draws: int) -> Any:
    rng = np.random.default_rng(0)
    return count_draws(n_D=n_D, n_G=n_G, p=p, q=q, sigma_z=1, draws=draws, rng=rng)


@pytest.mark.parametrize(("p", "q", "draws"), [(2, 1, 500), (3, 3, 300), (5, 5, 100)])
def bench_two_circles(benchmark: Any, p: int, q: int, draws: int) -> None:
    """Certified subdivision."""
    work = {"n_D": 2, "n_G": 2, "p": p, "q": q, "draws": draws}
    census = benchmark.pedantic(_count, (), work, rounds=3, warmup_rounds=1)
    record(benchmark, work=CIRCLES.format(p=p, q=q), way=OURS, points=draws)
    assert census.failures == {}


def bench_two_circles_same_draws(benchmark: Any) -> None:
    """As many draws as :func:`bench_two_circles_by_homotopy`."""
    work = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "draws": BY_HOMOTOPY}
    benchmark.pedantic(_count, (), work, rounds=3, warmup_rounds=1)
    record(benchmark, work=CIRCLES.format(p=3, q=3), way=PAIR, points=BY_HOMOTOPY)


def bench_two_circles_by_homotopy(benchmark: Any) -> None:
    """All 144 complex solutions at p = q = 3."""
    signs = np.array([-1.0, -1, 1, 1])

    def work() -> None:
        rng = np.random.default_rng(0)
        for _ in range(BY_HOMOTOPY):
            glass = Glass.sample(n_D=2, n_G=2, p=3, q=3, sigma_z=1, rng=rng)
            own = Term(slice(0, 2), 3, np.array([1.0, 1, 0, 0]), glass.coefficients_D)
            both = Term(slice(0, 4), 6, signs, glass.coefficients_G)
            assert solve_game([own, both], (2, 2), rng).complete

    benchmark.pedantic(work, rounds=2, warmup_rounds=1)
    record(benchmark, work=CIRCLES.format(p=3, q=3), way=TEXTBOOK, points=BY_HOMOTOPY)


@pytest.mark.parametrize(
    ("n_D", "n_G", "q", "draws"), [(3, 2, 1, 10), (3, 3, 1, 4), (3, 3, 2, 1), (4, 3, 1, 1)]
)
def bench_larger_spheres(benchmark: Any, n_D: int, n_G: int, q: int, draws: int) -> None:
    """Homotopy with proven enclosures, p = 2."""
    work = {"n_D": n_D, "n_G": n_G, "p": 2, "q": q, "draws": draws}
    benchmark.pedantic(_count, (), work, rounds=1)
    name = f"N_D = {n_D}, N_G = {n_G}, p = 2, q = {q}"
    record(benchmark, work=name, way=OURS, points=draws)


def bench_statistics_at_a_point(benchmark: Any) -> None:
    """Losses, gradients and Hessian blocks at one point pair, N_D = N_G = p = q = 3."""
    shape = {"n_D": 3, "n_G": 3, "p": 3, "q": 3, "sigma_z": 1, "draws": 20_000}
    benchmark.pedantic(lambda: sample_at_point(**shape, rng=np.random.default_rng(0)), rounds=3)
    record(benchmark, work="statistics at one point", way=OURS, points=20_000)

"""Theta: the grid of Fig. 3, the map of Fig. 6, sweeps of Figs. 8 and 9, beside the textbook way.

The textbook way is the paper's: at each (x, x1) of a grid the quartic's roots by numpy.roots at
every node of scipy.integrate.quad for the log-potential, then the maximum over the grid points of
the region. Its cost is one log-potential a grid point; it is timed on a few and multiplied by the
200 x 100 points of Figs. 5 and 6 (2000 x 100 for Figs. 8 and 9).
"""

from __future__ import annotations

import math
import time
import warnings

import numpy as np
import pytest
from scipy.integrate import quad

from numerics.complexity import theta
from numerics.glass import model
from numerics.index_map import index_map
from numerics.losses import least_loss_D, least_loss_G

FIGURE = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
BOUNDS_D, BOUNDS_G = np.linspace(-20.0, 5.0, 500)[:, None], np.linspace(-20.0, 5.0, 500)
NOISES, SHARES = np.logspace(-5, 2, 60), np.linspace(0.05, 0.95, 50)
POINTS, TEXTBOOK_GRID, TEXTBOOK_SWEEP = 4, 200 * 100, 2000 * 100


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """Compile before anything is timed."""
    theta([-9.0, -14.0], [-9.0, 1.0], **FIGURE)


@pytest.fixture(scope="module")
def textbook_potential() -> float:
    """Seconds of one log-potential by numpy.roots and scipy.integrate.quad."""
    shape = model(**FIGURE, k_D=None, k_G=None).landscape
    kappa, b, b1 = shape.kappa, shape.b, shape.b1
    c, rest = b1**2 / (kappa * b**2), 1.0 - kappa
    shifts = np.random.default_rng(1).normal(size=(POINTS, 2)) * b
    begin = time.perf_counter()
    for x, x1 in shifts:

        def density(z: float, x1: float = x1) -> float:
            P = np.array([1.0, -z, rest * b * b / 2])
            quartic = np.polymul(P, np.polyadd([1.0, x1, 0.0], c * P))
            roots = np.roots(np.polyadd(quartic, [kappa * b * b / 2, 0.0, 0.0]))
            return 2.0 / (math.pi * b * b) * max(0.0, float(np.max(-roots.imag)))

        reach = 2.0 * (b + b1) + abs(x1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            quad(lambda z, x=x: density(z) * math.log(abs(z - x)), -reach, reach, limit=100)
    return (time.perf_counter() - begin) / POINTS


def report(benchmark, textbook: float) -> None:
    benchmark.extra_info["textbook_seconds"] = textbook
    benchmark.extra_info["times_faster"] = textbook / benchmark.stats.stats.mean


def test_theta_grid(benchmark, textbook_potential: float) -> None:
    """500 x 500 bounds; the budget is 10 s."""
    values = benchmark.pedantic(theta, (BOUNDS_D, BOUNDS_G), FIGURE, rounds=3)
    assert values.shape == (500, 500)
    report(benchmark, textbook_potential * TEXTBOOK_GRID)


@pytest.mark.parametrize("joint", [True, False])
def test_index_map(benchmark, textbook_potential: float, joint: bool) -> None:
    """The largest k_D, k_G <= 29 on 500 x 500 bounds; the budget is 60 s."""
    options = {**FIGURE, "joint": joint}
    found = benchmark.pedantic(index_map, (BOUNDS_D, BOUNDS_G), options, rounds=1)
    assert found.k_D.shape == (500, 500)
    report(benchmark, textbook_potential * TEXTBOOK_GRID)


@pytest.mark.parametrize("least", [least_loss_D, least_loss_G])
def test_noise_sweep(benchmark, textbook_potential: float, least) -> None:
    """60 values of sigma_z at p = q = 5; the budget is 60 s."""
    options = {"p": 5, "q": 5, "sigma_z": NOISES, "kappa": 0.9}
    benchmark.pedantic(least, (), options, rounds=3)
    report(benchmark, textbook_potential * TEXTBOOK_SWEEP * NOISES.size)


@pytest.mark.parametrize("least", [least_loss_D, least_loss_G])
def test_share_sweep(benchmark, textbook_potential: float, least) -> None:
    """50 values of kappa at p = q = 5; the budget is 60 s."""
    options = {"p": 5, "q": 5, "sigma_z": 1.0, "kappa": SHARES}
    benchmark.pedantic(least, (), options, rounds=3)
    report(benchmark, textbook_potential * TEXTBOOK_SWEEP * SHARES.size)

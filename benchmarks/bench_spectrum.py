"""Density and log-potential beside the textbook way, on the same points in the same run.

The textbook way finds the four roots with numpy.roots at every point and keeps the physical one;
its log-potential is scipy.integrate.quad of log|lambda - x| times that density. Rates are values
per second: the number of points over the time of a round.

    python -m pytest benchmarks/bench_spectrum.py --benchmark-only

Floating-point operations per log-potential value, counted in the source of the kernel (additions,
multiplications, divisions, square roots and logarithms one each): preparation 15, two turns with
four semicircles 4 * 23 + 16, four Newton steps 4 * 96, judgement 22, closed form 31: about 560.
"""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from scipy.integrate import quad

from numerics.log_potential import log_potential, log_potential_gradient
from numerics.spectrum import density, edges

FIGURE_1 = {"x1": 1.1, "kappa": 0.9, "b": 1.0, "b1": 0.5}
FLOPS = 560
MANY, SOME, FEW = 10**6, 1000, 4


def _points(count):
    low, high = edges(**FIGURE_1)[[0, -1]]
    return np.random.default_rng(1).uniform(low - 1, high + 1, count)


def _textbook_density(z, x1, kappa, b, b1):
    ratio = b1 * b1 / (kappa * b * b)
    P = np.array([1, -z, (1 - kappa) * b * b / 2])
    quartic = np.polymul(P, np.polyadd([1, x1, 0], ratio * P))
    roots = np.roots(np.polyadd(quartic, [kappa * b * b / 2, 0, 0]))
    best = 0.0
    for s in roots[roots.imag > 0]:
        g_D = ((z - s) * 2 / (b * b) - (1 - kappa) / s) / kappa
        if g_D.imag < 0:
            best = max(best, 2 / (math.pi * b * b) * s.imag)
    return best


def _textbook_potential(x):
    total = 0.0
    for low, high in edges(**FIGURE_1).reshape(-1, 2):
        inside = [x] if low < x < high else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            total += quad(
                lambda z: math.log(abs(z - x)) * _textbook_density(z, **FIGURE_1),
                low,
                high,
                points=inside,
                limit=200,
            )[0]
    return total


def _record(benchmark, count, flops=None):
    rate = count / benchmark.stats.stats.min
    benchmark.extra_info["values_per_second"] = rate
    if flops:
        benchmark.extra_info["gigaflops"] = rate * flops / 1e9


@pytest.mark.benchmark(group="density")
@pytest.mark.parametrize("shift", ["one x1", "an x1 a point"])
def bench_density(benchmark, shift):
    z = _points(MANY)
    x1 = 1.1 if shift == "one x1" else np.linspace(-4, 4, MANY)
    benchmark(density, z, **(FIGURE_1 | {"x1": x1}))
    _record(benchmark, MANY)


@pytest.mark.benchmark(group="density")
def bench_density_textbook(benchmark):
    z = _points(SOME)
    found = benchmark(lambda: [_textbook_density(point, **FIGURE_1) for point in z])
    _record(benchmark, SOME)
    np.testing.assert_allclose(density(z, **FIGURE_1), found, atol=1e-5)


@pytest.mark.benchmark(group="log-potential")
@pytest.mark.parametrize("shift", ["one x1", "an x1 a point"])
def bench_log_potential(benchmark, shift):
    x = _points(MANY)
    x1 = 1.1 if shift == "one x1" else np.linspace(-4, 4, MANY)
    benchmark(log_potential, x, **(FIGURE_1 | {"x1": x1}))
    _record(benchmark, MANY, FLOPS)


@pytest.mark.benchmark(group="log-potential")
def bench_log_potential_gradient(benchmark):
    benchmark(log_potential_gradient, _points(MANY), **FIGURE_1)
    _record(benchmark, MANY)


@pytest.mark.benchmark(group="log-potential")
def bench_log_potential_textbook(benchmark):
    x = _points(FEW)
    found = benchmark.pedantic(lambda: [_textbook_potential(point) for point in x], rounds=3)
    _record(benchmark, FEW)
    np.testing.assert_allclose(log_potential(x, **FIGURE_1), found, atol=1e-5)


@pytest.mark.benchmark(group="log-potential: grid size")
@pytest.mark.parametrize("count", [1, 10**2, 10**4, 10**6])
def bench_log_potential_by_grid_size(benchmark, count):
    benchmark(log_potential, _points(count), **FIGURE_1)
    _record(benchmark, count)


@pytest.mark.benchmark(group="log-potential: precision")
@pytest.mark.parametrize("dps", [15, 50, 200, 1000])
def bench_log_potential_by_precision(benchmark, dps):
    benchmark(log_potential, "0.3", x1="1.1", kappa="0.9", b=1, b1="0.5", dps=dps)
    _record(benchmark, 1)


@pytest.mark.benchmark(group="edges")
def bench_edges(benchmark):
    benchmark(edges, **FIGURE_1)
    _record(benchmark, 1)

"""Density and log-potential: rates, beside the textbook way, against grid size and precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks import textbook
from benchmarks.operations import operations
from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.block_matrix.branch_arrays import densities, potentials
from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.block_matrix.spectrum import density, edges
from glassproof.numerics.work.arguments import FloatArray

FIGURE_1 = {"x1": 1.1, "kappa": 0.9, "b": 1.0, "b1": 0.5}
MANY, COUNTED, SOME, FEW = 10**6, 2048, 1000, 20
COMPILED = {"density": (density, densities), "log-potential": (log_potential, potentials)}
AT_ONE_POINT = {
    "density": (density, textbook.density, SOME),
    "log-potential": (log_potential, textbook.log_potential, FEW),
}


def _points(count: int) -> FloatArray:
    """Points on the support and as far as 1 outside."""
    low, high = edges(**FIGURE_1)[[0, -1]]
    return np.random.default_rng(1).uniform(low - 1, high + 1, count)


@pytest.mark.parametrize("work", COMPILED)
def bench_many_points(benchmark: Any, work: str) -> None:
    """A million points at the parameters of Fig. 1; the budget is 5e6 values a second."""
    function, kernel = COMPILED[work]
    points = list(_points(COUNTED))
    each = operations(kernel, points, *([value] for value in FIGURE_1.values()), points=COUNTED)
    function(_points(COUNTED), **FIGURE_1)  # compiles
    benchmark.pedantic(function, (_points(MANY),), FIGURE_1, rounds=10)
    record(benchmark, work=work, way=OURS, points=MANY, operations=each * MANY)


@pytest.mark.parametrize("work", COMPILED)
def bench_a_shift_a_point(benchmark: Any, work: str) -> None:
    """The same with another x1 at each point."""
    function, _ = COMPILED[work]
    parameters = FIGURE_1 | {"x1": np.linspace(-4, 4, MANY)}
    benchmark.pedantic(function, (_points(MANY),), parameters, rounds=5)
    record(benchmark, work=f"{work}, an x1 a point", way=OURS, points=MANY)


@pytest.mark.parametrize("work", AT_ONE_POINT)
def bench_textbook(benchmark: Any, work: str) -> None:
    """numpy.roots at each point; for the log-potential at each node of quad."""
    function, textbook_function, count = AT_ONE_POINT[work]
    points = _points(count)
    found = benchmark.pedantic(
        lambda: [textbook_function(point, **FIGURE_1) for point in points], rounds=2
    )
    record(benchmark, work=work, way=TEXTBOOK, points=count)
    np.testing.assert_allclose(function(points, **FIGURE_1), found, atol=1e-5)


@pytest.mark.parametrize("work", AT_ONE_POINT)
def bench_same_points(benchmark: Any, work: str) -> None:
    """The points of :func:`bench_textbook`."""
    function, _, count = AT_ONE_POINT[work]
    benchmark(function, _points(count), **FIGURE_1)
    record(benchmark, work=work, way=PAIR, points=count)


@pytest.mark.parametrize("count", [1, 10**2, 10**4, 10**6])
def bench_log_potential_by_size(benchmark: Any, count: int) -> None:
    """From the cost of a call to the cost of a point."""
    benchmark.pedantic(log_potential, (_points(count),), FIGURE_1, rounds=20)
    record(benchmark, work="log-potential by size", way=OURS, points=count)


@pytest.mark.parametrize("digits", [16, 32, 50, 100, 200])
def bench_log_potential_by_precision(benchmark: Any, digits: int) -> None:
    """One value to so many digits, cut from a ball."""
    benchmark(log_potential, "0.3", x1="1.1", kappa="0.9", b=1, b1="0.5", dps=digits)
    record(benchmark, work="log-potential by precision", way=OURS, points=1, digits=digits)


def bench_edges(benchmark: Any) -> None:
    """Every edge of one spectrum."""
    benchmark(edges, **FIGURE_1)
    record(benchmark, work="edges", way=OURS, points=1)

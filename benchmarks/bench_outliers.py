"""Outliers of an atomic bulk, beside the textbook's search along the real axis.

The textbook knows the transform of the sum by its fixed point g = G_A(z - s^2 g), iterated, and
looks for the z where the subordination function z - s^2 g(z) is the spike, by bracketing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.free_convolution.certified import Noise, support
from glassproof.numerics.free_convolution.measures import atomic, semicircle
from glassproof.numerics.free_convolution.outliers import outlier
from glassproof.numerics.free_convolution.subordination import FreeSum
from glassproof.numerics.work.arguments import FloatArray

S, MANY, FEW = 0.5, 100_000, 50


@cache
def _bulk(atoms: int) -> tuple[FloatArray, FloatArray]:
    """Atoms in [-1, 1] of random weights."""
    rng = np.random.default_rng(0)
    weights = rng.uniform(0.1, 1, atoms)
    return rng.uniform(-1, 1, atoms), weights / weights.sum()


def _textbook(theta: float, bulk: tuple[FloatArray, FloatArray]) -> float:
    """The z at which z - s^2 g(z) is theta."""
    atoms, weights = bulk

    def transform(z: float) -> float:
        g = 0.0
        while True:
            new = float(weights @ (1 / (z - S * S * g - atoms)))
            if abs(new - g) <= 1e-14 * abs(new):
                return new
            g = new

    low, high = theta, theta + S * S / (theta - atoms.max())
    found: float = brentq(
        lambda z: z - S * S * transform(z) - theta, low + 1e-3, high + 1e-3, xtol=1e-12
    )
    return found


@pytest.mark.parametrize("atoms", [2, 100])
def bench_many(benchmark: Any, atoms: int) -> None:
    """10^5 spikes at once; the budget is 10^5 outliers a second."""
    theta = np.random.default_rng(1).uniform(2, 8, MANY)
    benchmark.pedantic(outlier, (theta,), {"s": S, "bulk": _bulk(atoms)}, rounds=5)
    record(benchmark, work=f"outliers, {atoms} atoms", way=OURS, points=MANY)


def bench_pair(benchmark: Any) -> None:
    """The textbook's spikes."""
    theta = np.random.default_rng(2).uniform(2, 8, FEW)
    benchmark.pedantic(outlier, (theta,), {"s": S, "bulk": _bulk(100)}, rounds=20)
    record(benchmark, work="outliers, 100 atoms", way=PAIR, points=FEW)


def bench_textbook(benchmark: Any) -> None:
    """One search a spike; both ways agree."""
    theta = np.random.default_rng(2).uniform(2, 8, FEW)
    found = benchmark.pedantic(
        lambda: [_textbook(one, _bulk(100)) for one in theta], rounds=1, iterations=1
    )
    record(benchmark, work="outliers, 100 atoms", way=TEXTBOOK, points=FEW)
    np.testing.assert_allclose(found, outlier(theta, s=S, bulk=_bulk(100)), rtol=1e-9)


def bench_density(benchmark: Any) -> None:
    """The density of a free convolution at 1000 points."""
    total = FreeSum(atomic(*_bulk(10)), semicircle(S * S))
    benchmark.pedantic(total.density, (np.linspace(-2, 2, 1000),), rounds=1)
    record(benchmark, work="free convolution, 10 atoms, 1000 points", way=OURS, points=1000)


def bench_certified_edges(benchmark: Any) -> None:
    """Edges of a semicircle beside ten atoms, to 30 digits."""
    weights = ["1/10"] * 10
    benchmark.pedantic(support, (Noise(variance="1/4"), list(range(10)), weights), rounds=1)
    record(benchmark, work="certified edges, 10 atoms", way=OURS, points=1)

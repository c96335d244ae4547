"""Parallel tempering of three layers of 300 spins, beside single-spin sweeps of the same glass.

The textbook's sweep visits one spin after the other, forms its field and draws it anew: compiled by
Numba, with sums that may be reordered (SIMD) or, as usual, not. Points are spin updates. One core
each; our rate also on two, as two processes have it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numba
import numpy as np
import pytest

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.executors import executor

WIDTH, GLASSES, SWEEPS = 300, 2, 20
TEMPERATURES = np.linspace(0.8, 1.6, 16)
LAYERS = Layers((WIDTH,) * 3, (1 / WIDTH,) * 2)
UPDATES = GLASSES * LAYERS.spins * 2 * len(TEMPERATURES)
"""Of one sweep."""


def _sweep(fields_from: np.ndarray, spins: np.ndarray, beta: float) -> None:
    """One visit to each spin, in order; (2, layer, width, width): couplings to below, to above."""
    n = fields_from.shape[2]
    for i in range(len(spins)):
        layer, own = i // n, i % n
        field = np.float32(0)
        for side, other in ((0, layer - 1), (1, layer + 1)):
            if 0 <= other <= 2:
                for j in range(n):
                    field += fields_from[side, layer, own, j] * spins[other * n + j]
        up = np.random.random() * (1 + math.exp(-2 * beta * field)) < 1
        spins[i] = 1 if up else -1


@cache
def _couplings() -> list[np.ndarray]:
    return LAYERS.sampled_couplings(np.random.default_rng(0), GLASSES)


def _walk(seed: int = 0) -> Tempering:
    return Tempering(LAYERS, _couplings(), TEMPERATURES, np.random.default_rng(seed))


def bench_tempering(benchmark: Any) -> None:
    """Whole layers, 2 replicas at 16 temperatures, 2 glasses at once; the budget is 3e7/s."""
    walk = _walk()
    walk.sweep(2)
    benchmark.pedantic(walk.sweep, (SWEEPS,), rounds=5)
    record(benchmark, work="layered glass, width 300", way=PAIR, points=SWEEPS * UPDATES)


def _worker(seed: int) -> int:
    _walk(seed).sweep(10 * SWEEPS)
    return seed


def bench_two_processes(benchmark: Any) -> None:
    """The same by two processes, as a review runs it."""
    work = executor(jobs=2)
    list(work.unordered(_worker, [0, 1]))  # processes start, and import
    benchmark.pedantic(lambda: list(work.unordered(_worker, [0, 1])), rounds=3)
    points = 2 * 10 * SWEEPS * UPDATES
    record(benchmark, work="layered glass, width 300, two processes", way=OURS, points=points)


@pytest.mark.parametrize("reordered", [False, True])
def bench_single_spins(benchmark: Any, reordered: bool) -> None:
    """A sweep of one configuration, spin by spin; the budget is a twentieth of the rate above."""
    sweep = numba.njit(_sweep, fastmath=reordered)
    couplings = [W[0].astype(np.float32) for W in _couplings()]
    given = np.zeros((2, 3, WIDTH, WIDTH), np.float32)
    for l, W in enumerate(couplings):
        given[0, l + 1], given[1, l] = W, W.T
    spins = np.random.default_rng(1).choice([-1.0, 1.0], LAYERS.spins).astype(np.float32)
    sweep(given, spins, 1.0)
    benchmark.pedantic(lambda: [sweep(given, spins, 1.0) for _ in range(10)], rounds=5)
    work = f"layered glass, width 300{', sums reordered' if reordered else ''}"
    record(benchmark, work=work, way=TEXTBOOK, points=10 * LAYERS.spins)

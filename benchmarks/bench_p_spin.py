"""Exact counts of critical points at finite N, beside quadrature of Hermite functions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.p_spin.expected_count import MOST_SPINS, p_spin_count

DEGREE, DIGITS, SIZE = 3, 12, 40
WORK = f"exact count, N = {SIZE}, all points"
ENERGIES = (math.inf, -1.7)


def _hermite(n: int, x: float) -> list[float]:
    """Orthonormal Hermite functions up to order n, by their recurrence."""
    found = [math.pi**-0.25 * math.exp(-x * x / 2)]
    found.append(math.sqrt(2) * x * found[0])
    for j in range(1, n):
        found.append((math.sqrt(2) * x * found[j] - math.sqrt(j) * found[j - 1]) / math.sqrt(j + 1))
    return found


def _density(n: int, x: float) -> float:
    """Mehta's one-point function of even n, its last integral by quadrature."""
    values = _hermite(n, x)
    half = 0.5 * sum(
        sign * quad(lambda y: _hermite(n, y)[n], *ends, limit=400)[0]
        for sign, ends in ((1, (-30.0, x)), (-1, (x, 30.0)))
    )
    return sum(v * v for v in values[:n]) + math.sqrt(n / 2) * values[n - 1] * half


def _by_quadrature(n: int) -> float:
    """The count of all points to some 1e-6."""
    c = (DEGREE - 2) / (2 * DEGREE)
    reach = math.sqrt(2 * n) + 6
    mass = quad(lambda x: math.exp(-c * x * x) * _density(n, x), -reach, reach, epsrel=1e-6)[0]
    return 2 * math.sqrt(2 / DEGREE) * (DEGREE - 1) ** (n / 2) * mass


def _fresh(n: int, u: float) -> float:
    """Nothing kept from the call before."""
    one_point.cache_clear()
    return float(p_spin_count(n, DEGREE, u, digits=DIGITS))


@pytest.mark.parametrize("energy", ENERGIES, ids=("all", "low"))
def bench_largest(benchmark: Any, energy: float) -> None:
    """N = 200."""
    benchmark.pedantic(_fresh, (MOST_SPINS, energy), rounds=1)
    where = "all points" if math.isinf(energy) else f"u = {energy:g}"
    record(benchmark, work=f"exact count, N = {MOST_SPINS}, {where}", way=OURS, points=1)


def bench_pair(benchmark: Any) -> None:
    """The size at which quadrature still ends."""
    benchmark.pedantic(_fresh, (SIZE, math.inf), rounds=3)
    record(benchmark, work=WORK, way=PAIR, points=1)


def bench_textbook(benchmark: Any) -> None:
    """Nested quadrature."""
    found = benchmark.pedantic(_by_quadrature, (SIZE,), rounds=1)
    assert np.isclose(found, _fresh(SIZE, math.inf), rtol=1e-5)
    record(benchmark, work=WORK, way=TEXTBOOK, points=1)

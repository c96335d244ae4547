"""The equivalent of Gram matrices: factorisations and time, beside the textbook's iteration."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

import numpy as np
import pytest

from benchmarks import peak
from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.gram_matrices.branch import upper
from glassproof.numerics.gram_matrices.classes import classes
from glassproof.numerics.gram_matrices.density import gram_density
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
from glassproof.numerics.gram_matrices.systems import Dense
from glassproof.numerics.work.arguments import FloatArray

CLASSES, Z = 10, 0.01
SIZES = (500, 2000)


@cache
def _model(size: int) -> dict[str, Any]:
    """Ten classes of general covariances, n = p."""
    rng = np.random.default_rng(0)
    covariances = []
    for label in range(CLASSES):
        scales = rng.uniform(0.1, 3, (size, 1))
        B = scales * rng.standard_normal((size, size + 20 * label))
        covariances.append(B @ B.T / B.shape[1])
    return {"p": size, "counts": [size // 10] * CLASSES, "covariances": covariances}


def _iterated(model: dict[str, Any], at: float) -> tuple[FloatArray, int]:
    """delta -> tr C_l S^(-1)/p until it stands still, one factorisation a step."""
    given = classes(**model)
    delta, steps = np.zeros(given.k), 0
    while True:
        S = at * np.eye(given.p)
        for share, covariance in zip(given.weights / (1 + delta), given.covariances, strict=True):
            S += share * covariance
        inverse = np.linalg.inv(S)
        new = np.array([np.vdot(c, inverse) for c in given.covariances]) / given.p
        steps += 1
        if np.max(np.abs(new - delta)) <= 1e-12 * np.max(new):
            return new, steps
        delta = new


@pytest.mark.parametrize("size", SIZES)
def bench_one_point(benchmark: Any, size: int) -> None:
    """One z; the budget is ten factorisations of size p."""
    found = benchmark.pedantic(gram_equivalent, (Z,), _model(size), rounds=1)
    work = f"Gram equivalent, p = {size}, 10 covariances"
    record(benchmark, work=work, way=PAIR, points=1, factorisations=found._system.factorisations)


def bench_textbook(benchmark: Any) -> None:
    """The iteration, at the smaller size."""
    size = SIZES[0]
    found, steps = benchmark.pedantic(_iterated, (_model(size), Z), rounds=1)
    work = f"Gram equivalent, p = {size}, 10 covariances"
    record(benchmark, work=work, way=TEXTBOOK, points=1, factorisations=steps)
    np.testing.assert_allclose(gram_equivalent(Z, **_model(size)).delta, found, rtol=1e-8)


def bench_grid(benchmark: Any) -> None:
    """A grid of z on the spectrum: splines through points that are known start the others."""
    size, points = SIZES[0], 40
    given = classes(**_model(size))
    way = Dense(given)
    at = -np.linspace(0.5, 12, points).astype(complex)
    benchmark.pedantic(upper, (way, given, at), rounds=1)
    work = f"Gram equivalent on the spectrum, p = {size}, 10 covariances"
    each = way.factorisations / points
    record(benchmark, work=work, way=OURS, points=points, factorisations=each)


def bench_density(benchmark: Any) -> None:
    """1000 points, three diagonal covariances of p = 2000; the budget is 2 s."""
    rng = np.random.default_rng(1)
    model = {"p": 2000, "counts": [1000, 2000, 500], "covariances": rng.uniform(0.5, 2, (3, 2000))}
    benchmark.pedantic(gram_density, (np.linspace(0.01, 12, 1000),), model, rounds=3)
    record(benchmark, work="Gram density, p = 2000, 1000 points", way=OURS, points=1000)


def bench_common_covariance(benchmark: Any) -> None:
    """1000 points, three classes whose general covariances are one up to a factor."""
    common = _model(SIZES[0])["covariances"][0]
    model = {"p": SIZES[0], "counts": [300, 200, 99], "covariances": [common, 2 * common, 0.5]}
    benchmark.pedantic(gram_density, (np.linspace(0.01, 12, 1000),), model, rounds=1)
    work = f"Gram density, p = {SIZES[0]}, 1000 points, a common covariance"
    record(benchmark, work=work, way=OURS, points=1000)


@pytest.mark.parametrize("size", [500, 4000])
def bench_sampled_spectrum(benchmark: Any, size: int) -> None:
    """The largest distance of the shares of sampled eigenvalues from the density's, times n."""
    rng = np.random.default_rng(2)
    counts, variances = [size // 2, size // 2], rng.uniform(0.2, 3, (2, size))
    model = {"p": size, "counts": counts, "covariances": variances}

    def distance() -> float:
        X = rng.standard_normal((size, size))
        X *= np.sqrt(np.repeat(variances, counts, axis=0)).T
        values = np.linalg.eigvalsh(X.T @ X / size)
        t = np.linspace(0.02, 1, 1001)
        x = 10 * t**4  # the density diverges at 0 as x^(-1/2)
        weighted = np.asarray(gram_density(x, **model)) * 40 * t**3
        steps = (weighted[1:] + weighted[:-1]) * (t[1] - t[0]) / 2
        share = np.concatenate([[0.0], np.cumsum(steps)])
        sampled = np.searchsorted(values, x) / size
        return float(np.abs(sampled - sampled[0] - share).max() * size)

    found = benchmark.pedantic(distance, rounds=1)
    work = f"sampled spectrum against Gram density, p = n = {size}"
    record(benchmark, work=work, way=OURS, points=1, eigenvalues=found)
    assert found < 10  # eigenvalues are rigid: the distance grows as log n


def bench_memory(benchmark: Any) -> None:
    """The peak of a process with ten general covariances of p = 4000; the budget is 3 GiB."""
    notes = benchmark.pedantic(_apart, (4000,), rounds=1)
    record(benchmark, work="Gram equivalent, p = 4000", way=OURS, points=1, **notes)


_PROGRAM = """
import sys
import numpy as np
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent

size, rng, covariances = int(sys.argv[1]), np.random.default_rng(0), []
lags = np.abs(np.subtract.outer(np.arange(size, dtype=np.int16), np.arange(size, dtype=np.int16)))
for label in range(10):  # of a stationary process, its coordinates scaled
    matrix = ((0.5 + label / 25) ** np.arange(size))[lags]
    scales = rng.uniform(0.3, 1.5, size) * rng.choice([-1, 1], size)
    matrix *= scales
    matrix *= scales[:, None]
    covariances.append(matrix)
del lags, matrix
found = gram_equivalent(0.1, p=size, counts=[size // 5] * 10, covariances=covariances)
print(found._system.factorisations)
"""


def _apart(size: int) -> dict[str, float]:
    """The program's notes, from a process of its own."""
    ended = peak.run([sys.executable, "-c", _PROGRAM, str(size)])
    assert ended.code == 0
    return {"GiB": ended.peak / 2**30, "factorisations": int(ended.out)}

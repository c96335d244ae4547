"""The equivalent of Gram matrices: factorisations and time, beside the textbook's iteration."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.gram_matrices.classes import classes
from glassproof.numerics.gram_matrices.density import gram_density
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
from glassproof.numerics.work.arguments import FloatArray

CLASSES, Z = 10, 0.01
SIZES = (500, 2000)


@cache
def _model(size: int) -> dict[str, Any]:
    """Ten classes of general covariances."""
    rng = np.random.default_rng(0)
    covariances = []
    for label in range(CLASSES):
        scales = rng.uniform(0.1, 3, (size, 1))
        B = scales * rng.standard_normal((size, size + 20 * label))
        covariances.append(B @ B.T / B.shape[1])
    return {"p": size, "counts": [size // 7] * CLASSES, "covariances": covariances}


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


def bench_density(benchmark: Any) -> None:
    """1000 points, three diagonal covariances of p = 2000; the budget is 2 s."""
    rng = np.random.default_rng(1)
    model = {"p": 2000, "counts": [1000, 2000, 500], "covariances": rng.uniform(0.5, 2, (3, 2000))}
    benchmark.pedantic(gram_density, (np.linspace(0.01, 12, 1000),), model, rounds=3)
    record(benchmark, work="Gram density, p = 2000, 1000 points", way=OURS, points=1000)

"""log abs det of sampled matrices, beside eigvalsh on the same matrices; the whole estimate.

One BLAS thread a process. Bunch and Kaufman's factorisation costs n^3/3 operations. The estimate of
log E|det H| includes sampling, by one process and by two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from scipy.linalg import lapack

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.block_matrix.expected_determinant import (
    CHUNK_OPERATIONS,
    log_expected_determinant,
)
from glassproof.numerics.block_matrix.samplers import block_matrix
from glassproof.numerics.ensembles.determinants import log_determinants
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.executors import executor
from glassproof.numerics.work.streams import stream

SIZES = (50, 200, 500, 1000, 2000)
PARAMETERS = {"x1": 1.5, "kappa": 0.9, "b": 1.0, "b1": 0.5}
X = 0.3
ROUNDS = 3


@lru_cache(maxsize=1)
def _matrices(N: int) -> FloatArray:
    """Enough draws for a fraction of a second, in at most half a gigabyte."""
    draws = max(1, min(int(1e9 / (N**3 + 4e5)), 2**26 // (8 * N * N)))
    return block_matrix(x=X, N=N, draws=draws, **PARAMETERS, rng=stream(1))


@pytest.mark.parametrize("N", SIZES)
def bench_log_determinants(benchmark: Any, N: int) -> None:
    """By factorisation; the budget is 3 times the rate of eigvalsh."""
    matrices = _matrices(N)
    benchmark.pedantic(log_determinants, (matrices,), rounds=ROUNDS)
    draws = len(matrices)
    record(benchmark, work=f"log abs det, N = {N}", way=PAIR, points=draws, N=N)
    benchmark.extra_info["operations"] = draws * N**3 / 3


@pytest.mark.parametrize("N", SIZES)
def bench_eigenvalues(benchmark: Any, N: int) -> None:
    """numpy.linalg.eigvalsh and the sum of the logarithms."""
    matrices = _matrices(N)
    found = benchmark.pedantic(
        lambda: np.log(np.abs(np.linalg.eigvalsh(matrices))).sum(axis=1), rounds=ROUNDS
    )
    record(benchmark, work=f"log abs det, N = {N}", way=TEXTBOOK, points=len(matrices), N=N)
    np.testing.assert_allclose(log_determinants(matrices)[0], found, rtol=1e-8, atol=1e-6)


@pytest.mark.parametrize("routine", ["dpotrf", "dgetrf"])
def bench_other_factorisations(benchmark: Any, routine: str) -> None:
    """What LAPACK reaches at N = 1000 without pivots (Cholesky's) and with rows' pivots alone."""
    n = 1000
    matrix = np.asfortranarray(_matrices(n)[0])
    if routine == "dpotrf":
        matrix = np.asfortranarray(matrix @ matrix + np.eye(n))
    benchmark.pedantic(getattr(lapack, routine), (matrix,), rounds=5, warmup_rounds=1)
    operations = n**3 / 3 * (1 if routine == "dpotrf" else 2)
    record(benchmark, work=f"LAPACK {routine}", way=OURS, points=1, operations=operations)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("N", SIZES)
def bench_estimate(benchmark: Any, N: int, jobs: int) -> None:
    """log E|det H|, sampling included: four full chunks, shared by one or two processes."""
    draws = 4 * max(1, int(CHUNK_OPERATIONS / (N**3 + 1e5)))
    options = {"N": N, "draws": draws, "seed": 1, "executor": executor(jobs=jobs), **PARAMETERS}
    benchmark.pedantic(log_expected_determinant, (X,), options, rounds=2, warmup_rounds=1)
    record(benchmark, work="estimate", way=OURS, points=draws, N=N, jobs=jobs)

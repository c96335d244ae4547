"""(1/N) log E|det H| of the block matrix by sampling, from factorisations."""

from __future__ import annotations

from functools import partial

import numpy as np

from glassproof.numerics.block_matrix.samplers import batches
from glassproof.numerics.ensembles.determinants import log_determinants
from glassproof.numerics.ensembles.monte_carlo import Estimate, log_mean_exp
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.chunks import Progress, Store, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.numerics.work.streams import stream

CHUNK_OPERATIONS = 2e9
"""Operations of one chunk, a fraction of a second; fixes which draws share a stream."""


def log_expected_determinant(
    x: float,
    *,
    N: int,
    x1: float,
    kappa: float,
    b: float,
    b1: float,
    draws: int,
    seed: int,
    experiment: str = "log-determinant",
    executor: Executor = INLINE,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """(1/N) log E|det H(x, x1)| from ``draws`` matrices H = bM + b1(M1 (+) 0) - x - x1(I (+) 0).

    log|det H| is taken from a factorisation, not from eigenvalues, and averaged in log space
    (:func:`glassproof.numerics.ensembles.monte_carlo.log_mean_exp`). In the bulk of the spectrum
    the variance of log|det H| grows like log N, so that of the order of N draws are needed for a
    small relative error of E|det H|; the error of the value is still of order 1/N.

    Draws are cut into chunks with streams keyed by (seed, experiment, N, chunk): the result does
    not depend on ``executor``, and calls that differ in x, x1, b, b1 alone use the same matrices.

    Raises :class:`DomainError` as :func:`glassproof.numerics.block_matrix.samplers.block_matrix`,
    and on draws < 2.

    >>> estimate = log_expected_determinant(
    ...     3, N=20, x1=0, kappa=0.5, b=1, b1=0, draws=400, seed=1)
    >>> 1.06 < estimate.value < 1.08, estimate.standard_error < 0.01
    (True, True)
    """
    draws, N = integer("draws", draws, least=2), integer("N", N, least=2)
    matrix = {"x": real("x", x), "x1": real("x1", x1), "kappa": kappa, "b": b, "b1": b1}
    task = partial(_chunk, N=N, draws=draws, seed=seed, experiment=experiment, matrix=matrix)
    count = -(-draws // _chunk_draws(N))
    parts = run_chunks(task, count, executor=executor, store=store, progress=progress)
    estimate = log_mean_exp(np.concatenate(parts))
    return Estimate(
        estimate.value / N, estimate.standard_error / N, draws, estimate.effective_draws
    )


def _chunk_draws(N: int) -> int:
    """Draws of one chunk: a function of N alone, so that chunks can be recomputed."""
    return max(1, min(2**14, int(CHUNK_OPERATIONS / (N**3 + 1e5))))


def _chunk(
    index: int, *, N: int, draws: int, seed: int, experiment: str, matrix: dict[str, float]
) -> FloatArray:
    """log|det H| of the draws of chunk ``index``."""
    size = _chunk_draws(N)
    count = min(size, draws - index * size)
    rng = stream(seed, experiment, N, index)
    drawn = batches(N=N, draws=count, rng=rng, **matrix)
    return np.concatenate([log_determinants(matrices)[0] for matrices in drawn])

"""How often a statistic of the spectrum leaves its mean, beside the sub-Gaussian bound."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import beta

from glassproof.derivations.block_matrix import concentration
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.samplers import block_size, eigenvalues
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array
from glassproof.numerics.work.chunks import Progress, Store, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.streams import stream

CHUNK_OPERATIONS = 2e9


@dataclass(frozen=True)
class Tail:
    """``exceedances`` of ``trials`` beyond ``delta``; exact limits of their probability; the bound.

    The bound is contradicted, at the level of the limits, if it lies below ``lower``.
    """

    delta: float
    exceedances: int
    trials: int
    lower: float
    upper: float
    bound: float

    @property
    def contradicts(self) -> bool:
        """Whether the bound is rejected."""
        return self.lower > self.bound


def binomial_limits(successes: int, trials: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's limits of a probability: each side errs with at most level/2.

    >>> lower, upper = binomial_limits(0, 100, 0.05)
    >>> lower, round(upper, 6)     # (1 - upper)^100 = 0.025
    (0.0, 0.036217)

    Reference: Clopper, Pearson, Biometrika 26 (1934) 404-413.
    """
    trials = integer("trials", trials, least=1)
    successes = integer("successes", successes, most=trials)
    level = real("level", level, above=0, below=1)
    low = beta.ppf(level / 2, successes, trials - successes + 1) if successes else 0.0
    high = beta.isf(level / 2, successes + 1, trials - successes) if successes < trials else 1.0
    return float(low), float(high)


def mean_regularised_log(spectrum: FloatArray, *, epsilon: float) -> FloatArray:
    """The mean of log(lambda^2 + epsilon^2)/2 over each row; its slope is at most 1/(2 epsilon)."""
    return np.log(np.hypot(spectrum, epsilon)).mean(axis=-1)


def mean_eigenvalue(spectrum: FloatArray) -> FloatArray:
    """The mean of each row: the statistic of f(lambda) = lambda, of slope 1."""
    return spectrum.mean(axis=-1)


def sampled_tails(
    deltas: Sequence[float],
    *,
    statistic: Callable[[FloatArray], FloatArray],
    slope: float,
    N: int,
    kappa: float,
    b: float,
    b1: float,
    x: float,
    x1: float,
    draws: int,
    seed: int,
    level: float = 1e-9,
    executor: Executor = INLINE,
    store: Store | None = None,
    progress: Progress | None = None,
) -> list[Tail]:
    """Sampled tails of F, the mean of a function of Lipschitz constant ``slope`` over the spectrum.

    The mean of F is not known, so independent copies are compared: F - F' has the Lipschitz
    constant sqrt(2) slope sqrt(V)/N, hence

        P(|F - F'| > sqrt(2) delta) <= 2 exp(-N^2 delta^2/(2 V slope^2)),   V = b^2 + b1^2 N/N_D,

    the bound of F itself. Each of ``draws`` trials is a pair of matrices, and limits of the
    probability are exact at ``level``, whatever the law of F. ``statistic`` maps spectra of shape
    (draws, N) to shape (draws,) and must be picklable for executors other than this process.

    Raises :class:`DomainError` as :func:`glassproof.numerics.block_matrix.samplers.block_matrix`,
    on draws < 1 and on deltas that are not positive.

    >>> [tail] = sampled_tails([0.3], statistic=mean_eigenvalue, slope=1, N=10, kappa=0.5, b=1,
    ...                        b1=0, x=0, x1=0, draws=200, seed=1)
    >>> tail.contradicts, tail.bound == 2 * math.exp(-4.5)
    (False, True)
    """
    widths = real_array("deltas", deltas)
    if not (widths > 0).all():
        raise DomainError(f"deltas = {list(deltas)} are not all positive: give positive widths")
    draws = integer("draws", draws, least=1)
    slope = real("slope", slope, above=0)
    size = block_size(N, kappa)
    options = {"N": N, "kappa": kappa, "b": b, "b1": b1, "x": x, "x1": x1}
    task = partial(_chunk, statistic=statistic, draws=draws, seed=seed, options=options)
    count = -(-draws // _chunk_draws(N))
    parts = run_chunks(task, count, executor=executor, store=store, progress=progress)
    gaps = np.abs(np.concatenate(parts)) / math.sqrt(2)
    bound = Kernel(concentration.tail().result)
    bounds = bound.numpy(N=N, kappa=size / N, b=b, b1=b1, slope=slope, delta=widths)
    tails = []
    for delta, limit in zip(widths.tolist(), bounds.tolist(), strict=True):
        exceedances = int((gaps > delta).sum())
        low, high = binomial_limits(exceedances, draws, level)
        tails.append(Tail(delta, exceedances, draws, low, high, limit))
    return tails


def _chunk_draws(N: int) -> int:
    """Pairs of one chunk: a function of N alone."""
    return max(1, min(2**13, int(CHUNK_OPERATIONS / (4 * N**3 + 1e5))))


def _chunk(
    index: int,
    *,
    statistic: Callable[[FloatArray], FloatArray],
    draws: int,
    seed: int,
    options: dict[str, float],
) -> FloatArray:
    """F - F' for the pairs of chunk ``index``."""
    N = int(options["N"])
    size = _chunk_draws(N)
    count = min(size, draws - index * size)
    rng = stream(seed, "tails", N, index)
    values = statistic(eigenvalues(draws=2 * count, rng=rng, **options))  # type: ignore[arg-type]
    return values[:count] - values[count:]

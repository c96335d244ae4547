"""log|det| of sampled matrices: beside eigvalsh on the same matrices, and the machine's peak.

Run as ``python benchmarks/bench_determinants.py [N ...]``. One BLAS thread a process. Columns:
log-determinants per second by factorisation and by eigenvalues, their ratio, share of the rate of
a large matrix product (taken as the peak) at n^3/3 operations each, share of sampling in the whole
estimate, and the rate of the whole estimate (sampling included) by one and by two processes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from numerics.determinants import log_determinants
from numerics.ensembles import block_matrix
from numerics.executors import INLINE, Executor, Processes
from numerics.monte_carlo import log_expected_determinant
from numerics.streams import stream

SIZES = (50, 200, 500, 1000, 2000)
PARAMETERS = {"x1": 1.5, "kappa": 0.9, "b": 1.0, "b1": 0.5}
REPETITIONS = 3


def best(work: Callable[[], object]) -> float:
    """The least time of a few runs: others' load only adds."""
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def peak() -> float:
    """Operations per second of a matrix product of size 1500."""
    factor = stream(1).standard_normal((1500, 1500))
    return 2 * 1500**3 / best(lambda: factor @ factor)


def draws_for(N: int) -> int:
    """Enough matrices for a fraction of a second of factorisation."""
    return max(1, int(2e9 / (N**3 + 4e5)))


def estimate_rate(N: int, executor: Executor) -> float:
    """Log-determinants per second of the whole estimate, sampling included."""
    draws = max(4, 4 * draws_for(N))

    def work() -> object:
        return log_expected_determinant(
            0.3, N=N, draws=draws, seed=1, executor=executor, **PARAMETERS
        )

    return draws / best(work)


def main(sizes: list[int]) -> None:
    """Print one row a size."""
    rate = peak()
    print(f"matrix product: {rate / 1e9:.1f} GFlop/s (one thread)")
    print(
        f"{'N':>5} {'logdet/s':>10} {'eigvalsh/s':>10} {'ratio':>6} {'of peak':>8} "
        f"{'sampling':>8} {'1 process':>10} {'2 processes':>11}"
    )
    for N in sizes:
        count = min(draws_for(N), 2**26 // (8 * N * N))
        options = {"N": N, "draws": count, "x": 0.3, **PARAMETERS}
        matrices = block_matrix(**options, rng=stream(1))
        sampling = best(lambda options=options: block_matrix(**options, rng=stream(1)))
        factor = best(lambda matrices=matrices: log_determinants(matrices))
        spectrum = best(lambda matrices=matrices: np.linalg.eigvalsh(matrices))
        one, two = estimate_rate(N, INLINE), estimate_rate(N, Processes(2))
        print(
            f"{N:>5} {count / factor:>10.4g} {count / spectrum:>10.4g} {spectrum / factor:>6.1f} "
            f"{count * N**3 / 3 / factor / rate:>8.1%} {sampling / (sampling + factor):>8.0%} "
            f"{one:>10.4g} {two:>11.4g}",
            flush=True,
        )


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))

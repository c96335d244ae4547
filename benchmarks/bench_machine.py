"""The machine's floating-point peak, one core: a large matrix product, 2 n^3 operations."""

from __future__ import annotations

from typing import Any

from benchmarks.record import OURS, record
from glassproof.numerics.work.streams import stream

SIZE = 1500


def bench_matrix_product(benchmark: Any) -> None:
    """The rate of this product counts as the peak."""
    factor = stream(1).standard_normal((SIZE, SIZE))
    benchmark.pedantic(lambda: factor @ factor, rounds=10, warmup_rounds=1)
    record(benchmark, work="matrix product", way=OURS, points=1, operations=2 * SIZE**3)

"""Samples of the Gaussian orthogonal ensemble, with entries of variance 1/(2n) off the diagonal."""

from __future__ import annotations

import math

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, integer

MEMORY_LIMIT = 2**29
"""Bytes that the matrices returned by one call may fill; ask for fewer draws per call instead."""


def goe(n: int, draws: int, rng: np.random.Generator) -> FloatArray:
    """``draws`` matrices of the Gaussian orthogonal ensemble, shape (draws, n, n).

    Real symmetric; entries on and above the diagonal independent and centred, of variance
    1/(2n) off the diagonal and 1/n on it. The spectrum tends to the semicircle on
    [-sqrt(2), sqrt(2)].

    Raises :class:`DomainError` unless n >= 1, draws >= 0 and the result fits ``MEMORY_LIMIT``.

    >>> from glassproof.numerics.work.streams import stream
    >>> M = goe(3, 2, stream(1))
    >>> M.shape, bool((M == M.transpose(0, 2, 1)).all())
    ((2, 3, 3), True)
    """
    n, draws = integer("n", n, least=1), integer("draws", draws)
    _check_memory(n, draws)
    normals = rng.standard_normal((draws, n * (n + 1) // 2))
    normals *= math.sqrt(0.5 / n)
    matrices = np.empty((draws, n, n))
    start = 0
    for i in range(n):
        row = normals[:, start : start + i + 1]
        matrices[:, i, : i + 1] = row
        matrices[:, :i, i] = row[:, :i]
        start += i + 1
    diagonal = np.einsum("kii->ki", matrices)
    diagonal *= math.sqrt(2)
    return matrices


def _check_memory(n: int, draws: int) -> None:
    most = MEMORY_LIMIT // (8 * n * n)
    if draws > most:
        remedy = f"draws <= {most} a call" if most else f"n <= {math.isqrt(MEMORY_LIMIT // 8)}"
        raise DomainError(
            f"draws = {draws} matrices of size {n} fill {8 * n * n * draws / 2**20:.0f} MiB: "
            f"give {remedy}"
        )

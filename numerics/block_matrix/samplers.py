"""Samples of the block matrix b M + b1 (M1 (+) 0) - x I - x1 (I (+) 0) and of its spectrum."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.samplers import goe
from glassproof.numerics.work.arguments import FloatArray, integer, real, real_array

BATCH_BYTES = 2**24
"""Bytes of matrices that the functions which need no more than one matrix at a time hold."""


def block_size(N: int, kappa: float) -> int:
    """N_D = [kappa N], the nearest integer; both blocks must have at least one row.

    >>> block_size(10, 0.9)
    9
    """
    N = integer("N", N, least=2)
    kappa = real("kappa", kappa, above=0, below=1)
    size = round(kappa * N)
    if not 0 < size < N:
        raise DomainError(
            f"kappa = {kappa:g} leaves one block of N = {N} empty: "
            f"give N > {1 / (2 * min(kappa, 1 - kappa)):.6g}"
        )
    return size


def block_matrix(
    *,
    N: int,
    kappa: float,
    b: float,
    b1: float,
    x: ArrayLike = 0.0,
    x1: ArrayLike = 0.0,
    draws: int,
    rng: np.random.Generator,
) -> FloatArray:
    """``draws`` matrices b M + b1 (M1 (+) 0) - x I - x1 (I (+) 0), shape (draws, N, N).

    M is a :func:`glassproof.numerics.ensembles.samplers.goe` of size N, M1 an independent one of
    size [kappa N], in the upper left corner; where they overlap, the sum is drawn as one Gaussian.
    ``x`` and ``x1`` are numbers, or arrays of shape (draws,): one shift a draw. The random numbers
    consumed depend on N and draws only, so that matrices drawn from equal streams at different
    parameters are coupled.

    Raises :class:`DomainError` on b < 0, b1 < 0, kappa outside (0, 1), an empty block, shapes
    that do not fit, or a result beyond what :func:`glassproof.numerics.ensembles.samplers.goe`
    returns.

    >>> from glassproof.numerics.work.streams import stream
    >>> H = block_matrix(N=4, kappa=0.5, b=0, b1=0, x=1, x1=2, draws=1, rng=stream(1))
    >>> H[0].diagonal().tolist()
    [-3.0, -3.0, -1.0, -1.0]
    """
    N, draws = integer("N", N, least=2), integer("draws", draws)
    size = block_size(N, kappa)
    b = real("b", b, above=0, closed_low=True)
    b1 = real("b1", b1, above=0, closed_low=True)
    shift, shift1 = _shifts("x", x, draws), _shifts("x1", x1, draws)
    matrices = goe(N, draws, rng)
    scales = np.full((N, N), b)
    scales[:size, :size] = math.sqrt(b**2 + b1**2 * N / size)
    matrices *= scales
    diagonal = np.einsum("kii->ki", matrices)
    diagonal -= shift[:, None]
    diagonal[:, :size] -= shift1[:, None]
    return matrices


def batches(
    *, draws: int, x: ArrayLike = 0.0, x1: ArrayLike = 0.0, **arguments: Any
) -> Iterator[FloatArray]:
    """The draws of :func:`block_matrix` (same arguments), at most ``BATCH_BYTES`` at a time.

    >>> from glassproof.numerics.work.streams import stream
    >>> sizes = [len(H) for H in
    ...          batches(N=1000, kappa=0.5, b=1, b1=0, draws=3, rng=stream(1))]
    >>> sum(sizes)
    3
    """
    draws = integer("draws", draws)
    shift, shift1 = _shifts("x", x, draws), _shifts("x1", x1, draws)
    N = integer("N", arguments["N"], least=2)
    step = max(1, BATCH_BYTES // (8 * N * N))
    for start in range(0, draws, step):
        part = slice(start, min(start + step, draws))
        yield block_matrix(x=shift[part], x1=shift1[part], draws=len(shift[part]), **arguments)


def eigenvalues(
    *,
    N: int,
    kappa: float,
    b: float,
    b1: float,
    x: ArrayLike = 0.0,
    x1: ArrayLike = 0.0,
    draws: int,
    rng: np.random.Generator,
) -> FloatArray:
    """Eigenvalues of :func:`block_matrix`, ascending, shape (draws, N).

    Holds a few matrices at a time, whatever the number of draws.

    >>> from glassproof.numerics.work.streams import stream
    >>> eigenvalues(N=4, kappa=0.5, b=0, b1=0, x=1, x1=2, draws=1, rng=stream(1))
    array([[-3., -3., -1., -1.]])
    """
    parts = [
        np.linalg.eigvalsh(matrices)
        for matrices in batches(N=N, kappa=kappa, b=b, b1=b1, x=x, x1=x1, draws=draws, rng=rng)
    ]
    return np.concatenate(parts) if parts else np.empty((0, N))


def _shifts(name: str, value: ArrayLike, draws: int) -> FloatArray:
    """``value`` as one finite number per draw."""
    array = real_array(name, value)
    if array.shape not in {(), (draws,)}:
        raise DomainError(
            f"{name} has shape {array.shape}: give one number, or an array of shape ({draws},)"
        )
    return np.broadcast_to(array, (draws,))

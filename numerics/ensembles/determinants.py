"""log|det| and the index of symmetric matrices from one factorisation, without eigenvalues."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.bunch_kaufman import factor_stack
from glassproof.numerics.work.arguments import FloatArray, real_array
from glassproof.numerics.work.late import Late

lapack = Late("scipy.linalg.lapack")

SMALL = 128
"""Up to this size the compiled elimination is faster than LAPACK, whose calls cost as much."""

MIDDLE, NARROW, WIDE = 1500, 24, 64
"""Columns of one block of LAPACK's: up to this size, where the panels' slow steps weigh most, a
narrow block is up to a fifth faster than LAPACK's own choice, which is best beyond."""


def log_determinants(matrices: ArrayLike) -> tuple[FloatArray, NDArray[np.int64]]:
    """log|det H| and the number of negative eigenvalues of each symmetric matrix.

    ``matrices`` has shape (draws, n, n); both results have shape (draws,). Bunch and Kaufman's
    factorisation P H P^T = L D L^T (LAPACK's sytrf, for small matrices a kernel that knows their
    stack; the upper triangle is read) costs n^3/3 operations, a quarter of the tridiagonalisation
    that eigenvalues begin with. D has blocks of size 1 and indefinite blocks of size 2, and by
    Sylvester's law of inertia as many negative eigenvalues as H. An exactly singular matrix gives
    -inf.

    Raises :class:`DomainError` if the shape is not (draws, n, n) or an entry is not finite.

    >>> values, index = log_determinants([[[0.0, 2.0], [2.0, 0.0]]])
    >>> float(values[0]), int(index[0])
    (1.3862943611198906, 1)

    Reference: Bunch, Kaufman, Some stable methods for calculating inertia, Math. Comp. 31 (1977).
    """
    stack = real_array("matrices", matrices)
    if stack.ndim != 3 or stack.shape[1] != stack.shape[2]:
        raise DomainError(f"matrices has shape {stack.shape}: give shape (draws, n, n)")
    draws, n, _ = stack.shape
    if n == 0 or draws == 0:
        return np.zeros(draws), np.zeros(draws, dtype=np.int64)
    diagonal, off = np.empty((draws, n)), np.zeros((draws, n))
    (factor_stack if n <= SMALL else _factor_large)(stack, diagonal, off)
    return _read_blocks(diagonal, off)


def _factor_large(stack: FloatArray, diagonal: FloatArray, off: FloatArray) -> None:
    """D of each matrix by LAPACK: its diagonal, and what is off it in a block's first row."""
    for k, matrix in enumerate(stack):
        # The transpose is the same matrix, in the order of LAPACK.
        factor, pivots, zero = lapack.dsytrf(matrix.T, lower=1, lwork=_work_size(len(matrix)))
        if zero:  # sytrf leaves what it finds to be a zero column as it was
            factor_stack(matrix[None], diagonal[k : k + 1], off[k : k + 1])
            continue
        diagonal[k] = factor.diagonal()
        paired = pivots < 0
        first = paired & (np.cumsum(paired) % 2 == 1)
        off[k, first] = factor.diagonal(-1)[first[:-1]]


def _read_blocks(diagonal: FloatArray, off: FloatArray) -> tuple[FloatArray, NDArray[np.int64]]:
    """log|det D| and the index of D; a block of size 2 begins where ``off`` is not 0."""
    first = off != 0
    paired = first | np.roll(first, 1, axis=1)
    partner = np.roll(diagonal, -1, axis=1)
    # A block of size 2 has its largest entry off the diagonal and a negative determinant; its
    # logarithm is taken in parts that do not overflow, and is 0 in rows that begin no block.
    entry = np.where(first, off, 1.0)
    ratios = (np.where(first, diagonal, 0.0) / entry) * (np.where(first, partner, 0.0) / entry)
    blocks = 2 * np.log(np.abs(entry)) + np.log(np.abs(ratios - 1))
    with np.errstate(divide="ignore"):
        values = (np.log(np.where(paired, 1.0, np.abs(diagonal))) + blocks).sum(axis=1)
    return values, (first | (~paired & (diagonal < 0))).sum(axis=1)


def _work_size(n: int) -> int:
    """LAPACK's workspace, which fixes its blocks: narrow ones leave less to unblocked steps."""
    return n * (NARROW if n <= MIDDLE else WIDE)

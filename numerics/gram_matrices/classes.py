"""What a caller says of the classes of columns: checked, and kept without copies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, integer, real_array
from glassproof.numerics.work.late import Late

linalg = Late("scipy.linalg")

LARGEST = 1e100
_ASYMMETRY = 1e-8
"""Relative; what a covariance may be asymmetric by, through rounding."""
INDEFINITE = 1e-9
"""Of the largest variance; what an eigenvalue may be below zero by, through rounding."""
_ROWS = 512  # of a matrix that are looked at together


@dataclass(frozen=True)
class Classes:
    """Columns of length ``p`` in classes: ``counts`` (k), ``covariances``, ``means`` (k, p).

    A covariance is a number (times I), a vector (a diagonal) or a symmetric matrix, centred;
    ``means`` is None where all vanish. The second moment of a column is covariance + mean mean^T.
    """

    p: int
    counts: tuple[int, ...]
    covariances: tuple[FloatArray, ...]
    means: FloatArray | None

    @property
    def k(self) -> int:
        """The number of classes."""
        return len(self.counts)

    @property
    def n(self) -> int:
        """The number of columns."""
        return sum(self.counts)

    @property
    def weights(self) -> FloatArray:
        """n_l/p."""
        return np.array(self.counts) / self.p

    @property
    def is_diagonal(self) -> bool:
        """Whether no covariance is a full matrix."""
        return all(covariance.ndim < 2 for covariance in self.covariances)

    @property
    def mean_squares(self) -> FloatArray:
        """tr C_l/p: the mean square of an entry of a column."""
        traces = [
            self.p * float(c) if c.ndim == 0 else float(c.sum() if c.ndim == 1 else np.trace(c))
            for c in self.covariances
        ]
        lengths = np.zeros(self.k) if self.means is None else (self.means**2).sum(axis=1)
        return (np.array(traces) + lengths) / self.p

    def times(self, l: int, other: NDArray[Any]) -> NDArray[Any]:
        """C_l times a matrix of p rows."""
        covariance, M = self.covariances[l], self.means
        if covariance.ndim < 2:
            found = other * (covariance if covariance.ndim == 0 else covariance[:, None])
        elif np.iscomplexobj(other):  # by its real columns: no complex copy of the covariance
            columns = np.ascontiguousarray(other)
            found = (covariance @ columns.view(float)).view(complex)
        else:
            found = covariance @ other
        return found if M is None else found + np.outer(M[l], M[l] @ other)

    def symmetric(self) -> Classes:
        """The same, with covariances that are symmetric to the last bit."""
        even = tuple(
            c if c.ndim < 2 or np.array_equal(c, c.T) else (c + c.T) / 2 for c in self.covariances
        )
        return Classes(self.p, self.counts, even, self.means)

    def diagonals(self) -> FloatArray:
        """The covariances' diagonals, shape (k, p)."""
        return np.stack(
            [
                np.diagonal(c) if c.ndim == 2 else np.broadcast_to(c, self.p)
                for c in self.covariances
            ]
        )


def classes(
    p: Any, counts: Sequence[Any], covariances: Sequence[ArrayLike], means: Any = None
) -> Classes:
    """The arguments as :class:`Classes`; :class:`DomainError` names what is wrong with one.

    >>> classes(3, [2, 5], [1.0, [1, 2, 3]]).mean_squares
    array([1., 2.])
    """
    size = integer("p", p, least=1)
    if isinstance(counts, (str, bytes)) or not hasattr(counts, "__len__"):
        raise DomainError(f"counts = {counts!r}: give one positive integer for each class")
    numbers = tuple(integer(f"counts[{l}]", n, least=1) for l, n in enumerate(counts))
    if not numbers:
        raise DomainError("counts is empty: give one positive integer for each class")
    if isinstance(covariances, (str, bytes)) or not hasattr(covariances, "__len__"):
        raise DomainError(
            f"covariances = {covariances!r}: give one number, vector or matrix for each class"
        )
    if len(covariances) != len(numbers):
        raise DomainError(
            f"covariances has {len(covariances)} entries and counts {len(numbers)}: give one "
            "covariance for each class"
        )
    spreads = tuple(_covariance(f"covariances[{l}]", c, size) for l, c in enumerate(covariances))
    return Classes(size, numbers, spreads, _means(means, len(numbers), size))


def _covariance(name: str, value: ArrayLike, p: int) -> FloatArray:
    array = real_array(name, value, above=-LARGEST, below=LARGEST)
    if array.shape not in ((), (p,), (p, p)):
        raise DomainError(
            f"{name} has shape {array.shape}: give a number, a vector of {p} or a matrix of "
            f"{p} x {p}, p being {p}"
        )
    if array.ndim < 2:
        if array.size and array.min() < 0:
            raise DomainError(
                f"{name} contains {array.min():g}: a variance is not negative, give numbers >= 0"
            )
        return array
    _require_symmetric(name, array)
    _require_semidefinite(name, array)
    return array


def _require_symmetric(name: str, matrix: FloatArray) -> None:
    largest = max(
        float(np.abs(matrix[top : top + _ROWS]).max()) for top in range(0, len(matrix), _ROWS)
    )
    for top in range(0, len(matrix), _ROWS):
        gap = np.abs(matrix[top : top + _ROWS] - matrix[:, top : top + _ROWS].T)
        if gap.max() > _ASYMMETRY * largest:
            i, j = np.unravel_index(gap.argmax(), gap.shape)
            row = top + int(i)
            raise DomainError(
                f"{name} is not symmetric: entry ({row}, {j}) is {matrix[row, j]:g} and entry "
                f"({j}, {row}) is {matrix[j, row]:g}; give a symmetric matrix"
            )


def _require_semidefinite(name: str, matrix: FloatArray) -> None:
    """By a Cholesky factorisation of the matrix raised by what rounding explains."""
    variances = np.diagonal(matrix)
    largest = float(variances.max())
    if variances.min() < 0 or (largest == 0 and matrix.any()):
        i = int(variances.argmin())
        raise DomainError(
            f"{name} is not positive semidefinite: its entry ({i}, {i}) is {variances[i]:g} "
            "beside others that are not 0; give a covariance matrix"
        )
    if largest == 0:
        return
    raised = matrix / largest
    raised[np.diag_indices(len(raised))] += INDEFINITE
    try:
        linalg.cholesky(raised, lower=True, overwrite_a=True, check_finite=False)
    except linalg.LinAlgError:
        raise DomainError(
            f"{name} is not positive semidefinite: it has an eigenvalue below "
            f"{-INDEFINITE * largest:.2g}; give a covariance matrix"
        ) from None


def _means(value: Any, k: int, p: int) -> FloatArray | None:
    if value is None:
        return None
    array = real_array("means", value, above=-math.sqrt(LARGEST), below=math.sqrt(LARGEST))
    if array.shape != (k, p):
        raise DomainError(
            f"means has shape {array.shape}: give one vector of {p} for each of the {k} classes, "
            f"shape ({k}, {p}), or None"
        )
    return array if array.any() else None

"""Eigenvalues of sampled matrices of the classical ensembles, of any variance of the entries."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, integer, real

MOST_SIZE = 500
"""Rows of a matrix, and ten times as many columns of the factor of a Wishart matrix."""

BATCH_BYTES = 2**25
"""Bytes of the matrices that are sampled at once."""


def _goe(rng: np.random.Generator, draws: int, n: int, _: int) -> FloatArray:
    a = rng.standard_normal((draws, n, n))
    found: FloatArray = (a + a.transpose(0, 2, 1)) / sqrt(2)
    return found


def _gue(rng: np.random.Generator, draws: int, n: int, _: int) -> FloatArray:
    a = rng.standard_normal((draws, n, n)) + 1j * rng.standard_normal((draws, n, n))
    found: FloatArray = (a + a.conj().transpose(0, 2, 1)) / 2
    return found


def _wishart(rng: np.random.Generator, draws: int, n: int, columns: int) -> FloatArray:
    x = rng.standard_normal((draws, n, columns))
    found: FloatArray = x @ x.transpose(0, 2, 1)
    return found


_UNIT: dict[str, tuple[Callable[..., FloatArray], float]] = {
    "GOE": (_goe, 0.5), "GUE": (_gue, 0.5), "Wishart": (_wishart, 1.0),
}  # fmt: skip
"""Matrices of variance 1, and the power of the variance that scales them."""

ENSEMBLES = tuple(_UNIT)


def eigenvalues(
    ensemble: str,
    size: int,
    variance: float,
    draws: int,
    rng: np.random.Generator,
    *,
    columns: int = 0,
) -> FloatArray:
    """Eigenvalues of ``draws`` independent matrices, ascending, shape (draws, size).

    ``GOE``: real symmetric, entries of this variance off the diagonal and of twice it on it.
    ``GUE``: Hermitian, E|M_ij|^2 is the variance, on the diagonal, too. ``Wishart``: X X^T, where X
    is real of shape (size, columns) and its entries have this variance.

    :class:`DomainError` unless the ensemble is one of these, 1 <= size <= MOST_SIZE,
    1 <= columns <= 10 MOST_SIZE, 0 < variance, 0 <= draws.

    >>> found = eigenvalues("Wishart", 2, 1.0, 3, np.random.default_rng(0), columns=5)
    >>> found.shape, bool((found > 0).all())
    ((3, 2), True)
    """
    if ensemble not in _UNIT:
        raise DomainError(f"ensemble = {ensemble!r} is none of {', '.join(ENSEMBLES)}")
    size = integer("size", size, least=1, most=MOST_SIZE)
    if ensemble == "Wishart":
        columns = integer("columns", columns, least=1, most=10 * MOST_SIZE)
    draws, variance = integer("draws", draws), real("variance", variance, above=0)
    sampled, power = _UNIT[ensemble]
    batch = max(1, BATCH_BYTES // (16 * size * max(size, columns)))
    rows = [
        np.linalg.eigvalsh(sampled(rng, min(batch, draws - done), size, columns))
        for done in range(0, draws, batch)
    ]
    whole = np.concatenate(rows) if rows else np.empty((0, size))
    found: FloatArray = whole * variance**power
    return found

"""Families of points: distances, hierarchical clusters, ultrametricity against its nulls.

In an ultrametric space the two longest sides of each triangle are equal. The statistic is the mean
over all triangles, sides a >= b >= c, of (a - b)/(a - c): 0 in an ultrametric space, 1/2 on average
for three independent equal laws that are symmetric; triangles with a = c count as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist, squareform

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer, real_array
from glassproof.numerics.work.streams import stream

FloatArray = NDArray[np.float64]


def distances(points: ArrayLike) -> FloatArray:
    """Euclidean distances of all pairs of rows, as a symmetric matrix.

    >>> distances([[0.0], [3.0], [4.0]])[0].tolist()
    [0.0, 3.0, 4.0]
    """
    return np.asarray(squareform(pdist(real_array("points", points))))


def clusters(between: ArrayLike) -> FloatArray:
    """The dendrogram by average linkage, in SciPy's form, of a matrix of distances.

    >>> clusters(distances([[0.0], [1.0], [5.0]]))[:, 2].tolist()
    [1.0, 4.5]
    """
    return np.asarray(linkage(squareform(_matrix(between)), "average"))


def ultrametricity(between: ArrayLike) -> float:
    """The mean over triangles of (a - b)/(a - c), sides a >= b >= c: 0 if ultrametric.

    >>> ultrametricity(distances([[0.0], [1.0], [5.0]])), ultrametricity(1 - np.eye(3))
    (0.25, 0.0)
    """
    return _statistic(_matrix(between), _triangles(len(np.asarray(between))))


@dataclass(frozen=True)
class Ultrametricity:
    """The statistic, its values under the null, and the level reached.

    ``p_value`` is the rank of the statistic among those of the null, small where points are more
    ultrametric than the null: (1 + number not above) / (1 + draws).
    """

    statistic: float
    null: FloatArray
    p_value: float


def against_null(
    between: ArrayLike, *, null: str = "points", draws: int = 999, seed: int = 0
) -> Ultrametricity:
    """The statistic of n points against ``draws`` of a null.

    ``points``: independent standard Gaussian points in the dimension 2 m^2/v (rounded) in which
    squared distances have the mean m and variance v that these have, so that distances have about
    the same law; ``pairs``: the same distances, given to pairs at random.

    >>> found = against_null(distances(np.arange(8.0)[:, None] ** 3), draws=99)
    >>> 0 < found.p_value <= 1
    True
    """
    matrix, draws = _matrix(between), integer("draws", draws, least=1)
    n, triangles = len(matrix), _triangles(len(matrix))
    rng, flat = stream(seed, "ultrametricity", null), squareform(matrix)
    squares = flat**2
    spread = float(squares.var())
    dimension = max(1, round(2 * squares.mean() ** 2 / spread)) if spread else 1

    def drawn() -> FloatArray:
        if null == "pairs":
            return np.asarray(squareform(rng.permutation(flat)))
        points = rng.standard_normal((n, min(dimension, MOST)))
        return np.asarray(squareform(pdist(points)))

    if null not in ("points", "pairs"):
        raise DomainError(f"null = {null!r}: give 'points' or 'pairs'")
    seen = _statistic(matrix, triangles)
    values = np.array([_statistic(drawn(), triangles) for _ in range(draws)])
    return Ultrametricity(seen, values, float((1 + (values <= seen).sum()) / (1 + draws)))


MOST = 20_000
"""The largest dimension in which the null draws points: beyond, all distances are nearly equal."""


def _triangles(n: int) -> NDArray[np.int64]:
    return np.array(list(combinations(range(n), 3)))


def _statistic(matrix: FloatArray, triangles: NDArray[np.int64]) -> float:
    i, j, k = triangles.T
    sides = np.sort(np.stack([matrix[i, j], matrix[i, k], matrix[j, k]]), axis=0)
    c, b, a = sides
    return float(((a - b) / np.where(a > c, a - c, 1)).mean())


def _matrix(between: ArrayLike) -> FloatArray:
    matrix = real_array("between", between, above=0, closed_low=True)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(matrix) < 3:
        raise DomainError(f"between has shape {matrix.shape}: give distances of at least 3 points")
    if not np.allclose(matrix, matrix.T) or np.diag(matrix).any():
        raise DomainError(
            "between is no matrix of distances: give a symmetric one, 0 on its diagonal"
        )
    return (matrix + matrix.T) / 2

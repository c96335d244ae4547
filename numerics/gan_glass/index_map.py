"""The largest index of either player that occurs below given losses.

Theta falls as an index grows, so the indices with Theta > 0 are an interval from 0: bisection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.glass import broadcast
from glassproof.numerics.work.arguments import FloatArray, integer

IndexArray = NDArray[np.int64]


@dataclass(frozen=True)
class IndexMap:
    """Per pair of bounds the largest k_D and k_G with Theta > 0; -1 where even 0 has none."""

    k_D: IndexArray
    k_G: IndexArray


def index_map(
    u_D: ArrayLike,
    u_G: ArrayLike,
    *,
    p: int,
    q: int,
    sigma_z: float,
    kappa: float,
    most: int = 29,
    joint: bool = True,
) -> IndexMap:
    """For each pair of bounds the largest index in 0..``most`` of either player with Theta > 0.

    With ``joint`` the other player's index is prescribed too; the most favourable one is 0, so k_D
    is the largest with Theta_{k_D, 0} > 0 and k_G the largest with Theta_{0, k_G} > 0. Otherwise
    the other player's index is free. Bounds as in
    :func:`glassproof.numerics.gan_glass.complexity.theta`, broadcast; raises :class:`DomainError`
    likewise.

    >>> index_map(np.inf, 0.0, p=3, q=3, sigma_z=1.0, kappa=0.9, joint=False).k_G
    array(29)
    >>> index_map(np.inf, np.inf, p=3, q=3, sigma_z=1.0, kappa=0.9).k_G
    array(-1)
    """
    top = integer("most", most)
    bounds_D, bounds_G = broadcast(u_D=u_D, u_G=u_G, infinite=True)
    flat_D, flat_G = bounds_D.ravel(), bounds_G.ravel()
    other = 0 if joint else None

    def positive_D(k: int, where: IndexArray) -> NDArray[np.bool_]:
        return _positive(flat_D[where], flat_G[where], k_D=k, k_G=other)

    def positive_G(k: int, where: IndexArray) -> NDArray[np.bool_]:
        return _positive(flat_D[where], flat_G[where], k_D=other, k_G=k)

    def _positive(
        below_D: FloatArray, below_G: FloatArray, *, k_D: int | None, k_G: int | None
    ) -> NDArray[np.bool_]:
        value = theta(below_D, below_G, p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=k_D, k_G=k_G)
        return np.asarray(value > 0.0)

    shape = bounds_D.shape
    maps = (
        _largest(positive, flat_D.size, top).reshape(shape) for positive in (positive_D, positive_G)
    )
    return IndexMap(*maps)


def _largest(
    positive: Callable[[int, IndexArray], NDArray[np.bool_]], points: int, most: int
) -> IndexArray:
    """The largest k <= most with ``positive`` for each of the points, by bisection; else -1."""
    low, high = np.full(points, -1), np.full(points, most)
    while True:
        middle = (low + high + 1) // 2
        open_ = low < high
        if not open_.any():
            return low
        for k in np.unique(middle[open_]):
            where = np.flatnonzero(open_ & (middle == k))
            good = positive(int(k), where)
            low[where[good]] = k
            high[where[~good]] = k - 1

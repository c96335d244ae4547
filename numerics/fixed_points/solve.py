"""Fixed points x = F(x; parameter), many at once, by Newton's method with a safeguard.

The Jacobian may be approximate: each step then divides the error by a factor instead of squaring
it. Where a step is not finite, not admissible, or makes the residual grow, the map itself is
applied instead, which leads to the fixed point of a contraction from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError

Array = NDArray[Any]
Map = Callable[[Array, Array], tuple[Array, Array]]
"""F(x, parameters) gives the images (rows, k) and Jacobians (rows, k, k) of points (rows, k)."""

TOLERANCE = 1e-13
_FLOOR = 1e-3  # of the largest coordinate: what a coordinate's residual is held against at least


class FixedPointError(DomainError):
    """No fixed point was found, or none could be certified."""


@dataclass(frozen=True)
class Solution:
    """Fixed points ``value`` (rows, k), found after ``evaluations`` calls of the map.

    ``residual`` (rows) is the largest relative difference of F(x) and x, ``converged`` says where
    it is within the tolerance; elsewhere the value is the last point that was kept. ``slopes``
    (rows, k, k) are the Jacobians at the points before the last step.
    """

    value: Array
    residual: NDArray[np.float64]
    converged: NDArray[np.bool_]
    evaluations: int
    slopes: Array


def solve(
    function: Map,
    start: Array,
    parameters: Array,
    *,
    admissible: Callable[[Array], NDArray[np.bool_]] | None = None,
    tolerance: float = TOLERANCE,
    most: int = 60,
) -> Solution:
    """Fixed points of ``function``, one for each row of ``start`` and entry of ``parameters``.

    ``admissible`` says of points (rows, k) which of them the search may visit. Rows do not
    influence one another, but for being evaluated together.

    >>> def root(x, a):  # x = (x + a/x)/2, whose fixed point is the square root of a
    ...     return (x + a[:, None] / x) / 2, ((1 - a[:, None] / x**2) / 2)[:, :, None]
    >>> found = solve(root, np.ones((2, 1)), np.array([2.0, 9.0]))
    >>> found.value[:, 0].round(12).tolist(), bool(found.converged.all())
    ([1.414213562373, 3.0], True)
    """
    x = np.array(start)
    base, least = x.copy(), np.full(len(x), np.inf)
    slopes = np.full((*x.shape, x.shape[1]), np.nan, x.dtype)
    image, newton = x.copy(), x.copy()  # of the base point: under the map, and by Newton's step
    forced = np.ones(len(x), dtype=bool)  # whether x is the base's image: a base whatever it gives
    active = np.ones(len(x), dtype=bool)
    evaluations = 0
    while active.any() and evaluations < most:
        rows = np.flatnonzero(active)
        with np.errstate(all="ignore"):
            value, slope = function(x[rows], parameters[rows])
            residual = _relative(value - x[rows], x[rows])
            step = _newton(value - x[rows], slope)
        evaluations += 1
        finite = np.isfinite(residual)
        taken = finite & (forced[rows] | (residual < least[rows]))
        kept = rows[taken]
        base[kept], image[kept], least[kept] = x[kept], value[taken], residual[taken]
        newton[kept], slopes[kept] = (x[rows] + step)[taken], slope[taken]
        allowed = taken & np.isfinite(newton[rows]).all(axis=1)
        if admissible is not None:
            allowed &= admissible(newton[rows])
        done = taken & (least[rows] <= tolerance)
        base[rows[done & allowed]] = newton[rows[done & allowed]]  # one step more, for nothing
        x[rows] = np.where(allowed[:, None], newton[rows], image[rows])
        active[rows[done | (forced[rows] & ~finite)]] = False
        forced[rows] = ~allowed
    return Solution(base, least, least <= tolerance, evaluations, slopes)


def _relative(residual: Array, x: Array) -> NDArray[np.float64]:
    size = np.abs(x)
    size = size + _FLOOR * size.max(axis=1, keepdims=True)
    found: NDArray[np.float64] = np.max(
        np.abs(residual) / np.where(size > 0, size, 1.0), axis=1, initial=0.0
    )
    return found


def _newton(residual: Array, slope: Array) -> Array:
    """(I - J)^(-1) (F - x); not a number where I - J is singular."""
    matrix = np.eye(residual.shape[1]) - slope
    try:
        return np.linalg.solve(matrix, residual[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        return np.full(residual.shape, np.nan, residual.dtype)

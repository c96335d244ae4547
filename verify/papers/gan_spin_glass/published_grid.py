"""The least losses of Figs. 8 and 9 as the authors' code computes them: over a grid of (x, x1).

Constants, quartic, choice of root, range of quadrature and grid are the published ones. A grid that
ends before the region of positive exponent does returns its own end as the answer: at p = q = 5 the
generator's least loss is the grid's least x divided by m 2^m for every sigma_z above 1e-3 and for
every kappa. ``exact`` puts the exact log-potential in the place of the published quadrature, so
that what grid and quadrature do can be told apart.

Not every point need be looked at: on an interval of x the exponent is at most what it would be if
every eigenvalue lay as far as from its farther end. An interval on which that is not positive holds
nothing; others are halved, down to single points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.block_matrix.branch import potential
from glassproof.numerics.gan_glass.glass import model
from glassproof.numerics.work.arguments import FloatArray, real_array
from glassproof.numerics.work.compiled import compiled
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    Published,
    law,
    published_constant,
)
from glassproof.verify.papers.gan_spin_glass.published_potential import (
    Law,
    published_weights,
)

FIGURE_X, FIGURE_X1 = (-1000.0, 25.0, 2000), (-15.0, 40.0, 100)
"""Ends and number of points of the grid of Figs. 8 and 9."""

CELLS = 750
"""Cells of the quadrature, before those near any density are cut."""


@dataclass(frozen=True)
class GridLosses:
    """Least bounds over the grid points with positive exponent; inf where there is none."""

    u_D: float
    u_G: float


class Column(NamedTuple):
    """The exponent over x at one x1: borders of cells and jumps of the density there, the density
    on the cells, and the part of the exponent that does not depend on x."""

    borders: FloatArray
    jumps: FloatArray
    weights: FloatArray
    constant: float
    s2: float


@compiled(cache=True, nogil=True, error_model="numpy")
def _primitive(gap: float) -> float:
    """The primitive of log|gap|."""
    return gap * (math.log(abs(gap)) - 1.0) if gap != 0.0 else 0.0


@compiled(cache=True, nogil=True, error_model="numpy")
def _exponent(x: float, column: Column) -> float:
    total = column.constant - x * x / (2.0 * column.s2)
    for j in range(column.jumps.size):
        total -= column.jumps[j] * _primitive(column.borders[j] - x)
    return total


@compiled(cache=True, nogil=True, error_model="numpy")
def _at_most(low: float, high: float, column: Column) -> float:
    """An upper bound of the exponent for x in [low, high]."""
    nearest = min(max(0.0, low), high)
    total = column.constant - nearest * nearest / (2.0 * column.s2)
    middle = (low + high) / 2.0
    for j in range(column.weights.size):
        left, right = column.borders[j], column.borders[j + 1]
        if left >= middle:
            total += column.weights[j] * (_primitive(right - low) - _primitive(left - low))
        elif right <= middle:
            total += column.weights[j] * (_primitive(right - high) - _primitive(left - high))
        else:
            farthest = max(right - low, high - left)
            total += column.weights[j] * (right - left) * math.log(farthest)
    return total


@compiled(cache=True, nogil=True, error_model="numpy")
def _first(xs: FloatArray, column: Column) -> int:
    """The place of the first x of a monotone array with positive exponent; its size if none."""
    waiting = [(0, xs.size - 1)]
    while waiting:
        start, end = waiting.pop()
        if start == end:
            if _exponent(xs[start], column) > 0.0:
                return start
            continue
        if _at_most(min(xs[start], xs[end]), max(xs[start], xs[end]), column) > 0.0:
            middle = (start + end) // 2
            waiting.append((middle + 1, end))
            waiting.append((start, middle))
    return int(xs.size)


@compiled(cache=True, nogil=True, error_model="numpy")
def _first_exactly(xs: FloatArray, x1: float, constant: float, at: Published) -> int:
    """The same with the exact log-potential, point by point."""
    for i in range(xs.size):
        gaussian = xs[i] * xs[i] / (2.0 * at.s2)
        if constant - gaussian + potential(xs[i], x1, at.kappa, at.b, at.b1)[0] > 0.0:
            return i
    return int(xs.size)


def _column(x1: float, constant: float, at: Published) -> Column:
    """The published density at x1, cut to the cells that hold any of it."""
    borders, weights = published_weights(x1, Law(at.kappa, at.b, at.b1), CELLS)
    held = np.flatnonzero(weights)
    if held.size:
        borders = borders[held[0] : held[-1] + 2]
        weights = weights[held[0] : held[-1] + 1]
    else:
        borders, weights = borders[:1], weights[:0]
    jumps = np.diff(np.concatenate([[0.0], weights, [0.0]]))
    return Column(borders, jumps, weights, constant, at.s2)


def grid_end(*, p: int, q: int) -> float:
    """The least bound u_G whose region holds any point of the grid of Figs. 8 and 9."""
    return FIGURE_X[0] / ((p + q) * 2.0 ** (p + q))


def grid_losses(
    *,
    p: int,
    q: int,
    sigma_z: float,
    kappa: float,
    x: ArrayLike | None = None,
    x1: ArrayLike | None = None,
    exact: bool = False,
) -> GridLosses:
    """inf of u_D, and of u_G, such that a grid point of the published region has exponent > 0.

    A point (x, x1) lies in the region of (u_D, u_G) if x < m 2^m u_G and x1 > -p u_D - p x/(m 2^m).
    The grid of Figs. 8 and 9 unless ``x``, ``x1`` (one-dimensional) are given. ``exact`` takes the
    exact log-potential instead of the published quadrature. Raises
    :class:`glassproof.derivations.proof.domain.DomainError` for parameters out of range.

    >>> losses = grid_losses(p=5, q=5, sigma_z=1.0, kappa=0.9)
    >>> losses.u_G == -1000 / (10 * 2**10)
    True
    """
    model(p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=None, k_G=None)
    xs = np.linspace(*FIGURE_X) if x is None else np.sort(real_array("x", x), axis=None)
    x1s = np.linspace(*FIGURE_X1) if x1 is None else np.sort(real_array("x1", x1), axis=None)
    at = law(p, q, sigma_z, kappa)
    constant = published_constant(p=p, q=q, sigma_z=sigma_z, kappa=kappa)
    ratio = (p + q) * 2.0 ** (p + q)
    least_x, depth = math.inf, -math.inf  # least x, and largest x1/p + x/ratio, that are positive
    for shift in x1s[::-1]:
        lower = xs[xs < least_x]
        higher = xs[shift / p + xs / ratio > depth][::-1]
        if not lower.size and not higher.size:
            continue
        here = constant - shift * shift / (2.0 * at.s12)
        if exact:
            first = [_first_exactly(part, float(shift), here, at) for part in (lower, higher)]
        else:
            column = _column(float(shift), here, at)
            first = [_first(part, column) if part.size else 0 for part in (lower, higher)]
        if first[0] < lower.size:
            least_x = lower[first[0]]
        if first[1] < higher.size:
            depth = shift / p + higher[first[1]] / ratio
    return GridLosses(float(-depth), float(least_x / ratio))

"""The fixed point that belongs to the spectrum, wherever z is: found from anywhere, proven after.

With zeta = -z, delta_l(zeta) is the Stieltjes transform of a positive measure. So

* for z > 0 it is the one positive solution (a standard interference function);
* for Im zeta > 0 it is the one solution with all Im delta_l > 0;
* for real zeta on the spectrum likewise, as a limit;
* for real zeta off the spectrum it is the one real solution at which J >= 0 has a spectral radius
  below one: there (I - J) d delta/d zeta = tr C_l S^(-2)/p has a positive solution, and a real
  solution with that continues into Im zeta > 0 with Im delta > 0;
* at an edge of the spectrum the last two meet, and delta, real, is the mean of the pair that
  rounding makes of a double solution, to half of the digits.

Uniqueness for Im zeta > 0: the imaginary part of the system reads y = A y + b, y = Im delta > 0,
b > 0, A_lj = (n_j/p)/|1 + delta_j|^2 tr C_l S^(-1) C_j S^(-*)/p >= 0, hence A has spectral radius
below one; the difference of two solutions is mapped to itself by a matrix that Cauchy and Schwarz
bound by the roots of A_lj A'_lj, of spectral radius below one too. The tests are made on what was
found, whichever way it was found; the way is a continuation from large Im zeta down to its own.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.fixed_points.solve import FixedPointError, Solution, solve
from glassproof.numerics.gram_matrices.classes import Classes
from glassproof.numerics.gram_matrices.systems import Dense, Diagonal, System
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

interpolate = Late("scipy.interpolate")

Array = NDArray[Any]
REAL = 1e-10
"""Relative to |delta| + |1 + delta|: an imaginary part below which a solution is tried as real."""
_PAIR = 1e-4
"""Below this, whether the mean of a solution and its conjugate is one to rounding: an edge."""
_FALL = 8.0  # factor between the heights of a continuation
_LEVELS = 80
_LOOSE = 0.02  # relative residual that is enough on the way
_COARSE = 16  # one point in so many is continued, the others start between them


def positive(system: System, given: Classes, z: FloatArray) -> Solution:
    """delta for z > 0, by Newton's method; the map is increasing and concave.

    The start of a system with full matrices is the solution of a diagonal one like it.
    """
    squares = given.mean_squares
    start = np.minimum(squares / z[:, None], 1 + squares * np.sqrt(1 / z[:, None]))
    if isinstance(system, Dense):
        rough = solve(_likeness(system, given), start, z, admissible=_not_negative)
        start = np.where(rough.converged[:, None], rough.value, start)
    return solve(system, start, z, admissible=_not_negative)


def upper(system: System, given: Classes, z: Array) -> tuple[Array, NDArray[np.float64]]:
    """delta with Im delta > 0 for Im z < 0, and its limit at real z < 0; with its residuals.

    Rows without an imaginary part are off the spectrum. :class:`FixedPointError` if a point
    cannot be reached.
    """
    delta = np.full((len(z), given.k), np.nan, complex)
    residual = np.full(len(z), np.inf)
    order = np.argsort(z.real)
    step = _COARSE if len(z) > 2 * _COARSE else 1
    rows = left = order[::step]
    if isinstance(system, Dense):
        above = z[rows] - 1j * np.where(z[rows].imag, 0, 0.01 * abs(z[rows]))
        with suppress(FixedPointError):  # then there is no such start
            start, _ = upper(_likeness(system, given), given, above)
            left = _finish(system, given, z, rows, start, delta, residual)
    _descend(system, given, z, left, delta, residual)
    while step > 1:  # the points between, from those that are known
        known, step = order[::step], step // 2
        rows = np.setdiff1d(order[::step], known)
        start = _between(z.real[rows], z.real[known], delta[known])
        left = _finish(system, given, z, rows, start, delta, residual)
        _descend(system, given, z, left, delta, residual)
    return delta, residual


def _between(x: FloatArray, known: FloatArray, values: Array) -> Array:
    """A smooth curve through ``values`` (rows, k) at ``known``, ascending, at ``x``."""
    nodes, first = np.unique(known, return_index=True)
    if len(nodes) == 1:
        return np.repeat(values[:1], len(x), axis=0)
    found: Array = interpolate.CubicSpline(nodes, values[first])(x)
    return found


def _descend(
    system: System,
    given: Classes,
    z: Array,
    rows: NDArray[np.intp],
    delta: Array,
    residual: NDArray[np.float64],
) -> None:
    """Continue from far above the real line down to z, rows together."""
    if not len(rows):
        return
    top = height = _height(given) + np.abs(z[rows])
    fall = np.full(len(rows), _FALL)  # factor to the next height
    at = ahead = given.mean_squares * 1j / height[:, None]
    height = height * _FALL
    for _ in range(_LEVELS):
        below = height / fall
        here = z[rows] - 1j * below
        found = solve(
            system, ahead, here, admissible=lambda x: _is_upper(x, given), tolerance=_LOOSE, most=40
        )
        good = found.converged & _is_upper(found.value, given)
        with np.errstate(all="ignore"):
            ahead = found.value**2 / at  # as if delta were a power of the height
        same = good & (fall == _FALL) & np.isfinite(ahead).all(axis=1) & _is_upper(ahead, given)
        at = np.where(good[:, None], found.value, at)
        ahead = np.where(same[:, None], ahead, at)
        height = np.where(good, below, height)
        fall = np.where(good, np.minimum(_FALL, fall**2), np.sqrt(fall))
        near = good & (height < top / _FALL)
        left = rows
        if near.any():
            still = _finish(system, given, z, rows[near], at[near], delta, residual)
            left = np.union1d(rows[~near], still)
        kept = np.isin(rows, left)
        rows, at, ahead, top = rows[kept], at[kept], ahead[kept], top[kept]
        height, fall = height[kept], fall[kept]
        if not len(rows):
            return
    _give_up(z[rows][0], float("nan"))


def _finish(
    system: System,
    given: Classes,
    z: Array,
    rows: NDArray[np.intp],
    start: Array,
    delta: Array,
    residual: NDArray[np.float64],
) -> NDArray[np.intp]:
    """Solve at z itself from ``start``; what passes the test is kept, the other rows returned."""
    found = solve(system, start.astype(complex), z[rows], most=25)
    value, error, good = found.value, found.residual, found.converged
    physical = good & _is_upper(value, given)
    size = np.abs(value) + np.abs(1 + value)
    height = np.max(np.abs(value.imag) / size, axis=1)
    real = z[rows].imag == 0
    edge = physical & real & (height > REAL) & (height <= _PAIR)
    if edge.any():
        middle = solve(system, value.real[edge], z[rows].real[edge], most=1)
        at_edge = np.flatnonzero(edge)[middle.converged]
        value[at_edge], error[at_edge] = value.real[at_edge], middle.residual[middle.converged]
    tiny = good & real & (height <= REAL)
    if tiny.any():
        value[tiny], error[tiny], physical[tiny] = _as_real(
            system, value.real[tiny], z[rows].real[tiny]
        )
    delta[rows[physical]] = value[physical]
    residual[rows[physical]] = error[physical]
    return rows[~physical]


def _as_real(
    system: System, delta: FloatArray, z: FloatArray
) -> tuple[FloatArray, NDArray[np.float64], NDArray[np.bool_]]:
    """Real solutions near ``delta``, their residuals, and which of them are the stable ones.

    Stable: J, which is not negative at real points, has a spectral radius below one.
    """
    found = solve(system, delta, z, most=25)
    slopes = found.slopes
    finite = found.converged & np.isfinite(slopes).all(axis=(1, 2))
    radius = np.full(len(delta), np.inf)
    if finite.any():
        radius[finite] = np.abs(np.linalg.eigvals(slopes[finite])).max(axis=1)
    return found.value, found.residual, radius < 1


def _is_upper(delta: Array, given: Classes) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.all(delta.imag[:, given.mean_squares > 0] > 0, axis=1)
    return found


def _not_negative(delta: Array) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.all(delta >= 0, axis=1)
    return found


def _likeness(system: Dense, given: Classes) -> Diagonal:
    """Diagonal classes like the given ones, whose system costs next to nothing.

    Coordinate i of class l has the variance d_li exp(g_li - L_ll/2), d_l the diagonal of C_l and
    g_i Gaussian of covariance L: tr C_l, and tr C_l C_j as far as L >= 0, are as they were.
    """
    d = given.diagonals() + (0 if given.means is None else given.means**2)
    own = d @ d.T
    with np.errstate(all="ignore"):
        L = np.log(np.maximum(system.overlaps() / own, 1.0))
    values, vectors = np.linalg.eigh(np.where(np.isfinite(L), L, 0.0))
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    g = root @ np.random.default_rng(0).standard_normal(d.shape)
    like = d * np.exp(g - (root**2).sum(axis=1)[:, None] / 2)
    return Diagonal(Classes(given.p, given.counts, tuple(like), None))


def _height(given: Classes) -> float:
    """An Im zeta at which the map contracts."""
    squares = [
        given.p * float(c) ** 2 if c.ndim == 0 else float(np.vdot(c, c)) for c in given.covariances
    ]
    lengths = np.zeros(given.k) if given.means is None else (given.means**2).sum(axis=1)
    spread = np.max((np.sqrt(squares) + lengths) ** 2) / given.p
    return float(4 * np.sqrt(spread * given.weights.sum()) + 4 * given.mean_squares.max())


def _give_up(z: complex, residual: float) -> None:
    raise FixedPointError(
        f"z = {z:.6g}: no fixed point could be certified (relative residual {residual:.2g}); "
        "move z away from the edge of the spectrum, or scale the covariances to order one"
    )

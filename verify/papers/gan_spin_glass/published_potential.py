"""The published density and log-potential: quartic, choice of root and range of quadrature.

What the authors' code integrates is the density over -5 abs(low) to 5 abs(high), where (low, high)
is an interval that it guesses and then distrusts (rmt/coulomb.py 51-54). "As published" means that
inflated range.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.work.arguments import FloatArray

INFLATED = 5.0
"""By how much the guessed interval is inflated on both sides."""

CELLS, PARTS = 2500, 4
"""Cells of the quadrature over the inflated range; those near any density are cut into parts."""


class Law(NamedTuple):
    """A block matrix: the share of its upper block, and the two scales."""

    kappa: float
    b: float
    b1: float


def published_density(
    z: ArrayLike, *, x1: ArrayLike, kappa: float, b: float, b1: float
) -> FloatArray:
    """The published density: 2/(pi b^2) times the largest -Im t of the published quartic's roots.

    ``z`` and ``x1`` broadcast. Nothing ensures that its mass is 1.

    >>> bool(published_density(0.0, x1=1.1, kappa=0.9, b=1.0, b1=0.5) > 0)
    True
    """
    z, x1 = np.broadcast_arrays(np.asarray(z, float), np.asarray(x1, float))
    c, a = b1**2 / (kappa * b**2), (1 - kappa) * b**2 / 2
    first = np.stack([np.ones_like(z), -z, np.full_like(z, a)], axis=-1)
    constant = np.full_like(z, -(1 - kappa) * b1**2 / (2 * kappa))
    second = np.stack([np.full_like(z, 1 + c), x1 - c * z, constant], axis=-1)
    quartic = np.zeros((*z.shape, 5))
    for i in range(3):
        for j in range(3):
            quartic[..., i + j] += first[..., i] * second[..., j]
    quartic[..., 2] += kappa * b**2 / 2
    companion = np.zeros((*z.shape, 4, 4))
    companion[..., 1:, :-1] = np.eye(3)
    companion[..., 0, :] = -quartic[..., 1:] / quartic[..., :1]
    roots = np.linalg.eigvals(companion)
    found: FloatArray = 2 / (np.pi * b**2) * np.maximum(0.0, (-roots.imag).max(axis=-1))
    return found


def guessed_interval(x1: float, law: Law) -> tuple[float, float]:
    """The interval of rmt/spectrum.py 45-46, which its authors do not integrate over."""
    return min(-2 * law.b - x1, -2 * law.b1), max(2 * law.b - x1, 2 * law.b1)


def published_range(x1: float, law: Law) -> tuple[float, float]:
    """The range of the published quadrature.

    >>> published_range(1.0, Law(0.9, 1.0, 0.5))
    (-15.0, 5.0)
    """
    low, high = guessed_interval(x1, law)
    return -INFLATED * abs(low), INFLATED * abs(high)


def published_weights(x1: float, law: Law, cells: int = CELLS) -> tuple[FloatArray, FloatArray]:
    """Borders of cells of the published range, and the published density at their centres.

    Three cells in four divide the range evenly; the others grow from 0, where the generator's block
    has its eigenvalues, within b. Cells with any density, and their neighbours, are cut further.
    """
    low, high = published_range(x1, law)
    fine = law.b * np.sinh(np.linspace(-1.0, 1.0, cells // 4) * math.asinh((high - low) / law.b))
    fine = fine[(fine > low) & (fine < high)]
    borders = np.unique(np.concatenate([np.linspace(low, high, 3 * cells // 4 + 1), fine]))
    held = _densities(borders, x1, law) > 0
    near = np.flatnonzero(np.convolve(held, np.ones(3), mode="same"))
    left, width = borders[near], np.diff(borders)[near]
    cuts = left[:, None] + width[:, None] * np.arange(1, PARTS) / PARTS
    borders = np.unique(np.concatenate([borders, cuts.ravel()]))
    return borders, _densities(borders, x1, law)


def _densities(borders: FloatArray, x1: float, law: Law) -> FloatArray:
    """The published density at the centres of cells."""
    return published_density((borders[1:] + borders[:-1]) / 2, x1=x1, **law._asdict())


def published_log_potential(
    x: FloatArray, *, x1: float, kappa: float, b: float, b1: float, cells: int = CELLS
) -> FloatArray:
    """The integral of log|lambda - x| over the published density, on the published range.

    The density is taken constant on each of about ``cells`` cells and log integrated exactly, so
    that the singularity costs nothing.

    >>> far = published_log_potential(np.array([1e6]), x1=0.0, kappa=0.9, b=1.0, b1=0.5)
    >>> bool(abs(far[0] - np.log(1e6)) < 1e-2)
    True
    """
    borders, weights = published_weights(x1, Law(kappa, b, b1), cells)
    held = np.flatnonzero(weights)
    left, right = (_primitive(ends[held], x) for ends in (borders[:-1], borders[1:]))
    found: FloatArray = (right - left) @ weights[held]
    return found


def _primitive(border: FloatArray, x: FloatArray) -> FloatArray:
    """The primitive of log|lambda - x| at ``border``, an array (..., border)."""
    gap = border - np.asarray(x, float)[..., None]
    return np.asarray(gap * (np.log(np.abs(np.where(gap == 0, 1.0, gap))) - 1.0))


def published_mass(*, x1: float, kappa: float, b: float, b1: float, cells: int = CELLS) -> float:
    """The mass of the published density on the published range."""
    borders, weights = published_weights(x1, Law(kappa, b, b1), cells)
    return float(np.diff(borders) @ weights)

"""The least losses of Figs. 8 and 9 as they were computed: over a fixed grid of (x, x1).

A grid that ends before the region of positive exponent does returns its own end as the answer: at
p = q = 5 the generator's least loss is the grid's least x divided by m 2^m for every sigma_z above
1e-3 and for every kappa. This module repeats the computation, with the published constants and the
right log-potential, so that what the figures show can be told apart from what the formulas say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike

from glassproof.numerics.block_matrix.branch import potential
from glassproof.numerics.gan_glass.glass import model
from glassproof.numerics.work.arguments import FloatArray, real_array
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    Published,
    law,
    published_constant,
)

FIGURE_X, FIGURE_X1 = (-1000.0, 25.0, 2000), (-15.0, 40.0, 100)
"""Ends and number of points of the grid of Figs. 8 and 9."""


@dataclass(frozen=True)
class GridLosses:
    """Least bounds over the grid points with positive exponent; inf where there is none."""

    u_D: float
    u_G: float


@njit(cache=True, nogil=True, error_model="numpy")
def _least(
    xs: FloatArray, x1s: FloatArray, constant: float, p: float, ratio: float, at: Published
) -> tuple[float, float]:
    least_D = least_G = math.inf
    for x in xs:
        for x1 in x1s:
            value = constant - x * x / (2.0 * at.s2) - x1 * x1 / (2.0 * at.s12)
            if value + potential(x, x1, at.kappa, at.b, at.b1)[0] > 0.0:
                least_D = min(least_D, -(x1 / p + x / ratio))
                least_G = min(least_G, x / ratio)
    return least_D, least_G


def grid_losses(
    *,
    p: int,
    q: int,
    sigma_z: float,
    kappa: float,
    x: ArrayLike | None = None,
    x1: ArrayLike | None = None,
) -> GridLosses:
    """inf of u_D, and of u_G, such that a grid point of the published region has exponent > 0.

    A point (x, x1) lies in the region of (u_D, u_G) if x < m 2^m u_G and x1 > -p u_D - p x/(m 2^m).
    The grid of Figs. 8 and 9 unless ``x``, ``x1`` (one-dimensional) are given. Raises
    :class:`glassproof.derivations.proof.domain.DomainError` for parameters out of range.

    >>> losses = grid_losses(p=5, q=5, sigma_z=1.0, kappa=0.9)
    >>> losses.u_G == -1000 / (10 * 2**10)
    True
    """
    model(p=p, q=q, sigma_z=sigma_z, kappa=kappa, k_D=None, k_G=None)
    xs = np.linspace(*FIGURE_X) if x is None else np.atleast_1d(real_array("x", x)).ravel()
    x1s = np.linspace(*FIGURE_X1) if x1 is None else np.atleast_1d(real_array("x1", x1)).ravel()
    constant = published_constant(p=p, q=q, sigma_z=sigma_z, kappa=kappa)
    at = law(p, q, sigma_z, kappa)
    return GridLosses(*_least(xs, x1s, constant, float(p), (p + q) * 2.0 ** (p + q), at))

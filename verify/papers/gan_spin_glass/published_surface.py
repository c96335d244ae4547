"""Theta as the authors' code computes it: the largest exponent over a fixed grid of (x, x1).

Constants, quartic, choice of root, range of quadrature and grid are the published ones; nothing of
it is derived here. A point (x, x1) of the grid lies in the region of (u_D, u_G) if
x < m 2^m u_G and x1 > -p u_D - p x/(m 2^m), that is, if x/(m 2^m) < u_G and
-x1/p - x/(m 2^m) < u_D; so that Theta is a running maximum over both bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    Published,
    law,
    published_constant,
)
from glassproof.verify.papers.gan_spin_glass.published_potential import published_log_potential

FIGURE_3 = ((-50.0, 200.0, 200), (-15.0, 10.0, 75))
"""Ends and number of points of the grid of Figs. 2, 3 and 7, in x and in x1."""

FIGURE_5 = ((-500.0, 1.05, 200), (-15.0, 50.0, 100))
"""The same of Figs. 5 and 6; the upper end of x is in units of the generator's edge."""


@dataclass(frozen=True)
class Grid:
    """The published exponent at the points of a grid, each with the bounds that it asks for.

    Arrays of one dimension: ``x``, ``x1``, ``u_D``, ``u_G`` (the infima of the bounds whose region
    holds the point) and the ``exponent`` without index.
    """

    x: FloatArray
    x1: FloatArray
    u_D: FloatArray
    u_G: FloatArray
    exponent: FloatArray
    constants: Published

    def theta(self, u_D: FloatArray, u_G: FloatArray, *, k_D: int = 0, k_G: int = 0) -> FloatArray:
        """Theta on the ascending bounds, an array (u_G, u_D); -inf where no point of the grid
        lies in the region. Index 0 costs nothing, as published."""
        values = self.exponent - self._cost(k_D, k_G)
        # a bound must exceed what the point asks for: the first that does
        columns = np.searchsorted(u_D, self.u_D, side="right")
        rows = np.searchsorted(u_G, self.u_G, side="right")
        best = np.full((len(u_G) + 1, len(u_D) + 1), -np.inf)
        np.maximum.at(best, (rows, columns), values)
        best = np.maximum.accumulate(np.maximum.accumulate(best, axis=0), axis=1)
        return best[:-1, :-1]

    def _cost(self, k_D: int, k_G: int) -> FloatArray:
        at = self.constants
        cost = np.zeros_like(self.x)
        if k_G:
            cost += k_G * at.kappa * _rate(self.x, at.edge_G)
        if k_D:
            cost += k_D * (1 - at.kappa) * _rate(self.x + self.x1, at.edge_D)
        return cost


def _rate(value: FloatArray, edge: float) -> FloatArray:
    """I1 as published: infinite within the edges."""
    size = np.abs(value)
    root = np.sqrt(np.maximum(size**2 - edge**2, 0.0))
    rate = size * root / edge**2 - np.log(np.maximum(size + root, 1e-300)) + np.log(edge)
    return np.where(size >= edge, rate, np.inf)


@cache
def grid(name: str, *, p: int, q: int, sigma_z: float, kappa: float) -> Grid:
    """The grid of Figs. 2, 3 and 7 ("figure 3") or of Figs. 5 and 6 ("figure 5")."""
    at = law(p, q, sigma_z, kappa)
    (low, high, n), ends = {"figure 3": FIGURE_3, "figure 5": FIGURE_5}[name]
    top = high * at.edge_G if name == "figure 5" else high
    x, x1 = np.linspace(low, top, n), np.linspace(*ends)
    potential = np.stack(
        [published_log_potential(x, x1=float(y), kappa=kappa, b=at.b, b1=at.b1) for y in x1]
    )
    gaussian = x**2 / (2 * at.s2) + x1[:, None] ** 2 / (2 * at.s12)
    constant = published_constant(p=p, q=q, sigma_z=sigma_z, kappa=kappa)
    every_x, every_x1 = (a.ravel() for a in np.meshgrid(x, x1))
    ratio = (p + q) * 2.0 ** (p + q)
    return Grid(
        every_x,
        every_x1,
        -every_x1 / p - every_x / ratio,
        every_x / ratio,
        (constant - gaussian + potential).ravel(),
        at,
    )

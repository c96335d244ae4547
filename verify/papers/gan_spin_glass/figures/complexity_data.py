"""The arrays behind Figs. 3 and 5 to 9: Theta and what is read off it, as published and derived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.index_map import IndexArray, index_map
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import GLASS
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    published_least_loss,
    theta_published,
)

LOSSES, WIDE = (-20.0, 15.0), (-60.0, 15.0)
"""Range of both bounds in Figs. 3 and 5 to 7, and in the sections of Fig. 3."""

MOST = 29
INDICES = ((0, 0), (0, 5), (5, 0))
ORDERS = (2, 3, 5, 7, 10)


@dataclass(frozen=True)
class Surface:
    """Figs. 3 and 7: Theta on a grid of bounds, arrays (u_G, u_D), and where one bound is free.

    ``section_*`` have rows (u_D bounded, u_G free) and (u_G bounded, u_D free) over ``wide``.
    """

    u: FloatArray
    wide: FloatArray
    coarse: FloatArray
    published: FloatArray
    derived: FloatArray
    section_published: FloatArray
    section_derived: FloatArray
    ratio_published: FloatArray
    ratio_derived: FloatArray


@dataclass(frozen=True)
class Indexed:
    """Fig. 5: Theta at prescribed indices (k_D, k_G), arrays (index, u_G, u_D)."""

    u: FloatArray
    indices: tuple[tuple[int, int], ...]
    published: FloatArray
    derived: FloatArray


@dataclass(frozen=True)
class Bands:
    """Fig. 6: the largest index with Theta > 0 for each pair of bounds, arrays (u_G, u_D).

    As published index 0 restricts nothing, so the other player's is free. The derived maps leave it
    free, too; ``derived_both`` is the largest Theta when both are prescribed, at any losses.
    """

    u: FloatArray
    coarse: FloatArray
    published_D: IndexArray
    published_G: IndexArray
    derived_D: IndexArray
    derived_G: IndexArray
    derived_both: float


@dataclass(frozen=True)
class Sweep:
    """Figs. 8 and 9: the least losses with Theta > 0 over one parameter, sigma_z or kappa.

    ``derived_*`` have a row for each p = q in ``orders``; published curves are those of 5.
    """

    name: str
    parameter: FloatArray
    orders: tuple[int, ...]
    published_D: FloatArray
    published_G: FloatArray
    derived_D: FloatArray
    derived_G: FloatArray


@cache
def surface(*, points: int = 160, coarse: int = 48) -> Surface:
    """The data of Figs. 3 and 7."""
    u, few = np.linspace(*LOSSES, points), np.linspace(*LOSSES, coarse)
    wide = np.linspace(*WIDE, points)
    published, ours = (
        _on_grid(function, values) for function, values in ((theta_published, few), (theta, u))
    )
    sections = [_sections(function, wide) for function in (theta_published, theta)]
    ratios = [
        _ratio(values, _sections(function, grid))
        for function, values, grid in ((theta_published, published, few), (theta, ours, u))
    ]
    return Surface(u, wide, few, published, ours, *sections, *ratios)


def _on_grid(function: Callable[..., Any], u: FloatArray, **index: int) -> FloatArray:
    return np.asarray(function(u[None, :], u[:, None], **GLASS, **index))


def _sections(function: Callable[..., Any], u: FloatArray) -> FloatArray:
    """Theta(u, oo) and Theta(oo, u)."""
    return np.stack([function(u, np.inf, **GLASS), function(np.inf, u, **GLASS)])


def _ratio(values: FloatArray, sections: FloatArray) -> FloatArray:
    """Theta(u_D, u_G) - max(Theta(u_D, oo), Theta(oo, u_G))."""
    found: FloatArray = values - np.maximum(sections[0][None, :], sections[1][:, None])
    return found


def indexed(*, points: int = 30) -> Indexed:
    """The data of Fig. 5."""
    u = np.linspace(*LOSSES, points)
    both = [
        np.stack([_on_grid(function, u, k_D=k_D, k_G=k_G) for k_D, k_G in INDICES])
        for function in (theta_published, theta)
    ]
    return Indexed(u, INDICES, *both)


def bands(*, points: int = 110, coarse: int = 31) -> Bands:
    """The data of Fig. 6."""
    u, few = np.linspace(*LOSSES, points), np.linspace(*LOSSES, coarse)
    ours = index_map(u[None, :], u[:, None], most=MOST, joint=False, **GLASS)
    k_D, k_G = (_published_band(few, player) for player in ("D", "G"))
    both = theta(np.inf, np.inf, k_D=0, k_G=0, **GLASS)
    return Bands(u, few, k_D, k_G, ours.k_D, ours.k_G, both)


def _published_band(u: FloatArray, player: str) -> IndexArray:
    """The largest index with published Theta > 0, by bisection; index 0 of the other is free."""
    shape = (len(u), len(u))
    u_G, u_D = (values.ravel() for values in np.meshgrid(u, u, indexing="ij"))
    low, high = np.full(u_D.size, -1), np.full(u_D.size, MOST)
    while (low < high).any():
        middle = (low + high + 1) // 2
        for k in np.unique(middle[low < high]):
            where = np.flatnonzero((low < high) & (middle == k))
            index = {"k_D": int(k), "k_G": 0} if player == "D" else {"k_D": 0, "k_G": int(k)}
            good = theta_published(u_D[where], u_G[where], **GLASS, **index) > 0
            low[where[good]] = k
            high[where[~good]] = k - 1
    return low.reshape(shape)


def noise_sweep(*, points: int = 60) -> Sweep:
    """The data of Fig. 8: p = q in 2, 3, 5, 7, 10, over sigma_z."""
    sigma_z = np.logspace(-5, 2, points)
    return _sweep("sigma_z", sigma_z, ORDERS, kappa=0.9)


def size_sweep(*, points: int = 50) -> Sweep:
    """The data of Fig. 9: p = q = 5 over kappa."""
    return _sweep("kappa", np.linspace(0.05, 0.95, points), (5,), sigma_z=1.0)


def _sweep(name: str, values: FloatArray, orders: tuple[int, ...], **fixed: float) -> Sweep:
    swept: dict[str, Any] = {name: values, **fixed}
    ours = [
        np.stack([least(p=order, q=order, **swept) for order in orders])
        for least in (least_loss_D, least_loss_G)
    ]
    theirs = [np.asarray(published_least_loss(player, p=5, q=5, **swept)) for player in ("D", "G")]
    return Sweep(name, values, orders, *theirs, *ours)

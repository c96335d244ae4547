"""The arrays behind Figs. 3 and 5 to 9: Theta and what is read off it, computed in three ways.

*As published*: published constants, quartic, choice of root, range of quadrature and grid. *No
grid*: published constants and region with the exact log-potential, at the supremum; what differs
from the first is the doing of quadrature and grid. *As derived*: this toolkit's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.expected_count import log_expected_count
from glassproof.numerics.gan_glass.index_map import IndexArray, index_map
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.finite_index import (
    ByIndex,
    Sections,
    by_index,
    sections,
)
from glassproof.verify.papers.gan_spin_glass.figures.finite_losses import OnePoint, one_point
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import GLASS, SEED
from glassproof.verify.papers.gan_spin_glass.figures.trained_data import Trained, trained
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    published_least_loss,
    theta_published,
)
from glassproof.verify.papers.gan_spin_glass.published_grid import grid_losses
from glassproof.verify.papers.gan_spin_glass.published_surface import Grid, grid

LOSSES, WIDE = (-20.0, 15.0), (-60.0, 15.0)
"""Range of both bounds in Figs. 3 and 5 to 7, and in the sections of Fig. 3."""

MOST = 29
INDICES = ((0, 0), (0, 5), (5, 0))
ORDERS = (2, 3, 5, 7, 10)


@dataclass(frozen=True)
class Finite:
    """(1/N) log of the expected number of critical points, ``values`` (2, k) over the bounds ``u``
    in the rows of the sections, with standard ``errors``, by Kac and Rice at ``size`` (n_D, n_G).
    """

    u: FloatArray
    values: FloatArray
    errors: FloatArray
    size: tuple[int, int]


@dataclass(frozen=True)
class Share:
    """(1/N) log of the share of points low in both losses among those low in the likelier one, at
    ``size`` (n_D, n_G), over equal bounds ``u``, with standard ``errors``."""

    u: FloatArray
    values: FloatArray
    errors: FloatArray
    size: tuple[int, int]


@dataclass(frozen=True)
class Surface:
    """Figs. 3 and 7: Theta on a grid of bounds, arrays (u_G, u_D), and where one bound is free.

    ``section_*`` have rows (u_D bounded, u_G free) and (u_G bounded, u_D free) over ``wide``, and
    ``finite`` and ``share`` the derived law at a finite size. ``published`` is -inf where no point
    of the published grid lies in the region; arrays of ``no_grid`` are over ``coarse``.
    """

    u: FloatArray
    wide: FloatArray
    coarse: FloatArray
    published: FloatArray
    no_grid: FloatArray
    derived: FloatArray
    section_published: FloatArray
    section_no_grid: FloatArray
    section_derived: FloatArray
    ratio_published: FloatArray
    ratio_no_grid: FloatArray
    ratio_derived: FloatArray
    finite: Finite
    share: Share


@dataclass(frozen=True)
class Indexed:
    """Fig. 5: Theta at prescribed indices (k_D, k_G), arrays (index, u_G, u_D), and sections."""

    u: FloatArray
    indices: tuple[tuple[int, int], ...]
    published: FloatArray
    no_grid: FloatArray
    derived: FloatArray
    sections: Sections


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
    no_grid_D: IndexArray
    no_grid_G: IndexArray
    derived_D: IndexArray
    derived_G: IndexArray
    derived_both: float
    by_index: tuple[ByIndex, ByIndex]


@dataclass(frozen=True)
class Sweep:
    """Figs. 8 and 9: the least losses with Theta > 0 over one parameter, sigma_z or kappa.

    ``derived_*`` have a row for each p = q in ``orders``; published curves are those of 5.
    ``grid_*`` are over the published grid, but with the exact log-potential: what they differ by
    from ``published_*`` is the doing of quartic and quadrature. inf where no point of the grid
    will do. ``trained`` are the runs of networks that ship, if any do; ``finite`` is the derived
    law at a finite size, for p = q = 5.
    """

    name: str
    parameter: FloatArray
    orders: tuple[int, ...]
    published_D: FloatArray
    published_G: FloatArray
    grid_D: FloatArray
    grid_G: FloatArray
    no_grid_D: FloatArray
    no_grid_G: FloatArray
    derived_D: FloatArray
    derived_G: FloatArray
    trained: Trained | None = None
    finite: OnePoint | None = None


@cache
def surface(*, points: int = 160, coarse: int = 48, draws: int = 4000) -> Surface:
    """The data of Figs. 3 and 7."""
    u, few = np.linspace(*LOSSES, points), np.linspace(*LOSSES, coarse)
    wide = np.linspace(*WIDE, points)
    theirs = grid("figure 3", **GLASS)
    published = theirs.theta(u, u)
    no_grid, ours = (
        _on_grid(function, values) for function, values in ((theta_published, few), (theta, u))
    )
    section_no_grid, section_ours = (_sections(f, wide) for f in (theta_published, theta))
    ratio_no_grid, ratio_ours = (
        _ratio(values, _sections(function, at))
        for function, values, at in ((theta_published, no_grid, few), (theta, ours, u))
    )
    return Surface(
        u, wide, few, published, no_grid, ours,
        _grid_sections(theirs, wide), section_no_grid, section_ours,
        _ratio(published, _grid_sections(theirs, u)), ratio_no_grid, ratio_ours,
        _finite(draws), _share(draws),
    )  # fmt: skip


SIZE = (45, 5)
"""n_D and n_G of the expected numbers at a finite size, in the ratio kappa."""


@cache
def _finite(draws: int) -> Finite:
    """Sections of the exponent at N = 50, where Fig. 3 shows them."""
    u = np.linspace(-25.0, 10.0, 8)
    either = [[{name: float(at)} for at in u] for name in ("u_D", "u_G")]
    return Finite(u, *_counted(either, draws), SIZE)


@cache
def _share(draws: int) -> Share:
    """The share at N = 50, where Fig. 7 shows it and enough draws carry it."""
    known = []
    for u in np.linspace(-3.5, 2.5, 7):
        try:
            values, errors = _counted([[{n: float(u) for n in names}] for names in _BOUNDS], draws)
        except DomainError:  # too few draws carry a mean: its error is not known
            continue
        both, likelier = 0, 1 + int(np.argmax(values[1:, 0]))
        share = values[both, 0] - values[likelier, 0]
        known.append((u, share, np.hypot(errors[both, 0], errors[likelier, 0])))
    at, values, errors = np.array(known).reshape(-1, 3).T
    return Share(at, values, errors, SIZE)


_BOUNDS = (("u_D", "u_G"), ("u_D",), ("u_G",))


def _counted(
    bounds: Sequence[Sequence[Mapping[str, Any]]], draws: int
) -> tuple[FloatArray, FloatArray]:
    """(1/N) log of the expected numbers of critical points, and the standard errors."""
    glass: dict[str, Any] = {name: GLASS[name] for name in ("p", "q", "sigma_z")}
    n_D, n_G = SIZE
    rows = [
        [log_expected_count(n_D=n_D, n_G=n_G, draws=draws, seed=SEED, **glass, **at) for at in row]
        for row in bounds
    ]
    found = np.array([[(one.value, one.standard_error) for one in row] for row in rows])
    values, errors = np.moveaxis(found / sum(SIZE), -1, 0)
    return values, errors


def _grid_sections(theirs: Grid, u: FloatArray) -> FloatArray:
    """Theta(u, oo) and Theta(oo, u) on the published grid."""
    free = np.array([np.inf])
    return np.stack([theirs.theta(u, free)[0], theirs.theta(free, u)[:, 0]])


def _on_grid(function: Callable[..., Any], u: FloatArray, **index: int) -> FloatArray:
    return np.asarray(function(u[None, :], u[:, None], **GLASS, **index))


def _sections(function: Callable[..., Any], u: FloatArray) -> FloatArray:
    """Theta(u, oo) and Theta(oo, u)."""
    return np.stack([function(u, np.inf, **GLASS), function(np.inf, u, **GLASS)])


def _ratio(values: FloatArray, sections: FloatArray) -> FloatArray:
    """Theta(u_D, u_G) - max(Theta(u_D, oo), Theta(oo, u_G))."""
    either = np.maximum(sections[0][None, :], sections[1][:, None])
    found = np.full(values.shape, -np.inf)  # no point low in one: no share
    np.subtract(values, either, out=found, where=np.isfinite(either))
    return found


def indexed(*, points: int = 30, draws: int = 70) -> Indexed:
    """The data of Fig. 5."""
    u = np.linspace(*LOSSES, points)
    no_grid, derived = (
        np.stack([_on_grid(function, u, k_D=k_D, k_G=k_G) for k_D, k_G in INDICES])
        for function in (theta_published, theta)
    )
    theirs = grid("figure 5", **GLASS)
    published = np.stack([theirs.theta(u, u, k_D=k_D, k_G=k_G) for k_D, k_G in INDICES])
    along = sections(INDICES, np.linspace(*LOSSES, 4 * points + 1), draws)
    return Indexed(u, INDICES, published, no_grid, derived, along)


def bands(*, points: int = 110, coarse: int = 31, draws: int = 32) -> Bands:
    """The data of Fig. 6."""
    u, few = np.linspace(*LOSSES, points), np.linspace(*LOSSES, coarse)
    ours = index_map(u[None, :], u[:, None], most=MOST, joint=False, **GLASS)
    published_D, published_G = (_grid_band(u, player) for player in ("D", "G"))
    no_grid_D, no_grid_G = (_published_band(few, player) for player in ("D", "G"))
    both = theta(np.inf, np.inf, k_D=0, k_G=0, **GLASS)
    return Bands(
        u, few, published_D, published_G, no_grid_D, no_grid_G, ours.k_D, ours.k_G, both,
        (by_index("D", draws), by_index("G", draws)),
    )  # fmt: skip


def _grid_band(u: FloatArray, player: str) -> IndexArray:
    """The largest index with Theta > 0 on the published grid; index 0 of the other is free."""
    theirs, found = grid("figure 5", **GLASS), np.full((len(u), len(u)), -1)
    for k in range(MOST + 1):  # costs grow with the index: the last that is positive
        found[theirs.theta(u, u, **{f"k_{player}": k}) > 0] = k
    return found


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


def noise_sweep(*, points: int = 60, draws: int = 4000) -> Sweep:
    """The data of Fig. 8: p = q in 2, 3, 5, 7, 10, over sigma_z."""
    sigma_z = np.logspace(-5, 2, points)
    return _sweep("sigma_z", sigma_z, ORDERS, draws, kappa=0.9)


def size_sweep(*, points: int = 50, draws: int = 4000) -> Sweep:
    """The data of Fig. 9: p = q = 5 over kappa."""
    return _sweep("kappa", np.linspace(0.05, 0.95, points), (5,), draws, sigma_z=1.0)


def _sweep(
    name: str, values: FloatArray, orders: tuple[int, ...], draws: int, **fixed: float
) -> Sweep:
    swept: dict[str, Any] = {name: values, **fixed}
    ours = [
        np.stack([least(p=order, q=order, **swept) for order in orders])
        for least in (least_loss_D, least_loss_G)
    ]
    players: tuple[Literal["D", "G"], ...] = ("D", "G")
    no_grid = [np.asarray(published_least_loss(player, p=5, q=5, **swept)) for player in players]
    glasses: list[dict[str, float]] = [{**fixed, name: float(value)} for value in values]
    on_grid = [
        np.array([getattr(losses, f"u_{player}") for losses in every])
        for every in (
            [grid_losses(p=5, q=5, **glass, exact=exact) for glass in glasses]
            for exact in (False, True)
        )
        for player in players
    ]
    curves: list[Any] = [*on_grid, *no_grid, *ours]
    finite = one_point(name, 5, draws, **fixed)
    return replace(Sweep(name, values, orders, *curves), trained=trained(name), finite=finite)

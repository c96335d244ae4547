"""Critical points by index at a finite size, beside the limits of Figs. 5 and 6."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.importance import LEAST_EFFECTIVE
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.index_count import log_expected_count_by_index
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import GLASS, SEED

SIZE = (54, 6)
"""n_D and n_G, in the ratio kappa; smaller, and the generator has no index 5."""
POINTS = (("u_D", -10.0), ("u_D", -5.0), ("u_D", 5.0), ("u_G", 10.0))
"""The bounds at which counts are taken, the other loss free."""
BOUNDS = (-5.0, 5.0)
SHOWN: dict[str, tuple[int, ...]] = {"D": (0, 3, 6, 9, 14, 19, 24, 29), "G": (0, 1, 2, 3, 4, 5)}
"""Bounds of a player's own loss, and its indices, at which Fig. 6 counts; all else is free."""


@dataclass(frozen=True)
class Counted:
    """(1/N) log of the expected number of points, ``values`` over bounds or indices ``at``, with
    standard ``errors`` and the ``effective`` number of populations that carry each. ``refused``
    are left out, since too few do."""

    at: FloatArray
    values: FloatArray
    errors: FloatArray
    effective: FloatArray
    refused: int

    @property
    def least_effective(self) -> float:
        """Of all points."""
        return float(self.effective.min(initial=math.inf))

    def away(self, at: FloatArray, limit: FloatArray) -> float:
        """The largest distance from the ``limit``, where that is finite."""
        gaps = np.abs(self.values - np.interp(self.at, at, limit))
        return float(gaps[np.isfinite(gaps)].max(initial=0.0))


def _counted(asked: Sequence[tuple[float, Mapping[str, Any]]], draws: int) -> Counted:
    n_D, n_G = SIZE
    glass: dict[str, Any] = {name: GLASS[name] for name in ("p", "q", "sigma_z")}
    found = []
    for at, options in asked:
        try:
            one = log_expected_count_by_index(
                n_D=n_D, n_G=n_G, draws=draws, seed=SEED, **glass, **options
            )
        except DomainError:  # as few populations as one or two carry the mean
            continue
        if one.effective_draws < LEAST_EFFECTIVE:
            continue
        found.append((at, one.value / (n_D + n_G), one.standard_error / (n_D + n_G),
                      one.effective_draws))  # fmt: skip
    places, values, errors, effective = np.array(found).reshape(-1, 4).T
    return Counted(places, values, errors, effective, len(asked) - len(found))


@dataclass(frozen=True)
class Sections:
    """Theta at each pair of indices with one bound free: ``limit`` (index, section, u), the first
    section over u_D and the second over u_G; ``counted`` likewise at a finite size."""

    u: FloatArray
    limit: FloatArray
    counted: tuple[tuple[Counted, Counted], ...]

    @property
    def away(self) -> float:
        """The largest distance of a point from its limit."""
        return max(
            points.away(self.u, line)
            for lines, pair in zip(self.limit, self.counted, strict=True)
            for line, points in zip(lines, pair, strict=True)
        )


def sections(indices: tuple[tuple[int, int], ...], u: FloatArray, draws: int) -> Sections:
    """The sections of Fig. 5."""
    limit, counted = [], []
    for k_D, k_G in indices:
        index = {"k_D": k_D, "k_G": k_G}
        glass: dict[str, Any] = {**index, **GLASS}
        limit.append([theta(u, np.inf, **glass), theta(np.inf, u, **glass)])
        over = {name: [(at, {name: at, **index}) for own, at in POINTS if own == name]
                for name in ("u_D", "u_G")}  # fmt: skip
        counted.append((_counted(over["u_D"], draws), _counted(over["u_G"], draws)))
    return Sections(u, np.array(limit), tuple(counted))


@dataclass(frozen=True)
class ByIndex:
    """One player's index and a bound of its own loss prescribed: Theta over ``indices`` in the
    ``limit`` (bound, index), and the expected numbers at a finite size, for each of ``bounds``."""

    player: str
    bounds: tuple[float, ...]
    indices: FloatArray
    limit: FloatArray
    counted: tuple[Counted, ...]


@cache
def by_index(player: str, draws: int) -> ByIndex:
    """A panel of the last row of Fig. 6."""
    indices = np.arange(SHOWN[player][-1] + 1)
    limit, counted = [], []
    for bound in BOUNDS:
        u_D, u_G = (bound, np.inf) if player == "D" else (np.inf, bound)
        glasses: list[dict[str, Any]] = [{f"k_{player}": int(k), **GLASS} for k in indices]
        limit.append([theta(u_D, u_G, **glass) for glass in glasses])
        asked = [(k, {f"k_{player}": k, f"u_{player}": bound}) for k in SHOWN[player]]
        counted.append(_counted(asked, draws))
    return ByIndex(player, BOUNDS, indices.astype(float), np.array(limit), tuple(counted))

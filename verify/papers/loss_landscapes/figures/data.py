"""Data of the figures: long runs as they ship, and exact shares beside sampled ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import dendrogram

from glassproof.verify.papers.loss_landscapes.activations import pattern_point
from glassproof.verify.papers.loss_landscapes.figures.long_runs import stored

Array = np.ndarray


@dataclass(frozen=True)
class Band:
    """Median over networks, and quartiles."""

    low: Array
    middle: Array
    high: Array


def _band(run: dict[str, Any]) -> Band:
    return Band(*(np.array(run[name], float) for name in ("low", "middle", "high")))


@dataclass(frozen=True)
class Cuts:
    """Training losses along cuts."""

    at: Array
    gaussian: Band
    signs: Band
    networks: int


def cuts() -> Cuts:
    """From the long runs."""
    run = stored()["cuts"]
    count = int(stored()["networks"])
    return Cuts(np.array(run["at"]), _band(run["gaussian"]), _band(run["signs"]), count)


@dataclass(frozen=True)
class Surface:
    """Training losses over a plane, (y, x); the solution at (0, 0), its copy at (1, 0)."""

    x: Array
    y: Array
    losses: Array


def surface() -> Surface:
    """From the long runs."""
    run = stored()["surface"]
    return Surface(*(np.array(run[name]) for name in ("x", "y", "losses")))


@dataclass(frozen=True)
class Family:
    """A dendrogram's lines, (links, 4) each, leaves at 1, 2, ..; its statistic, and the null's."""

    across: Array
    heights: Array
    statistic: float
    null: Array
    p_value: float


@dataclass(frozen=True)
class Families:
    """Independent seeds, and common ancestors."""

    independent: Family
    branched: Family


def _family(run: dict[str, Any]) -> Family:
    drawn = dendrogram(np.array(run["links"]), no_plot=True)
    across, heights = np.array(drawn["icoord"]) / 10 + 0.5, np.array(drawn["dcoord"])
    return Family(across, heights, run["statistic"], np.array(run["null"]), run["p_value"])


def families() -> Families:
    """From the long runs."""
    run = stored()["families"]
    return Families(_family(run["independent"]), _family(run["branched"]))


@dataclass(frozen=True)
class Walks:
    """Shares of the way back to the solution's loss, against the overlap with it."""

    overlaps: Array
    glass: Array
    networks: Band


def walks() -> Walks:
    """From the long runs."""
    run = stored()["walks"]
    return Walks(np.array(run["overlaps"]), np.array(run["glass"]), _band(run))


@dataclass(frozen=True)
class Barriers:
    """Heights of barriers to permuted copies."""

    widths: Array
    heights: Band
    networks: int


def barriers() -> Barriers:
    """From the long runs."""
    run = stored()["barriers"]
    return Barriers(np.array(run["widths"]), _band(run), int(stored()["networks"]))


@dataclass(frozen=True)
class Patterns:
    """One unit's activations that survive at lambda, and weights whose sign turns at -lambda."""

    at: Array
    ahead: Array
    behind: Array
    turned: Array
    sampled_at: Array
    sampled: Array
    errors: Array
    """Of ahead, behind, turned: rows (3, places)."""


_WEIGHTS = np.array([3.0, -1.0, -3.0, 1.0])


def _shares(at: float, draws: int, rng: np.random.Generator) -> Array:
    h = rng.standard_normal((draws, len(_WEIGHTS)))
    active = h @ _WEIGHTS > 0
    sides = [active == (h @ (_WEIGHTS + x * np.sign(_WEIGHTS)) > 0) for x in (at, -at)]
    w, eps = rng.standard_normal((2, draws))
    return np.array([*(side.mean() for side in sides), np.mean(at * np.abs(eps) > np.abs(w))])


def patterns(draws: int = 4000) -> Patterns:
    """w = (3, -1, -3, 1), along sign(w); weights and eps Gaussian where signs turn."""
    slope, turn = (float(value) for name, value in pattern_point().items() if name.name in "st")
    at, places = np.linspace(0, 4, 161), np.linspace(0.25, 3.75, 8)
    ahead, behind = (1 - np.arctan2(at * turn, 1 + x * slope) / np.pi for x in (at, -at))
    rng = np.random.default_rng(5)
    sampled = np.array([_shares(place, draws, rng) for place in places]).T
    errors = np.sqrt(np.maximum(sampled * (1 - sampled), 1 / draws) / draws)
    turned = 2 / np.pi * np.arctan(at)
    return Patterns(at, ahead, behind, turned, places, sampled, errors)

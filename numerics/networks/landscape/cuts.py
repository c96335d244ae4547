"""Losses along lines, over planes, between solutions and along walks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.landscape.objective import Objective
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.work.arguments import integer, real, real_array
from glassproof.numerics.work.streams import stream

FloatArray = NDArray[np.float64]


def cut(L: Objective, centre: ArrayLike, direction: ArrayLike, at: ArrayLike) -> FloatArray:
    """L(centre + t direction) for t in ``at``.

    >>> from glassproof.numerics.networks.data.synthetic import gaussian_mixture
    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> L = Objective(mlp((2, 2), bias=False), gaussian_mixture([[-2, 0], [2, 0]], 40))
    >>> cut(L, np.zeros(4), [-1, 0, 1, 0], [0, 1]).round(3).tolist()
    [0.693, 0.085]
    """
    return L.values(np.asarray(centre) + np.multiply.outer(real_array("at", at), direction))


def surface(
    L: Objective,
    centre: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    at: ArrayLike,
    other: ArrayLike,
) -> FloatArray:
    """L(centre + s first + t second), s in ``at`` (rows), t in ``other`` (columns)."""
    s, t = real_array("at", at), real_array("other", other)
    plane = np.multiply.outer(s, first)[:, None] + np.multiply.outer(t, second)[None]
    points = (np.asarray(centre) + plane).reshape(len(s) * len(t), -1)
    return L.values(points).reshape(len(s), len(t))


def interpolation(L: Objective, one: ArrayLike, other: ArrayLike, points: int = 21) -> FloatArray:
    """L on the segment from one to the other, at ``points`` equal distances."""
    t = np.linspace(0, 1, integer("points", points, least=2))
    return L.values(np.multiply.outer(1 - t, one) + np.multiply.outer(t, other))


def barrier(values: ArrayLike) -> float:
    """How far losses on a segment rise above the chord between its ends; 0 if nowhere.

    >>> barrier([1.0, 3.0, 2.0])
    1.5
    """
    found = real_array("values", values, infinite=True)
    if found.ndim != 1 or len(found) < 2:
        raise DomainError(f"values has shape {found.shape}: give a row of at least two")
    return float((found - np.linspace(found[0], found[-1], len(found))).max())


def direction(
    network: Network, theta: ArrayLike, draw: ArrayLike, scaled: str = "whole"
) -> FloatArray:
    """``draw`` scaled to the norm of theta: as a ``whole``, or each ``filter`` to its own.

    Filters are rows of weights, columns of kernels, and other blocks as they are.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> net = mlp((1, 2), bias=False)
    >>> direction(net, [3.0, 4.0], [1.0, -1.0], "filter").tolist()
    [3.0, -4.0]
    """
    centre, eps = real_array("theta", theta), real_array("draw", draw)
    if scaled == "whole":
        return np.asarray(eps * (np.linalg.norm(centre) / np.linalg.norm(eps)))
    if scaled != "filter":
        raise DomainError(f"scaled = {scaled!r}: give 'whole' or 'filter'")
    parts = []
    wanted, given = network.unpack(centre), network.unpack(eps)
    for name, _ in network.sizes:
        axis = {"weight": 1, "kernel": 0}.get(name.split()[0])
        norm, own = (
            np.linalg.norm(b, axis=axis, keepdims=True) for b in (wanted[name], given[name])
        )
        parts.append((given[name] * norm / np.where(own == 0, 1, own)).ravel())
    return np.concatenate(parts)


def walk(
    L: Objective,
    start: ArrayLike,
    *,
    steps: int,
    length: float,
    seed: int = 0,
    sphere: bool = False,
) -> tuple[FloatArray, FloatArray]:
    """A random walk: distances from the start, and losses, after 0, 1, .., ``steps`` steps.

    Steps are Gaussian of mean square ``length``^2; with ``sphere`` each is followed by a return to
    the sphere through the start, and distances are angles.
    """
    here, length = real_array("start", start), real("length", length, above=0)
    rng, radius = stream(seed, "walk"), np.linalg.norm(here)
    points = [here]
    for _ in range(integer("steps", steps, least=1)):
        here = here + length / np.sqrt(here.size) * rng.standard_normal(here.size)
        if sphere:
            here = here * (radius / np.linalg.norm(here))
        points.append(here)
    path = np.stack(points)
    distances: Any = np.linalg.norm(path - path[0], axis=1)
    if sphere:
        distances = 2 * np.arcsin(np.minimum(distances / (2 * radius), 1))
    return distances, L.values(path)

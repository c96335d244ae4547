"""Equilibrium averages of many sampled glasses, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.arguments import FloatArray

BATCH = 80
"""Glasses that evolve together: as many as the caches like."""


def equilibrium_averages(
    layers: Layers,
    temperatures: Sequence[float],
    what: Callable[[Tempering], FloatArray],
    rng: np.random.Generator,
    draws: int,
    *,
    burn: int,
    samples: int,
    every: int = 8,
    replicas: int = 2,
) -> FloatArray:
    """Time averages of ``what``, which gives a row a glass, for ``draws`` independent glasses.

    A chunk of an experiment calls this with a stream of its own, so that a long run is resumed
    chunk by chunk.

    >>> rng = np.random.default_rng(0)
    >>> glass = Layers((6, 6), (1 / 6,))
    >>> what = lambda walk: walk.overlaps().mean(axis=2) ** 2
    >>> equilibrium_averages(glass, (1.0, 2.0), what, rng, 5, burn=10, samples=4).shape
    (5, 2)
    """
    found = []
    for start in range(0, draws, BATCH):
        couplings = layers.sampled_couplings(rng, min(BATCH, draws - start))
        walk = Tempering(layers, couplings, np.array(temperatures), rng, replicas)
        found.append(walk.average(what, burn=burn, samples=samples, every=every))
    return np.concatenate(found)

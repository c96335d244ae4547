"""Experiments on sampled glasses that are means of one number a glass, with allowances."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.experiment import Experiment, MeanTest, Sums

Drawn = Callable[[np.random.Generator, int], FloatArray]
"""One number for each of so many glasses."""


def _chunk(drawn: Drawn, rng: np.random.Generator, draws: int) -> Sums:
    values = drawn(rng, draws)
    return np.array([draws, values.sum(), (values**2).sum()])


def mean(
    name: str,
    describes: str,
    drawn: Drawn,
    draws: int,
    bias: float,
    value: float,
) -> Experiment:
    """The mean over glasses against its limit; ``bias`` is the allowance for the finite size."""
    return Experiment(
        name,
        describes,
        {},
        partial(_chunk, drawn),
        draws,
        MeanTest(bias=bias),
        asserted=lambda: (value, value),
    )


def edge_allowance(layers: Layers, beta: float = 1.0) -> float:
    """4 beta sqrt(max D) N^(-2/3): how far below the limit a mean largest eigenvalue may lie.

    Eigenvalues near an edge are N^(-2/3) apart in units of sqrt(D), and the mean of the Tracy-Widom
    law lies 1.21 such units, times the edge's own scale, inside.
    """
    spread = float(np.sqrt(layers.onsager.max()))
    return float(4 * beta * spread * np.power(layers.spins, -2 / 3))

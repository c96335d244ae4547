"""Experiments on sampled glasses that are means of one number a glass, with allowances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

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
    value: float | None = None,
    point: Mapping[sp.Symbol, Any] = MappingProxyType({}),
) -> Experiment:
    """The mean over glasses against its limit: ``value``, or that of the formula at ``point``.

    ``bias`` is the allowance for the finite size.
    """
    asserted = None if value is None else lambda: (value, value)
    test = MeanTest(bias=bias)
    return Experiment(
        name, describes, dict(point), partial(_chunk, drawn), draws, test, asserted=asserted
    )


def random_chain(rng: np.random.Generator, longest: int, widest: int) -> Layers:
    """2 to ``longest`` - 1 layers of less than ``widest`` spins, of variances up to 1/10."""
    count = int(rng.integers(2, longest))
    widths = tuple(int(n) for n in rng.integers(1, widest, count))
    return Layers(widths, tuple(float(v) for v in rng.uniform(0.001, 0.1, count - 1)))

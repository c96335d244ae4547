"""Where scaled overlaps of two sizes cross: the transition as nature shows it, and its error.

At the transition of a mean-field glass E<q^2> falls as N^(-2/3), above it as 1/N, below it not at
all: log(N^(2/3) E<q^2>) of a larger less that of a smaller glass falls with the temperature and
vanishes at T_c, but for corrections that are smaller than any power here resolved. A line through
the differences at a few temperatures gives the zero, the delta method its error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.sampling import equilibrium_averages
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.experiment import (
    LEAST_ERROR,
    POWER,
    Comparison,
    Experiment,
    StatisticalTest,
    Sums,
)


@dataclass(frozen=True)
class CrossingTest(StatisticalTest):
    """The zero of a line through log(E x/E y) + ``offset`` at ``temperatures``, the normal limit.

    Sums are those of y and then of x: n, sums at each temperature, sums of products of each two.
    """

    words: ClassVar[str] = "an error of {:.2g} in the temperature"
    statistic: ClassVar[str] = (
        "distance of the crossing of two sizes beyond the allowance, in standard errors, normal "
        "(delta method)"
    )

    temperatures: tuple[float, ...]
    offset: float
    bias: float = 0.0

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided normal test of the crossing, after the allowance."""
        from scipy.special import ndtr, ndtri

        estimate, error = self.crossing(total)
        distance = max(0.0, abs(estimate - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else float(2 * ndtr(-distance / error))
        resolution = self.bias + error * float(-ndtri(self.level / 2) + ndtri(POWER))
        return Comparison(p_value, estimate, error, predicted, resolution, self.level)

    def crossing(self, total: Sums) -> tuple[float, float]:
        """The temperature at which the line vanishes, and its standard error."""
        T = np.array(self.temperatures)
        values, covariance = np.full(len(T), self.offset), np.zeros((len(T), len(T)))
        for sign, sums in zip((-1, 1), np.split(np.asarray(total, float), 2), strict=True):
            n, first = sums[0], sums[1 : len(T) + 1]
            mean, products = first / n, sums[len(T) + 1 :].reshape(len(T), len(T))
            values = values + sign * np.log(mean)
            covariance += (products / n / np.outer(mean, mean) - 1) / (n - 1)
        off = T - T.mean()
        level, slope = values.mean(), off @ values / (off @ off)
        gradient = -1 / (slope * len(T)) + level * off / (slope**2 * (off @ off))
        variance = float(gradient @ covariance @ gradient)
        return float(T.mean() - level / slope), max(variance, LEAST_ERROR) ** 0.5


def squared_overlaps(walk: Tempering) -> FloatArray:
    """q^2 of all spins, at each temperature."""
    weights = np.array(walk.layers.widths) / walk.layers.spins
    return np.asarray((walk.overlaps() @ weights) ** 2)


def moments(values: FloatArray) -> Sums:
    """n, sums and sums of products of the columns of ``values``, one row a glass."""
    return np.concatenate([[len(values)], values.sum(axis=0), (values.T @ values).ravel()])


@dataclass(frozen=True)
class Run:
    """How one size is sampled: sweeps before, samples, glasses a draw."""

    layers: Layers
    burn: int
    samples: int
    glasses: int = 1

    def squares(
        self, temperatures: Sequence[float], rng: np.random.Generator, draws: int
    ) -> FloatArray:
        """<q^2> of each glass at each temperature."""
        return equilibrium_averages(
            self.layers,
            temperatures,
            squared_overlaps,
            rng,
            draws * self.glasses,
            burn=self.burn,
            samples=self.samples,
        )


def _chunk(
    runs: tuple[Run, Run],
    temperatures: tuple[float, ...],
    used: int,
    rng: np.random.Generator,
    draws: int,
) -> Sums:
    squares = [run.squares(temperatures, rng, draws)[:, :used] for run in runs]
    return np.concatenate([moments(values) for values in squares])


def crossing(
    small: Run,
    large: Run,
    temperatures: tuple[float, ...],
    *,
    used: int,
    draws: int,
    bias: float,
    point: dict[sp.Symbol, sp.Rational],
    **more: Any,
) -> Experiment:
    """The crossing of two sizes, of which the first ``used`` temperatures make the line.

    The others only help the walk to move.
    """
    sizes = [run.layers.spins for run in (small, large)]
    widths = " and of ".join(", ".join(map(str, run.layers.widths)) for run in (small, large))
    return Experiment(
        "crossing of scaled overlaps",
        "temperature at which N^(2/3) E<q^2> is the same for layers of "
        f"{widths} spins, by parallel tempering with two replicas",
        point,
        partial(_chunk, (small, large), temperatures, used),
        draws,
        CrossingTest(temperatures[:used], 2 / 3 * float(np.log(sizes[1] / sizes[0])), bias),
        **more,
    )

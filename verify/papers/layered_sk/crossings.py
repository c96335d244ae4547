"""Where scaled overlaps of sizes cross: the transition as nature shows it, and its error.

At the transition of a mean-field glass E<q^2> falls as N^(-2/3), above it as 1/N, below it not at
all. About it q is of order N^(-1/3), and so is each further term of the free energy beside the
cubic one that makes the transition:

    N^(2/3) E<q^2> = f(t N^(1/3)) + N^(-1/3) h(t N^(1/3)) + ..,   t = T - T_c,

so that those of sizes N and N' are equal at t = A (N N')^(-1/3), up to terms smaller by N^(-1/3).
Three sizes have two such temperatures, and a line through them in (N N')^(-1/3) gives T_c. Each is
a zero of the parabola through differences of logarithms at a few temperatures, with the error of
the delta method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import sympy as sp

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.sampling import equilibrium_averages
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import (
    LEAST_ERROR,
    POWER,
    Comparison,
    StatisticalTest,
    Sums,
)


@dataclass(frozen=True)
class CrossingTest(StatisticalTest):
    """T_c from means at ``temperatures`` of three ``sizes``, the normal limit.

    Sums are, size by size, n, sums at each temperature, sums of products of each two. What the line
    to T_c leaves out is allowed for: the step from the larger sizes' crossing to T_c, times the
    power N^(-1/3) of the smallest size.
    """

    words: ClassVar[str] = "an error of {:.2g} in the temperature"
    statistic: ClassVar[str] = (
        "distance of the crossings of three sizes, extrapolated in the power $-1/3$ of the sizes' "
        "product, beyond the step of the extrapolation times that power of the smallest size, in "
        "standard errors, normal (delta method)"
    )

    temperatures: tuple[float, ...]
    sizes: tuple[int, int, int]

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided normal test of the temperature."""
        from scipy.special import ndtr, ndtri

        estimate, error, rest = self.crossing(total)
        distance = max(0.0, abs(estimate - predicted) - rest)
        p_value = 1.0 if distance == 0 else float(2 * ndtr(-distance / error))
        resolution = rest + error * float(-ndtri(self.level / 2) + ndtri(POWER))
        return Comparison(p_value, estimate, error, predicted, resolution, self.level, rest)

    def crossing(self, total: Sums) -> tuple[float, float, float]:
        """The temperature of the transition, its standard error, and what is left out."""
        small, middle, large = self.sizes
        logs, blocks = self._logarithms(total)
        first, by_first = self._zero(logs[1] - logs[0])
        second, by_second = self._zero(logs[2] - logs[1])
        near, far = (np.power(float(middle * n), -1 / 3) for n in (large, small))
        weight = far / (far - near)
        at = weight * second + (1 - weight) * first
        one, other = (1 - weight) * by_first, weight * by_second
        slopes = (-one, one - other, other)
        variance = sum(float(v @ block @ v) for v, block in zip(slopes, blocks, strict=True))
        rest = abs(at - second) * np.power(float(small), -1 / 3)
        return float(at), max(variance, LEAST_ERROR) ** 0.5, float(rest)

    def _logarithms(self, total: Sums) -> tuple[list[FloatArray], list[FloatArray]]:
        """log N^(2/3) E<q^2> at the temperatures, and its covariances, of each size."""
        count = len(self.temperatures)
        values, covariances = [], []
        for size, sums in zip(self.sizes, np.split(np.asarray(total, float), 3), strict=True):
            n, mean = sums[0], sums[1 : count + 1] / sums[0]
            products = sums[count + 1 :].reshape(count, count)
            values.append(np.log(mean) + 2 / 3 * np.log(size))
            covariances.append((products / n / np.outer(mean, mean) - 1) / (n - 1))
        return values, covariances

    def _zero(self, values: FloatArray) -> tuple[float, FloatArray]:
        """Where the parabola through ``values`` vanishes, by Newton's method, and its gradient."""
        T = np.array(self.temperatures)
        off = T - T.mean()
        fit = np.linalg.pinv(np.vander(off, 3))
        curve = np.poly1d(fit @ values)
        at = -curve.coeffs[-1] / curve.coeffs[-2]
        for _ in range(20):
            at = at - curve(at) / curve.deriv()(at)
        gradient = -np.array([at**2, at, 1.0]) @ fit / curve.deriv()(at)
        return float(T.mean() + at), gradient


def moments(values: FloatArray) -> Sums:
    """n, sums and sums of products of the columns of ``values``, one row a glass."""
    return np.concatenate([[len(values)], values.sum(axis=0), (values.T @ values).ravel()])


@dataclass(frozen=True)
class Run:
    """How one size is sampled: sweeps before, samples, glasses a draw, copies of each glass."""

    layers: Layers
    burn: int
    samples: int
    glasses: int = 1
    replicas: int = 4

    def squares(
        self, temperatures: Sequence[float], rng: np.random.Generator, draws: int
    ) -> FloatArray:
        """<q^2> of each glass at each temperature."""
        return equilibrium_averages(
            self.layers,
            temperatures,
            Tempering.squared_overlaps,
            rng,
            draws * self.glasses,
            burn=self.burn,
            samples=self.samples,
            replicas=self.replicas,
        )


def _chunk(
    runs: tuple[Run, Run, Run],
    temperatures: tuple[float, ...],
    used: int,
    rng: np.random.Generator,
    draws: int,
) -> Sums:
    squares = [run.squares(temperatures, rng, draws)[:, :used] for run in runs]
    return np.concatenate([moments(values) for values in squares])


def crossing(
    runs: tuple[Run, Run, Run],
    temperatures: tuple[float, ...],
    *,
    used: int,
    draws: int,
    point: dict[sp.Symbol, sp.Rational],
) -> Experiment:
    """T_c from three sizes, of which the first ``used`` temperatures make the parabolas.

    The others only help the walk to move.
    """
    small, middle, large = (run.layers for run in runs)
    widths = ", of ".join(", ".join(map(str, of.widths)) for of in (small, middle))
    return Experiment(
        "extrapolated crossing of scaled overlaps",
        f"temperature at which $N^(2/3) E⟨q^2⟩$ is the same for layers of {widths} and of "
        f"{', '.join(map(str, large.widths))} spins, extrapolated, by parallel tempering with "
        f"{runs[0].replicas} replicas",
        point,
        partial(_chunk, runs, temperatures, used),
        draws,
        CrossingTest(temperatures[:used], (small.spins, middle.spins, large.spins)),
    )

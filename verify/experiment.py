"""Experiments on nature: additive statistics of the sampled model, and exact tests of them.

A chunk of an experiment turns a random stream into a small array of sums; chunks add up. A test
compares the total with a predicted value at a level fixed beforehand, and states its power.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any, Protocol

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy import special

from numerics.kernels import Kernel

FAMILY_LEVEL = 1e-6
"""All statistical tests of one run together reject a true ledger with at most this probability."""

LEVEL = 1e-8
"""The level of one comparison; a paper may make up to FAMILY_LEVEL / LEVEL of them."""

POWER = 0.999
"""Power at which detectable errors are stated."""

Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """One predicted value against the sample."""

    p_value: float
    estimate: float
    error: float
    predicted: float

    @property
    def accepted(self) -> bool:
        """Whether the prediction survives at :data:`LEVEL`."""
        return self.p_value >= LEVEL


class Test(Protocol):
    """How a total of sums is held against a prediction."""

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """The two-sided comparison of the sample with ``predicted``."""

    def detectable(self, total: Sums) -> str:
        """In words: the error that this sample would have revealed with power POWER."""


@dataclass(frozen=True)
class VarianceTest:
    """Variance of independent centred Gaussians: n v_hat / v is exactly chi-squared with n d.o.f.

    Sums are (n, sum of squares).
    """

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact two-sided chi-squared test."""
        n, squares = map(float, total)
        estimate = squares / n
        if predicted <= 0:
            return Comparison(float(squares == 0), estimate, estimate * sqrt(2 / n), predicted)
        ratio = squares / predicted
        tails = special.chdtr(n, ratio), special.chdtrc(n, ratio)
        p_value = 2 * float(min(tails))
        return Comparison(min(1.0, p_value), estimate, estimate * sqrt(2 / n), predicted)

    def detectable(self, total: Sums) -> str:
        """The relative error of a variance that is seen with power POWER."""
        n = total[0]
        edge = special.chdtri(n, LEVEL / 2)
        factor = edge / special.chdtri(n, POWER)
        return f"a relative error of {factor - 1:.2g} in the variance"


@dataclass(frozen=True)
class ResidualVarianceTest:
    """Variance of a centred Gaussian y that k centred Gaussian regressors leave unexplained.

    Sums are (n, upper triangle of the Gram matrix of (y, regressors)). The residual sum of
    squares over the residual variance is exactly chi-squared with n - k degrees of freedom.
    """

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact two-sided chi-squared test; a predicted variance of zero allows rounding only."""
        degrees, squares, whole = self._residual(total)
        if predicted == 0:
            unexplained = squares > 1e-9 * whole
            estimate = squares / degrees
            return Comparison(float(not unexplained), estimate, estimate / sqrt(degrees), 0.0)
        return VarianceTest().compare(np.array([degrees, squares]), predicted)

    def detectable(self, total: Sums) -> str:
        """The relative error of the residual variance that is seen with power POWER."""
        return VarianceTest().detectable(np.array(self._residual(total)[:2]))

    def _residual(self, total: Sums) -> tuple[float, float, float]:
        size = int((sqrt(8 * len(total) - 7) - 1) / 2)
        gram = np.zeros((size, size))
        gram[np.triu_indices(size)] = total[1:]
        gram = gram + np.triu(gram, 1).T
        solution = np.linalg.solve(gram[1:, 1:], gram[0, 1:])
        return total[0] - (size - 1), gram[0, 0] - gram[0, 1:] @ solution, gram[0, 0]


@dataclass(frozen=True)
class MeanTest:
    """A mean of many independent draws, by the normal limit.

    Sums are (n, sum, sum of squares). ``bias`` is an allowance, fixed beforehand, for a known
    finite-size difference between the sampled mean and the limit that is predicted.
    """

    bias: float = 0.0

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided Student test of the mean, after the allowance."""
        n, mean, error = self._moments(total)
        distance = max(0.0, abs(mean - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else 2 * special.stdtr(n - 1, -distance / error)
        return Comparison(float(p_value), mean, error, predicted)

    def detectable(self, total: Sums) -> str:
        """The absolute error of the mean that is seen with power POWER."""
        n, _, error = self._moments(total)
        shift = self.bias + error * (-special.stdtrit(n - 1, LEVEL / 2) + special.ndtri(POWER))
        return f"an error of {shift:.2g} in the mean"

    def _moments(self, total: Sums) -> tuple[float, float, float]:
        n, first, second = map(float, total)
        mean = first / n
        spread = max(second / n - mean**2, 0.0) * n / (n - 1)
        return n, mean, max(sqrt(spread / n), 1e-300)


@dataclass(frozen=True)
class EstimatedMeanTest:
    """A mean against a prediction that is an independent estimate: (value, standard error).

    Sums are (n, sum, sum of squares).
    """

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """Two-sided normal test of the difference of two independent estimates."""
        value, spread = map(float, predicted)
        _, mean, error = MeanTest()._moments(total)
        deviation = abs(mean - value) / sqrt(error**2 + spread**2)
        return Comparison(float(2 * special.ndtr(-deviation)), mean, error, value)

    def detectable(self, total: Sums) -> str:
        """The relative error of the mean that is seen with power POWER."""
        _, mean, error = MeanTest()._moments(total)
        shift = error * (-special.ndtri(LEVEL / 2) + special.ndtri(POWER))
        return f"a relative error of {shift / mean:.2g} in the mean"


@dataclass(frozen=True)
class GrowthTest:
    """(1/N) log of a mean; sums are (n, sum w, sum w^2), w = exp(-N reference) times the quantity.

    ``bias`` is an allowance, fixed beforehand, for what vanishes as N grows.
    """

    size: int
    reference: float
    bias: float

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided normal test of the logarithm (delta method), after the allowance."""
        estimate, error = self._rate(total)
        distance = max(0.0, abs(estimate - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else 2 * special.ndtr(-distance / error)
        return Comparison(float(p_value), estimate, error, predicted)

    def detectable(self, total: Sums) -> str:
        """The error of the rate that is seen with power POWER."""
        _, error = self._rate(total)
        shift = self.bias + error * (-special.ndtri(LEVEL / 2) + special.ndtri(POWER))
        return f"an error of {shift:.2g} in the rate"

    def _rate(self, total: Sums) -> tuple[float, float]:
        _, mean, error = MeanTest()._moments(total)
        return self.reference + float(np.log(mean)) / self.size, error / mean / self.size


@dataclass(frozen=True)
class TailTest:
    """A probability against an upper bound of it; sums are (n, number of occurrences)."""

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact one-sided binomial test: how likely so many occurrences are at the bound."""
        n, seen = map(float, total)
        p_value = 1.0 if seen == 0 else float(special.bdtrc(seen - 1, n, min(predicted, 1.0)))
        share = seen / n
        return Comparison(p_value, share, sqrt(max(share, 1 / n) / n), predicted)

    def detectable(self, total: Sums) -> str:
        """The probability that would have contradicted a bound of 1/20 with power POWER."""
        n = int(total[0])
        threshold = next(k for k in range(n) if special.bdtrc(k - 1, n, 0.05) < LEVEL)
        share = special.betaincinv(threshold, n - threshold + 1, POWER)
        return f"a probability above {share:.2g}"


@dataclass(frozen=True)
class CorrelationTest:
    """Correlation of two centred Gaussians, by Fisher's transform.

    Sums are (n, sum x^2, sum y^2, sum x y).
    """

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided test of the correlation coefficient."""
        n, xx, yy, xy = map(float, total)
        estimate = xy / sqrt(xx * yy)
        error = 1 / sqrt(n - 3)
        if abs(predicted) >= 1:
            return Comparison(float(abs(estimate) >= 1), estimate, error, predicted)
        distance = abs(np.arctanh(estimate) - np.arctanh(predicted))
        return Comparison(float(2 * special.ndtr(-distance / error)), estimate, error, predicted)

    def detectable(self, total: Sums) -> str:
        """The correlation that is seen with power POWER."""
        error = 1 / sqrt(total[0] - 3)
        shift = np.tanh(error * (-special.ndtri(LEVEL / 2) + special.ndtri(POWER)))
        return f"an error of {shift:.2g} in the correlation"


@dataclass(frozen=True)
class FractionsTest:
    """Mean fractions in several bins over independent matrices; sums are (n, S_j..., S_jj...).

    The allowance ``bias`` covers the finite-size difference between the mean fraction and its
    limit; Bonferroni over the bins keeps the level.
    """

    bias: float

    def compare(self, total: Sums, predicted: NDArray[np.float64]) -> Comparison:
        """The bin that disagrees most, at the level shared by all bins."""
        bins = (len(total) - 1) // 2
        n, first, second = total[0], total[1 : bins + 1], total[bins + 1 :]
        test = MeanTest(self.bias)
        each = [
            test.compare(np.array([n, first[j], second[j]]), float(predicted[j]))
            for j in range(bins)
        ]
        worst = min(each, key=lambda c: (c.p_value, -abs(c.estimate - c.predicted)))
        return Comparison(
            min(1.0, bins * worst.p_value), worst.estimate, worst.error, worst.predicted
        )

    def detectable(self, total: Sums) -> str:
        """The error of a bin's mass that is seen with power POWER."""
        bins = (len(total) - 1) // 2
        n, first, second = total[0], total[1 : bins + 1], total[bins + 1 :]
        error = max(MeanTest()._moments(np.array([n, first[j], second[j]]))[2] for j in range(bins))
        quantile = -special.stdtrit(n - 1, LEVEL / bins / 2) + special.ndtri(POWER)
        return f"an error of {self.bias + error * quantile:.2g} in a bin's mass"


def value_of(formula: sp.Expr, point: Mapping[sp.Symbol, sp.Rational]) -> float:
    """The formula's own value at the point, in float64."""
    values = {str(s): v for s, v in point.items() if s in formula.free_symbols}
    return float(Kernel(formula).mp(dps=30, **values))


@dataclass(frozen=True)
class Experiment:
    """A statistic of the sampled model at one point, with the test that judges predictions.

    ``chunk(rng, draws)`` knows only the model's definition and returns additive sums.
    ``predict(formula, point)`` says what a formula makes of the statistic (its value, by default);
    for a structural claim ``asserted()`` gives what the published statement and the derived one
    make of it. ``draws`` is the sample size of the standard budget. ``counts`` marks enumeration.
    """

    name: str
    describes: str
    point: Mapping[sp.Symbol, sp.Rational]
    chunk: Callable[[np.random.Generator, int], Sums]
    draws: int
    test: Test
    predict: Callable[[Any, Mapping[sp.Symbol, sp.Rational]], Any] | None = None
    asserted: Callable[[], tuple[Any, Any]] | None = None
    counts: bool = False
    chunks: int = 8

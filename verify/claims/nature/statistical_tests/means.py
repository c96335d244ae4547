"""Tests of means, of their logarithms and of fractions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any, ClassVar

from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.statistical_tests.base import (
    LEAST_ERROR,
    Comparison,
    StatisticalTest,
    Sums,
    normal_quantile,
    special,
    student_quantile,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = Late("numpy")


def moments(total: Sums) -> tuple[float, float, float]:
    """Number of draws, mean and its standard error, of sums (n, sum, sum of squares)."""
    n, first, second = map(float, total)
    mean = first / n
    spread = max(second / n - mean**2, 0.0) * n / (n - 1)
    return n, mean, max(sqrt(spread / n), LEAST_ERROR)


@dataclass(frozen=True)
class MeanTest(StatisticalTest):
    """A mean of many independent draws, by the normal limit.

    Sums are (n, sum, sum of squares). ``bias`` is an allowance, fixed beforehand, for a known
    finite-size difference between the sampled mean and the limit that is predicted.
    """

    words: ClassVar[str] = "an error of {:.2g} in the mean"
    statistic: ClassVar[str] = (
        "distance of the means beyond the allowance, in standard errors, Student's t with "
        "$n - 1$ degrees of freedom"
    )

    bias: float = 0.0

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided Student test of the mean, after the allowance."""
        return self.student(*moments(total), predicted)

    def student(self, n: float, mean: float, error: float, predicted: float) -> Comparison:
        """The test of a mean of n draws with its standard error."""
        distance = max(0.0, abs(mean - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else 2 * special().stdtr(n - 1, -distance / error)
        resolution = self.bias + error * student_quantile(n, self.level)
        return Comparison(float(p_value), mean, error, predicted, resolution, self.level)


@dataclass(frozen=True)
class EstimatedMeanTest(StatisticalTest):
    """A mean against a prediction that is an independent estimate: (value, standard error).

    Sums are (n, sum, sum of squares).
    """

    words: ClassVar[str] = "a relative error of {:.2g} in the mean"
    statistic: ClassVar[str] = "difference of two independent estimates in standard errors, normal"

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """Two-sided normal test of the difference of two independent estimates."""
        value, spread = map(float, predicted)
        _, mean, error = moments(total)
        together = hypot(error, spread)
        p_value = 2 * float(special().ndtr(-abs(mean - value) / together))
        scale = abs(value) or abs(mean) or 1.0
        resolution = normal_quantile(self.level) * together / scale
        return Comparison(p_value, mean, error, value, resolution, self.level)


@dataclass(frozen=True)
class NotBelowTest(EstimatedMeanTest):
    """A mean that is not to lie below an independent estimate: (value, standard error)."""

    statistic: ClassVar[str] = (
        "how far the mean lies below the estimate, in standard errors of the difference, normal"
    )
    one_sided: ClassVar[bool] = True

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """One-sided normal test of the difference of two independent estimates."""
        found = super().compare(total, predicted)
        below = found.estimate < found.predicted
        return replace(found, p_value=found.p_value / 2 if below else 1.0)


@dataclass(frozen=True)
class GrowthTest(StatisticalTest):
    """(1/N) log of a mean; sums are (n, sum w, sum w^2), w = exp(-N reference) times the quantity.

    ``bias`` is an allowance, fixed beforehand, for what vanishes as N grows.
    """

    words: ClassVar[str] = "an error of {:.2g} in the rate"
    statistic: ClassVar[str] = (
        "distance of the rates beyond the allowance, in standard errors, normal (delta method)"
    )

    size: int
    reference: float
    bias: float

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided normal test of the logarithm (delta method), after the allowance."""
        estimate, error = self._rate(total)
        distance = max(0.0, abs(estimate - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else 2 * special().ndtr(-distance / error)
        resolution = self.bias + error * normal_quantile(self.level)
        return Comparison(float(p_value), estimate, error, predicted, resolution, self.level)

    def _rate(self, total: Sums) -> tuple[float, float]:
        _, mean, error = moments(total)
        return self.reference + float(np.log(mean)) / self.size, error / mean / self.size


@dataclass(frozen=True)
class FractionsTest(StatisticalTest):
    """Mean fractions in several bins over independent matrices; sums are (n, S_j..., S_jj...).

    The allowance ``bias`` covers the finite-size difference between the mean fraction and its
    limit; Bonferroni over the bins keeps the level.
    """

    words: ClassVar[str] = "an error of {:.2g} in a bin's mass"
    statistic: ClassVar[str] = (
        "Student's t of the bin that disagrees most, beyond the allowance, times the "
        "number of bins (Bonferroni)"
    )

    bias: float

    def compare(self, total: Sums, predicted: NDArray[np.float64]) -> Comparison:
        """The bin that disagrees most, at the level shared by all bins."""
        bins = (len(total) - 1) // 2
        n, first, second = total[0], total[1 : bins + 1], total[bins + 1 :]
        test = MeanTest(self.bias, level=self.level)
        each = [
            test.compare(np.array([n, first[j], second[j]]), float(predicted[j]))
            for j in range(bins)
        ]
        worst = min(each, key=lambda c: (c.p_value, -abs(c.estimate - c.predicted)))
        quantile = student_quantile(n, self.level / bins)
        return replace(
            worst,
            p_value=min(1.0, bins * worst.p_value),
            resolution=self.bias + quantile * max(c.error for c in each),
        )

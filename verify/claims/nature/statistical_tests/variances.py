"""Tests of variances and correlations of centred Gaussians."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, ClassVar

from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.statistical_tests.base import (
    POWER,
    Comparison,
    StatisticalTest,
    Sums,
    normal_quantile,
    special,
)

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


@dataclass(frozen=True)
class VarianceTest(StatisticalTest):
    """Variance of independent centred Gaussians: n v_hat / v is exactly chi-squared with n d.o.f.

    Sums are (n, sum of squares).
    """

    words: ClassVar[str] = "a relative error of {:.2g} in the variance"
    statistic: ClassVar[str] = (
        "sum of squares over the predicted variance, chi-squared with $n$ degrees of freedom"
    )

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact two-sided chi-squared test."""
        n, squares = map(float, total)
        estimate = squares / n
        spread = estimate * sqrt(2 / n)
        resolution = float(special().chdtri(n, self.level / 2) / special().chdtri(n, POWER) - 1)
        if predicted <= 0:
            none = float(squares == 0)
            return Comparison(none, estimate, spread, predicted, resolution, self.level)
        ratio = squares / predicted
        p_value = 2 * float(min(special().chdtr(n, ratio), special().chdtrc(n, ratio)))
        return Comparison(min(1.0, p_value), estimate, spread, predicted, resolution, self.level)


@dataclass(frozen=True)
class ResidualVarianceTest(StatisticalTest):
    """Variance of a centred Gaussian y that k centred Gaussian regressors leave unexplained.

    Sums are (n, upper triangle of the Gram matrix of (y, regressors)). The residual sum of
    squares over the residual variance is exactly chi-squared with n - k degrees of freedom.
    """

    words: ClassVar[str] = VarianceTest.words
    statistic: ClassVar[str] = (
        "residual sum of squares over the predicted variance, chi-squared with $n$ less the "
        "number of regressors degrees of freedom"
    )

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact two-sided chi-squared test; a predicted variance of zero allows rounding only."""
        degrees, squares, whole = self._residual(total)
        found = VarianceTest(level=self.level).compare(np.array([degrees, squares]), predicted)
        if predicted == 0:
            return replace(found, p_value=float(squares <= 1e-9 * whole))
        return found

    def _residual(self, total: Sums) -> tuple[float, float, float]:
        size = int((sqrt(8 * len(total) - 7) - 1) / 2)
        gram = np.zeros((size, size))
        gram[np.triu_indices(size)] = total[1:]
        gram = gram + np.triu(gram, 1).T
        solution = np.linalg.solve(gram[1:, 1:], gram[0, 1:])
        return total[0] - (size - 1), gram[0, 0] - gram[0, 1:] @ solution, gram[0, 0]


@dataclass(frozen=True)
class CorrelationTest(StatisticalTest):
    """Correlation of two centred Gaussians, by Fisher's transform.

    Sums are (n, sum x^2, sum y^2, sum x y). The resolution is stated for no correlation.
    """

    words: ClassVar[str] = "an error of {:.2g} in the correlation"
    statistic: ClassVar[str] = "difference of Fisher's transforms in standard errors, normal"

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided test of the correlation coefficient."""
        n, xx, yy, xy = map(float, total)
        estimate = xy / sqrt(xx * yy)
        error = 1 / sqrt(n - 3)
        resolution = float(np.tanh(error * normal_quantile(self.level)))
        if abs(predicted) >= 1:
            p_value = float(abs(estimate) >= 1)
        else:
            distance = abs(np.arctanh(estimate) - np.arctanh(predicted))
            p_value = float(2 * special().ndtr(-distance / error))
        return Comparison(p_value, estimate, error, predicted, resolution, self.level)

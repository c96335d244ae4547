"""The test of a mean of draws of any law, which allows for their skewness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any, ClassVar

from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.statistical_tests.base import (
    ALLOWED,
    LEAST_ERROR,
    Comparison,
    StatisticalTest,
    Sums,
)
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np, NDArray = Late("numpy"), Any


def moment_sums(values: NDArray[np.float64]) -> Sums:
    """What :class:`SkewedMeanTest` needs of draws: their number and their first three powers' sums.

    >>> moment_sums(np.array([1.0, 2.0]))
    array([2., 3., 5., 9.])
    """
    return np.array([len(values), *(np.sum(values**power) for power in (1, 2, 3))], dtype=float)


@dataclass(frozen=True)
class SkewedMeanTest(StatisticalTest):
    """A mean of independent draws of any law; sums are those of :func:`moment_sums`.

    Of n draws with skewness g the quantile z of Student's statistic is moved by
    g (2 z^2 + 1)/(6 sqrt n), to first order (Cornish and Fisher); ALLOWED times that, with the
    sample's skewness, is allowed for, beside ``bias``, which is fixed beforehand. A statistic that
    moves by ``step`` at least counts as if one draw had moved by it, so that what no draw has shown
    is rejected only where so many draws would have shown it.

    Source: P. Hall, The Bootstrap and Edgeworth Expansion, Springer 1992, section 2.6.

    >>> draws = np.random.default_rng(0).exponential(size=4000)
    >>> test = SkewedMeanTest()
    >>> [test.compare(moment_sums(draws), mean).accepted for mean in (1, 1.2)]
    [True, False]
    """

    words: ClassVar[str] = MeanTest.words
    statistic: ClassVar[str] = (
        "distance of the means beyond the allowance, in standard errors, Student's t with "
        "n - 1 degrees of freedom; the allowance has twice what the draws' skewness moves it"
    )

    allows_for: ClassVar[str] = "skewness and the finite size"

    bias: float = 0.0
    step: float = 0.0

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Two-sided Student test of the mean, after both allowances."""
        n, mean, error, skewness = self._spread(total)
        z = -self._quantile(n)
        moved = ALLOWED * error * abs(skewness) * (2 * z**2 + 1) / (6 * sqrt(n))
        test = MeanTest(bias=self.bias + moved, level=self.level)
        return replace(test.student(n, mean, error, predicted), allowance=moved)

    def _quantile(self, n: float) -> float:
        from scipy import special

        return float(special.stdtrit(n - 1, self.level / 2))

    def _spread(self, total: Sums) -> tuple[float, float, float, float]:
        """Number of draws, mean, its standard error, skewness; of the sums without rounding."""
        n, first, second, third = (Fraction(float(x)) for x in total)
        mean, step = first / n, Fraction(self.step)
        variance = second / n - mean**2
        cube = third / n - 3 * mean * second / n + 2 * mean**3
        if variance <= step**2 / n:
            variance, cube = step**2 / n, step**3 / n
        error = max(sqrt(variance / (n - 1)), LEAST_ERROR)
        skewness = float(cube / variance) / sqrt(variance) if variance else 0.0
        return float(n), float(mean), error, skewness

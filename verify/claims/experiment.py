"""Experiments on nature: additive statistics of the sampled model, and exact tests of them.

A chunk of an experiment turns a random stream into a small array of sums; chunks add up. A test
compares the total with a predicted value at a level fixed beforehand, and states its power.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any, ClassVar

import mpmath
import sympy as sp

from glassproof.numerics.work.kernels import Kernel
from glassproof.numerics.work.late import Late

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums = NDArray[np.float64]
else:
    np, Sums = Late("numpy"), Any

FAMILY_LEVEL = 1e-6
"""All statistical tests of one run together reject a true ledger with at most this probability."""

LEVEL = 1e-8
"""The level of one comparison, unless its test says another; a run may make up to
FAMILY_LEVEL / LEVEL of them (:mod:`glassproof.verify.judging.false_alarms`)."""

POWER = 0.999
"""Power at which detectable errors are stated."""

ALLOWED = 2
"""What an experiment allows for a finite size, in derived first corrections: one for the correction
itself, one for all that is of higher order."""

LEAST_ERROR = 1e-300
"""The standard error that stands for none, where all draws are equal."""


@cache
def _special() -> Any:
    """SciPy's special functions, imported when a test is made: who checks a formula makes none."""
    from scipy import special

    return special


@dataclass(frozen=True)
class Comparison:
    """One predicted value against the sample.

    ``error`` is the estimate's standard error; ``resolution`` the error of the prediction that
    this sample would have revealed with power POWER at the test's ``level``; ``allowance`` is what
    the test allows for beside its own allowance, by a rule, where that depends on the sample.
    """

    p_value: float
    estimate: float
    error: float
    predicted: float
    resolution: float
    level: float = LEVEL
    allowance: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the prediction survives at the level."""
        return self.p_value >= self.level


@dataclass(frozen=True, kw_only=True)
class StatisticalTest:
    """How a total of sums is held against a prediction; ``words`` says what is resolved.

    ``statistic`` says in words what is computed and which law it has, ``one_sided`` that only an
    excess over the prediction speaks against it, as over a bound, ``allows_for`` what makes for
    an allowance. ``level`` is the probability
    with which a comparison rejects what is true, fixed beforehand.
    """

    words: ClassVar[str]
    statistic: ClassVar[str] = ""
    one_sided: ClassVar[bool] = False
    allows_for: ClassVar[str] = "the finite size"

    level: float = LEVEL

    @property
    def allowance(self) -> float:
        """How far, by a finite size, the sample may lie from the prediction and count as equal."""
        return float(getattr(self, "bias", 0.0))

    def compare(self, total: Sums, predicted: Any) -> Comparison:
        """The comparison of the sample with ``predicted``."""
        raise NotImplementedError

    def detectable(self, found: Comparison) -> str:
        """The resolution of a comparison in words."""
        return self.words.format(found.resolution)


def _normal_quantile(level: float) -> float:
    """Standard errors between a true and a wrong value that is seen with power POWER."""
    return float(-_special().ndtri(level / 2) + _special().ndtri(POWER))


def _student_quantile(n: float, level: float) -> float:
    """The same for Student's test of n draws."""
    return float(-_special().stdtrit(n - 1, level / 2) + _special().ndtri(POWER))


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
        resolution = float(_special().chdtri(n, self.level / 2) / _special().chdtri(n, POWER) - 1)
        if predicted <= 0:
            none = float(squares == 0)
            return Comparison(none, estimate, spread, predicted, resolution, self.level)
        ratio = squares / predicted
        p_value = 2 * float(min(_special().chdtr(n, ratio), _special().chdtrc(n, ratio)))
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
        n, mean, error = self._moments(total)
        distance = max(0.0, abs(mean - predicted) - self.bias)
        p_value = 1.0 if distance == 0 else 2 * _special().stdtr(n - 1, -distance / error)
        resolution = self.bias + error * _student_quantile(n, self.level)
        return Comparison(float(p_value), mean, error, predicted, resolution, self.level)

    def _moments(self, total: Sums) -> tuple[float, float, float]:
        n, first, second = map(float, total)
        mean = first / n
        spread = max(second / n - mean**2, 0.0) * n / (n - 1)
        return n, mean, max(sqrt(spread / n), LEAST_ERROR)


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
        _, mean, error = MeanTest()._moments(total)
        together = hypot(error, spread)
        p_value = 2 * float(_special().ndtr(-abs(mean - value) / together))
        scale = abs(value) or abs(mean) or 1.0
        resolution = _normal_quantile(self.level) * together / scale
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
        p_value = 1.0 if distance == 0 else 2 * _special().ndtr(-distance / error)
        resolution = self.bias + error * _normal_quantile(self.level)
        return Comparison(float(p_value), estimate, error, predicted, resolution, self.level)

    def _rate(self, total: Sums) -> tuple[float, float]:
        _, mean, error = MeanTest()._moments(total)
        return self.reference + float(np.log(mean)) / self.size, error / mean / self.size


@dataclass(frozen=True)
class TailTest(StatisticalTest):
    """A probability against an upper bound of it; sums are (n, number of occurrences)."""

    words: ClassVar[str] = "a probability above {:.2g}"
    statistic: ClassVar[str] = "number of occurrences, binomial with the bound as its probability"
    one_sided: ClassVar[bool] = True

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """Exact one-sided binomial test: how likely so many occurrences are at the bound."""
        n, seen = map(int, total)
        bound, share = min(predicted, 1.0), seen / n
        p_value = 1.0 if seen == 0 else float(_special().bdtrc(seen - 1, n, bound))
        counts = np.arange(1, n + 1)
        contradicting = counts[_special().bdtrc(counts - 1, n, bound) < self.level]
        resolution = 1.0  # if no number of occurrences contradicts the bound
        if len(contradicting):
            least = contradicting[0]
            resolution = float(_special().betaincinv(least, n - least + 1, POWER))
        error = sqrt(max(share, 1 / n) / n)
        return Comparison(p_value, share, error, predicted, resolution, self.level)


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
        resolution = float(np.tanh(error * _normal_quantile(self.level)))
        if abs(predicted) >= 1:
            p_value = float(abs(estimate) >= 1)
        else:
            distance = abs(np.arctanh(estimate) - np.arctanh(predicted))
            p_value = float(2 * _special().ndtr(-distance / error))
        return Comparison(p_value, estimate, error, predicted, resolution, self.level)


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
        quantile = _student_quantile(n, self.level / bins)
        return replace(
            worst,
            p_value=min(1.0, bins * worst.p_value),
            resolution=self.bias + quantile * max(c.error for c in each),
        )


def value_of(formula: sp.Expr, point: Mapping[sp.Symbol, sp.Rational]) -> float:
    """The formula's own value at the point, in float64; :class:`ArithmeticError` if not real."""
    values = {str(s): v for s, v in point.items() if s in formula.free_symbols}
    value = Kernel(formula).mp(dps=30, **values)
    if value.imag != 0:
        raise ArithmeticError(f"{mpmath.nstr(value, 6)} is not real")
    return float(value.real)


@dataclass(frozen=True)
class Experiment:
    """A statistic of the sampled model at one point, with the test that judges predictions.

    ``chunk(rng, draws)`` knows only the model's definition and returns additive sums.
    ``predict(formula, point)`` says what a formula makes of the statistic (its value, by default);
    for a structural claim ``asserted()`` gives what the published statement and the derived one
    make of it. ``draws`` is the sample size of the standard budget. ``counts`` marks enumeration;
    ``instances(rng)`` then gives a few draws with all their critical points, each alone in a box.

    >>> x = sp.Symbol("x", positive=True)
    >>> def squares(rng, draws):  # E z^2 for z of variance x = 4
    ...     z = rng.normal(0, 2, size=draws)
    ...     return np.array([draws, np.sum(z**2)])
    >>> point, test = {x: sp.Integer(4)}, VarianceTest()
    >>> nature = Experiment("squares", "the variance of z", point, squares, 1000, test)
    >>> total = nature.chunk(np.random.default_rng(0), nature.draws)
    >>> test.compare(total, 4).accepted, test.compare(total, 8).accepted
    (True, False)
    """

    name: str
    describes: str
    point: Mapping[sp.Symbol, sp.Rational]
    chunk: Callable[[np.random.Generator, int], Sums]
    draws: int
    test: StatisticalTest
    predict: Callable[[Any, Mapping[sp.Symbol, sp.Rational]], Any] | None = None
    asserted: Callable[[], tuple[Any, Any]] | None = None
    counts: bool = False
    chunks: int = 8
    instances: Callable[[np.random.Generator], list[Any]] | None = None

"""Statistical tests from their sums: p-values, errors and what would have been seen.

Beta and Gamma functions are continued fractions (Lentz's method), normal tails mpmath's erfc.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import mpmath

mp: Any = mpmath.mp

POWER = "0.999"
_LEAST_ERROR = mp.mpf("1e-300")


@dataclass(frozen=True)
class Comparison:
    """An estimate beside one prediction."""

    p_value: Any
    estimate: Any
    error: Any
    predicted: Any
    resolution: Any


def _fraction(steps: Callable[[int], Any]) -> Any:
    """1/(1 + d1/(1 + d2/(1 + ...)))."""
    tiny, n = mp.mpf(10) ** -300, 0
    c, d, value = mp.mpf(1), mp.mpf(0), mp.mpf(1)
    while True:
        n += 1
        step = steps(n)
        d = 1 / ((1 + step * d) or tiny)
        c = (1 + step / c) or tiny
        value *= c * d
        if abs(c * d - 1) < mp.eps or n > 200_000:
            return 1 / value


def beta_below(a: Any, b: Any, x: Any) -> Any:
    """The regularised incomplete Beta function I_x(a, b)."""
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if x <= 0 or x >= 1:
        return mp.mpf(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(b, a, 1 - x)

    def step(n: int) -> Any:
        m = n // 2
        if n % 2:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))

    logs = a * mp.log(x) + b * mp.log1p(-x) - mp.log(a)
    logs += mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(logs) * _fraction(step)


def gamma_tails(a: Any, x: Any) -> tuple[Any, Any]:
    """The regularised incomplete Gamma functions P(a, x) and Q(a, x)."""
    a, x = mp.mpf(a), mp.mpf(x)
    if x <= 0:
        return mp.mpf(0), mp.mpf(1)
    front = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = 0
        while abs(term) > abs(total) * mp.eps:
            n += 1
            term *= x / (a + n)
            total += term
        return front * total, 1 - front * total
    shifted = x + 1 - a
    d = 1 / shifted
    c, value, n = 1 / (_LEAST_ERROR), d, 0
    while True:
        n += 1
        step = -n * (n - a)
        shifted += 2
        d = 1 / (step * d + shifted)
        c = shifted + step / c
        value *= c * d
        if abs(c * d - 1) < mp.eps:
            return 1 - front * value, front * value


def normal_below(x: Any) -> Any:
    """The normal distribution function."""
    return mp.erfc(-x / mp.sqrt(2)) / 2


def student_below(n: Any, t: Any) -> Any:
    """Student's distribution function with n degrees of freedom, t <= 0."""
    n, t = mp.mpf(n), mp.mpf(t)
    return beta_below(n / 2, mp.mpf(1) / 2, n / (n + t * t)) / 2


def _inverse(function: Callable[[Any], Any], value: Any, low: Any, high: Any) -> Any:
    """Where a rising function has the value: bisection and regula falsi (Illinois)."""
    low, high = mp.mpf(low), mp.mpf(high)
    at_low, at_high = function(low) - value, function(high) - value
    for _ in range(200):
        middle = high - at_high * (high - low) / (at_high - at_low)
        if not low < middle < high or abs(high - low) > 1000 * max(1, abs(middle)):
            middle = (low + high) / 2
        at = function(middle) - value
        if abs(at) <= value * mp.mpf(10) ** -13 or high - low <= abs(middle) * mp.mpf(10) ** -13:
            return middle
        if at < 0:
            low, at_low, at_high = middle, at, at_high / 2
        else:
            high, at_high, at_low = middle, at, at_low / 2
    return (low + high) / 2


def _log_inverse(function: Callable[[Any], Any], value: Any, low: Any, high: Any) -> Any:
    """The same of a small value, by its logarithm."""
    shift = 1 - mp.log(value)  # so that the value that is looked for is 1
    return _inverse(lambda x: mp.log(function(x)) + shift, mp.mpf(1), low, high)


@cache
def _normal_quantile(level: Any) -> Any:
    return -_log_inverse(normal_below, level / 2, -60, -1) + _upper_normal()


@cache
def _upper_normal() -> Any:
    return -_log_inverse(normal_below, 1 - mp.mpf(POWER), -10, -1)


@cache
def _student_quantile(n: Any, level: Any) -> Any:
    below = _log_inverse(lambda t: student_below(n - 1, t), level / 2, -(mp.mpf(10) ** 6), -1)
    return -below + _upper_normal()


def _moments(sums: Sequence[Any]) -> tuple[Any, Any, Any]:
    n, first, second = sums
    mean = first / n
    spread = max(second / n - mean**2, mp.mpf(0)) * n / (n - 1)
    return n, mean, max(mp.sqrt(spread / n), _LEAST_ERROR)


@cache
def _resolved_variance(n: Any, level: Any) -> Any:
    low = _log_inverse(lambda x: gamma_tails(n / 2, x / 2)[0], 1 - mp.mpf(POWER), n / 10**4, n)
    high = -_log_inverse(lambda x: gamma_tails(n / 2, -x / 2)[1], level / 2, -20 * n - 400, -n)
    return high / low - 1


def _variance(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    n, squares = sums
    level, estimate = mp.mpf(test["level"]), squares / n
    half, resolution = n / 2, _resolved_variance(n, level)
    error = estimate * mp.sqrt(2 / n)
    if predicted <= 0:
        return Comparison(mp.mpf(squares == 0), estimate, error, predicted, resolution)
    p_value = min(mp.mpf(1), 2 * min(gamma_tails(half, squares / predicted / 2)))
    return Comparison(p_value, estimate, error, predicted, resolution)


def _residual(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    n, *triangle = sums
    size = next(k for k in range(1, 99) if k * (k + 1) // 2 == len(triangle))
    gram = mp.matrix(size, size)
    entries = iter(triangle)
    for i in range(size):
        for j in range(i, size):
            gram[i, j] = gram[j, i] = next(entries)
    solution = mp.lu_solve(gram[1:, 1:], gram[1:, 0])
    left = gram[0, 0] - sum(gram[0, j + 1] * solution[j] for j in range(size - 1))
    found = _variance(test, (n - (size - 1), left), predicted)
    if predicted == 0:
        p_value = mp.mpf(left <= mp.mpf(10) ** -9 * gram[0, 0])
        return Comparison(
            p_value, *(getattr(found, k) for k in ("estimate", "error", "predicted", "resolution"))
        )
    return found


def _mean(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    n, mean, error = _moments(sums)
    bias = mp.mpf(test["bias"])
    distance = max(mp.mpf(0), abs(mean - predicted) - bias)
    p_value = mp.mpf(1) if distance == 0 else 2 * student_below(n - 1, -distance / error)
    resolution = bias + error * _student_quantile(n, mp.mpf(test["level"]))
    return Comparison(p_value, mean, error, predicted, resolution)


def _estimated(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    value, spread = predicted
    _, mean, error = _moments(sums)
    together = mp.hypot(error, spread)
    p_value = 2 * normal_below(-abs(mean - value) / together)
    resolution = _normal_quantile(mp.mpf(test["level"])) * together / (abs(value) or abs(mean) or 1)
    return Comparison(p_value, mean, error, value, resolution)


def _not_below(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    found = _estimated(test, sums, predicted)
    p_value = found.p_value / 2 if found.estimate < found.predicted else mp.mpf(1)
    return Comparison(p_value, found.estimate, found.error, found.predicted, found.resolution)


def _growth(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    _, mean, error = _moments(sums)
    bias, size = mp.mpf(test["bias"]), test["size"]
    estimate, error = mp.mpf(test["reference"]) + mp.log(mean) / size, error / mean / size
    distance = max(mp.mpf(0), abs(estimate - predicted) - bias)
    p_value = mp.mpf(1) if distance == 0 else 2 * normal_below(-distance / error)
    resolution = bias + error * _normal_quantile(mp.mpf(test["level"]))
    return Comparison(p_value, estimate, error, predicted, resolution)


def _tail(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    n, seen = map(int, sums)
    if [n, seen] != list(sums):
        raise ValueError("occurrences are counted in whole numbers")
    bound, share, level = min(predicted, mp.mpf(1)), mp.mpf(seen) / n, mp.mpf(test["level"])

    def at_least(k: int) -> Any:
        return beta_below(k, n - k + 1, bound) if k else mp.mpf(1)

    low, high = 0, n  # the least count that speaks against the bound, by bisection
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at_least(middle) < level else (middle, high)
    least = high if n > 1 and at_least(n - 1) < level else n
    resolution = _inverse(lambda x: beta_below(least, n - least + 1, x), mp.mpf(POWER), 0, 1)
    error = mp.sqrt(max(share, mp.mpf(1) / n) / n)
    return Comparison(at_least(seen), share, error, predicted, resolution)


def _correlation(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    n, xx, yy, xy = sums
    estimate, error = xy / mp.sqrt(xx * yy), 1 / mp.sqrt(n - 3)
    resolution = mp.tanh(error * _normal_quantile(mp.mpf(test["level"])))
    if abs(predicted) >= 1:
        return Comparison(mp.mpf(abs(estimate) >= 1), estimate, error, predicted, resolution)
    distance = abs(mp.atanh(estimate) - mp.atanh(predicted))
    return Comparison(2 * normal_below(-distance / error), estimate, error, predicted, resolution)


def _fractions(test: Mapping[str, Any], sums: Sequence[Any], predicted: Any) -> Comparison:
    bins = len(predicted)
    if len(sums) != 2 * bins + 1:
        raise ValueError("each bin has a sum and a sum of squares")
    n, level, bias = sums[0], mp.mpf(test["level"]), mp.mpf(test["bias"])
    rows = []
    for j in range(bins):
        _, mean, error = _moments((n, sums[1 + j], sums[1 + bins + j]))
        distance = max(mp.mpf(0), abs(mean - predicted[j]) - bias)
        p_value = mp.mpf(1) if distance == 0 else 2 * student_below(n - 1, -distance / error)
        rows.append((p_value, -abs(mean - predicted[j]), mean, error, predicted[j]))
    p_value, _, mean, error, value = min(rows)
    resolution = bias + _student_quantile(n, level / bins) * max(row[3] for row in rows)
    return Comparison(min(mp.mpf(1), bins * p_value), mean, error, value, resolution)


_IN_MEAN, _IN_VARIANCE = (
    "an error of {:.2g} in the mean",
    "a relative error of {:.2g} in the variance",
)
LAWS: dict[str, tuple[Callable[..., Comparison], str]] = {
    "VarianceTest": (_variance, _IN_VARIANCE),
    "ResidualVarianceTest": (_residual, _IN_VARIANCE),
    "MeanTest": (_mean, _IN_MEAN),
    "EstimatedMeanTest": (_estimated, "a relative error of {:.2g} in the mean"),
    "NotBelowTest": (_not_below, "a relative error of {:.2g} in the mean"),
    "GrowthTest": (_growth, "an error of {:.2g} in the rate"),
    "TailTest": (_tail, "a probability above {:.2g}"),
    "CorrelationTest": (_correlation, "an error of {:.2g} in the correlation"),
    "FractionsTest": (_fractions, "an error of {:.2g} in a bin's mass"),
}
"""Each law with the words for what it would have seen; docs/certificates.md has the formulas."""

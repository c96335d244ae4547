"""Statistical tests from their sums: p-values, errors, and what would have been seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import mpmath

from glassproof.recheck.findings import Record

mp: Any = mpmath.mp
POWER = "0.999"
_MISSED = 1 - mp.mpf(POWER)
_LEAST_ERROR = mp.mpf("1e-300")
_MOST_TERMS = 10**6


class Compared(NamedTuple):
    """An estimate beside one prediction, and the deviation that would have been seen."""

    p_value: Any
    estimate: Any
    error: Any
    predicted: Any
    resolution: Any


def beta_below(a: Any, b: Any, x: Any) -> Any:
    """The regularised incomplete Beta function I_x(a, b), by its series of positive terms."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(b, a, 1 - x)
    logs = a * mp.log(x) + b * mp.log1p(-x) - mp.log(a)
    logs += mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(logs) * mp.hyp2f1(a + b, 1, a + 1, x, maxterms=_MOST_TERMS)


def chi_squared_below(n: Any, x: Any) -> Any:
    """The chi-squared distribution function with n degrees of freedom, by the like series."""
    front = mp.exp(n / 2 * mp.log(x / 2) - x / 2 - mp.loggamma(n / 2 + 1))
    return front * mp.hyp1f1(1, n / 2 + 1, x / 2, maxterms=_MOST_TERMS)


def chi_squared_above(n: Any, x: Any) -> Any:
    """One minus that, without loss of digits."""
    return mp.gammainc(n / 2, x / 2, regularized=True)


def tail(t: Any, n: Any = None) -> Any:
    """The probability above t >= 0: normal, or Student's with n degrees of freedom."""
    if n is None:
        return mp.erfc(t / mp.sqrt(2)) / 2
    return beta_below(n / 2, mp.mpf(1) / 2, n / (n + t * t)) / 2


def _where(function: Callable[[Any], Any], value: Any, low: Any, high: Any) -> Any:
    """Where a monotone function has a small value, by bisection of its logarithm."""
    gap = lambda x: mp.log(function(x) / value)  # noqa: E731
    return mp.findroot(gap, (mp.mpf(low), mp.mpf(high)), solver="anderson", tol=1e-24)


@cache
def _seen(level: Any, n: Any = None) -> Any:
    """How many standard errors off is seen with power POWER by a two-sided test."""
    quantile = _where(lambda t: tail(t, n), mp.mpf(level) / 2, 1, 40 if n is None else 10**4)
    return quantile + _where(tail, _MISSED, 1, 10)


@cache
def _seen_of_variance(n: Any, level: Any) -> Any:
    low = _where(lambda x: chi_squared_below(n, x), _MISSED, n / 10**3, n)
    high = _where(lambda x: chi_squared_above(n, x), mp.mpf(level) / 2, n, 20 * n + 400)
    return high / low - 1


def _moments(sums: Sequence[Any]) -> tuple[Any, Any, Any]:
    n, first, second = sums
    mean = first / n
    spread = max(second / n - mean**2, mp.mpf(0)) * n / (n - 1)
    return n, mean, max(mp.sqrt(spread / n), _LEAST_ERROR)


def _beyond(distance: Any, allowed: Any, error: Any, n: Any = None) -> Any:
    """The two-sided p-value of a distance that exceeds what is allowed."""
    return 2 * tail((distance - allowed) / error, n) if distance > allowed else mp.mpf(1)


def _variance(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    (n, squares), p_value = sums, mp.mpf(sums[1] == 0)
    if predicted > 0:
        x = squares / predicted
        below = chi_squared_below(n, x) if x > 0 else mp.mpf(0)
        p_value = min(mp.mpf(1), 2 * min(below, chi_squared_above(n, x)))
    estimate, resolution = squares / n, _seen_of_variance(n, test["level"])
    return Compared(p_value, estimate, estimate * mp.sqrt(2 / n), predicted, resolution)


def _residual(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    n, *triangle = sums
    size = next(k for k in range(1, 99) if k * (k + 1) // 2 == len(triangle))
    gram, entries = mp.matrix(size, size), iter(triangle)
    for i in range(size):
        for j in range(i, size):
            gram[i, j] = gram[j, i] = next(entries)
    solution = mp.lu_solve(gram[1:, 1:], gram[1:, 0])
    left = gram[0, 0] - sum(gram[0, j + 1] * solution[j] for j in range(size - 1))
    found = _variance(test, (n - (size - 1), left), predicted)
    nothing = mp.mpf(left <= mp.mpf(10) ** -9 * gram[0, 0])
    return found._replace(p_value=nothing) if predicted == 0 else found


def _mean(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    n, mean, error = _moments(sums)
    p_value = _beyond(abs(mean - predicted), test["bias"], error, n - 1)
    resolution = test["bias"] + error * _seen(test["level"], n - 1)
    return Compared(p_value, mean, error, predicted, resolution)


def _estimated(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    value, spread = predicted
    _, mean, error = _moments(sums)
    together = mp.hypot(error, spread)
    resolution = _seen(test["level"]) * together / (abs(value) or abs(mean) or 1)
    return Compared(_beyond(abs(mean - value), 0, together), mean, error, value, resolution)


def _not_below(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    found = _estimated(test, sums, predicted)
    below = found.estimate < found.predicted
    return found._replace(p_value=found.p_value / 2 if below else mp.mpf(1))


def _growth(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    _, mean, error = _moments(sums)
    bias, size = test["bias"], test["size"]
    rate, error = test["reference"] + mp.log(mean) / size, error / mean / size
    p_value = _beyond(abs(rate - predicted), bias, error)
    return Compared(p_value, rate, error, predicted, bias + error * _seen(test["level"]))


def _tail(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    n, seen = map(int, sums)
    if [n, seen] != list(sums):
        raise ValueError("occurrences are counted in whole numbers")
    bound, share = min(predicted, mp.mpf(1)), mp.mpf(seen) / n

    def at_least(k: int) -> Any:
        certain = k == 0 or bound == 1
        return mp.mpf(1) if certain else beta_below(mp.mpf(k), n - k + 1, bound)

    # the least count that speaks against the bound, and the probability of which that is seen
    least = 1 + bisect_left(range(1, n), True, key=lambda k: at_least(k) < test["level"])
    missed = lambda x: beta_below(n - least + 1, mp.mpf(least), 1 - x)  # noqa: E731
    resolution = _where(missed, _MISSED, mp.mpf(least) / (n + 1), 1 - mp.mpf(10) ** -9)
    error = mp.sqrt(max(share, mp.mpf(1) / n) / n)
    return Compared(at_least(seen), share, error, predicted, resolution)


def _correlation(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    n, xx, yy, xy = sums
    estimate, error = xy / mp.sqrt(xx * yy), 1 / mp.sqrt(n - 3)
    p_value = mp.mpf(abs(estimate) >= 1)
    if abs(predicted) < 1:
        p_value = _beyond(abs(mp.atanh(estimate) - mp.atanh(predicted)), 0, error)
    resolution = mp.tanh(error * _seen(test["level"]))
    return Compared(p_value, estimate, error, predicted, resolution)


def _fractions(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    bins = len(predicted)
    if len(sums) != 2 * bins + 1:
        raise ValueError("each bin has a sum and a sum of squares")
    each = {**test, "level": test["level"] / bins}
    rows = [
        _mean(each, (sums[0], sums[1 + j], sums[1 + bins + j]), predicted[j]) for j in range(bins)
    ]
    worst = min(rows, key=lambda row: (row.p_value, -abs(row.estimate - row.predicted)))
    p_value, resolution = min(mp.mpf(1), bins * worst.p_value), max(row.resolution for row in rows)
    return worst._replace(p_value=p_value, resolution=resolution)


LAWS: dict[str, tuple[Callable[..., Compared], str]] = {
    "VarianceTest": (_variance, "a relative error of {:.2g} in the variance"),
    "ResidualVarianceTest": (_residual, "a relative error of {:.2g} in the variance"),
    "MeanTest": (_mean, "an error of {:.2g} in the mean"),
    "EstimatedMeanTest": (_estimated, "a relative error of {:.2g} in the mean"),
    "NotBelowTest": (_not_below, "a relative error of {:.2g} in the mean"),
    "GrowthTest": (_growth, "an error of {:.2g} in the rate"),
    "TailTest": (_tail, "a probability above {:.2g}"),
    "CorrelationTest": (_correlation, "an error of {:.2g} in the correlation"),
    "FractionsTest": (_fractions, "an error of {:.2g} in a bin's mass"),
}
"""Each law with the words for what it would have seen; docs/certificates.md has the formulas."""

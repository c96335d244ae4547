"""Statistical tests from their sums: p-values, errors, and what would have been seen."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations_with_replacement
from typing import Any, NamedTuple

import mpmath

from glassproof.recheck.findings import Record

mp: Any = mpmath.mp
POWER = "0.999"
_MISSED, _LEAST_ERROR, _MOST_TERMS = 1 - mp.mpf(POWER), mp.mpf("1e-300"), 10**6


class Compared(NamedTuple):
    """An estimate beside one prediction, and the deviation that would have been seen."""

    p_value: Any
    estimate: Any
    error: Any
    predicted: Any
    resolution: Any
    allowance: Any = 0  # beside its bias, where that depends on the sample


def beta_below(a: Any, b: Any, x: Any) -> Any:
    """The regularised incomplete Beta function I_x(a, b), by its series of positive terms."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(b, a, 1 - x)
    logs = a * mp.log(x) + b * mp.log1p(-x) - mp.log(a)
    logs += mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(logs) * mp.hyp2f1(a + b, 1, a + 1, x, maxterms=_MOST_TERMS)


def chi_squared_below(n: Any, x: Any) -> Any:
    """The chi-squared distribution function with n degrees of freedom, where x is not far above."""
    return mp.gammainc(n / 2, 0, x / 2, regularized=True)


def chi_squared_above(n: Any, x: Any) -> Any:
    """One minus that, without loss of digits where x is not far below."""
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
def _quantile(level: Any, n: Any = None) -> Any:
    return _where(lambda t: tail(t, n), mp.mpf(level) / 2, 1, 40 if n is None else 10**4)


def _seen(level: Any, n: Any = None) -> Any:
    """How many standard errors off is seen with power POWER by a two-sided test."""
    return _quantile(level, n) + _quantile(2 * _MISSED)


@cache
def _seen_of_variance(n: Any, level: Any) -> Any:
    low = _where(lambda x: chi_squared_below(n, x), _MISSED, n / 10**3, n)
    high = _where(lambda x: chi_squared_above(n, x), mp.mpf(level) / 2, n, 20 * n + 400)
    return high / low - 1


def _against(test: Record, estimate: Any, error: Any, predicted: Any, n: Any = None) -> Compared:
    """A two-sided test of whether the estimate is farther from the prediction than is allowed."""
    bias, distance = mp.mpf(test.get("bias", 0)), abs(estimate - predicted)
    p_value = 2 * tail((distance - bias) / error, n) if distance > bias else mp.mpf(1)
    return Compared(p_value, estimate, error, predicted, bias + error * _seen(test["level"], n))


def _skewed(test: Record, n: Any, sums: Sequence[Any], predicted: Any) -> Compared:
    """A mean; twice what skewness moves Student's quantile is allowed for, beside the bias."""
    (mean, second, third), step = (x / n for x in sums), mp.mpf(test["step"])
    variance, cube = second - mean**2, third - 3 * mean * second + 2 * mean**3
    if variance <= step**2 / n:  # as if one draw had moved by it
        variance, cube = step**2 / n, step**3 / n
    error, z = max(mp.sqrt(variance / (n - 1)), _LEAST_ERROR), _quantile(test["level"], n - 1)
    moved = abs(cube) / variance * (2 * z**2 + 1) / 3 / mp.sqrt(n * (n - 1)) if variance else 0
    allowed = {**test, "bias": test["bias"] + moved}
    return _against(allowed, mean, error, predicted, n - 1)._replace(allowance=moved)


def _variance(test: Record, n: Any, squares: Any, predicted: Any) -> Compared:
    p_value = mp.mpf(squares == 0)
    if predicted > 0:
        x = squares / predicted
        beyond = chi_squared_below(n, x) if x < n else chi_squared_above(n, x)
        p_value = 2 * min(beyond, 1 - beyond)
    seen, estimate = _seen_of_variance(n, test["level"]), squares / n
    return Compared(p_value, estimate, estimate * mp.sqrt(2 / n), predicted, seen)


def _residual(test: Record, n: Any, triangle: Sequence[Any], predicted: Any) -> Compared:
    """A variance of what regressors leave, from the upper triangle of their Gram matrix."""
    size = next(k for k in range(1, 99) if k * (k + 1) // 2 == len(triangle))
    gram, entries = mp.matrix(size, size), iter(triangle)
    for i, j in combinations_with_replacement(range(size), 2):
        gram[i, j] = gram[j, i] = next(entries)
    left = mp.det(gram) / mp.det(gram[1:, 1:])
    found = _variance(test, n - (size - 1), left, predicted)
    nothing = mp.mpf(left <= mp.mpf(10) ** -9 * gram[0, 0])
    return found._replace(p_value=nothing) if predicted == 0 else found


def _tail(test: Record, n: int, seen: int, predicted: Any) -> Compared:
    """Occurrences against a bound of their probability, by the binomial law."""
    bound, share = min(predicted, mp.mpf(1)), mp.mpf(seen) / n

    def at_least(k: int) -> Any:
        return mp.mpf(1) if k == 0 or bound == 1 else beta_below(mp.mpf(k), n - k + 1, bound)

    # the least count that speaks against the bound, and the probability of which that is seen
    least = 1 + bisect_left(range(1, n), True, key=lambda k: at_least(k) < test["level"])
    missed = lambda x: beta_below(n - least + 1, mp.mpf(least), 1 - x)  # noqa: E731
    resolution = _where(missed, _MISSED, mp.mpf(least) / (n + 1), 1 - mp.mpf(10) ** -9)
    error = mp.sqrt(max(share, mp.mpf(1) / n) / n)
    return Compared(at_least(seen), share, error, predicted, resolution)


def compared(test: Record, sums: Sequence[Any], predicted: Any) -> Compared:
    """What the law of a test makes of the sums; docs/certificates.md has the formulas."""
    n, *rest = sums
    match test["law"], rest:
        case "VarianceTest", [squares]:
            return _variance(test, n, squares, predicted)
        case "ResidualVarianceTest", triangle:
            return _residual(test, n, triangle, predicted)
        case "SkewedMeanTest", [_, _, _]:
            return _skewed(test, n, rest, predicted)
        case "TailTest", [seen]:
            return _tail(test, int(n), int(seen), predicted)
        case "CorrelationTest", [xx, yy, xy]:
            estimate, inside = xy / mp.sqrt(xx * yy), abs(predicted) < 1
            transforms = [mp.atanh(x) for x in (estimate, predicted if inside else 0)]
            found = _against(test, transforms[0], 1 / mp.sqrt(n - 3), transforms[1])
            p_value = found.p_value if inside else mp.mpf(abs(estimate) >= 1)
            return Compared(p_value, estimate, found.error, predicted, mp.tanh(found.resolution))
        case "FractionsTest", _ if len(rest) == 2 * len(predicted):
            bins, each = len(predicted), {**test, "level": test["level"] / len(predicted)}
            columns = zip(rest, rest[bins:], predicted, strict=False)
            rows = [compared({**each, "law": "MeanTest"}, (n, x, xx), p) for x, xx, p in columns]
            worst = min(rows, key=lambda row: (row.p_value, -abs(row.estimate - row.predicted)))
            seen = max(row.resolution for row in rows)
            return worst._replace(p_value=min(mp.mpf(1), bins * worst.p_value), resolution=seen)
    first, second = rest  # of a mean
    mean = first / n
    error = max(mp.sqrt(max(second / n - mean**2, mp.mpf(0)) / (n - 1)), _LEAST_ERROR)
    match test["law"]:
        case "MeanTest":
            return _against(test, mean, error, predicted, n - 1)
        case "GrowthTest":
            rate = test["reference"] + mp.log(mean) / test["size"]
            return _against(test, rate, error / mean / test["size"], predicted)
    value, uncertain = predicted  # EstimatedMeanTest, NotBelowTest
    found = _against(test, mean, mp.hypot(error, uncertain), value)
    resolution = found.resolution / (abs(value) or abs(mean) or 1)
    below = found.p_value / 2 if mean < value else mp.mpf(1)
    p_value = below if test["law"] == "NotBelowTest" else found.p_value
    return Compared(p_value, mean, error, value, resolution)

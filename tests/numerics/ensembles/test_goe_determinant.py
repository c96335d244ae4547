"""E|det(bM - x)| exactly, against direct integrals, limits and other digits."""

import math

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from tests.numerics.goe_determinant import log_expected_determinant_goe as exact


@given(st.floats(-8, 8))
def test_size_one_is_a_folded_normal(x):
    """E|g - x| = sqrt(2/pi) exp(-x^2/2) + x erf(x/sqrt(2))."""
    wanted = math.sqrt(2 / math.pi) * math.exp(-(x**2) / 2) + x * math.erf(x / math.sqrt(2))
    assert float(exact(x, N=1)) == pytest.approx(math.log(wanted), rel=1e-11, abs=1e-13)


def over_the_trace(x):
    """E|det(M - x)| for size 2, with eigenvalues a +- r.

    (M11 + M22)/2 = a ~ N(0, 1/4), r^2 = ((M11 - M22)/2)^2 + M12^2 with both parts
    N(0, 1/4), so r^2 = e/2, e exponential; det = (a - x)^2 - e/2, and
    E|c - e/2| = c - 1/2 + exp(-2 c) for c >= 0.
    """

    def weighted(a):
        c = (a - x) ** 2
        density = mpmath.sqrt(2 / mpmath.pi) * mpmath.exp(-2 * a**2)
        return density * (c - mpmath.mpf(1) / 2 + mpmath.exp(-2 * c))

    return mpmath.quad(weighted, [-8, -2, -1, 0, 1, 2, 8])


@pytest.mark.parametrize("x", [0, "0.3", 1, "-1.7", 6])
def test_size_two_from_the_entries(x):
    with mpmath.workdps(30):
        x = mpmath.mpf(x)
        wanted = mpmath.log(over_the_trace(x)) / 2
        assert abs(exact(x, N=2) - wanted) < 1e-24
        assert abs(exact(x, N=2) + mpmath.log(2) / 2 - wanted) > 0.1  # a factor 2 is seen


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.floats(-5, 5), st.floats(1e-4, 1e4))
def test_symmetry_scaling_and_digits(N, x, scale):
    with mpmath.workdps(60):
        value = exact(x, N=N, dps=50)
        assert abs(value - exact(-x, N=N, dps=50)) < 1e-45 * (1 + abs(value))
        scaled = exact(x * mpmath.mpf(scale), N=N, b=scale, dps=50)
        assert abs(scaled - value - mpmath.log(mpmath.mpf(scale))) < 1e-40 * (1 + abs(scaled))
        assert abs(value - exact(x, N=N, dps=20)) < 1e-18 * (1 + abs(value))


@pytest.mark.parametrize("x", [0.0, 0.5, 1.2, 2.0, 10.0])
def test_large_sizes_tend_to_the_semicircle_law(x):
    """Log-potential of the semicircle of radius R = sqrt(2): x^2/R^2 - 1/2 - log 2 + log R inside,
    and outside less the rate function; the error is at most (log N + 4)/N."""
    radius = math.sqrt(2)
    limit = x**2 / radius**2 - 0.5 + math.log(radius / 2)
    if x > radius:
        root = math.sqrt(x**2 - radius**2)
        limit -= x * root / radius**2 - math.log((x + root) / radius)
    for N in (50, 51, 1000):
        assert abs(float(exact(x, N=N)) - limit) < (math.log(N) + 4) / N


def test_far_outside_the_matrix_does_not_matter():
    """E|det(M - x)| ~ x^N (1 + second-order terms of relative size N/(2 x^2))."""
    assert float(exact(1e6, N=7)) == pytest.approx(math.log(1e6), rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": 0, "N": 0}, "N = 0"),
        ({"x": math.inf, "N": 2}, "x contains inf"),
        ({"x": 0, "N": 2, "b": 0}, "b = 0"),
        ({"x": 0, "N": 2, "dps": 0}, "dps = 0"),
    ],
)
def test_bad_input_is_refused(arguments, message):
    with pytest.raises(DomainError, match=message):
        exact(arguments.pop("x"), **arguments)

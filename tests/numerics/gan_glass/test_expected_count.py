"""The expected count against Rice's formula, counts known exactly, and naive sampling.

Statistical tests compare at 6.2 standard errors (two-sided level below 1e-9, by the central limit
theorem with at least 2e4 draws of bounded kurtosis); the seeds are fixed.
"""

import math

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import p
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.count_law import (
    derived_law,
)
from glassproof.numerics.gan_glass.expected_count import (
    expected_count,
    log_expected_count,
)
from glassproof.numerics.work.streams import stream
from tests.numerics.gan_glass.count_sampling import SIGMAS, agrees, law, naive


def rice_on_a_circle(covariance, angle):
    """Expected critical points of a stationary process on the circle: 2 sqrt(C''''/(-C''))."""
    second, fourth = (sp.diff(covariance, angle, k).subs(angle, 0) for k in (2, 4))
    return 2 * math.sqrt(fourth / -second)


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 12), st.integers(1, 12), st.floats(-6, 3), st.integers(0, 2**32))
def test_one_circle_is_rices_formula(p_value, q_value, log_sigma, seed):
    """N = 3: a process on one circle, twice, since the other sphere is two points."""
    sigma, angle = 10**log_sigma, sp.Symbol("angle")
    loss_G = (1 + sp.cos(angle)) ** (p_value + q_value)
    loss_D = sp.cos(angle) ** p_value + sp.Rational(sigma) ** 2 * loss_G
    options = {"p": p_value, "q": q_value, "sigma_z": sigma, "draws": 20_000, "seed": seed}
    assert agrees(expected_count(n_D=1, n_G=2, **options), 2 * rice_on_a_circle(loss_G, angle))
    assert agrees(expected_count(n_D=2, n_G=1, **options), 2 * rice_on_a_circle(loss_D, angle))


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_quadratic_glass_has_2n_critical_points(n):
    """p = 2 and sigma_z -> 0, w_G two points: a symmetric matrix has 2n unit eigenvectors."""
    result = expected_count(n_D=n, n_G=1, p=2, q=1, sigma_z=1e-7, draws=40_000, seed=n)
    assert agrees(result, 4 * n)


def test_two_points_on_each_side_are_four_critical_points():
    mean, error = expected_count(n_D=1, n_G=1, p=4, q=2, sigma_z=3, draws=10, seed=1)
    assert mean == pytest.approx(4, rel=1e-14)
    assert error == 0


CASES = [
    {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1.0, "u_D": math.inf, "u_G": math.inf},
    {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 0.4, "u_D": 0.3, "u_G": -0.2},
    {"n_D": 3, "n_G": 2, "p": 2, "q": 2, "sigma_z": 0.2, "u_D": -0.4, "u_G": math.inf},
    {"n_D": 2, "n_G": 4, "p": 3, "q": 1, "sigma_z": 0.7, "u_D": math.inf, "u_G": -1.0},
]


@pytest.mark.parametrize("case", CASES)
def test_naive_sampling_agrees(case):
    mean, error = expected_count(**case, draws=60_000, seed=2)
    other, other_error = naive(**case, draws=150_000, rng=stream(3))
    assert abs(mean - other) < SIGMAS * math.hypot(error, other_error)


FLAWS = {
    "v_D twice as large": {"v_D": 2 * derived_law().v_D},
    "v_G with 2^m for 2^(m-1)": {"v_G": 2 * derived_law().v_G},
    "b without its factor 1/2": {"b": 2 * derived_law().b},
    "kappa <-> 1 - kappa in b1": {"b1": sp.sqrt(p * (p - 1) * (1 - kappa)) * 3},
    "uncorrelated shifts": {
        "shifts": sp.ImmutableMatrix(
            4, 4, lambda i, j: 0 if {i, j} == {0, 1} else derived_law().shifts[i, j]
        )
    },
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_the_comparison_has_power(flaw):
    """Each flaw moves the count by more than ten standard errors at these sizes."""
    case = {**CASES[2], "u_D": math.inf}
    mean, error = expected_count(**case, draws=60_000, seed=2, law=law(**FLAWS[flaw]))
    other, other_error = naive(**case, draws=150_000, rng=stream(3))
    assert abs(mean - other) > 10 * math.hypot(error, other_error)


def test_a_mean_that_few_draws_carry_is_refused():
    """In the bulk of a large glass log|det S| has variance log N + O(1)."""
    options = {"n_D": 100, "n_G": 100, "p": 3, "q": 3, "sigma_z": 1, "draws": 120, "seed": 1}
    with pytest.raises(DomainError, match=r"count for \d\.\d.*give more draws, some [1-9]"):
        log_expected_count(**options)


def test_a_bound_far_below_the_typical_losses_gives_a_number():
    """A handful of draws carried it before the tilt."""
    options = {"n_D": 25, "n_G": 25, "p": 3, "q": 3, "sigma_z": 1, "draws": 2000, "seed": 1}
    mean, error = expected_count(**options, u_D=-4.0)
    other, other_error = expected_count(**{**options, "seed": 2}, u_D=-4.0)
    assert 0 < error < mean / 5
    assert abs(mean - other) < SIGMAS * math.hypot(error, other_error)


def law_in_numbers(p_value, q_value, sigma):
    """(variance of S less its shift, covariance of L_G, L_D and the two shifts), by hand."""
    degree = p_value + q_value
    rows = sp.Matrix(
        [
            [0, 2 ** sp.Rational(degree, 2) * sigma, 0],
            [1, -(2 ** sp.Rational(degree, 2)) * sigma, 0],
            [
                p_value,
                -degree * 2 ** sp.Rational(degree, 2) * sigma / 2,
                -sigma * sp.sqrt(degree * 2**degree) / 2,
            ],
            [
                0,
                -degree * 2 ** sp.Rational(degree, 2) * sigma / 2,
                sigma * sp.sqrt(degree * 2**degree) / 2,
            ],
        ]
    )
    return [[float(entry) for entry in row] for row in (rows * rows.T).tolist()]


@pytest.mark.parametrize("bound", [2.0, 0.0, -1.0, -4.0, -20.0])
@pytest.mark.parametrize("sizes", [(1, 2), (2, 1)])
@pytest.mark.parametrize("player", ["D", "G"])
def test_a_bound_on_one_circle_is_an_integral(sizes, player, bound):
    """N = 3, bounds down to a thousand standard deviations: given the loss, S is a Gaussian."""
    p_value, q_value, sigma, degree = 3, 2, 0.7, 5
    covariance = law_in_numbers(p_value, q_value, sp.Rational(7, 10))
    curvature = sigma**2 * degree * (degree - 1) * 2 ** (degree - 2)
    density = 1 / mpmath.sqrt(2 * mpmath.pi * sigma**2 * degree * 2 ** (degree - 1))
    shift = 3
    if sizes == (2, 1):
        curvature += p_value * (p_value - 1)
        density = 1 / mpmath.sqrt(2 * mpmath.pi * (p_value + sigma**2 * degree * 2 ** (degree - 1)))
        shift = 2
    loss = {"G": 0, "D": 1}[player]
    variance = covariance[loss][loss]
    slope = covariance[shift][loss] / variance
    rest = mpmath.sqrt(2 * curvature + covariance[shift][shift] - slope**2 * variance)
    edge = math.sqrt(3) * bound

    def integrand(depth):
        at = edge - depth
        mean = slope * at
        folded = rest * mpmath.sqrt(2 / mpmath.pi) * mpmath.exp(-(mean**2) / (2 * rest**2))
        folded += mean * mpmath.erf(mean / (rest * mpmath.sqrt(2)))
        return mpmath.npdf(at, 0, mpmath.sqrt(variance)) * folded

    unit = variance / (abs(edge) + math.sqrt(variance))
    exact = 4 * mpmath.pi * density * mpmath.quad(integrand, [unit * k for k in (0, 2, 8, 20, 60)])
    found = log_expected_count(
        n_D=sizes[0], n_G=sizes[1], p=p_value, q=q_value, sigma_z=sigma, draws=20_000, seed=4,
        **{f"u_{player}": bound},
    )  # fmt: skip
    assert abs(found.deviations(float(mpmath.log(exact)))) < SIGMAS
    assert found.standard_error < 0.02


@pytest.mark.parametrize("bounds", [(-3.0, -2.0), (-8.0, 1.0), (1.0, -8.0), (-30.0, -30.0)])
def test_two_points_on_each_side_meet_both_bounds_with_a_normal_probability(bounds):
    """N = 2: four critical points, and a probability of two correlated losses."""
    sigma, degree = 0.5, 3
    deviation, root = sigma * 2 ** (degree / 2), math.sqrt(2)
    u_D, u_G = bounds

    def integrand(depth):
        loss_G = root * u_G - depth
        return mpmath.npdf(loss_G, 0, deviation) * mpmath.ncdf(root * u_D + loss_G)

    unit = 1 / (abs(root * u_G) / deviation**2 + abs(root * (u_D + u_G)) + 1)
    with mpmath.workdps(30):
        ends = [unit * k for k in (0, 1, 4, 16, 64, 256)]
        exact = mpmath.log(4 * mpmath.quad(integrand, ends))
    found = log_expected_count(
        n_D=1, n_G=1, p=2, q=1, sigma_z=sigma, u_D=u_D, u_G=u_G, draws=20_000, seed=4
    )
    assert abs(found.deviations(float(exact))) < SIGMAS
    assert found.standard_error < 0.03

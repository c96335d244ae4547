"""The expected count against Rice's formula, counts known exactly, and naive sampling.

Statistical tests compare at 6.2 standard errors (two-sided level below 1e-9, by the central limit
theorem with at least 2e4 draws of bounded kurtosis); the seeds are fixed.
"""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass.expected_count import (
    CountLaw,
    derived_law,
    expected_count,
    law_of_independent_shifts,
)
from glassproof.numerics.work.streams import stream

SIGMAS = 6.2
m = p + q


def law(**changes):
    base = derived_law()
    return CountLaw(**{**vars(base), **changes})


def agrees(result, value):
    mean, error = result
    return abs(mean - value) <= SIGMAS * error + 1e-9 * abs(value)


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


def naive(*, n_D, n_G, p, q, sigma_z, u_D, u_G, draws, rng):
    """The formula of Kac and Rice with indicators, entry by entry, from ell_D, R_D and R_G."""
    N, degree = n_D + n_G, p + q
    ell_D = rng.standard_normal(draws)
    ell_G = 2 ** (degree / 2) * rng.standard_normal(draws)
    odd = math.sqrt(degree * 2**degree) * rng.standard_normal(draws)
    R_D, R_G = (degree * ell_G + odd) / 2, (degree * ell_G - odd) / 2
    S = np.zeros((draws, N - 2, N - 2))
    curvature = degree * (degree - 1) * 2 ** (degree - 2)
    for i in range(N - 2):
        for j in range(i + 1):
            extra = p * (p - 1) if i < n_D - 1 else 0
            variance = (sigma_z**2 * curvature + extra) * (2 if i == j else 1)
            S[:, i, j] = S[:, j, i] = math.sqrt(variance) * rng.standard_normal(draws)
        S[:, i, i] += p * ell_D - sigma_z * R_D if i < n_D - 1 else -sigma_z * R_G
    inside = ell_D - sigma_z * ell_G <= math.sqrt(N) * u_D
    inside &= sigma_z * ell_G <= math.sqrt(N) * u_G
    v_G = sigma_z**2 * degree * 2 ** (degree - 1)
    density = (2 * math.pi * (p + v_G)) ** (-(n_D - 1) / 2) * (2 * math.pi * v_G) ** (
        -(n_G - 1) / 2
    )
    areas = math.prod(2 * math.pi ** (n / 2) / math.gamma(n / 2) for n in (n_D, n_G))
    values = areas * density * np.abs(np.linalg.det(S)) * inside
    return values.mean(), values.std() / math.sqrt(draws)


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
    """Deep below the typical losses; without the bound there is a mean."""
    options = {"n_D": 25, "n_G": 25, "p": 3, "q": 3, "sigma_z": 1, "draws": 400, "seed": 1}
    with pytest.raises(DomainError, match=r"count for 1\.\d.*give more draws"):
        expected_count(**options, u_D=-4.0)
    mean, error = expected_count(**options)
    assert 0 < error < mean


def known_count(**options):
    """The expected count, where enough draws carry it."""
    try:
        return expected_count(**options)
    except DomainError as refusal:
        if "carry the mean" not in str(refusal):
            raise
        reject()


@settings(max_examples=10, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(2, 12),
    st.integers(1, 12),
    st.floats(-6, 3),
    st.floats(-3, 3),
)
def test_bounds_cut_the_count(n_D, n_G, p_value, q_value, log_sigma, u):
    """Monotone in the bounds; half the critical points lie below zero, by symmetry (both losses
    change sign together, draw by draw up to the sampling of the bound)."""
    options = {"n_D": n_D, "n_G": n_G, "p": p_value, "q": q_value, "sigma_z": 10**log_sigma}
    options |= {"draws": 4000, "seed": 5}
    total, total_error = known_count(**options)
    cut, _ = known_count(**options, u_G=u)
    tighter, _ = known_count(**options, u_G=u, u_D=u)
    half, half_error = known_count(**options, u_G=0.0)
    slack = 1 + 1e-9
    assert 0 <= tighter <= (cut + SIGMAS * total_error) * slack
    assert cut <= (total + 2 * SIGMAS * total_error) * slack
    assert abs(half - total / 2) <= SIGMAS * math.hypot(half_error, total_error / 2) + 1e-9 * total


def test_impossible_bounds_give_zero():
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 10, "seed": 1}
    assert expected_count(**options, u_D=-math.inf) == (0.0, 0.0)
    assert expected_count(**options, u_G=-math.inf) == (0.0, 0.0)


def test_published_constants_differ_from_the_derived_ones():
    """Constants read in PAPER.md, section 3; the counts differ by tens of standard errors."""
    variance_G = sigma_z**2 * m * 2**m
    published = law_of_independent_shifts(
        v_D=p + variance_G,
        v_G=variance_G,
        b=sigma_z * sp.sqrt(m * (m - 1) * 2**m),
        b1=sp.sqrt(p * (p - 1) * kappa),
        s2=sigma_z**2 * m**2 * 2 ** (3 * m) / 2,
        s12=p**2 / sp.Integer(2),
        bound_P=m * 2**m,
        bound_Q=p,
        bound_R=p / (m * 2**m),
    )
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 20_000, "seed": 1}
    derived, error = expected_count(**options)
    mean, other_error = expected_count(**options, law=published)
    assert mean > derived + 30 * math.hypot(error, other_error)


def test_a_huge_count_is_refused_by_name():
    with pytest.raises(DomainError, match=r"about exp\(.*give smaller n_D = 300"):
        expected_count(n_D=300, n_G=300, p=12, q=12, sigma_z=1, draws=2, seed=1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_D": 0}, "n_D = 0"),
        ({"n_G": 2.0}, "n_G = 2.0 is not an integer"),
        ({"p": 1}, "p = 1"),
        ({"q": 0}, "q = 0"),
        ({"sigma_z": 0}, "sigma_z = 0"),
        ({"u_D": float("nan")}, "u_D contains nan"),
        ({"draws": 1}, "draws = 1"),
    ],
)
def test_bad_input_is_refused(change, message):
    options = {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1, "draws": 10, "seed": 1, **change}
    with pytest.raises(DomainError, match=message):
        expected_count(**options)

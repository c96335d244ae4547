"""The expected count against Rice's formula, counts known exactly, and naive sampling.

Statistical tests compare at 6.2 standard errors (two-sided level below 1e-9, by the central limit
theorem with at least 2e4 draws of bounded kurtosis); the seeds are fixed.
"""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gan_glass import count_proposal
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.count_law import (
    CountLaw,
    derived_law,
    law_of_independent_shifts,
)
from glassproof.numerics.gan_glass.expected_count import (
    _problem,
    expected_count,
    log_expected_count,
)
from glassproof.numerics.gan_glass.nature.critical_points import count_critical_points
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


TILTED = [
    {"n_D": 2, "n_G": 2, "p": 3, "q": 3, "sigma_z": 1.0, "u_D": -6.0, "u_G": math.inf},
    {"n_D": 4, "n_G": 3, "p": 2, "q": 1, "sigma_z": 0.3, "u_D": -0.3, "u_G": -0.2},
    {"n_D": 3, "n_G": 5, "p": 2, "q": 2, "sigma_z": 1.0, "u_D": 4.0, "u_G": -3.0},
    {"n_D": 8, "n_G": 2, "p": 4, "q": 1, "sigma_z": 0.1, "u_D": -1.2, "u_G": 0.3},
]


@pytest.mark.parametrize("case", TILTED)
def test_the_tilt_changes_no_mean(case, monkeypatch):
    """The same draws without a tilt, and the sampling by hand above."""
    mean, error = expected_count(**case, draws=40_000, seed=2)
    assert error < mean / 20
    other, other_error = naive(**case, draws=400_000, rng=stream(3))
    assert abs(mean - other) < SIGMAS * math.hypot(error, other_error)
    monkeypatch.setattr(count_proposal, "_maximiser", lambda *_: None)
    plain, plain_error = expected_count(**case, draws=40_000, seed=2)
    assert error < 1.5 * plain_error
    assert abs(mean - plain) < SIGMAS * math.hypot(error, plain_error)


def test_enumeration_under_a_rare_bound_agrees():
    """Two circles: few critical points lie below the bound on L_D."""
    glass = {"n_D": 2, "n_G": 2, "p": 2, "q": 1, "sigma_z": 0.5, "u_D": -0.7, "u_G": 0.0}
    counted, spread = count_critical_points(**glass, draws=1000, seed=6)
    mean, error = expected_count(**glass, draws=40_000, seed=2)
    assert 0 < counted < 1
    assert abs(mean - counted) < SIGMAS * math.hypot(error, spread)


@pytest.mark.parametrize(
    "bounds",
    [{"u_D": -8.0}, {"u_G": -18.0}, {"u_D": -20.0, "u_G": -5.0}, {"u_D": 1.0, "u_G": -9.0}],
)
def test_the_exponent_is_theta(bounds):
    """log E grows as N Theta - a log N: from N to 2N by N Theta to within |a| log 2, |a| <= 2."""
    glass = {"p": 3, "q": 3, "sigma_z": 1.0}
    small, large = (
        log_expected_count(n_D=n, n_G=n, **glass, **bounds, draws=2000, seed=7) for n in (20, 40)
    )
    rate = (large.value - small.value) / 40
    expected = theta(bounds.get("u_D", math.inf), bounds.get("u_G", math.inf), kappa=0.5, **glass)
    error = math.hypot(small.standard_error, large.standard_error)
    assert abs(rate - expected) < (2 * math.log(2) + SIGMAS * error) / 40


@pytest.mark.parametrize("bounds", [(math.inf, math.inf), (-4.0, math.inf), (1.0, -9.0), (-20, -5)])
def test_the_tilt_goes_to_the_maximiser(bounds):
    """Against the maximiser found by nested bracketing, as the glass grows."""
    n = 4000
    problem = _problem(derived_law(), n, n, 3, 3, 1.0, bounds)
    share = (n - 1) / (2 * n - 2)
    glass = count_proposal.Landscape(
        np.array(problem.triangle), 2 * n - 2, share, problem.scale,
        problem.corner_scale * math.sqrt(share),
    )  # fmt: skip
    limits = math.sqrt(2 * n) * np.array(bounds[::-1])
    y, _ = count_proposal._maximiser(glass, limits)
    exact = maximiser(*bounds, p=3, q=3, sigma_z=1.0, kappa=0.5)
    loss_G, loss_D, x, x1 = glass.triangle @ y
    assert np.allclose([x, x1], [exact.x, exact.x1], rtol=1e-2, atol=1e-2)
    assert np.allclose([loss_D, loss_G], [exact.alpha - exact.G, exact.G], rtol=1e-2, atol=1e-2)
    step = 1e-5
    for index in range(4):
        e = step * np.eye(4)[index]
        numeric = (glass.value(y + e) - glass.value(y - e)) / (2 * step)
        assert glass.slope(y)[index] == pytest.approx(numeric, abs=1e-5)


def test_the_mixture_is_a_density():
    """The weights of g itself average to the probability of the bounds."""
    problem = _problem(derived_law(), 5, 3, 3, 2, 0.6, (-0.4, -0.3))
    g, logs = problem.proposal.draw(200_000, np.random.default_rng(5))
    T = np.array(problem.triangle)
    root = math.sqrt(8)
    assert (T[0] @ g <= -0.3 * root + 1e-9).all()
    assert (T[1] @ g <= -0.4 * root + 1e-9).all()
    plain = T @ np.random.default_rng(6).standard_normal((4, 2_000_000))
    share = np.mean((plain[0] <= -0.3 * root) & (plain[1] <= -0.4 * root))
    weights = np.exp(logs)
    error = math.hypot(weights.std() / math.sqrt(weights.size), math.sqrt(share / 2_000_000))
    assert abs(weights.mean() - share) < SIGMAS * error


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


@pytest.mark.parametrize("sigma", [1e-30, 1e15, 1e26, 1e60])
@pytest.mark.parametrize("bounds", [{}, {"u_D": 0.0}, {"u_D": -1e200}, {"u_G": 1e200}])
def test_extreme_generators_give_numbers(sigma, bounds):
    """The losses then differ by 1e-60 of either; no number is lost, none is NaN."""
    options = {"n_D": 3, "n_G": 2, "p": 3, "q": 10, "sigma_z": sigma, "draws": 4000, "seed": 1}
    mean, error = expected_count(**options, **bounds)
    assert 0 <= error < math.inf
    assert mean >= 0
    if "u_D" in bounds and bounds["u_D"] < -1:
        assert mean == 0


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


def test_a_count_beyond_the_doubles_is_refused_by_name():
    glass = {"n_D": 250, "n_G": 250, "p": 12, "q": 12, "sigma_z": 1}
    with pytest.raises(DomainError, match=r"about exp\(.*no double holds.*smaller n_D = 250"):
        expected_count(**glass, draws=2, seed=1)


def test_a_count_below_the_doubles_is_zero_and_has_a_logarithm():
    glass = {"n_D": 3, "n_G": 3, "p": 3, "q": 2, "sigma_z": 1, "draws": 1000, "seed": 1}
    assert expected_count(**glass, u_G=-200.0) == (0.0, 0.0)
    found = log_expected_count(**glass, u_G=-200.0)
    assert found.value < -3000
    assert found.standard_error < 0.1


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

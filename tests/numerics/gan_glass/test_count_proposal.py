"""The tilt of the draws: it changes no mean, goes to the maximiser, and is a density."""

import math

import numpy as np
import pytest

from glassproof.numerics.gan_glass import count_proposal
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.count_law import (
    derived_law,
)
from glassproof.numerics.gan_glass.expected_count import (
    _problem,
    expected_count,
    log_expected_count,
)
from glassproof.numerics.gan_glass.nature.critical_points import count_critical_points
from glassproof.numerics.work.streams import stream
from tests.numerics.gan_glass.count_sampling import SIGMAS, naive

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

"""Outlying eigenvalues of a GOE: against Mehta's exact density, whole matrices, and algebra."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.ensembles.extreme_eigenvalues import rate
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.outliers import log_outlier_prefactor, outlier_weights
from glassproof.numerics.ensembles.samplers import goe
from glassproof.numerics.work.streams import stream
from tests.numerics.goe_determinant import _one_point

SIGMAS = 6.2
"""Two-sided level below 1e-9 by the normal limit."""


def exact_log_count(n, ratio):
    """log E #{eigenvalues >= ratio E}, by Mehta's one-point function integrated to many digits."""
    with mpmath.workdps(30):
        s = mpmath.mpf(ratio) * mpmath.sqrt(2 * n)
        step = 1 / mpmath.sqrt(s**2 - 2 * n)
        ends = [s + step * k for k in (0, 1, 3, 8, 20, 60)]
        return mpmath.log(mpmath.quad(lambda y: _one_point(n, y), ends, maxdegree=4))


def cost(ratio):
    t = math.acosh(ratio)
    return math.sinh(t) * math.cosh(t) - t


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 40), st.floats(0.25, 3))
def test_the_enclosure_holds_the_exact_number(n, excess):
    found = log_outlier_prefactor(n, 1 + excess)
    exact = float(exact_log_count(n, 1 + excess) + n * cost(1 + excess))
    assert abs(exact - found.centre) <= found.radius + 1e-12


@pytest.mark.parametrize(("n", "ratio"), [(6, 1.1), (20, 1.05), (60, 1.03)])
def test_the_enclosure_holds_near_the_edge(n, ratio):
    found = log_outlier_prefactor(n, ratio)
    assert abs(float(exact_log_count(n, ratio)) + n * cost(ratio) - found.centre) <= found.radius


@pytest.mark.parametrize("ratio", [1.1, 1.25, 2.0, 5.0])
def test_the_enclosure_shrinks_as_one_over_n(ratio):
    scaled = [n * log_outlier_prefactor(n, ratio).radius for n in (200, 1000, 10_000)]
    assert scaled[2] < 6
    assert scaled[2] == pytest.approx(scaled[1], rel=0.02)
    assert scaled[1] == pytest.approx(scaled[0], rel=0.1)


def test_the_rate_is_the_derived_rate_function():
    for ratio in (1.05, 1.5, 4):
        assert float(rate(sp.Float(ratio, 30), sp.Integer(1))) == pytest.approx(cost(ratio))


@pytest.mark.parametrize(("n", "draws"), [(2, 20_000), (3, 20_000), (12, 20_000), (40, 4000)])
@pytest.mark.parametrize("ratio", [1.02, 1.25, 2.5])
def test_planted_eigenvalues_give_the_exact_number(n, draws, ratio):
    variance = 0.3
    level = ratio * 2 * math.sqrt(n * variance)
    logs = outlier_weights(n=n, variance=variance, level=level, draws=draws, rng=stream(1, n))
    exact = float(exact_log_count(n, ratio))
    weights = np.exp(logs - exact)
    error = weights.std() / math.sqrt(weights.size)
    assert abs(weights.mean() - 1) < SIGMAS * error
    assert error < 0.03


@pytest.mark.parametrize("n", [2, 4, 7])
def test_planted_eigenvalues_are_those_of_whole_matrices(n):
    """Just beyond the edge, where they are seen without importance sampling."""
    level = 1.03 * math.sqrt(2)
    counts = (np.linalg.eigvalsh(goe(n, 100_000, stream(2, n))) >= level).sum(1)
    logs = outlier_weights(n=n, variance=1 / (2 * n), level=level, draws=50_000, rng=stream(3, n))
    weights = np.exp(logs)
    error = math.hypot(counts.std() / math.sqrt(100_000), weights.std() / math.sqrt(50_000))
    assert abs(counts.mean() - weights.mean()) < SIGMAS * error
    assert counts.sum() > 100


def test_the_algebra_of_the_bounds():
    """(b) and (c): Riccati's residual, its integral, and that of g, in t."""
    t, d = sp.symbols("t d", positive=True)
    scale = sp.sqrt(2 * d)
    s, w = scale * sp.cosh(t), scale * sp.sinh(t)
    along = scale * sp.sinh(t)
    rho, g = s - w, -(s - w) / (2 * w**2)
    S = (5 + 4 * sp.sinh(t) ** 2 - 4 * sp.sinh(t) * sp.cosh(t)) / (8 * d * sp.sinh(t) ** 4)
    coth = sp.cosh(t) / sp.sinh(t)
    B = (coth - 1) ** 2 * (5 * coth + 4) / (24 * d)
    trial = rho + g
    residual = sp.diff(trial, t) / along - (2 * s * trial - 2 * d - trial**2)
    zero = [
        residual - S,
        sp.diff(g, t) / along + g**2 - S,
        sp.diff(B, t) + S / w * along,
        sp.diff(sp.log(1 - sp.exp(-2 * t)) / 2, t) + g * along,
        sp.diff(d * (sp.sinh(t) * sp.cosh(t) - t), t) - w * along,
    ]
    assert [sp.simplify(e.rewrite(sp.exp)) for e in zero] == [0] * 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": 1}, "n = 1 is out of its domain"),
        ({"variance": 0.0}, "variance = 0"),
        ({"level": 3.9}, "level = 3.9"),
        ({"level": math.nan}, "level contains nan"),
        ({"draws": -1}, "draws = -1"),
    ],
)
def test_bad_input_is_refused(change, message):
    good = {"n": 4, "variance": 1.0, "level": 5.0, "draws": 2}
    with pytest.raises(DomainError, match=message):
        outlier_weights(**{**good, **change}, rng=stream(1))


@pytest.mark.parametrize(("n", "ratio"), [(1, 2.0), (5, 1.0), (5, math.nan), (2, 1.01)])
def test_no_enclosure_where_none_is_proven(n, ratio):
    with pytest.raises(DomainError, match=r"n = 1|ratio|edge"):
        log_outlier_prefactor(n, ratio)

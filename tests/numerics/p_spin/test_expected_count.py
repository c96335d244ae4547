"""Exact expected numbers of critical points against waves that are counted and against limits."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.p_spin import model
from glassproof.derivations.p_spin.complexity import complexity_outside, total_complexity
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.p_spin.expected_count import p_spin_count

DRAWS, GRID = 20_000, 512
SIGMAS = 5.0  # a true count fails with probability below 1e-6


def counted(p: int, u: float, h: float = 0.0, sigma: float = 0.0) -> tuple[float, float]:
    """Critical points of sampled waves on the circle with energy below sqrt(2) u, and the error.

    The covariance cos(d)^3 is 3/4 cos d + 1/4 cos 3d.
    """
    assert p == 3
    rng, angle = np.random.default_rng(11), np.arange(GRID) * 2 * np.pi / GRID
    draws = (
        rng.standard_normal((4, DRAWS, 1))
        * np.sqrt([0.75 + sigma**2] * 2 + [0.25] * 2)[:, None, None]
    )
    waves = [np.cos(angle), np.sin(angle), np.cos(3 * angle), np.sin(3 * angle)]
    slopes = [-waves[1], waves[0], -3 * waves[3], 3 * waves[2]]
    energy = sum(a * w for a, w in zip(draws, waves, strict=True)) + h * np.sin(angle)
    slope = sum(a * w for a, w in zip(draws, slopes, strict=True)) + h * np.cos(angle)
    after = np.roll(slope, -1, 1)
    share = np.divide(slope, slope - after, where=slope != after, out=np.zeros_like(slope))
    here = energy * (1 - share) + np.roll(energy, -1, 1) * share
    found = ((slope * after < 0) & (here <= math.sqrt(2) * u)).sum(1)
    return float(found.mean()), float(found.std() / math.sqrt(DRAWS))


@pytest.mark.parametrize(
    ("u", "fields"),
    [
        (-0.5, {}),
        (math.inf, {"field": 1.0}),
        (-1.0, {"field": 2.0}),
        (math.inf, {"random_field": 0.5}),
        (-0.3, {"random_field": 1.0}),
    ],
)
def test_waves_on_the_circle_are_counted(u, fields):
    sampled, error = counted(3, u, h=fields.get("field", 0), sigma=fields.get("random_field", 0))
    exact = float(p_spin_count(2, 3, u, digits=8, **fields))
    assert abs(sampled - exact) < SIGMAS * error
    assert abs(sampled - 1.1 * exact) > SIGMAS * error  # a factor of 1.1 would be seen


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 8, 15])
def test_eigenvalues_are_counted_and_have_their_second_moment(n):
    assert one_point(n).mass_below(None, fmpq(0)).contains(n)
    with ctx.workprec(300):
        step = fmpq(1, 10**12)
        slope = (one_point(n).mass_below(None, step) - n) / -arb(step)
    assert abs(float(slope) - (n + n * (n - 1) / 2)) < 1e-6  # E tr X^2: variances 1 and 1/2


@pytest.mark.parametrize("n", [3, 6])
def test_masses_are_integrals_of_the_density(n):
    density = one_point(n)
    for end, c in ((0.3, 0.25), (-1.5, -0.25)):
        by_quadrature = mpmath.quad(
            lambda x, c=c: mpmath.exp(-c * x * x) * float(density.at(arb(float(x))).mid()),
            [-12, -4, end],
        )
        assert (
            abs(float(density.mass_below(arb(end), fmpq(Fraction(c).numerator, 4))) - by_quadrature)
            < 1e-8
        )


@given(st.integers(2, 40), st.integers(2, 9))
@settings(max_examples=20, deadline=None)
def test_a_quadratic_form_has_its_eigenvectors_and_an_odd_glass_is_symmetric(N, p):
    assert p_spin_count(N, 2, digits=12).contains(2 * N)
    half, whole = p_spin_count(N, p, 0.0, digits=12), p_spin_count(N, p, digits=12)
    assert (2 * half - whole).contains(0)


@given(st.integers(2, 12), st.floats(0.05, 3), st.floats(-2, 1))
@settings(max_examples=8, deadline=None)
def test_a_weak_field_is_no_field(N, h, u):
    free = float(p_spin_count(N, 3, u, digits=8))
    for name in ("field", "random_field"):
        weak = float(p_spin_count(N, 3, u, digits=6, **{name: h * 1e-9}))
        assert abs(weak - free) < 1e-6 * max(free, 1e-3)


def test_a_strong_random_field_leaves_two_points():
    """Beyond sigma^2 = p (p - 2) the complexity vanishes (f'' < f')."""
    values = [float(p_spin_count(100, 3, random_field=sigma, digits=8)) for sigma in (1.2, 2.5, 9)]
    assert values[0] > 100 > values[1] > values[2]
    assert abs(values[2] - 2) < 1e-2


def test_the_exponent_is_the_complexity():
    """log E Crt_N grows like N theta: the slope between N = 100 and N = 200, up to log N."""
    for u, rate, tolerance in (
        (math.inf, total_complexity().result.subs(model.p, 3), 0.01),
        (-1.8, complexity_outside().result.subs({model.p: 3, model.u: -1.8}), 0.01),
    ):
        low, high = (p_spin_count(N, 3, u, digits=8).log() for N in (100, 200))
        assert abs(float(high - low) / 100 - float(rate)) < tolerance


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"N": 1, "p": 3}, "N = 1"),
        ({"N": 201, "p": 3}, r"give N in \[2, 200\]"),
        ({"N": 5, "p": 1}, "p = 1"),
        ({"N": 5, "p": 3, "u": math.nan}, "u"),
        ({"N": 5, "p": 3, "u": -math.inf}, "u"),
        ({"N": 5, "p": 3, "field": -1.0}, "field = -1"),
        ({"N": 5, "p": 3, "field": 1.0, "random_field": 1.0}, "give one"),
        ({"N": 5, "p": 3, "digits": 0}, "digits"),
    ],
)
def test_bad_arguments_are_named(arguments, says):
    with pytest.raises(DomainError, match=says):
        p_spin_count(**arguments)

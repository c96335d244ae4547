"""Densities of single eigenvalues against their sum, against samples, and against each other."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from flint import arb, ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.ensembles.ordered_one_point import density_of_eigenvalue, moments


@given(st.integers(1, 9), st.floats(-6, 6))
@settings(max_examples=20, deadline=None)
def test_they_add_up_to_the_one_point_function(n, x):
    with ctx.workprec(400):
        total = sum((density_of_eigenvalue(n, k, arb(x)) for k in range(n)), arb(0))
        assert (total - one_point(n).at(arb(x))).contains(0)
        assert total.rad() < abs(total) * 1e-20


@given(st.integers(2, 9), st.floats(-4, 4), st.data())
@settings(max_examples=20, deadline=None)
def test_they_mirror_and_are_densities(n, x, data):
    k = data.draw(st.integers(0, n - 1))
    with ctx.workprec(400):
        here = density_of_eigenvalue(n, k, arb(x))
        assert here > 0
        assert here.overlaps(density_of_eigenvalue(n, n - 1 - k, -arb(x)))


@pytest.mark.parametrize(("n", "k"), [(4, 1), (5, 0), (6, 5)])
def test_sampled_eigenvalues_have_this_density(n, k):
    """Means of e^(-x^2) over sampled matrices: off-diagonal variance 1/2, diagonal 1."""
    draws, rng = 40_000, np.random.default_rng(8)
    G = rng.standard_normal((draws, n, n))
    values = np.exp(-(np.linalg.eigvalsh((G + G.transpose(0, 2, 1)) / 2)[:, k] ** 2))
    with ctx.workprec(300):
        mean = mpmath.quad(
            lambda x: mpmath.exp(-x * x) * float(density_of_eigenvalue(n, k, arb(float(x)))),
            mpmath.linspace(-6, 6, 5),
        )
    assert abs(values.mean() - mean) < 5 * values.std() / np.sqrt(draws)


def test_moments_are_integrals():
    with ctx.workprec(200):
        found = moments(arb(0.75), 3)
    e = lambda t: mpmath.exp(-((0.75 + t) ** 2) / 2)  # noqa: E731
    single = mpmath.quad(lambda t: t**3 * e(t), [0, 2, 12])
    double = mpmath.quad(lambda t: t * e(t) * mpmath.quad(lambda s: s**2 * e(s), [0, t]), [0, 2, 9])
    assert abs(float(found.single[3]) - single) < 1e-10
    assert abs(float(found.double[2][1]) - double) < 1e-8

"""Mean determinants with a perturbation, against integrals, polynomials, and each other."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.finite_rank import log_mean_determinant, modulus_ratio


def matchings(values: list[float]) -> float:
    """E det(M + D), expanded: pairs (i, j) contribute -1/2, all others their own entry."""
    if not values:
        return 1.0
    first, *rest = values
    pairs = sum(matchings(rest[:j] + rest[j + 1 :]) for j in range(len(rest)))
    return first * matchings(rest) - pairs / 2


@given(st.lists(st.floats(4.5, 30), min_size=1, max_size=8), st.sampled_from([-1, 1]))
@settings(max_examples=60, deadline=None)
def test_means_are_sums_over_matchings(values, sign):
    exact = matchings([sign * value for value in values])
    assert abs(math.exp(log_mean_determinant([sign * v for v in values])) / abs(exact) - 1) < 1e-9


@given(st.floats(-3, 3), st.floats(-4, 4))
@settings(max_examples=40, deadline=None)
def test_two_rows_are_an_integral(x, strength):
    """det of [[a + s - x, b], [b, d - x]] by quadrature over a and d, b^2 in closed form."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    product = (nodes[:, None] - x) * (nodes[None, :] - x)
    moved = (nodes[:, None] + strength - x) * (nodes[None, :] - x)

    def mean(c):  # E|c - b^2|, b normal of variance 1/2
        root = np.sqrt(np.maximum(c, 0))
        erf = np.vectorize(math.erf)(root)
        inside = 2 * (c * erf + root * np.exp(-(root**2)) / math.sqrt(math.pi) - erf / 2)
        return 0.5 - c + np.where(c > 0, inside, 0)

    both = weights[:, None] * weights[None, :]
    expected = (both * mean(moved)).sum() / (both * mean(product)).sum()
    assert abs(float(modulus_ratio(2, x, strength)) / expected - 1) < 2e-3


@pytest.mark.parametrize("n", [40, 80, 160])
def test_beyond_the_edge_the_modulus_does_not_matter(n):
    shift, strength = 2.2 * math.sqrt(n), 0.8 * math.sqrt(n)
    logs = [log_mean_determinant([shift + s, *[shift] * (n - 1)]) for s in (strength, 0.0)]
    without = math.exp(logs[0] - logs[1])
    assert abs(float(modulus_ratio(n, -shift, strength)) / without - 1) < 1e-10


@given(st.integers(2, 200), st.floats(-1.3, 1.3), st.floats(-3, 3))
@settings(max_examples=40, deadline=None)
def test_the_mean_is_convex_in_the_strength_and_even_under_both_signs(n, z, s):
    x, strength = z * math.sqrt(n), s * math.sqrt(n)
    here, there = modulus_ratio(n, x, strength), modulus_ratio(n, -x, -strength)
    assert abs(here / there - 1) < 1e-9
    around = [float(modulus_ratio(n, x, strength + step)) for step in (-0.5, 0.5)]
    assert sum(around) / 2 >= float(here) * (1 - 1e-12)


def test_arrays_keep_their_shape():
    x = np.array([[0.0, 1.0], [2.0, 3.0]])
    found = modulus_ratio(7, x, 1.0)
    assert found.shape == x.shape
    for i, j in itertools.product(range(2), repeat=2):
        assert found[i, j] == pytest.approx(float(modulus_ratio(7, x[i, j], 1.0)), rel=1e-12)


@pytest.mark.parametrize("values", [[], [1.0, 1.0], [3.0, -3.0], [math.inf, 9.0], [math.nan]])
def test_values_within_the_spectrum_are_refused(values):
    with pytest.raises(DomainError, match="values"):
        log_mean_determinant(values)


@pytest.mark.parametrize(
    ("n", "x", "strength"), [(1, 0, 0), (1001, 0, 0), (3, math.nan, 0), (3, 0, math.inf)]
)
def test_bad_arguments_are_named(n, x, strength):
    with pytest.raises(DomainError, match=r"n = |x|strength"):
        modulus_ratio(n, x, strength)

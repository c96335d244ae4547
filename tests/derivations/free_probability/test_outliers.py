"""Free cumulants against moments of known laws, and the outlier formulas against eigenvalues."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.free_probability import noisy_inverse, outliers
from glassproof.derivations.free_probability.cumulants import free_cumulants, moments
from glassproof.derivations.free_probability.noisy_inverse import c, lam
from glassproof.derivations.free_probability.outliers import k, s, theta
from glassproof.derivations.probability import finite_populations
from glassproof.derivations.proof.domain import DomainError

RATIONALS = st.fractions(min_value=-3, max_value=3, max_denominator=5)


def _set_partitions(elements):
    if not elements:
        yield []
        return
    first, *rest = elements
    for partition in _set_partitions(rest):
        for i, block in enumerate(partition):
            yield [*partition[:i], [first, *block], *partition[i + 1 :]]
        yield [[first], *partition]


def _crosses(one, other):
    return any(
        a < x < b < y or x < a < y < b
        for a, b in product(one, one)
        for x, y in product(other, other)
        if a < b and x < y
    )


@pytest.mark.parametrize("order", range(1, 8))
def test_moments_are_sums_over_non_crossing_partitions(order):
    cumulants = [Fraction(n * n - 5, n) for n in range(1, order + 1)]
    total, number = Fraction(0), 0
    for partition in _set_partitions(list(range(order))):
        if any(_crosses(a, b) for i, a in enumerate(partition) for b in partition[:i]):
            continue
        number += 1
        term = Fraction(1)
        for block in partition:
            term *= cumulants[len(block) - 1]
        total += term
    assert number == comb(2 * order, order) // (order + 1)  # Catalan's
    assert moments(cumulants)[-1] == total


@given(st.lists(RATIONALS, min_size=1, max_size=7))
def test_cumulants_and_moments_are_inverse(given_cumulants):
    assert free_cumulants(moments(given_cumulants)) == given_cumulants


def test_two_signs_have_the_arcsine_law_as_their_free_sum():
    signs = free_cumulants([0, 1, 0, 1, 0, 1, 0, 1])
    assert moments([2 * x for x in signs]) == [0, 2, 0, 6, 0, 20, 0, 70]  # C(2n, n)


@pytest.mark.parametrize("order", [1, 2, 3, 5, 8])
def test_the_expansion_is_the_r_transform(order):
    found = outliers.expansion(order).result
    expected = theta + sum(k(n) * s**n / theta ** (n - 1) for n in range(1, order + 1))
    assert sp.expand(found - expected) == 0


@pytest.mark.parametrize("order", [0, -1, 1.5, "4", True])
def test_an_order_that_is_none_is_refused(order):
    with pytest.raises(DomainError, match="order = "):
        outliers.expansion(order)


def test_noise_that_vanishes_leaves_the_spike():
    for formula in (outliers.position, outliers.position_with_bulk, outliers.position_in_covariance,
                    lambda: outliers.expansion(4)):  # fmt: skip
        assert formula().result.subs(s, 0) == theta
    assert outliers.condition().result.subs(s, 0) == 1
    assert outliers.overlap().result.subs(s, 0) == 1


def test_a_bulk_at_zero_is_no_bulk():
    at = {outliers.t_1: 0, outliers.t_2: 0}
    assert (
        sp.simplify(outliers.position_with_bulk().result.subs(at) - outliers.position().result) == 0
    )
    assert sp.simplify(outliers.condition().result.subs(at) - outliers.overlap().result) == 0


def test_at_the_threshold_the_outlier_is_the_edge_and_the_overlap_zero():
    assert outliers.position().result.subs(theta, s) == outliers.edge().result
    assert outliers.overlap().result.subs(theta, s) == 0


def test_a_covariance_of_many_columns_is_semicircular():
    r = outliers.r
    difference = outliers.position_in_covariance().result - outliers.position().result
    assert sp.limit(difference, r, 0) == 0


def test_bilinear_forms_of_one_matrix_have_the_derived_variance():
    size = 300
    rng = np.random.default_rng(3)
    G = rng.standard_normal((size, size))
    R = np.linalg.inv((G + G.T) / np.sqrt(2 * size) + 3 * np.eye(size))
    off = R[~np.eye(size, dtype=bool)]
    expected = float(noisy_inverse.rate().result.subs({s: 1, lam: 3, c: 0}))
    assert abs(size * np.mean(off**2) / expected - 1) < 0.15
    error = ((R - np.eye(size) * float(noisy_inverse.mean_trace().result.subs({s: 1, lam: 3})))
             ** 2).sum() / size  # fmt: skip
    assert abs(error / float(noisy_inverse.vector_error().result.subs({s: 1, lam: 3})) - 1) < 0.15


@given(st.integers(2, 6), st.data())
def test_batches_without_replacement_by_listing_them_all(n, data):
    from itertools import combinations

    b = data.draw(st.integers(1, n))
    values = data.draw(st.lists(RATIONALS, min_size=n, max_size=n).filter(lambda v: len({*v}) > 1))
    mean = sum(values) / n
    spread = sum((v - mean) ** 2 for v in values) / n
    batches = list(combinations(values, b))
    found = sum((sum(batch) / b - mean) ** 2 for batch in batches) / len(batches)
    at = {finite_populations.n: n, finite_populations.b: b}
    expected = finite_populations.without_replacement().result.subs(at)
    assert found / spread == Fraction(int(expected.p), int(expected.q))

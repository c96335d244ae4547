"""Bad input is named, with its value and the remedy; what comes back is never NaN."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.ridge import ridge_scores

GOOD: dict[str, Any] = {"p": 3, "counts": [2, 4], "covariances": [1.0, [1.0, 2.0, 0.5]]}
VERBS = [
    lambda **model: gp.gram_equivalent(1.0, **model),
    lambda **model: gp.gram_density(1.0, **model),
    lambda **model: ridge_scores(1.0, labels=[1, -1], **model),
]
verb = st.sampled_from(VERBS)
no_count = st.one_of(
    st.integers(max_value=0),
    st.floats(),
    st.booleans(),
    st.none(),
    st.text(max_size=3),
    st.complex_numbers(),
    st.fractions(),
)


def refused(call, message, **change):
    with pytest.raises(DomainError, match=message):
        call(**{**GOOD, **change})


@given(verb, no_count)
def test_p_is_a_positive_integer(call, value):
    refused(call, "^p = ", p=value)


@given(verb, no_count, st.integers(0, 1))
def test_counts_are_positive_integers(call, value, place):
    counts = [2, 4]
    counts[place] = value
    refused(call, rf"^counts\[{place}\] = ", counts=counts)


@given(verb, st.one_of(st.integers(), st.none(), st.text(max_size=2), st.floats()))
def test_counts_and_covariances_are_lists(call, value):
    refused(call, "^counts = |^counts is empty", counts=value)
    refused(call, "^covariances = |^covariances has", covariances=value)


@given(verb, st.lists(st.floats(0, 5), max_size=5).filter(lambda found: len(found) != 2))
def test_one_covariance_for_each_class(call, values):
    refused(
        call, rf"^covariances has {len(values)} entries and counts 2: give one", covariances=values
    )


@given(verb, st.lists(st.integers(1, 5), max_size=3), st.integers(0, 1))
def test_shapes_are_named(call, shape, place):
    if tuple(shape) not in ((), (3,), (3, 3)):
        covariances: list[Any] = [1.0, 1.0]
        covariances[place] = np.ones(shape)
        refused(call, rf"^covariances\[{place}\] has shape .* p being 3", covariances=covariances)
    if tuple(shape) != (2, 3):
        refused(call, r"^means has shape .* shape \(2, 3\), or None", means=np.ones(shape))


@given(verb, st.integers(0, 10**6), st.floats(1e-6, 1e6), st.floats(1e-3, 1e3))
def test_asymmetric_covariances(call, seed, gap, scale):
    rng = np.random.default_rng(seed)
    A = rng.standard_normal((3, 3))
    A = A @ A.T
    i, j = rng.permutation(3)[:2]
    A[i, j] += gap
    refused(
        call, r"^covariances\[1\] is not symmetric: entry \(\d, \d\) is", covariances=[1, scale * A]
    )


@given(verb, st.integers(0, 10**6), st.floats(1e-6, 1e3), st.floats(1e-20, 1e20))
def test_indefinite_covariances(call, seed, below, scale):
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    A = basis @ np.diag([1.0, 0.5, -below]) @ basis.T
    A = scale * (A + A.T) / 2
    refused(call, r"^covariances\[0\] is not positive semidefinite", covariances=[A, 1])
    refused(call, r"^covariances\[1\] contains -", covariances=[1, [1, -below, 1]])
    refused(call, r"^covariances\[1\] contains -", covariances=[1, -below])


@given(verb, st.sampled_from([math.nan, math.inf, -math.inf, 1e300, 1j, "x", None]))
def test_numbers_are_finite_and_real(call, value):
    refused(call, r"^covariances\[0\]", covariances=[value, 1])
    refused(call, r"^covariances\[1\]", covariances=[1, [1, value, 1]])
    refused(call, r"^covariances\[1\]", covariances=[1, [[1, 0, 0], [0, 1, 0], [0, 0, value]]])
    refused(call, "^means", means=[[1, 2, 3], [1, 2, value]])


@settings(deadline=None)
@given(st.floats(0.01, 0.99), st.integers(2, 50), st.integers(2, 50))
def test_points_on_the_spectrum(part, size, count):
    """Where the law of Marchenko and Pastur has mass, for one white class."""
    w = count / size
    low, high = (1 - np.sqrt(w)) ** 2, (1 + np.sqrt(w)) ** 2
    at = low + part * (high - low)
    with pytest.raises(DomainError, match=r"^z = -.* is on the spectrum: .* limiting density"):
        gp.gram_equivalent(-at, p=size, counts=[count], covariances=[1.0])


@pytest.mark.parametrize(
    "z", [0, 0.0, 0j, math.nan, math.inf, 1e300, "1", None, True, [1.0], 10**400]
)
def test_points_that_are_no_points(z):
    with pytest.raises(DomainError, match=r"^z = .* give z > 0"):
        gp.gram_equivalent(z, **GOOD)


scales = st.sampled_from([1e-90, 1e-30, 1e-6, 1.0, 1e6, 1e30, 1e90])


@settings(deadline=None, max_examples=200)
@given(
    st.integers(0, 10**6),
    st.integers(1, 5),
    scales,
    scales,
    st.complex_numbers(max_magnitude=20, allow_nan=False),
    st.booleans(),
)
def test_an_answer_is_finite_and_solves_the_system(seed, size, scale, length, z, flat):
    """Models of any scales, singular ones among them; z of their own scale."""
    rng = np.random.default_rng(seed)
    A = rng.standard_normal((size, max(1, size - 1)))
    covariances = [scale * (A @ A.T), scale * rng.integers(0, 3, size), 0.0]
    means = None if flat else length * rng.integers(-1, 2, (3, size))
    model = {"p": size, "counts": rng.integers(1, 9, 3).tolist(), "covariances": covariances}
    unit = max(scale, 0 if flat else length**2)
    at = z * unit if z.imag else z.real * unit
    try:
        found = gp.gram_equivalent(at, **model, means=means)
    except DomainError:
        return
    assert np.isfinite(found.delta).all()
    assert np.isfinite(found.class_values).all()
    assert np.isfinite(found.couplings).all()
    assert found.residual <= 1e-12
    density = gp.gram_density([abs(at) + unit, -abs(at)], **model, means=means)
    assert np.isfinite(density).all()
    assert density.min() >= 0

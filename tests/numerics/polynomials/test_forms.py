"""Counted critical points: eigenvectors, Morse's count, rotations, and the exact mean."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.numerics.polynomials.forms import critical_points, exponents, sampled_forms


def test_sampled_forms_have_the_covariance():
    rng = np.random.default_rng(2)
    forms = sampled_forms(rng, 40_000, size=3, degree=3)
    one, other = np.array([2, 3, 6]) / 7, np.array([1, 2, 2]) / 3

    def at(w):
        powers = [np.prod(w ** np.array(e)) for e in exponents(3, 3)]
        return sum(forms[:, e[0], e[1]] * v for e, v in zip(exponents(3, 3), powers, strict=True))

    product = at(one) * at(other)
    assert abs(product.mean() - (one @ other) ** 3) < 5 * product.std() / 200


def test_a_field_is_the_field_on_the_sphere():
    rng = np.random.default_rng(2)
    lone = sampled_forms(rng, 1, size=3, degree=5, field=1e6)[0]
    w = np.array([2, 3, 6]) / 7
    value = sum(lone[e[0], e[1]] * np.prod(w ** np.array(e)) for e in exponents(3, 5))
    assert abs(value - 1e6 * w[0]) < 1e-4 * 1e6


@pytest.mark.parametrize(("size", "degree", "least"), [(2, 3, 2), (3, 3, 2), (3, 4, 6), (3, 5, 2)])
def test_counts_obey_morse(size, degree, least):
    """Lines of critical points are odd in number on the projective plane, for odd degrees too."""
    counts = critical_points(sampled_forms(np.random.default_rng(4), 200, size=size, degree=degree))
    assert counts.min() >= least
    assert set(counts % 4) == {2}
    assert counts.max() <= 2 * (degree if size == 2 else degree * (degree - 1) + 1)


@pytest.mark.parametrize(
    "fields", [{}, {"field": 2.0}, {"random_field": 1.5}, {"random_field": 4.0}], ids=str
)
@pytest.mark.parametrize("size", [2, 3])
def test_the_mean_is_the_exact_one(size, fields):
    counts = critical_points(
        sampled_forms(np.random.default_rng(6), 4000, size=size, degree=3, **fields)
    )
    exact = float(p_spin_count(size, 3, digits=8, **fields))
    error = counts.std() / np.sqrt(len(counts))
    assert abs(counts.mean() - exact) < 5 * error
    assert abs(counts.mean() - 1.15 * exact) > 5 * error


def test_an_even_degree_carries_no_field():
    with pytest.raises(DomainError, match="degree = 4"):
        sampled_forms(np.random.default_rng(0), 1, size=3, degree=4, field=1.0)

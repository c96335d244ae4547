"""The limiting density: closed forms, masses, sampled spectra."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.classes import classes
from glassproof.numerics.gram_matrices.commuting import diagonalised


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.floats(0.1, 10))
def test_one_white_class_is_marchenko_and_pastur(p, n, scale):
    w = n / p
    low, high = scale * (1 - np.sqrt(w)) ** 2, scale * (1 + np.sqrt(w)) ** 2
    x = np.linspace(low - 0.1 * high, 1.1 * high, 57)
    x = x[abs(x) > 1e-3 * high]
    inside = np.sqrt(np.maximum((x - low) * (high - x), 0))
    expected = np.where(x > 0, inside / (2 * np.pi * scale * w * np.abs(x)), 0)
    found = gp.gram_density(x, p=p, counts=[n], covariances=[scale])
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-7 / scale)


def test_the_mass_is_one_less_the_atom():
    rng = np.random.default_rng(0)
    p, counts = 50, [60, 25]
    vectors = [rng.uniform(0.5, 3, p), rng.uniform(0.1, 1, p)]
    t = np.linspace(0, np.pi, 4001)
    x = 10 * (1 - np.cos(t)) + 1e-6  # edges have square roots
    density = gp.gram_density(x, p=p, counts=counts, covariances=vectors)
    mass = np.sum((density[1:] + density[:-1]) / 2 * np.diff(x))
    assert abs(mass - 50 / 85) < 1e-4


def test_sampled_eigenvalues_fill_the_density():
    """A three-class matrix, one of its covariances full: cumulated shares, to 4/n and the rule."""
    rng = np.random.default_rng(1)
    p, counts = 80, [40, 60, 20]
    B = rng.standard_normal((p, p))
    covariances = [0.2, rng.uniform(0, 4, p), B @ B.T / p]
    full = np.linalg.cholesky(covariances[2] + 1e-12 * np.eye(p))
    roots = [np.sqrt(0.2) * np.eye(p), np.diag(np.sqrt(covariances[1])), full]
    X = np.hstack([r @ rng.standard_normal((p, n)) for r, n in zip(roots, counts, strict=True)])
    values = np.linalg.eigvalsh(X.T @ X / p)
    x = np.linspace(0.02, 20, 100)
    density = gp.gram_density(x, p=p, counts=counts, covariances=covariances)
    for left, right in ((5, 15), (15, 30), (30, 99)):
        mass = np.trapezoid(density[left : right + 1], x[left : right + 1])
        share = np.mean((values > x[left]) & (values <= x[right]))
        assert abs(mass - share) < 4 / 120 + 0.005


def test_shapes_numbers_and_order():
    arguments = {"p": 10, "counts": [5, 9], "covariances": [1.0, np.linspace(0, 2, 10)]}
    x = np.array([[3.0, 0.5, -1.0], [1.0, 2.0, 99.0]])
    found = gp.gram_density(x, **arguments)
    assert found.shape == x.shape
    each = [[gp.gram_density(one, **arguments) for one in row] for row in x]
    np.testing.assert_allclose(found, each, rtol=1e-9)
    assert isinstance(gp.gram_density(1.0, **arguments), float)
    assert found[0, 2] == found[1, 2] == 0
    assert gp.gram_density([1.0, 2.0], p=3, counts=[2], covariances=[0.0]).tolist() == [0, 0]


def test_the_hard_edge_is_refused_and_the_gap_is_not():
    with pytest.raises(DomainError, match="x = 0: the density reaches 0"):
        gp.gram_density([0.0, 1.0], p=7, counts=[7], covariances=[1.0])
    assert gp.gram_density(0.0, p=8, counts=[7], covariances=[1.0]) == 0


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.booleans())
def test_covariances_that_commute_are_made_diagonal(seed, with_means):
    """Functions of one matrix, against the same points one by one, which no basis is sought for."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 30))
    A = rng.standard_normal((size, size))
    A = A @ A.T / size
    means = rng.standard_normal((3, size)) if with_means else None
    model = {
        "p": size,
        "counts": rng.integers(1, 60, 3).tolist(),
        "covariances": [A, 0.5, A @ A + np.eye(size)],
        "means": means,
    }
    given_classes = classes(**model)
    assert diagonalised(given_classes).is_diagonal
    x = np.geomspace(0.05, 20, 7)
    each = [gp.gram_density(one, **model) for one in x]
    np.testing.assert_allclose(gp.gram_density(x, **model), each, rtol=1e-6, atol=1e-7)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-6, 1))
def test_covariances_that_do_not_commute_stay(seed, part):
    rng = np.random.default_rng(seed)
    one, other = rng.standard_normal((2, 8, 8))
    one, other = one @ one.T, other @ other.T
    assert diagonalised(classes(8, [5, 5], [one, one + part * other])) is None
    assert diagonalised(classes(8, [5, 5], [one, np.linspace(1, 1 + part, 8)])) is None

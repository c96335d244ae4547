"""Detection with a common covariance: white noise in closed form, sampled matrices, scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.detection import gram_detection


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 20), st.floats(0.01, 50), st.floats(1e-6, 1e6), st.integers(1, 30))
def test_white_noise_in_closed_form(ratio, rho, scale, p):
    n = max(1, round(ratio * p))
    c = p / n
    mean = np.full(p, np.sqrt(rho * scale / p))
    seen = gram_detection(p=p, n=n, mean=mean, covariance=scale)
    assert seen.threshold == pytest.approx(scale * np.sqrt(c), rel=1e-9)
    assert seen.edge == pytest.approx(scale * (1 + 1 / np.sqrt(c)) ** 2, rel=1e-9)
    if rho > np.sqrt(c) * (1 + 1e-6):
        assert seen.position == pytest.approx(scale * (1 + rho) * (1 / c + 1 / rho), rel=1e-9)
        assert seen.overlap == pytest.approx(1 - (c + rho) / (rho * (rho + 1)), abs=1e-7)
    elif rho < np.sqrt(c) * (1 - 1e-6):
        assert not seen.detected
        assert seen.overlap == 0


def test_sampled_matrices_of_a_full_covariance():
    """Means of 80 draws: five standard errors, and 2/p for the finite size."""
    p, n = 120, 200
    rng = np.random.default_rng(5)
    covariance = 0.6 ** np.abs(np.subtract.outer(np.arange(p), np.arange(p)))
    root = np.linalg.cholesky(covariance)
    mean = rng.standard_normal(p) * np.sqrt(6.0 / p)
    seen = gram_detection(p=p, n=n, mean=mean, covariance=covariance)
    assert seen.detected
    labels = np.repeat([1.0, -1.0], n // 2)
    found = []
    for _ in range(80):
        X = np.outer(mean, labels) + root @ rng.standard_normal((p, n))
        values, vectors = np.linalg.eigh(X @ X.T / p)
        right = X.T @ vectors[:, -1]
        found.append([values[-1], (right @ labels) ** 2 / (n * right @ right)])
    error = np.std(found, axis=0) / np.sqrt(len(found))
    away = np.abs(np.mean(found, axis=0) - [seen.position, seen.overlap])
    assert (away < 5 * error + np.array([seen.position, 1]) * 2 / p).all()


def test_the_edge_is_where_the_density_ends():
    p, n = 60, 90
    variances = np.linspace(0.2, 3.0, p)
    seen = gram_detection(p=p, n=n, mean=np.ones(p), covariance=variances)
    at = seen.edge * np.array([1 - 1e-3, 1 + 1e-3])
    inside, outside = gp.gram_density(at, p=p, counts=[n], covariances=[variances])
    assert inside > 0
    assert outside == 0


def test_at_the_threshold_eigenvalue_and_overlap_join_the_bulk():
    variances = np.linspace(0.2, 3.0, 40)
    direction = np.ones(40) / np.sqrt(40)
    threshold = gram_detection(p=40, n=70, mean=direction, covariance=variances).threshold
    just = gram_detection(
        p=40, n=70, mean=direction * np.sqrt(threshold * (1 + 1e-6)), covariance=variances
    )
    assert just.position == pytest.approx(just.edge, rel=1e-6)
    assert 0 <= just.overlap < 1e-4


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"p": 0}, "p = 0"),
        ({"n": 2.5}, "counts"),
        ({"mean": [0.0, 0.0, 0.0]}, "mean is 0"),
        ({"mean": [1.0, 2.0]}, "means has shape"),
        ({"covariance": 0.0}, "covariance is 0"),
        ({"covariance": [1.0, -1.0, 2.0]}, "not negative"),
        ({"covariance": np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])}, "semidefinite"),
        ({"mean": [np.nan, 1.0, 1.0]}, "mean"),
    ],
)
def test_bad_input_is_named(change, says):
    good = {"p": 3, "n": 6, "mean": [1.0, 0.0, 0.0], "covariance": 1.0}
    with pytest.raises(DomainError, match=says):
        gram_detection(**(good | change))

"""Scores of ridge classifiers: a closed form, exact cases, sampled classifiers, bad input."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.free_probability.gram_symbols import (
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    p,
    z,
)
from glassproof.derivations.free_probability.ridge_score import (
    b,
    e_1,
    e_2,
    score_variance,
    slope,
    y_1,
    y_2,
)
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
from glassproof.numerics.gram_matrices.ridge import RidgeScores, ridge_scores

positive = st.floats(0.05, 20)


@settings(deadline=None)
@given(st.integers(20, 400), st.integers(10, 400), positive, positive, st.floats(0.01, 5))
def test_one_white_class_without_mean_has_the_spectral_integral(size, count, scale, ridge, label):
    """w^T A w = label^2 scale tr(W (W + ridge)^(-2))/p: minus a slope of Stieltjes transforms."""
    found = ridge_scores(ridge, labels=[label], p=size, counts=[count], covariances=[scale])

    def trace(z):  # of (W + z)^(-1)/p, W = X X^T/p, by the quadratic of Marchenko and Pastur
        w = count / size
        linear = z + scale * (w - 1)
        return 2 / (linear + np.sqrt(linear**2 + 4 * z * scale))

    h = 1e-4 * ridge
    slope = (trace(ridge + h) - trace(ridge - h)) / (2 * h)
    expected = label**2 * scale * (trace(ridge) + ridge * slope)
    assert found.means.tolist() == [0]
    np.testing.assert_allclose(found.variances, [expected], rtol=1e-4, atol=1e-6 * label**2)


def test_two_white_classes_have_the_derived_variance():
    """The formulas of the derivation, solved by SymPy at the delta that was found."""
    model = {"p": 30, "counts": [20, 45], "covariances": [2.0, 0.5]}
    delta = gram_equivalent(0.4, **model).delta
    at = {p: 30, n_1: 20, n_2: 45, a_1: 2.0, a_2: 0.5, z: 0.4, b: 2.0}
    at |= {delta_1: delta[0], delta_2: delta[1]}
    turned = {n_1: n_2, n_2: n_1, a_1: a_2, a_2: a_1, delta_1: delta_2, delta_2: delta_1}
    turned |= {e_1: e_2, e_2: e_1}
    rate, share = slope().result, score_variance().result[0]
    system = [rate - e_1, rate.xreplace(turned) - e_2]
    slopes = sp.solve([equation.subs(at) for equation in system], [e_1, e_2])
    labels = {y_1: 3, y_2: -1}
    total = share + share.xreplace(turned | {y_1: y_2})
    expected = float(total.subs(slopes).subs(at | labels))
    found = ridge_scores(0.4, labels=[3, -1], **model)
    np.testing.assert_allclose(found.variances[0], expected, rtol=1e-9)


def _model(seed, size=120):
    rng = np.random.default_rng(seed)
    factor = rng.standard_normal((size, size)) * rng.uniform(0.3, 1.5, (size, 1))
    full = factor @ factor.T / size
    variances = rng.uniform(0.2, 2, size)
    means = 2 * rng.standard_normal((3, size)) / np.sqrt(size)
    roots = [np.sqrt(0.7) * np.eye(size), np.diag(np.sqrt(variances)), np.linalg.cholesky(full)]
    model = {
        "p": size,
        "counts": [size // 2, size, size // 3],
        "covariances": [0.7, variances, full],
        "means": means,
    }
    return model, roots, rng


@pytest.mark.parametrize("ridge", [0.03, 1.0])
def test_sampled_classifiers_agree(ridge):
    """Means of 200 classifiers within six standard errors and 3/p, relative to the scores' size."""
    model, roots, rng = _model(0)
    size, counts, labels = model["p"], model["counts"], [1.0, -1.0, 2.0]
    y = np.repeat(labels, counts)
    first, second = [], []
    for _ in range(200):
        X = np.hstack(
            [
                m[:, None] + r @ rng.standard_normal((size, n))
                for m, r, n in zip(model["means"], roots, counts, strict=True)
            ]
        )
        w = np.linalg.solve(X @ X.T / size + ridge * np.eye(size), X @ y / size)
        first.append(model["means"] @ w)
        second.append([((w @ r) ** 2).sum() for r in roots])
    found = ridge_scores(ridge, labels=labels, **model)
    for predicted, sampled in ((found.means, first), (found.variances, second)):
        error = 6 * np.std(sampled, axis=0) / np.sqrt(200) + 3 / size * np.abs(predicted).max()
        assert (np.abs(np.mean(sampled, axis=0) - predicted) < error).all()


def test_kinds_of_covariances_are_one():
    model, _, _ = _model(1, size=40)
    one = ridge_scores(0.3, labels=[1, -1, 1], **model)
    full = [0.7 * np.eye(40), np.diag(model["covariances"][1]), model["covariances"][2]]
    two = ridge_scores(0.3, labels=[1, -1, 1], **{**model, "covariances": full})
    np.testing.assert_allclose(one.means, two.means, rtol=1e-9)
    np.testing.assert_allclose(one.variances, two.variances, rtol=1e-9)


def test_shares_of_errors():
    scores = RidgeScores(np.array([1.0, -1.0, 2.0]), np.array([0.5, 0.0, -1]), np.array([1, 1, 0]))
    np.testing.assert_allclose(scores.errors(), [0.3085375387, 0.5, 1], rtol=1e-9)
    np.testing.assert_allclose(scores.errors(-0.5), [0.1586552539, 0.6914624613, 1], rtol=1e-9)
    with pytest.raises(DomainError, match="threshold = 2 is the label of a class"):
        scores.errors(2)


@pytest.mark.parametrize(
    ("ridge", "labels", "message"),
    [
        (0.0, [1, -1], r"ridge = 0 is out of its domain: give ridge in \(0"),
        (1.0, [1], r"labels has shape \(1,\): give one number for each of the 2 classes"),
        (1.0, [1, float("nan")], "labels contains nan"),
        (1j, [1, 1], "ridge is complex"),
    ],
)
def test_bad_input_is_named(ridge, labels, message):
    with pytest.raises(DomainError, match=message):
        ridge_scores(ridge, labels=labels, p=3, counts=[1, 2], covariances=[1, 2])

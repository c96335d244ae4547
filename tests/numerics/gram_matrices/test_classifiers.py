"""Weights of linear classifiers against their own optimality, a general minimiser, scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from glassproof.numerics.gram_matrices.classifiers import ridge_weights, svm_weights
from glassproof.verify.claims import extras


def _columns(seed: int, p: int = 12, n: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = np.where(rng.random(n) < 0.5, 1.0, -1.0)
    return rng.standard_normal((p, n)) + 0.3 * labels, labels


def _loss(w: np.ndarray, X: np.ndarray, y: np.ndarray, cost: float) -> float:
    return float(w @ w / 2 + cost * (np.maximum(1 - y * (X.T @ w), 0) ** 2).sum())


@pytest.mark.parametrize("cost", [1e-3, 0.1, 1.0, 100.0])
@pytest.mark.parametrize("seed", range(4))
def test_a_general_minimiser_finds_no_less(cost, seed):
    X, y = _columns(seed)
    w = svm_weights(X, y, cost)
    found = minimize(_loss, w, args=(X, y, cost), method="Powell", options={"maxiter": 20_000})
    assert _loss(w, X, y, cost) <= found.fun * (1 + 1e-9)
    for start in (np.zeros(12), np.ones(12)):
        other = minimize(_loss, start, args=(X, y, cost), method="BFGS")
        assert _loss(w, X, y, cost) <= other.fun * (1 + 1e-9)


def test_ridge_minimises_its_objective():
    X, y = _columns(9)
    w, p = ridge_weights(X, y, 0.3), len(X)

    def objective(w):
        return ((X.T @ w - y) ** 2).sum() / p + 0.3 * w @ w

    rng = np.random.default_rng(0)
    for _ in range(20):
        assert objective(w) < objective(w + 1e-3 * rng.standard_normal(p))


def test_scikit_learn_finds_the_same_or_is_missed_by_name():
    if not extras.installed("sklearn"):
        assert "glassproof[svm]" in extras.hint("scikit-learn", "svm")
        return
    from sklearn.svm import LinearSVC

    X, y = _columns(3)
    model = LinearSVC(C=0.5, fit_intercept=False, dual=True, tol=1e-11, max_iter=10**7)
    assert model.fit(X.T, y).coef_[0] == pytest.approx(svm_weights(X, y, 0.5), rel=1e-5, abs=1e-7)

"""Lipschitz constants against maps that are tried out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.concentration import layers, resolvent, tails


def _norm(x, r):
    return np.linalg.norm(x.ravel(), r)


def _windows(n, size, stride):
    return [range(i, i + size) for i in range(0, n - size + 1, stride)]


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4), st.sampled_from([1, 1.5, 2, 4]))
def test_max_pooling_obeys_and_attains_its_constant(seed, size, stride, r):
    windows = _windows(13, size, stride)
    often = max(sum(i in w for w in windows) for i in range(13))
    constant = float(layers.max_pooling().result.subs({layers.m: often, layers.r: r}))

    def pooled(x):
        return np.array([x[list(w)].max() for w in windows])

    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((2, 13)) * rng.choice([1e-3, 1], (2, 13))
    assert _norm(pooled(x) - pooled(y), r) <= constant * _norm(x - y, r) * (1 + 1e-12)
    most = max(range(13), key=lambda i: sum(i in w for w in windows))
    step = np.eye(13)[most]
    assert _norm(pooled(step) - pooled(0 * step), r) == pytest.approx(constant)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.sampled_from([1, 1.5, 2, 4]))
def test_average_pooling_on_a_circle(seed, size, r):
    """Stride one on a circle: every coordinate is in ``size`` windows."""
    matrix = sum(np.roll(np.eye(9), i, axis=1) for i in range(size)) / size
    constant = float(
        layers.average_pooling().result.subs({layers.m: size, layers.s: size, layers.r: r})
    )
    x = np.random.default_rng(seed).standard_normal(9)
    assert _norm(matrix @ x, r) <= constant * _norm(x, r) * (1 + 1e-12)
    assert _norm(matrix @ np.ones(9), r) == pytest.approx(constant * _norm(np.ones(9), r))


def test_the_derivative_of_batch_normalisation_has_the_norm():
    rng, a, eps = np.random.default_rng(0), 1.7, 0.3
    x = rng.standard_normal(6)

    def normalised(x):
        return a * (x - x.mean()) / np.sqrt(x.var() + eps)

    h = 1e-6
    jacobian = np.stack(
        [(normalised(x + h * e) - normalised(x - h * e)) / (2 * h) for e in np.eye(6)]
    )
    values = np.sort(np.linalg.svd(jacobian, compute_uv=False))
    slope = a / np.sqrt(x.var() + eps)
    expected = [0, slope * eps / (x.var() + eps), *[slope] * 4]
    np.testing.assert_allclose(values, expected, atol=1e-8)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(2, 4), st.floats(0.1, 3))
def test_the_resolvent_obeys_its_constant(seed, p, n, z):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((p, n)) * rng.uniform(0.1, 3)
    Y = X + rng.standard_normal((p, n)) * rng.choice([1e-4, 1])
    values = {resolvent.p: p, resolvent.z: z}
    constant = float(resolvent.best_constant().result.subs(values))

    def R(X):
        return np.linalg.inv(X.T @ X / p + z * np.eye(n))

    assert np.linalg.norm(R(X) - R(Y)) <= constant * np.linalg.norm(X - Y) * (1 + 1e-6)


def test_the_resolvent_attains_its_constant():
    """Columns sqrt(z p) e and 0; the second moves along e."""
    p, z, h = 3, 0.7, 1e-5
    X = np.zeros((p, 2))
    X[0, 0] = np.sqrt(z * p)
    step = np.zeros((p, 2))
    step[0, 1] = h

    def R(X):
        return np.linalg.inv(X.T @ X / p + z * np.eye(2))

    slope = np.linalg.norm(R(X + step) - R(X - step)) / (2 * h)
    values = {resolvent.p: p, resolvent.z: z}
    assert slope == pytest.approx(float(resolvent.best_constant().result.subs(values)), rel=1e-6)
    assert resolvent.on_the_diagonal().result.subs(values) < slope


def test_tails():
    assert tails.gaussian_tail().result.subs(tails.t, 0) == 2
    assert tails.image_tail().result.free_symbols == {
        tails.C, tails.c, tails.q, tails.t, tails.lam,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_operator_norms_of_affine_maps(seed):
    W = np.random.default_rng(seed).standard_normal((2, 2))
    at = dict(zip(layers.W, W.flat, strict=True))
    assert float(layers.affine_one().result.subs(at)) == pytest.approx(np.linalg.norm(W, 1))
    assert float(layers.affine_two().result.subs(at)) == pytest.approx(np.linalg.norm(W, 2))
    turned = dict(zip(layers.W, W.T.flat, strict=True))
    assert float(layers.affine_one().result.subs(turned)) == pytest.approx(
        np.linalg.norm(W, np.inf)
    )

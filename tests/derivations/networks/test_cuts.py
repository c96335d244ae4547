"""Cuts against sampled signs, networks of any depth, Gaussian inputs, softmax regression."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glassproof.derivations.networks import activation_patterns, radial_cuts, sign_cuts

seeds = st.integers(0, 10**6)


@settings(deadline=None, max_examples=30)
@given(seeds, st.floats(0, 1), st.integers(1, 5))
def test_the_mean_asymmetry_of_a_cubic_is_as_derived(seed, agreement, n):
    """All sign patterns, magnitudes of two values each: the mean is exact, for any n."""
    rng = np.random.default_rng(seed)
    g, T = rng.standard_normal(n), rng.standard_normal((n, n, n))
    T = sum(np.transpose(T, p) for p in itertools.permutations(range(3))) / 6
    sizes, lam = np.array([0.5, 2.0]), 0.3
    mean = 0.0
    for signs in itertools.product((1, -1), repeat=n):
        for which in itertools.product((0, 1), repeat=n):
            d = np.array(signs) * sizes[list(which)]
            chance = np.prod(np.where(np.array(signs) > 0, agreement, 1 - agreement)) / 2**n
            mean += chance * 2 * (lam * g @ d + lam**3 * np.einsum("ijk,i,j,k", T, d, d, d) / 6)
    apart = {3: 0.0, 2: 0.0, 1: 0.0}
    for ijk in itertools.product(range(n), repeat=3):
        apart[len(set(ijk))] += T[ijk]
    at = {
        sign_cuts.r: agreement, sign_cuts.lam: lam, sign_cuts.G: g.sum(),
        sign_cuts.T_1: apart[1], sign_cuts.T_2: apart[2] / 3, sign_cuts.T_3: apart[3],
        **{m: np.mean(sizes**k) for k, m in
           ((1, sign_cuts.m_1), (2, sign_cuts.m_2), (3, sign_cuts.m_3))},
    }  # fmt: skip
    derived = lam * sign_cuts.first_order().result + lam**3 * sign_cuts.stationary().result
    assert float(derived.subs(at)) == pytest.approx(mean, abs=1e-9)


@pytest.mark.parametrize("lam", [0.1, 1.0, 3.0])
def test_shares_of_turned_weights(lam):
    w, e = np.random.default_rng(1).standard_normal((2, 400_000))
    share = float(sign_cuts.flips().result.subs(sign_cuts.lam, lam))
    assert np.mean(np.abs(w) < lam * np.abs(e)) == pytest.approx(share, abs=5e-3)


def _logits(layers, x):
    for number, W in enumerate(layers):
        x = W @ x
        x = np.maximum(x, 0) if number < len(layers) - 1 else x
    return x


@settings(deadline=None)
@given(seeds, st.integers(1, 4), st.floats(-0.99, 2))
def test_networks_without_biases_are_homogeneous(seed, depth, lam):
    radial_cuts.one_more_layer()
    rng = np.random.default_rng(seed)
    layers = [rng.standard_normal((3, 3)) for _ in range(depth)]
    x = rng.standard_normal((3, 5))
    scaled = _logits([(1 + lam) * W for W in layers], x)
    np.testing.assert_allclose(scaled, (1 + lam) ** depth * _logits(layers, x), atol=1e-9)


@settings(deadline=None)
@given(seeds, st.integers(1, 6))
def test_the_cross_entropy_falls_with_the_derived_slope(seed, depth):
    gaps = np.random.default_rng(seed).exponential(1, 2)
    h = 1e-5
    up, down = (np.log1p(np.exp(-((1 + s) ** depth) * gaps).sum()) for s in (h, -h))
    at = {radial_cuts.D: depth, radial_cuts.gap_1: gaps[0], radial_cuts.gap_2: gaps[1]}
    slope = float(radial_cuts.cross_entropy_slope().result.subs(at))
    assert slope < 0
    assert (up - down) / (2 * h) == pytest.approx(slope, rel=1e-5, abs=1e-9)


@given(st.integers(1, 8), st.floats(1e-3, 1))
def test_the_squared_loss_rises_more_ahead(depth, lam):
    at = {radial_cuts.D: depth, radial_cuts.lam: lam}
    derived = float(radial_cuts.squared_loss().result.subs(at))
    assert derived == pytest.approx(((1 + lam) ** depth - 1) ** 2 - ((1 - lam) ** depth - 1) ** 2,
                                    abs=1e-9)  # fmt: skip
    assert derived > 0 if depth > 1 else abs(derived) < 1e-12


@settings(deadline=None)
@given(seeds, st.floats(-0.9, 2))
def test_the_trace_of_softmax_regression(seed, lam):
    rng = np.random.default_rng(seed)
    W, x = rng.standard_normal((3, 2)), rng.standard_normal(2)
    z = W @ x
    p = np.exp((1 + lam) * z - ((1 + lam) * z).max())
    p /= p.sum()
    hessian = np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x))
    at = {
        radial_cuts.lam: lam,
        radial_cuts.X: x @ x,
        **dict(zip(radial_cuts.LOGITS, z, strict=True)),
    }
    assert float(radial_cuts.softmax_trace().result.subs(at)) == pytest.approx(np.trace(hessian))
    assert float(radial_cuts.softmax_slope().result.subs(at)) <= 0


def _angle(u, v):
    return np.arccos(np.clip(u @ v / np.linalg.norm(u) / np.linalg.norm(v), -1, 1))


def _pattern(w, lam):
    l1, l2 = np.abs(w).sum(), w @ w
    t = np.sqrt(max(len(w) * l2 - l1**2, 0)) / l2
    return {activation_patterns.lam: lam, activation_patterns.s: l1 / l2,
            activation_patterns.t: t, activation_patterns.Q: l2}  # fmt: skip


@settings(deadline=None)
@given(seeds, st.integers(2, 6), st.floats(0.01, 3))
def test_shares_of_surviving_activations_are_angles(seed, n, lam):
    w = np.random.default_rng(seed).standard_normal(n)
    at = _pattern(w, lam)
    ahead, behind = (1 - _angle(w, w + s * lam * np.sign(w)) / np.pi for s in (1, -1))
    assert float(activation_patterns.share().result.subs(at)) == pytest.approx(ahead)
    assert ahead >= behind
    short = float(activation_patterns.squared_length().result.subs(at))
    assert short == pytest.approx(((w + lam * np.sign(w)) ** 2).sum())


@settings(deadline=None)
@given(seeds, st.integers(2, 6))
def test_the_sides_differ_at_second_order(seed, n):
    w = np.random.default_rng(seed).standard_normal(n)
    assume(np.abs(w).std() > 0.05)
    lam = 1e-3 / np.sqrt(n)
    at = _pattern(w, lam)
    assume(lam * at[activation_patterns.s] < 0.05)
    ahead, behind = (1 - _angle(w, w + s * lam * np.sign(w)) / np.pi for s in (1, -1))
    second = float(activation_patterns.second_order().result.subs(at))
    assert (ahead - behind) / lam**2 == pytest.approx(second, rel=0.05)

"""Walks on the sphere, sampled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.p_spin import walks


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.integers(2, 8), st.floats(0.05, 1.5))
def test_overlaps_along_walks(seed, N, alpha):
    rng, count, length = np.random.default_rng(seed), 4000, 3
    point = np.tile(np.eye(N)[0], (count, 1))
    for _ in range(length):
        tangent = rng.standard_normal((count, N))
        tangent -= (tangent * point).sum(axis=1, keepdims=True) * point
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        point = np.cos(alpha) * point + np.sin(alpha) * tangent
    at = {walks.alpha: alpha, walks.steps: length, walks.N: N}
    for power, derivation in ((1, walks.mean_overlap()), (2, walks.mean_squared_overlap())):
        values = point[:, 0] ** power
        gap = abs(values.mean() - float(derivation.result.subs(at)))
        assert gap < 6.5 * values.std() / np.sqrt(count)


@pytest.mark.parametrize("degree", [2, 3])
def test_levels_at_a_distance(degree):
    """Tensors are drawn: regression of one energy on the other, and their squared difference."""
    rng = np.random.default_rng(0)
    first = np.array([1.0, 0.0, 0.0])
    second = np.array([0.6, 0.8, 0.0])
    X = rng.standard_normal((100_000, *(3,) * degree))

    def energy(point):
        found = X
        for _ in range(degree):
            found = found @ point
        return found

    a, b = energy(first), energy(second)
    at = {walks.p: degree, walks.r: 0.6, walks.d: np.linalg.norm(first - second)}
    slope = float(walks.conditional_mean().result.subs(at))
    assert abs((a * b).mean() - slope) < 0.03
    squares = (a - b) ** 2
    expected = float(walks.structure().result.subs(at))
    assert abs(squares.mean() - expected) < 6 * squares.std() / np.sqrt(len(squares))

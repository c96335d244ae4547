"""Edges between two bounds: against closed forms, Dyson's equation, sampled matrices."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from glassproof.numerics.layered_spins import edges
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.temperature import temperature


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the executors have it."""
    with threadpool_limits(limits=1):
        yield


CHAINS = st.integers(2, 7).flatmap(
    lambda n: st.builds(
        Layers,
        st.tuples(*[st.integers(1, 1000)] * n),
        st.tuples(*[st.floats(1e-4, 1.0)] * (n - 1)),
    )
)


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.floats(0.2, 5))
def test_the_least_hessian_eigenvalue_is_positive_but_at_the_transition(layers, factor):
    T = temperature(layers)
    assert abs(edges.least_hessian_eigenvalue(layers, T).value) < 1e-6
    found = edges.least_hessian_eigenvalue(layers, factor * T)
    assert found.lower > -1e-9
    assert found.upper - found.lower < 1e-5 * (1 + found.upper)


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_the_edge_is_at_least_twice_the_temperature(layers):
    found = edges.edge(layers, np.zeros(len(layers.widths)))
    assert found.upper >= 2 * temperature(layers) * (1 - 1e-9)
    level = np.ptp(layers.onsager) < 1e-3 * layers.onsager.max()
    assert level or found.lower > 2 * temperature(layers)


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400))
def test_two_layers_have_the_edge_of_a_rectangle(n, m):
    found = edges.edge(Layers((n, m), (0.01,)), np.zeros(2))
    assert found.value == pytest.approx(0.1 * (math.sqrt(n) + math.sqrt(m)), rel=1e-6)


def _iterates(K: np.ndarray, a: np.ndarray, z: float) -> bool:
    """Whether Dyson's equation has a positive solution at z: the map's iterates from 0 settle."""
    x = np.zeros(len(a))
    for _ in range(20_000):
        new = z - a - K @ x
        if np.any(new <= 0):
            return False
        moved, x = np.max(np.abs(1 / new - x)), 1 / new
        if moved < 1e-13:
            return True
    return False


@pytest.mark.parametrize("shifts", [(0.0, 0.0, 0.0, 0.0), (0.5, -1.0, 2.0, 0.3)])
def test_dysons_equation_is_solvable_above_the_edge_alone(shifts):
    layers = Layers((20, 70, 5, 40), (0.02, 0.05, 0.01))
    found = edges.edge(layers, np.array(shifts))
    K, a = layers.coupling_strengths, np.array(shifts)
    assert _iterates(K, a, found.value + 1e-3)
    assert not _iterates(K, a, found.value - 1e-3)


def test_sampled_matrices_have_that_edge_and_bounds_are_bounds():
    layers = Layers((100, 200, 140), (1 / 140, 1 / 200))
    rng = np.random.default_rng(0)
    shifts = np.array([0.3, -0.2, 0.1])
    J = layers.matrix(layers.sampled_couplings(rng, 1))[0] + np.diag(layers.per_spin(shifts))
    found = edges.edge(layers, shifts)
    assert np.linalg.eigvalsh(J)[-1] == pytest.approx(found.value, abs=0.08)
    K = layers.coupling_strengths
    for _ in range(50):
        x, p = rng.uniform(0.1, 2, 3), rng.uniform(0, 1, 3)
        assert edges.lower_bound(K, shifts, p) <= found.upper
        assert edges.upper_bound(K, shifts, x) >= found.lower


def test_the_parallel_iteration_is_singular_at_its_temperature():
    layers = Layers((40, 90, 10), (0.02, 0.03))
    T = edges.parallel_temperature(layers)
    found = edges.edge(layers, layers.onsager / T**2, 1 / T)
    assert found.value == pytest.approx(1, abs=1e-6)
    assert temperature(layers) < T


@pytest.mark.parametrize(
    ("layers", "factor"),
    [
        (Layers((40, 40), (1 / 40,)), 0.0),
        (Layers((30, 60, 20), (1 / 30, 1 / 40)), 0.0),
        (Layers((30, 60, 20), (1 / 30, 1 / 40)), 0.6),
        (Layers((30, 30, 30), (1 / 30, 1 / 30)), 1.0),
    ],
)
def test_mean_largest_eigenvalues_lie_below_the_edge_by_what_is_said(layers, factor):
    """Twice that is allowed in experiments: what is beyond it is less than half of it here."""
    beta = 1 / (factor * temperature(layers)) if factor else 1.0
    shifts = -(beta**2) * layers.onsager if factor else np.zeros(len(layers.widths))
    rng, diagonal = np.random.default_rng(4), np.diag(layers.per_spin(shifts))
    found = np.array(
        [
            np.linalg.eigvalsh(beta * layers.matrix(layers.sampled_couplings(rng, 1))[0] + diagonal)
            for _ in range(400)
        ]
    )[:, -1]
    below = edges.edge(layers, shifts, beta).value - found.mean()
    derived, error = edges.mean_below(layers, shifts, beta), found.std() / 20
    assert abs(below - derived) < 5 * error + derived / 3
    assert below > 10 * error

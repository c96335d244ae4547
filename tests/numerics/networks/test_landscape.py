"""Instruments: against closed forms, dense Hessians, all permutations, exact ultrametrics."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.synthetic import gaussian_mixture, teacher_student
from glassproof.numerics.networks.landscape.cuts import (
    barrier,
    cut,
    direction,
    interpolation,
    surface,
    walk,
)
from glassproof.numerics.networks.landscape.hierarchy import (
    against_null,
    clusters,
    distances,
    ultrametricity,
)
from glassproof.numerics.networks.landscape.objective import Objective
from glassproof.numerics.networks.landscape.permutations import aligned, hidden, permuted
from glassproof.numerics.networks.landscape.rectified import rectified_hessian
from glassproof.numerics.networks.landscape.spectra import lanczos, leading, spectral_measure
from glassproof.numerics.networks.models.dense import mlp

NET = mlp((3, 4, 2))
DATA = gaussian_mixture([[-1, 0, 0], [1, 0, 0]], 30)
L = Objective(NET, DATA)
THETA = np.random.default_rng(0).standard_normal(NET.parameters)


def test_derivatives_are_difference_quotients():
    h = 1e-5
    steps = h * np.eye(NET.parameters)
    slopes = (L.values(THETA + steps) - L.values(THETA - steps)) / (2 * h)
    np.testing.assert_allclose(L.gradient(THETA), slopes, atol=1e-8)
    H = L.hessian(THETA)
    for v in np.random.default_rng(1).standard_normal((3, NET.parameters)):
        np.testing.assert_allclose(L.product(THETA)(v), H @ v, atol=1e-10)
        bend = (L.gradient(THETA + h * v) - L.gradient(THETA - h * v)) / (2 * h)
        np.testing.assert_allclose(H @ v, bend, atol=1e-7)
    np.testing.assert_allclose(L.gradients(THETA).mean(0), L.gradient(THETA), atol=1e-12)


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([(3, 2), (3, 4, 2), (3, 1, 2), (1, 3, 1)]), st.booleans(), st.integers(0, 99)
)
def test_hessians_of_rectified_layers_are_those_by_differentiation(widths, labels, seed):
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((max(widths[-1], 1), widths[0]))
    data = gaussian_mixture(centres, 17) if labels else teacher_student((widths[0], widths[-1]), 17)
    net, loss = mlp(widths), "cross entropy" if labels else "squared"
    theta = rng.standard_normal(net.parameters)
    ours = rectified_hessian(widths, theta, data, loss)
    np.testing.assert_allclose(ours, Objective(net, data, loss).hessian(theta), atol=1e-12)


@pytest.mark.parametrize(
    ("widths", "length", "loss", "said"),
    [((3, 4, 4, 2), 9, "squared", "one hidden"), ((3, 2), 7, "squared", "8 parameters"),
     ((3, 2), 8, "absolute", "'squared'")],
)  # fmt: skip
def test_what_has_no_such_hessian(widths, length, loss, said):
    with pytest.raises(DomainError, match=said):
        rectified_hessian(widths, np.zeros(length), DATA, loss)


def test_a_linear_regression_has_its_hessian():
    data = teacher_student((3, 1), 20)
    found = Objective(mlp((3, 1), bias=False), data, "squared", decay=0.3).hessian(np.ones(3))
    x = data.inputs.astype(float)
    np.testing.assert_allclose(found, x.T @ x / 20 + 0.3 * np.eye(3), atol=1e-12)


def test_values_do_not_depend_on_the_memory_limit():
    points = THETA + np.linspace(0, 1, 7)[:, None]
    np.testing.assert_allclose(L.values(points, memory=1), L.values(points), rtol=1e-14)
    assert np.isnan(L.values(np.full((1, NET.parameters), np.nan))).all()
    wrong = Objective(NET, DATA, "error")
    outputs = np.asarray(NET.apply(THETA.astype(np.float32), DATA.inputs))
    assert wrong(THETA) == (outputs.argmax(1) != DATA.targets).mean()
    with pytest.raises(DomainError, match="has no derivatives"):
        wrong.gradient(THETA)
    with pytest.raises(DomainError, match="give rows of 26 parameters"):
        L.values(np.zeros((2, 3)))


@settings(max_examples=15, deadline=None)
@given(st.integers(3, 30), st.integers(0, 99))
def test_lanczos_finds_what_dense_algebra_finds(n, seed):
    rng = np.random.default_rng(seed)
    A = rng.standard_normal((n, n))
    A = A + A.T
    known = np.linalg.eigvalsh(A)
    count = min(3, n - 1)
    found = leading(lambda v: A @ v, n, count)
    np.testing.assert_allclose(found.values, known[::-1][:count], atol=1e-9 * n)
    assert found.residuals.max() < 1e-8 * n
    least = leading(lambda v: A @ v, n, 1, which="least")
    assert least.values[0] == pytest.approx(known[0], abs=1e-9 * n)
    diagonal, beside = lanczos(lambda v: A @ v, rng.standard_normal(n), n)
    ritz = np.linalg.eigvalsh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    np.testing.assert_allclose(ritz, known, atol=1e-8 * n)


def test_quadrature_has_the_hessian_s_moments():
    H = L.hessian(THETA)
    found = spectral_measure(L.product(THETA), NET.parameters, steps=10, probes=60)
    n = NET.parameters
    for k in (1, 2):
        power = np.linalg.matrix_power(H, k)
        off = power - np.diag(np.diag(power))
        error = np.sqrt(2 * (off**2).sum() / 60) / n  # of the mean of z^T H^k z / n, z random signs
        assert abs(found.moment(k) - np.trace(power) / n) < 6 * error
    assert found.moment(0) == pytest.approx(1)
    assert found.mass(-1e9, 1e9) == pytest.approx(1)
    x = np.linspace(-50, 50, 20001)
    assert np.trapezoid(found.density(x, 0.5), x) == pytest.approx(1, abs=1e-6)


def test_cuts_and_surfaces_are_values():
    rng = np.random.default_rng(2)
    one, other = rng.standard_normal((2, NET.parameters))
    plane = surface(L, THETA, one, other, [0.0, 0.5], [0.0, 1.0, 2.0])
    assert plane.shape == (2, 3)
    assert plane[1, 2] == pytest.approx(L(THETA + 0.5 * one + 2 * other))
    np.testing.assert_allclose(cut(L, THETA, one, [0.0, 0.5]), plane[:, 0])
    line = interpolation(L, THETA, one, 5)
    assert line[[0, 2, 4]] == pytest.approx([L(THETA), L((THETA + one) / 2), L(one)])
    assert barrier(line) >= 0
    assert barrier([0, 5, np.inf, 1]) == np.inf


def test_directions_have_the_norms_of_filters():
    rng = np.random.default_rng(3)
    draw = rng.standard_normal(NET.parameters)
    assert np.linalg.norm(direction(NET, THETA, draw)) == pytest.approx(np.linalg.norm(THETA))
    filters = NET.unpack(direction(NET, THETA, draw, "filter"))
    for name, block in NET.unpack(THETA).items():
        axis = 1 if name.startswith("weight") else None
        np.testing.assert_allclose(
            np.linalg.norm(filters[name], axis=axis), np.linalg.norm(block, axis=axis)
        )


def test_walks_keep_to_their_sphere():
    far, losses = walk(L, THETA, steps=20, length=0.1, sphere=True)
    assert far[0] == 0
    assert losses[0] == pytest.approx(L(THETA))
    assert 0 < far.max() <= np.pi
    flat, _ = walk(L, THETA, steps=400, length=0.1, seed=1)
    # the square of the distance after n steps of mean square l^2 is about n l^2
    assert flat[-1] ** 2 == pytest.approx(400 * 0.01, rel=0.9)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 99))
def test_permuted_networks_compute_the_same_and_are_found_again(seed):
    net = mlp((3, 5, 4, 2), batch_norm=bool(seed % 2))
    rng = np.random.default_rng(seed)
    theta = rng.standard_normal(net.parameters)
    orders = [rng.permutation(width) for width in hidden(net)]
    moved = permuted(net, theta, orders)
    x = rng.standard_normal((6, 3)).astype(np.float32)
    one, other = (np.asarray(net.apply(t.astype(np.float32), x)) for t in (theta, moved))
    np.testing.assert_allclose(one, other, atol=1e-3)
    assert np.linalg.norm(aligned(net, theta, moved) - theta) <= np.linalg.norm(moved - theta)


def test_one_hidden_layer_is_aligned_as_well_as_possible():
    net = mlp((2, 4, 1))
    one, other = np.random.default_rng(0).standard_normal((2, net.parameters))
    copies = [permuted(net, other, [list(order)]) for order in permutations(range(4))]
    best = min(np.linalg.norm(copy - one) for copy in copies)
    assert np.linalg.norm(aligned(net, one, other) - one) == pytest.approx(best)
    with pytest.raises(DomainError, match="no permutations of the hidden layers"):
        permuted(net, one, [[0, 0, 1, 2]])


def _tree(seed, branches=3, leaves=3):
    """Distances of leaves in a tree of two levels: ultrametric."""
    rng = np.random.default_rng(seed)
    family = np.repeat(np.arange(branches), leaves)
    near = rng.uniform(0.5, 1, branches)
    matrix = np.where(family[:, None] == family, near[family], 2.0)
    np.fill_diagonal(matrix, 0)
    return matrix


def test_a_tree_is_ultrametric_and_seen_against_both_nulls():
    tree = _tree(0)
    assert ultrametricity(tree) == 0
    for null in ("points", "pairs"):
        assert against_null(tree, null=null, draws=199).p_value == 1 / 200
    heights = np.unique(clusters(tree)[:, 2].round(9))
    assert heights[-1] == 2


def test_independent_points_are_not_called_ultrametric():
    """The p-value's law under the null: at level 0.05 at most its share of alarms, 6 errors up."""
    rng = np.random.default_rng(0)
    low = 0
    for seed in range(60):
        points = rng.standard_normal((10, 30))
        low += against_null(distances(points), draws=39, seed=seed).p_value <= 0.05
    assert low <= 3 + 6 * np.sqrt(60 * 0.05 * 0.95)


def test_what_is_no_matrix_of_distances_is_refused():
    for bad in (np.ones((3, 3)), np.zeros((2, 2)), np.triu(np.ones((4, 4)), 1), -_tree(0)):
        with pytest.raises(DomainError):
            ultrametricity(bad)
    with pytest.raises(DomainError, match="null = 'trees'"):
        against_null(_tree(0), null="trees")

"""The equivalent of a Gram resolvent: closed forms, sampled matrices, other ways, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.free_probability.gram_equivalent import two_white_classes
from glassproof.derivations.free_probability.gram_symbols import a_1, a_2, n_1, n_2, p, z
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.systems import Dense

positive = st.floats(0.01, 100)


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), positive, st.floats(1e-4, 1e4))
def test_one_white_class_is_marchenko_and_pastur(size, count, scale, at):
    """tr R/n against the closed form of the Stieltjes transform at -z."""
    found = gp.gram_equivalent(at * scale, p=size, counts=[count], covariances=[scale])
    w = count / size
    root = np.sqrt((at + w - 1) ** 2 + 4 * at)
    delta = (1 - w - at + root) / (2 * at) if w + at < 1 else 2 / (w + at - 1 + root)
    np.testing.assert_allclose(found.delta, [delta], rtol=1e-9)
    np.testing.assert_allclose(found.stieltjes, 1 / (at * scale * (1 + delta)), rtol=1e-9)


@settings(deadline=None)
@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), positive, positive, positive)
def test_two_white_classes_solve_the_cubic(size, first, second, scale, other, at):
    found = gp.gram_equivalent(at, p=size, counts=[first, second], covariances=[scale, other])
    values = {p: size, n_1: first, n_2: second, a_1: scale, a_2: other, z: at}
    cubic = two_white_classes().result.subs(values).as_poly()
    roots = np.roots([float(c) for c in cubic.all_coeffs()])
    real = roots[(abs(roots.imag) < 1e-6 * abs(roots)) & (roots.real > 0)].real
    assert len(real) == 1
    np.testing.assert_allclose(found.delta, real[0] * np.array([scale, other]), rtol=1e-5)


def _some(seed, k=3, size=40):
    rng = np.random.default_rng(seed)
    factors = rng.standard_normal((k, size, 2 * size)) * rng.uniform(0.2, 2, (k, size, 1))
    means = 2 * rng.standard_normal((k, size)) / np.sqrt(size)
    return [f @ f.T / size for f in factors], means, [int(n) for n in rng.integers(5, 60, k)]


@pytest.mark.parametrize("at", [0.3, 1e-3, 0.2 + 0.5j, -1 - 0.01j, -1 + 1e-5j, -200.0])
def test_a_number_a_vector_and_a_matrix_are_one(at):
    """Mixed kinds against the same as full matrices, and another order of the classes."""
    matrices, means, counts = _some(0)
    mixed = [1.5, np.diagonal(matrices[1]), matrices[2]]
    full = [1.5 * np.eye(40), np.diag(np.diagonal(matrices[1])), matrices[2]]
    one = gp.gram_equivalent(at, p=40, counts=counts, covariances=mixed, means=means)
    two = gp.gram_equivalent(
        at, p=40, counts=counts[::-1], covariances=full[::-1], means=means[::-1]
    )
    np.testing.assert_allclose(one.delta, two.delta[::-1], rtol=1e-9)
    np.testing.assert_allclose(one.couplings, two.couplings[::-1, ::-1], rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(one.resolvent, two.resolvent, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("at", [0.3, 0.2 + 0.5j, -1 - 0.01j, -200.0])
def test_diagonal_covariances_as_vectors_and_as_matrices(at):
    matrices, means, counts = _some(1)
    vectors = [np.diagonal(matrix) for matrix in matrices]
    one = gp.gram_equivalent(at, p=40, counts=counts, covariances=vectors, means=means)
    full = [np.diag(v) for v in vectors]
    two = gp.gram_equivalent(at, p=40, counts=counts, covariances=full, means=means)
    for name in ("delta", "class_values", "couplings", "resolvent"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), rtol=1e-8, atol=1e-12)


def test_the_fixed_point_and_the_resolvent_are_what_they_say():
    matrices, means, counts = _some(2)
    found = gp.gram_equivalent(0.4, p=40, counts=counts, covariances=matrices, means=means)
    second = [c + np.outer(m, m) for c, m in zip(matrices, means, strict=True)]
    S = 0.4 * np.eye(40) + sum(
        n / 40 * c / (1 + d) for n, c, d in zip(counts, second, found.delta, strict=True)
    )
    np.testing.assert_allclose(found.resolvent, np.linalg.inv(S), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.delta, [np.trace(c @ np.linalg.inv(S)) / 40 for c in second])


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), positive, st.sampled_from([-1, 1]))
def test_at_an_edge_the_double_root(size, count, scale, side):
    """z delta^2 + (z + (w - 1) s) delta = s has a double root at z = -s (1 +- sqrt w)^2."""
    w = count / size
    at = -scale * (1 + side * np.sqrt(w)) ** 2
    assume(abs(at) > 1e-3 * scale)
    found = gp.gram_equivalent(at, p=size, counts=[count], covariances=[scale])
    expected = -(at + (w - 1) * scale) / (2 * at)
    np.testing.assert_allclose(found.delta, [expected], rtol=2e-6)
    assert np.isrealobj(found.delta)
    beside = gp.gram_density([-at], p=size, counts=[count], covariances=[scale])
    assert abs(beside[0]) * scale < 1e-6


def test_sampled_resolvents_agree():
    """Means of 400 resolvents, entry by entry, within six standard errors and 2/p."""
    matrices, means, counts = _some(3)
    rng, size, draws = np.random.default_rng(4), 40, 300
    roots = [np.linalg.cholesky(c) for c in matrices]
    samples = []
    for _ in range(draws):
        X = np.hstack(
            [
                m[:, None] + r @ rng.standard_normal((size, n))
                for m, r, n in zip(means, roots, counts, strict=True)
            ]
        )
        samples.append(np.linalg.inv(X.T @ X / size + np.eye(sum(counts))))
    found = gp.gram_equivalent(1.0, p=size, counts=counts, covariances=matrices, means=means)
    labels = np.repeat(range(3), counts)
    for a in range(3):
        for b in range(a, 3):
            block = np.array(samples)[np.ix_(range(draws), labels == a, labels == b)]
            if a == b:
                diagonal = np.diagonal(block, axis1=1, axis2=2)
                error = 6 * diagonal.mean(axis=1).std() / np.sqrt(draws) + 2 / size
                assert abs(diagonal.mean() - found.class_values[a]) < error
                block = block[:, ~np.eye(counts[a], dtype=bool)]
            each = size * block.reshape(draws, -1).mean(axis=1)
            error = 6 * each.std() / np.sqrt(draws) + 2 / np.sqrt(size)
            assert abs(each.mean() - size * found.couplings[a, b]) < error


def test_large_matrices_need_few_factorisations():
    rng, size = np.random.default_rng(5), 320  # beyond the size of exact traces
    matrices = []
    for _ in range(4):
        B = rng.standard_normal((size, size)) * rng.uniform(0.3, 2, (size, 1))
        matrices.append(B @ B.T / size)
    found = gp.gram_equivalent(0.05, p=size, counts=[100] * 4, covariances=matrices)
    assert isinstance(found._system, Dense)
    assert found.evaluations == found._system.factorisations <= 10
    for at in (-1 + 0.03125j, 0.5j, -0.25 - 0.5j):  # on and near the spectrum
        other = gp.gram_equivalent(at, p=size, counts=[100] * 4, covariances=matrices)
        assert other.evaluations == other._system.factorisations <= 10
    second = found.delta - [np.trace(c @ found.resolvent) / size for c in matrices]
    assert np.abs(second).max() < 1e-11


@pytest.mark.parametrize("at", [1.0, -1 + 0.125j])
def test_memory_is_two_matrices_beside_the_arguments(at):
    import tracemalloc

    size = 320
    matrices = [np.eye(size) + 0.1 for _ in range(6)]
    tracemalloc.start()
    gp.gram_equivalent(at, p=size, counts=[10] * 6, covariances=matrices)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * matrices[0].nbytes * (2 if isinstance(at, complex) else 1)


GOOD = {"p": 2, "counts": [1, 2], "covariances": [1.0, [1.0, 2.0]]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"z": 0}, "z = 0 is out of its domain"),
        ({"z": float("nan")}, "z = nan is not finite"),
        ({"z": "1"}, "z = '1' is no number"),
        ({"z": -0.5, "counts": [2, 2], "covariances": [1, 1]}, "z = -0.5 is on the spectrum"),
        ({"z": 1e-14}, "give abs\\(z\\) between"),
        ({"p": 0}, "p = 0 is out of its domain"),
        ({"p": 2.5}, "p = 2.5 is not an integer"),
        ({"counts": [1, 0]}, r"counts\[1\] = 0 is out of its domain"),
        ({"counts": []}, "counts is empty"),
        ({"counts": 3}, "counts = 3: give one positive integer for each class"),
        ({"counts": [1]}, "covariances has 2 entries and counts 1"),
        ({"covariances": [1, [1, 2, 3]]}, r"covariances\[1\] has shape \(3,\)"),
        ({"covariances": [1, -1]}, r"covariances\[1\] contains -1"),
        ({"covariances": [1, [[1, 0], [1, 1]]]}, r"covariances\[1\] is not symmetric"),
        ({"covariances": [1, [[1, 2], [2, 1]]]}, r"covariances\[1\] is not positive semidefinite"),
        ({"covariances": [1, [[0, 1], [1, 0]]]}, r"covariances\[1\] is not positive semidefinite"),
        ({"covariances": [1, float("inf")]}, r"covariances\[1\] contains inf"),
        ({"means": [1, 2]}, r"means has shape \(2,\)"),
        ({"means": [[1, 2], [3, float("nan")]]}, "means contains nan"),
    ],
)
def test_bad_input_is_named(change, message):
    with pytest.raises(DomainError, match=message):
        gp.gram_equivalent(**{"z": 1.0, **GOOD, **change})


def test_edge_cases_have_values():
    nothing = gp.gram_equivalent(2.0, p=3, counts=[2, 1], covariances=[0, 0.0])
    assert nothing.delta.tolist() == [0, 0]
    assert nothing.class_values.tolist() == [0.5, 0.5]
    some = gp.gram_equivalent(-3.0, p=4, counts=[1, 2], covariances=[0.0, 1e-3])
    assert some.delta[0] == 0
    assert np.isfinite(some.class_values).all()


def test_a_large_resolvent_is_symmetric_and_an_inverse():
    """Beyond the size of one block of the mirrored half."""
    size = 700
    rng = np.random.default_rng(6)
    B = rng.standard_normal((size, size))
    matrix = B @ B.T / size
    found = gp.gram_equivalent(0.5, p=size, counts=[size], covariances=[matrix])
    S = matrix / (1 + found.delta[0]) + 0.5 * np.eye(size)
    np.testing.assert_allclose(found.resolvent @ S, np.eye(size), atol=1e-9)
    np.testing.assert_allclose(found.resolvent, found.resolvent.T)


def test_where_floats_do_not_do_balls_do():
    """Means of rank one at z = 1e-6 of their square: cancellation leaves floats eleven digits."""
    means = np.array([[1.0, 0, 1, 1], [0, -1, 0, 0], [-1, 1, -1, -1]])
    tiny = 1e-30 * np.eye(4)
    tiny[0, 1] = tiny[1, 0] = 1e-31
    found = gp.gram_equivalent(1e-6, p=4, counts=[2, 2, 8], covariances=[tiny] * 3, means=means)
    assert 0 < found.residual < 1e-12
    second = [np.outer(m, m) for m in means]
    S = sum(n / 4 * C / (1 + d) for n, C, d in zip([2, 2, 8], second, found.delta, strict=True))
    values, vectors = np.linalg.eigh(S)  # of rank two, to which z adds next to nothing
    values, vectors = values[-2:], vectors[:, -2:]
    images = [((vectors.T @ m) ** 2 / values).sum() / 4 for m in means]
    np.testing.assert_allclose(found.delta, images, rtol=1e-4)

"""log|det| and the index from a factorisation, against eigenvalues and exact values."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.samplers import block_matrix
from glassproof.numerics.ensembles.bunch_kaufman import factor_stack
from glassproof.numerics.ensembles.determinants import (
    SMALL,
    _factor_large,
    _read_blocks,
    log_determinants,
)
from glassproof.numerics.work.streams import stream


def symmetric(rng, n, spectrum):
    """Q diag(spectrum) Q^T with Q uniform on the orthogonal group."""
    q, r = np.linalg.qr(rng.standard_normal((n, n)))
    q *= np.sign(r.diagonal())
    matrix = (q * spectrum) @ q.T
    return (matrix + matrix.T) / 2


SIZES = st.one_of(st.integers(1, 40), st.sampled_from([SMALL - 1, SMALL, SMALL + 1, SMALL + 40]))
"""Sizes on both sides of the one where the way changes."""


@settings(max_examples=40, deadline=None)
@given(SIZES, st.floats(0, 10), st.sampled_from([1e-200, 1e-3, 1, 1e200]), st.integers(0, 2**32))
def test_ill_conditioned_and_indefinite_matrices(n, digits, scale, seed):
    """Eigenvalues over ``digits`` orders of magnitude, of either sign: known before the matrix is.

    The matrix is known to n eps times its norm, so its least eigenvalue, at 10**-digits, to
    n eps 10**digits of itself, and log|det| to n of these errors at worst.
    """
    rng = np.random.default_rng(seed)
    spectrum = 10 ** -rng.uniform(0, digits, n) * rng.choice([-1, 1], n)
    values, index = log_determinants(symmetric(rng, n, spectrum)[None] * scale)
    error = 10 * n * 2.3e-16 * 10**digits * n
    expected = np.log(np.abs(spectrum)).sum() + n * math.log(scale)
    assert values[0] == pytest.approx(expected, abs=error + 1e-13 * n * (1 + abs(expected)))
    assert error > 0.1 or index[0] == (spectrum < 0).sum()


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(0, 6), st.integers(0, 2**32))
def test_the_same_as_lapack(n, zeros, seed):
    """Both ways, log|det| to 1e-10 and the index; with zeros on the diagonal, pivots of size 2."""
    rng = np.random.default_rng(seed)
    stack = rng.standard_normal((3, n, n))
    stack += stack.transpose(0, 2, 1)
    stack[:, range(min(zeros, n)), range(min(zeros, n))] = 0.0
    diagonal, off = np.empty((2, 3, n)), np.zeros((2, 3, n))
    factor_stack(stack, diagonal[0], off[0])
    _factor_large(stack, diagonal[1], off[1])
    (ours, index), (theirs, their_index) = (
        _read_blocks(*both) for both in zip(diagonal, off, strict=True)
    )
    least = np.abs(np.linalg.eigvalsh(stack)).min()
    if least > 1e-4:
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)
        assert (index == their_index).all()


@pytest.mark.parametrize("n", [3, 30, SMALL + 2])
@pytest.mark.parametrize("rank", [0, 1, 2])
def test_low_rank_is_seen(n, rank):
    """Dyads of signs with supports of their own are eliminated without rounding: singular."""
    vectors = np.random.default_rng(n).choice([-1.0, 1.0], (rank, n))
    vectors[:1, n // 2 :] = 0.0
    vectors[1:, : n // 2] = 0.0
    matrix = (vectors.T * [1.0, -2.0][:rank]) @ vectors
    values, index = log_determinants(matrix[None])
    assert values[0] == -math.inf
    assert index[0] == (rank == 2)


@pytest.mark.parametrize("n", [4, SMALL + 2])
def test_only_the_upper_triangle_is_read(n):
    matrix = np.random.default_rng(n).standard_normal((n, n))
    full = np.triu(matrix) + np.triu(matrix, 1).T
    values, index = log_determinants([np.triu(matrix), full])
    assert values[0] == values[1]
    assert index[0] == index[1]


def test_tiny_pivots_do_not_overflow():
    """The reciprocal of a subnormal number does."""
    for a in (5e-324, 1e-310):
        values, index = log_determinants([[[a, 0.0], [0.0, -a]], [[0.0, a], [a, 0.0]]])
        assert values == pytest.approx([2 * math.log(a)] * 2, rel=1e-15)
        assert index.tolist() == [1, 1]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 40),
    st.floats(0.01, 0.99),
    st.floats(1e-4, 1e4),
    st.floats(1e-4, 1e4),
    st.floats(-1e3, 1e3),
    st.floats(-1e3, 1e3),
    st.integers(0, 2**32),
)
def test_against_eigenvalues(N, kappa, b, b1, x, x1, seed):
    """Both methods are backward stable: they agree to n eps times the condition number."""
    if not 0 < round(kappa * N) < N:
        return
    matrices = block_matrix(N=N, kappa=kappa, b=b, b1=b1, x=x, x1=x1, draws=3, rng=stream(seed))
    values, index = log_determinants(matrices)
    spectra = np.linalg.eigvalsh(matrices)
    condition = np.abs(spectra).max(axis=1) / np.abs(spectra).min(axis=1)
    error = 100 * N * 2.3e-16 * condition
    assert (np.abs(values - np.log(np.abs(spectra)).sum(axis=1)) <= error + 1e-12 * N).all()
    assert (index == (spectra < 0).sum(axis=1))[error < 0.1].all()


@settings(deadline=None)  # the kernel is compiled once
@given(st.lists(st.integers(-4, 4), min_size=10, max_size=10))
def test_against_exact_determinants(entries):
    """Small integers, zero pivots and singular matrices included; the determinant is SymPy's."""
    matrix = np.zeros((4, 4))
    matrix[np.tril_indices(4)] = entries
    matrix = matrix + np.tril(matrix, -1).T
    exact = abs(int(sp.Matrix(matrix.astype(int).tolist()).det()))
    value, _ = log_determinants(matrix[None])
    assert math.exp(value[0]) == pytest.approx(exact, rel=1e-10, abs=1e-9)


def test_a_zero_diagonal_needs_blocks_of_size_two():
    """Eigenvalues of the exchange matrix of size 2k are k times 1 and k times -1."""
    matrix = np.fliplr(np.eye(8))
    values, index = log_determinants(2 * matrix[None])
    assert values[0] == pytest.approx(8 * math.log(2), rel=1e-15)
    assert index[0] == 4


def test_singular_and_empty_matrices():
    values, index = log_determinants(np.zeros((2, 3, 3)))
    assert (values == -math.inf).all()
    assert (index == 0).all()
    values, index = log_determinants(np.zeros((2, 0, 0)))
    assert values.tolist() == [0, 0]
    assert log_determinants(np.zeros((0, 3, 3)))[0].shape == (0,)


def test_huge_entries_do_not_overflow():
    """Entries up to 1e250: the determinant of a 2 x 2 block is not formed."""
    values, index = log_determinants([[[1e200, 1e250], [1e250, -1e200]]])
    assert values[0] == pytest.approx(500 * math.log(10), rel=1e-15)
    assert index[0] == 1


def test_the_matrices_are_left_alone():
    matrices = block_matrix(N=5, kappa=0.5, b=1, b1=1, draws=2, rng=stream(1))
    before = matrices.copy()
    log_determinants(matrices)
    assert (matrices == before).all()


def test_bad_input_is_refused():
    with pytest.raises(DomainError, match=r"shape \(3, 2\)"):
        log_determinants(np.zeros((3, 2)))
    with pytest.raises(DomainError, match="contains nan"):
        log_determinants(np.full((1, 2, 2), np.nan))

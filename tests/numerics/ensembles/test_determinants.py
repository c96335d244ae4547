"""log|det| and the index from a factorisation, against eigenvalues and exact values."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.samplers import block_matrix
from glassproof.numerics.ensembles.determinants import log_determinants
from glassproof.numerics.work.streams import stream


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

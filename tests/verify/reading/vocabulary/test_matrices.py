"""Determinants, inverses, ranks and eigenvalues, against SymPy's and NumPy's."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.verify.reading.sympy_syntax import read_formula
from glassproof.verify.reading.tokens import ParseError

A, B, C, T, X = sp.symbols("a b c t x", real=True)
K = sp.Symbol("k", integer=True)
NAMES = {"a": A, "b": B, "c": C, "t": T, "x": X, "k": K}
_ENTRIES = st.sampled_from([0, 1, -1, 2, 3, sp.Rational(1, 2), A, B, A + 1, B * C])


def square(size: int, entries=_ENTRIES) -> st.SearchStrategy[sp.Matrix]:
    rows = st.lists(st.lists(entries, min_size=size, max_size=size), min_size=size, max_size=size)
    return rows.map(sp.Matrix)


def read(text: str) -> sp.Expr:
    return read_formula(text, NAMES).expr


def text_of(matrix: sp.Matrix) -> str:
    return str(matrix.tolist())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4).flatmap(square))
def test_determinant_and_trace_are_those_of_sympy(matrix):
    assert sp.expand(read(f"det({text_of(matrix)})") - matrix.det(method="berkowitz")) == 0
    assert sp.expand(read(f"trace({text_of(matrix)}**2)") - (matrix**2).trace()) == 0
    characteristic = (X * sp.eye(matrix.rows) - matrix).det(method="berkowitz")
    assert sp.expand(read(f"charpoly({text_of(matrix)}, x)") - characteristic) == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3).flatmap(square), st.data())
def test_an_inverse_times_the_matrix_is_one(matrix, data):
    i, j = (data.draw(st.integers(1, matrix.rows)) for _ in range(2))
    text = f"entry(inverse({text_of(matrix)})*{text_of(matrix)}, {i}, {j})"
    if sp.expand(matrix.det(method="berkowitz")) == 0:
        with pytest.raises(ParseError, match="no inverse"):
            read(text)
    else:
        assert sp.simplify(read(text) - int(i == j)) == 0


_NUMBERS = st.integers(-2, 2).map(sp.Integer)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4).flatmap(lambda size: square(size, _NUMBERS)), st.data())
def test_rank_also_where_it_is_read_of_symbols(matrix, data):
    assert read(f"rank({text_of(matrix)})") == matrix.rank()
    i, j = (data.draw(st.integers(0, matrix.rows - 1)) for _ in range(2))
    held = matrix.copy()
    held[i, j] = T
    value = read(f"rank({text_of(held)})")
    assert value.subs(T, matrix[i, j]) == matrix.rank()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3).flatmap(lambda size: square(size, _NUMBERS)))
def test_eigenvalues_of_symmetric_matrices_come_in_order(matrix):
    symmetric = matrix + matrix.T
    expected = np.linalg.eigvalsh(np.array(symmetric.tolist(), dtype=float))
    for number, value in enumerate(expected, 1):
        found = read(f"eigenvalue({text_of(symmetric)}, {number})")
        assert abs(complex(sp.N(found, 20)) - value) < 1e-9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("det(vandermonde(a, b, t))", (B - A) * (T - A) * (T - B)),
        ("det([[a, b], [b, c]] - t*identity(2))", (A - T) * (C - T) - B**2),
        ("det((1 + t)*[[a, b], [b, c]]/2)", (1 + T) ** 2 * (A * C - B**2) / 4),
        ("det(-(diag(a, b) + [[0, 1], [1, 0]]))", A * B - 1),
        ("trace(diag(a, b)*transpose([[1, t], [c, 2]]))", A + 2 * B),
        ("trace([[a, b], [c, t]]**0)", 2),
        ("entry([[2, 0], [0, 4]]**-1, 2, 2)", sp.Rational(1, 4)),
        ("det(Matrix([[a, b], [c, t]]))", A * T - B * C),
        ("eigenvalue([[a, 2], [2, a]], 1)", A - 2),
        ("det([[Sum(j, (j, 1, 3)), 0], [0, t]])", T * sp.Sum(sp.Symbol("j", integer=True),
                                                         (sp.Symbol("j", integer=True), 1, 3))),
    ],
)  # fmt: skip
def test_reads(text, expected):
    assert sp.expand(read(text) - expected) == 0


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("det([[1, 2, 3], [4, 5, 6]])", 1, "this one is 2 x 3"),
        ("trace([[1, 2]])", 1, "this one is 1 x 2"),
        ("entry(inverse([[1, 2]]), 1, 1)", 7, "this one is 1 x 2"),
        ("det([[1, 2], [3]])", 5, "row 2 has 1 entries"),
        ("det([[1, 2], []])", 15, "a number, a name"),
        ("det(t)", 5, "expected a matrix"),
        ("det([1, 2])", 6, "a row in brackets"),
        ("det([[1], [2]]", 15, "expected ')'"),
        ("det([[1]]*[[1, 2]])", 1, "square"),
        ("det([[1, 2]]*[[1, 2]])", 13, "no product"),
        ("det([[1, 2]] + [[1]])", 5, "no sum"),
        ("det(1/[[1]])", 6, "divided by a matrix"),
        ("det([[1]]**t)", 10, "whole number"),
        ("det([[1]]**50)", 10, "at most the exponent 12"),
        ("inverse([[1]])", 1, "a matrix, no number"),
        ("[[1]]", 1, "a matrix is no number"),
        ("entry([[1, 2]], 0, 1)", 1, "no row 0"),
        ("entry([[1, 2]], 1, 3)", 1, "no column 3"),
        ("entry([[1, 2]], 1, t)", 20, "counted from 1"),
        ("entry([[1, 2]], 1)", 1, "write entry("),
        ("entry(inverse([[1, 2], [2, 4]]), 1, 1)", 7, "no inverse"),
        ("det(identity(50))", 5, "1 to 6 rows"),
        ("eigenvalue([[0, 1], [2, 0]], 1)", 1, "real symmetric"),
        ("eigenvalue([[0, 1], [1, 0]], 3)", 1, "no eigenvalue 3"),
        ("charpoly([[1]])", 1, "write charpoly("),
    ],
)
def test_errors_point_at_the_place(text, column, says):
    with pytest.raises(ParseError) as caught:
        read(text)
    assert says in caught.value.message
    assert caught.value.column == column


@settings(deadline=None, max_examples=40)
@given(square(4, st.integers(-5, 5)))
def test_eigenvalues_of_four_rows_against_numpy(matrix):
    symmetric = (matrix + matrix.T).applyfunc(sp.Integer)
    known = np.linalg.eigvalsh(np.array(symmetric.tolist(), dtype=float))
    for number, value in enumerate(known, 1):
        found = read(f"eigenvalue({text_of(symmetric)}, {number})")
        assert abs(complex(found.evalf(30)) - value) < 1e-9 * (1 + abs(value))


def test_eigenvalues_of_a_symbolic_quartic_against_numpy():
    text = "[[0,a,0,1],[a,1,t,0],[0,t,0,1],[1,0,1,3]]"
    for a, t in ((0.3, 1.7), (-2.0, 0.9), (5.0, -4.0)):
        rows = [[0, a, 0, 1], [a, 1, t, 0], [0, t, 0, 1], [1, 0, 1, 3]]
        for number, value in enumerate(np.linalg.eigvalsh(np.array(rows)), 1):
            found = read(f"eigenvalue({text}, {number})").subs({A: a, T: t})
            assert abs(complex(found.evalf(30)) - value) < 1e-9

r"""Determinants, traces, ranks, inverses and eigenvalues, held against SymPy's matrices."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.relations import read_side, split
from tests.verify.reading.latex.names import NAMES, latex, refused

a, b, x, y = (NAMES[name] for name in "abxy")
M = sp.Matrix([[a, b], [x, y]])
S = sp.Matrix([[a, b], [b, a]])
m = r"\begin{pmatrix} a & b \\ x & y \end{pmatrix}"
s = r"\begin{bmatrix} a & b \\ b & a \\ \end{bmatrix}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (rf"\det{m}", M.det()),
        (rf"\det\left({m}\right)", M.det()),
        (r"\begin{vmatrix} a & b \\ x & y \end{vmatrix}", M.det()),
        (r"\left|\begin{array}{cc} a & b \\ x & y \end{array}\right|^2", M.det() ** 2),
        (rf"\operatorname{{tr}}{m}", M.trace()),
        (rf"\mathrm{{Tr}}\left({m}^3\right)", (M**3).trace()),
        (rf"\operatorname{{tr}}\left[{m}^{{-1}}\right]", M.inv().trace()),
        (rf"\det\left({s} - x I\right)", (S - x * sp.eye(2)).det()),
        (rf"\det\left({m}{s}^T + 2 y I\right)", (M * S.T + 2 * y * sp.eye(2)).det()),
        (rf"\det\left(2{m} + \operatorname{{diag}}(1, x)\right)",
         (2 * M + sp.diag(1, x)).det()),
        (rf"{m}^{{-1}}_{{12}}", M.inv()[0, 1]),
        (rf"\left({m}^{{2}}\right)_{{2,1}}", (M**2)[1, 0]),
        (r"\begin{pmatrix} a & b \end{pmatrix}\begin{pmatrix} x \\ y \end{pmatrix}",
         a * x + b * y),
        (r"\operatorname{rank}\begin{pmatrix} 1 & 2 \\ 2 & 4\end{pmatrix}", sp.Integer(1)),
        (rf"\lambda_{{\max}}{s}", a + sp.Abs(b)),
        (rf"\lambda_{{\min}}\left({s}\right)", a - sp.Abs(b)),
        (r"\det\begin{pmatrix} 1 & x & x^2 \\ 1 & y & y^2 \\ 1 & a & a^2 \end{pmatrix}",
         (y - x) * (a - x) * (a - y)),
        (rf"\left(1 + \det{m}\right)^2", (1 + M.det()) ** 2),
        (rf"\log\det{m}", sp.log(M.det())),
    ],
)  # fmt: skip
def test_numbers_of_matrices(text, value):
    found = latex(text).expr
    point = {
        a: sp.Rational(5, 3),
        b: sp.Rational(-2, 7),
        x: sp.Rational(3, 5),
        y: sp.Rational(11, 4),
    }
    assert abs(sp.N((found - value).subs(point), 30)) < 1e-25


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"\det\begin{pmatrix} a & b & x\\ x & y & a \end{pmatrix}", 1, "2 x 3"),
        (r"\det\begin{pmatrix} a & b \\ x \end{pmatrix}", 5, "row 2 has 1 entries"),
        (m, 1, "a matrix is no number"),
        (rf"\operatorname{{tr}}{m}^2", 62, "not clear where the matrix ends"),
        (r"\det\begin{pmatrix} 1 & \cdots \\ 1 & y \end{pmatrix}", 25, "leaves terms out"),
        (r"\det A", 6, "a matrix that is written out"),
        (r"\det\begin{pmatrix} a & b \\ x & y", 35, "the end of the matrix"),
        (rf"\det\left({m} + 1\right)", 58, "write the identity matrix as I"),
        (r"\begin{Vmatrix} a \end{Vmatrix}", 1, "'Vmatrix' is not one of"),
        (r"\det\begin{pmatrix} 1 & 2 \\ 2 & 4\end{pmatrix}^{-1}", 48, "where the matrix ends"),
        (r"\operatorname{tr}\left(\begin{pmatrix} 1 & 2 \\ 2 & 4\end{pmatrix}^{-1}\right)", 24,
         "no inverse"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_matrix_is_refused(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


def test_cells_stay_where_sides_are_told_apart():
    text = rf"\begin{{aligned}} \det{m} &= a y - b x \end{{aligned}}"
    chain = split(text, latex=True)
    left, right = (read_side(chain, side, NAMES, latex=True).expr for side in chain.sides)
    assert left == right == M.det()

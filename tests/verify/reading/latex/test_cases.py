r"""Cases, indicators, factorial powers and conjugates."""

from __future__ import annotations

import pytest
import sympy as sp

from tests.verify.reading.latex.names import NAMES, latex, refused

x, y, a, b, n, z = (NAMES[name] for name in ("x", "y", "a", "b", "n", "z"))
u = sp.Symbol("u", real=True)
k = sp.Symbol("k", integer=True)


def piecewise(*branches: tuple[sp.Expr, sp.Basic]) -> sp.Expr:
    """The value of the first branch that holds."""
    return sp.Piecewise(*branches)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"\begin{cases} x & x > 0 \\ -x & \text{otherwise} \end{cases}",
         piecewise((x, x > 0), (-x, True))),
        (r"\begin{cases} x, & \text{if } x > 0,\\ -x, & \text{else.} \end{cases}",
         piecewise((x, x > 0), (-x, True))),
        (r"\begin{cases} x & \text{for } x > 0 \\ -x & x \le 0. \end{cases}",
         piecewise((x, x > 0), (-x, x <= 0))),
        (r"\left\{\begin{array}{ll} x & x > 0 \\ -x & x\le 0 \end{array}\right.",
         piecewise((x, x > 0), (-x, x <= 0))),
        (r"2\begin{cases} 1 & 0 < x < y \\ 0 & \text{else} \end{cases} + 1",
         2 * piecewise((1, (x > 0) & (x < y)), (0, True)) + 1),
        (r"\begin{cases} 1 & n \text{ even} \\ 0 & n \text{ odd} \end{cases}",
         piecewise((1, sp.Eq(sp.Mod(n, 2), 0)), (0, sp.Eq(sp.Mod(n, 2), 1)))),
        (r"\mathbf 1_{x>y}", piecewise((1, x > y), (0, True))),
        (r"\mathbf{1}_{\{x>y\}}", piecewise((1, x > y), (0, True))),
        (r"\mathbb{1}\{x>y\} + 1", piecewise((1, x > y), (0, True)) + 1),
        (r"\mathbb{1}_{[0,y)}(x)", piecewise((1, (x >= 0) & (x < y)), (0, True))),
        (r"y [x > y]", y * piecewise((1, x > y), (0, True))),
        (r"\sum_{k=1}^n [k \text{ odd}]",
         sp.Sum(piecewise((1, sp.Eq(sp.Mod(k, 2), 1)), (0, True)), (k, 1, n))),
        (r"\int_0^1 \begin{cases} u & u < y \\ 1 & \text{otherwise} \end{cases}\,du",
         sp.Integral(piecewise((u, u < y), (1, True)), (u, 0, 1))),
        (r"(a)_n", sp.RisingFactorial(a, n)),
        (r"(a)_{n+1} (b)_n", sp.RisingFactorial(a, n + 1) * sp.RisingFactorial(b, n)),
        (r"x^{\underline{n}}", sp.FallingFactorial(x, n)),
        (r"(x+y)^{\overline{n}}", sp.RisingFactorial(x + y, n)),
        (r"\bar z z", z * sp.conjugate(z)),
        (r"\overline{z}^2", sp.conjugate(z) ** 2),
        (r"z^* z", sp.conjugate(z) * z),
        (r"\overline{z^2 + i}", sp.conjugate(z**2 + sp.I)),
        (r"\Re z + \Im z", sp.re(z) + sp.im(z)),
        (r"\arg(z)", sp.arg(z)),
    ],
)  # fmt: skip
def test_cases_are_read_as_they_are_written(text, node):
    assert latex(text).expr == node


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"\begin{cases} x \\ y \end{cases}", 17, "the condition of this case"),
        (r"\begin{cases} x & y \end{cases}", 21, "expected a relation"),
        (r"\begin{cases} x & x>0 \text{ or } y>0 \end{cases}", 23, "'or' is not read"),
        (r"\begin{cases} x & \text{else} \\ y & x > 0 \end{cases}", 38, "never holds"),
        (r"\begin{cases} x & \text{else} \end{cases}", 1, "none of these cases"),
        (r"\begin{cases} x & x>0 \\", 25, "found the end"),
        (r"\mathbf{1}_{A}", 14, "expected a relation"),
        (r"\mathbf{1} x", 12, "the condition of the indicator"),
        (r"(a;b)_n", 3, "expected ')'"),
    ],
)
def test_what_is_no_case_is_refused_with_its_place(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


def test_a_bar_over_a_real_name_is_told_as_before():
    reading = latex(r"\bar x")
    assert reading.expr == x
    assert reading.notices == ("x_bar is read as x: it is not declared",)

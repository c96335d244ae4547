"""Sums and products whose dots leave terms out."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.scanning.dots import without_dots

n, m = (sp.Symbol(name, integer=True, positive=True) for name in "nm")
x, r = (sp.Symbol(name, positive=True) for name in "xr")
NAMES = {"n": n, "m": m, "x": x, "r": r}


def value(latex: str, **at: float) -> complex:
    """The value at a point, sums added up term by term."""
    point = {NAMES[name]: number for name, number in at.items()}
    return complex(read(latex, NAMES, latex=True).expr.subs(point).doit().evalf(15))


@pytest.mark.parametrize(
    ("written", "total"),
    [
        (r"1 + 2 + \dots + n", 15),
        (r"1^2 + 2^2 + 3^2 + \cdots + n^2", 55),
        (r"1 + r + r^2 + \dots + r^{n-1}", 1 + 1 / 4 + 1 / 16 + 1 / 64 + 1 / 256),
        (r"1 + \frac12 + \frac13 + \ldots + \frac{1}{n}", 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5),
        (r"1 + 3 + 5 + \dots + (2n-1)", 1 + 3 + 5 + 7 + 9),
        (r"x + 1 + 2 + \dots + n", 15.5),
        (r"n(n-1)\cdots(n-m+1)", 5 * 4 * 3),
        (r"1 \cdot 2 \cdot 3 \cdots n", 120),
        (r"1 \cdot 3 \cdots (2n-1) + x", 1 * 3 * 5 * 7 * 9 + 0.5),
        (r"\frac{1 + 2 + \dots + n}{n}", 3),
        (r"2(1 + 2 + \dots + n)", 30),
    ],
)
def test_a_run_is_written_with_its_index(written: str, total: float) -> None:
    assert abs(value(without_dots(written), n=5, m=3, x=0.5, r=0.25) - total) < 1e-9


@pytest.mark.parametrize(
    ("written", "total"),
    [
        (r"1 + x + x^2 + \dots", 2),
        (r"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + \cdots", math.exp(0.5)),
        (r"1 - x + x^2 - x^3 + \cdots", 2 / 3),
        (r"x - \frac{x^3}{3!} + \frac{x^5}{5!} - \dots", math.sin(0.5)),
        (r"1 + \frac{1}{2^2} + \frac{1}{3^2} + \dots", math.pi**2 / 6),
    ],
)
def test_a_series_goes_on_as_its_terms_do(written: str, total: float) -> None:
    expr = read(without_dots(written), NAMES, latex=True).expr
    assert isinstance(expr, sp.Sum)
    term = sp.lambdify(expr.variables[0], expr.function.subs(x, sp.Rational(1, 2)), "mpmath")
    assert abs(sum(term(k) for k in range(400)) - total) < 3e-3


@pytest.mark.parametrize(
    "written",
    [
        r"x_1 + x_2 + \dots + x_n",
        r"1 + \dots + n",
        r"x + r + \dots + n",
        r"1 + 2 + 4 + \dots + n",
        r"1 + 2 + \dots",
        r"1 + 3 + 4 + \dots",
        r"a_1 \cdots a_n",
        r"\dots",
        r"1 + (2 + \dots + n",
        r"n(n-1)\cdots 1",
        r"\frac{1}{n} + \frac{2}{n} + \dots + \frac{n}{n}",
    ],
)
def test_what_is_not_clear_stays(written: str) -> None:
    assert without_dots(written) == written

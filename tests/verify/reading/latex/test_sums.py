r"""Sums and products: every usual spelling of a range, where a body ends, and what is refused."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from tests.verify.reading.latex.names import NAMES, latex, refused

n, m, x, a, b = (NAMES[name] for name in ("n", "m", "x", "a", "b"))
i, j, k = sp.symbols("i j k", integer=True)
k_1 = sp.Symbol("k_1", integer=True)
oo = sp.oo


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"\sum_{k=1}^{n} k", sp.Sum(k, (k, 1, n))),
        (r"\sum_{k=0}^\infty x^k", sp.Sum(x**k, (k, 0, oo))),
        (r"\sum^{n}_{k=1} k^2", sp.Sum(k**2, (k, 1, n))),
        (r"\sum\limits_{k = 1}^n k", sp.Sum(k, (k, 1, n))),
        (r"\sum_{k=-\infty}^{+\infty} x^{k^2}", sp.Sum(x ** (k**2), (k, -oo, oo))),
        (r"\sum_{k\in\mathbb{Z}} x^{k^2}", sp.Sum(x ** (k**2), (k, -oo, oo))),
        (r"\sum_{k\ge 1} x^k", sp.Sum(x**k, (k, 1, oo))),
        (r"\sum_{k > m} x^k", sp.Sum(x**k, (k, m + 1, oo))),
        (r"\sum_{0 \leq k < n} k", sp.Sum(k, (k, 0, n - 1))),
        (r"\sum_{n \geqslant k \geqslant 1} k", sp.Sum(k, (k, 1, n))),
        (r"\sum_{k < n,\ k \ge 0} k", sp.Sum(k, (k, 0, n - 1))),
        (r"\sum_{|k| \le n} x^k", sp.Sum(x**k, (k, -n, n))),
        (r"\sum_{1\le i<j\le n} i j", sp.Sum(i * j, (i, 1, j - 1), (j, 2, n))),
        (r"\sum_{1\le i \le j\le n} i j", sp.Sum(i * j, (i, 1, j), (j, 1, n))),
        (r"\sum_{n \ge i > j \ge 1} i j", sp.Sum(i * j, (i, j + 1, n), (j, 1, n - 1))),
        (r"\sum_{1\le i<j<k\le n} i", sp.Sum(i, (i, 1, j - 1), (j, 2, k - 1), (k, 3, n))),
        (r"\sum_{i<j,\, 1 \le i,\, j \le n} i", sp.Sum(i, (i, 1, j - 1), (j, 2, n))),
        (r"\sum_{0\le i,j\le n} i j", sp.Sum(i * j, (i, 0, n), (j, 0, n))),
        (r"\sum_{i,j=1}^{n} i j", sp.Sum(i * j, (i, 1, n), (j, 1, n))),
        (
            r"\sum_{i,j=1,\, i\ne j}^{n} i j",
            sp.Sum(sp.Piecewise((i * j, sp.Ne(i, j)), (0, True)), (i, 1, n), (j, 1, n)),
        ),
        (r"\sum_{k=1,\ k \text{ odd}}^{9} k", sp.Sum(2 * k + 1, (k, 0, 4))),
        (r"\sum_{\substack{k=1\\ k\text{ odd}}}^{9} k", sp.Sum(2 * k + 1, (k, 0, 4))),
        (
            r"\sum_{\substack{1 \le k \le n \\ k \text{ even}}} k",
            sp.Sum(2 * k, (k, 1, sp.floor(n / 2))),
        ),
        (r"\sum_{k \text{ odd}} x^k", sp.Sum(x ** (2 * k + 1), (k, 0, oo))),
        (r"\sum_{k\in\{1,2,5\}} x^k", x + x**2 + x**5),
        (r"\prod_{k\in\{1,2,5\}} (x+k)", (x + 1) * (x + 2) * (x + 5)),
        (
            r"\sum_{k\ne 0} x^{k}",
            sp.Sum(x**k, (k, 1, oo)) + sp.Sum(x ** (-k), (k, 1, oo)),
        ),
        (
            r"\sum_{k \mid n} k",
            sp.Sum(sp.Piecewise((k, sp.Eq(sp.Mod(n, k), 0)), (0, True)), (k, 1, n)),
        ),
        (r"\prod_{k=1}^n (1+x^k)", sp.Product(1 + x**k, (k, 1, n))),
        (r"\prod_{k=1}^n 2 k", sp.Product(2 * k, (k, 1, n))),
        (r"\prod_{1\le i<j\le n} (j-i)", sp.Product(j - i, (i, 1, j - 1), (j, 2, n))),
        (r"\sum_{k=1}^{n} \sum_{j=1}^{k} j", sp.Sum(sp.Sum(j, (j, 1, k)), (k, 1, n))),
        (r"\sum_{k_1=1}^n k_1", sp.Sum(k_1, (k_1, 1, n))),
        (r"\sum_{k=0}^{n} -k", sp.Sum(-k, (k, 0, n))),
        (r"\sum_{k=1}^n a k + b", sp.Sum(a * k, (k, 1, n)) + b),
        (r"a - \sum_{k=1}^n k x", a - sp.Sum(k * x, (k, 1, n))),
        (r"\left(\sum_{k=1}^n k\right)^2", sp.Sum(k, (k, 1, n)) ** 2),
        (r"\log\sum_{k=1}^n k", sp.log(sp.Sum(k, (k, 1, n)))),
        (r"\frac{\sum_{k=1}^n k}{n}", sp.Sum(k, (k, 1, n)) / n),
        (r"\sum_{k=1}^n k \sum_{j=1}^m j", sp.Sum(k * sp.Sum(j, (j, 1, m)), (k, 1, n))),
    ],
)
def test_ranges_are_read_as_they_are_written(text, node):
    assert latex(text).expr == node


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"\sum_i x", 6, "where does 'i' run?"),
        (r"\sum_{k}^{n} k", 6, "where does 'k' run?"),
        (r"\sum x", 1, "over what does it run?"),
        (r"\sum_{k=1} k", 6, "where it ends is not said"),
        (r"\sum_{k \le n} k", 6, "where does k begin?"),
        (r"\sum_{k \text{ even}} k", 6, "where does k begin?"),
        (r"\sum_{k\in\mathbb{N}} x^k", 11, "with or without 0"),
        (r"\sum_{k\in A} x^k", 12, "the set 'A' is not read"),
        (r"\sum_{p \text{ prime}} p", 9, "'prime' is not read"),
        (r"\sum_{k=1}^n k + k", 18, "no value outside"),
        (r"\sum_{n=1}^n n", 7, "bound here and free elsewhere"),
        (r"x \sum_{x=1}^n x", 9, "bound here and free elsewhere"),
        (r"\sum_{k=1}^{k} x", 13, "'k' is not declared"),
        (r"\sum_{k=1}^n \sum_{k=1}^m k", 20, "bound already"),
        (r"\prod_{k=1}^n k \cdot 2", 1, "belong to the product over k"),
        (r"\prod_{k=1}^n k x", 1, "belong to the product over k"),
        (r"\sum_{k=1}^{10^9} k", 1, "1e+09 terms"),
        (r"\sum_{k=1}^n_{j} k", 13, "a second '_'"),
        (r"\sum_{k=1}^{x} k", 1, "not known to be one"),
        (r"\sum_{k \approx 1} k", 9, "no condition that is read"),
        (r"\sum_{k=1}^n", 13, "expected a number, a name"),
        (r"\sum_{1 \le k \le n} k \cdots", 24, "leaves terms out"),
        (r"x/\sum_{k=1}^n k", 2, r"use \frac"),
    ],
)
def test_what_is_not_a_sum_is_refused_with_its_place(text, column, says):
    error = refused(text)
    assert says in error.message
    assert error.column == column


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (r"\sum_{k=1}^n k + 1", r"'\sum_{k=1}^n k' ends before the sign +"),
        (r"\sum_{k \text{ odd}} x^k", "k = 1, 3, 5, ..."),
        (r"\sum_{n=1}^3 n", "it is not the declared n"),
        (r"\log\sum_{k=1}^n k", r"read as \log(\sum_{k=1}^n k)"),
    ],
)
def test_what_is_meant_by_a_sum_is_told(text, told):
    assert any(told in notice for notice in latex(text).notices)


def test_an_index_may_be_the_letter_of_a_constant():
    reading = latex(r"\sum_{i=1}^n i")
    assert reading.expr == sp.Sum(i, (i, 1, n))
    assert reading.notices == ()


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (r"\sum_{i+j=n} x^i a^j", sp.Sum(x**i * a ** (n - i), (i, 0, n))),
        (r"\sum_{i+j=n,\ i\ge 1,\ j > 1} i j", sp.Sum(i * (n - i), (i, 1, n - 2))),
        (r"\sum_{\substack{i+j=n\\ i, j\ge 1}} i j", sp.Sum(i * (n - i), (i, 1, n - 1))),
        (r"\sum_{i+j+k=n} k", sp.Sum(n - i - j, (i, 0, n - j), (j, 0, n))),
    ],
)
def test_indices_with_a_given_sum(text, node):
    difference = (latex(text).expr - node).doit()
    assert sp.simplify(difference.subs({n: 5, x: 2, a: 3})) == 0


def test_indices_with_a_given_sum_are_told_where_they_begin():
    found = read(r"\sum_{i+j=n} i", NAMES, latex=True)
    assert "i, j with a given sum is read as i, j >= 0" in found.notices
    refused(r"\sum_{i+j=n,\ i\le 3} i")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\sum_{d\mid 12} d", 28),
        (r"\sum_{d | 12,\ d \text{ odd}} d", 4),
        (r"\sum_{d | 12,\ d \ne 3} d", 25),
        (r"\sum_{k\in\{1,2,3,5\},\ k\text{ odd}} k", 9),
        (r"\prod_{d\mid 6} d", 36),
    ],
)
def test_lists_and_divisors_with_conditions(text, value):
    assert latex(text).expr == value

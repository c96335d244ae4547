"""What is printed back is the formula as it was written, and LaTeX that is read to the same."""

from __future__ import annotations

import pytest

from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read

NAMES = parse_conditions("n integer >= 1, k integer, x, y real, a > 0").symbols


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x/2*y", r"\frac{x y}{2}"),
        ("-x/(2*a)", r"- \frac{x}{2 a}"),
        ("(x+1)/(a-1)*y", r"\frac{\left(x + 1\right) y}{a - 1}"),
        ("x - 1/x**2", r"x - \frac{1}{x^{2}}"),
        ("k*Sum(k/2, (k, 1, n))", r"k \sum_{k=1}^{n} \frac{k}{2}"),
        ("Limit(1/s, s, 0, '+')", r"\lim_{s \to 0^+}\left(\frac{1}{s}\right)"),
        ("Integral(s/s, (s, 0, x))", r"\int\limits_{0}^{x} \frac{s}{s}\, ds"),
    ],
)
def test_a_formula_is_shown_as_it_was_written(text, shown):
    assert read(text, NAMES).shown == shown


@pytest.mark.parametrize(
    "text",
    [
        "x/2*y - 1/(a + x)**2",
        "Sum(1/k**2, (k, 1, oo))",
        "Product(1 + 1/j, (j, 1, n))",
        "Integral(exp(-s**2)*cos(x*s), (s, -oo, oo))",
        "Limit(sin(s)/s, s, 0)",
        "Derivative(x**3*exp(x), x)",
        "Piecewise((x, x > 0), (-x, True))",
        "binomial(n, k)*factorial(n)/sqrt(a)",
    ],
)
def test_what_is_shown_is_read_as_what_was_written(text):
    found = read(text, NAMES)
    assert read(found.shown, NAMES, latex=True).expr == found.expr

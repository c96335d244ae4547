"""Upper and lower limits, held against maxima and minima far out."""

import mpmath
import pytest
import sympy as sp

import glassproof as gp
from glassproof.verify.reading.formula import read

SEQUENCES = ["(-1)**n*(1 + 1/n)", "cos(2*pi*n/3) + 2/n", "(2 + (-1)**n)*sin(pi*n/4)", "(n + 1)/n"]


@pytest.mark.parametrize("text", SEQUENCES)
def test_sequences_against_their_values_far_out(text):
    n = sp.Symbol("n", integer=True)
    function = sp.lambdify(n, sp.sympify(text), "mpmath")
    values = [mpmath.re(function(mpmath.mpf(10**9 + k))) for k in range(48)]
    for name, known in (("limsup", max(values)), ("liminf", min(values))):
        found = read(f"{name}({text}, n, oo)", {}).expr
        value = found.replace(sp.Limit, lambda f, x, *_: sp.limit(f, x, sp.oo))
        assert abs(sp.N(value) - known) < 1e-6


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        (r"\limsup_{n\to\infty} (-1)^n", "1", ""),
        (r"\liminf_{n\to\infty} \cos\left(\frac{2\pi n}{3}\right)", r"-\frac12", ""),
        (r"\limsup_{x\to\infty} \left(a\sin x+\frac{x+1}{x}\right)", "|a|+1", "a real"),
        (r"\liminf_{x\to\infty} \frac{\sin x}{x}", "0", ""),
        (r"\limsup_{x\to 0} \frac{\sin x}{x}", "1", ""),
    ],
)
def test_they_are_proven(left, right, where):
    assert str(gp.check(left, equals=right, where=where, latex=True).verdict) == "verified"
    assert str(gp.check(left, equals=right + "+1", where=where, latex=True).verdict) == "refuted"

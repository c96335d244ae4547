r"""Expectations, variances and probabilities, held against integrals of densities."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read
from glassproof.verify.reading.tokens import ParseError

NAMES = parse_conditions(
    "s > 0, a > 0, x ~ N(0, s**2), y ~ N(0, 1), q real, p in (0, 1), B ~ Bernoulli(p)"
).symbols
s, a, q, p = (NAMES[name] for name in "saqp")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\mathbb{E}[x^4]", 3 * s**4),
        (r"\mathbb E\left[x^2 y^2\right]", s**2),
        (r"\mathrm{E}(x^2)", s**2),
        (r"E[x^2]", s**2),
        (r"\mathbb{E}_x[x^4]", 3 * s**4),
        (r"\mathbb{E}_{x,y}[x^2 + y]", s**2),
        (r"\mathbb{E}\{x^2\}^2", s**4),
        (r"\operatorname{Var}(x)", s**2),
        (r"\operatorname{Cov}(x, x^3)", 3 * s**4),
        (r"\mathbb{E}[(x-\mathbb{E}[x])^2]", s**2),
        (r"\mathbb{E}[B]", p),
        (r"\mathbb{E}[q x^2]", q * s**2),
        (r"\frac{\mathbb{E}[x^4]}{\mathbb{E}[x^2]^2}", sp.Integer(3)),
    ],
)
def test_moments_are_exact(text, value):
    assert sp.simplify(read(text, NAMES, latex=True).expr - value) == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\mathbb{P}(x > a)", sp.erfc(a / (s * sp.sqrt(2))) / 2),
        (r"\Pr(|x| < a)", sp.erf(a / (s * sp.sqrt(2)))),
        (r"P(x \in [0, a])", sp.erf(a / (s * sp.sqrt(2))) / 2),
        (r"\mathbb{E}[e^{x}]", sp.exp(s**2 / 2)),
        (r"\mathbb{E}[\mathbf 1_{x > 0}]", sp.S.Half),
    ],
)
def test_probabilities_are_integrals_of_the_density(text, value):
    point = {s: sp.Rational(3, 2), a: sp.Rational(2, 3)}
    sp.core.cache.clear_cache()  # what SymPy integrates depends on what it did before
    found = read(text, NAMES, latex=True).expr.subs(point).doit()
    assert abs(sp.N(found - value.subs(point), 20)) < 1e-12


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        (r"x", 1, "x is random"),
        (r"q + x", 5, "x is random"),
        (r"\mathbb{E} x", 12, "in brackets"),
        (r"\mathbb{E}[x | y]", 14, "conditional expectations are not read"),
        (r"\mathbb{E}_x[x y]", 1, "an expectation given y"),
        (r"\operatorname{Cov}(x)", 1, "of 2 values, not of 1"),
        (r"\mathbb{P}(x)", 13, "expected a relation"),
    ],
)
def test_what_is_no_expectation_is_refused(text, column, says):
    with pytest.raises(ParseError) as caught:
        read(text, NAMES, latex=True)
    assert says in caught.value.message
    assert caught.value.column == column


def test_nothing_random_is_told_how_to_be_declared():
    with pytest.raises(ParseError, match="nothing is random here: declare it"):
        read(r"\mathbb{E}[t]", {"t": sp.Symbol("t")}, latex=True)


def test_laws_and_independence_are_told():
    (told,) = read(r"\mathbb{E}[x y]", NAMES, latex=True).notices
    assert "x is normal with mean 0 and variance s**2" in told
    assert told.endswith("independent")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\mathbb{E}_{w\sim\mathcal{N}(1,s^2)}[w^2]", 1 + s**2),
        (r"\mathbb{E}_{w\sim U(0,1)}[w] + \mathbb{E}_{w\sim\mathrm{Exp}(2)}[w]", sp.Integer(1)),
        (r"\mathbb{E}_{v,w\sim N(0,1)}[v^2 w^4]", sp.Integer(3)),
        (r"\mathbb{E}|x|^2", s**2),
        (r"\mathbb{E}\left|x\right|^4", 3 * s**4),
    ],
)
def test_laws_below_and_bars_around(text, value):
    assert sp.simplify(read(text, NAMES, latex=True).expr - value) == 0


def test_bars_are_an_absolute_value_and_no_brackets():
    for text in (r"\mathbb{E}|y|", r"\mathbb{E}\left|y\right|", r"\mathbb{E}[|y|]"):
        value = read(text, NAMES, latex=True).expr
        assert abs(float(value.doit()) - (2 / 3.141592653589793) ** 0.5) < 1e-12


@pytest.mark.parametrize(
    "text",
    [
        r"\mathbb{E}_{w\sim Cauchy(0,1)}[w]",
        r"\mathbb{E}_{w\sim N(0)}[w]",
        r"\mathbb{E}_{w\sim N(0,-1)}[w]",
        r"\mathbb{E}_{q\sim N(0,1)}[q]",
        r"w\,\mathbb{E}_{w\sim N(0,1)}[w]",
    ],
)
def test_laws_below_that_are_none(text):
    with pytest.raises(ParseError, match="line 1, column"):
        read(text, NAMES, latex=True)

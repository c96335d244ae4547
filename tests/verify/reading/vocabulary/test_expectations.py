"""Expectations, variances and probabilities, against quadrature and known values."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.sympy_syntax import read_formula
from glassproof.verify.reading.tokens import ParseError

WHERE = (
    "s > 0, a > 0, b > 0, t real, x ~ N(0, s**2), y ~ Exponential(a), w, v ~ Bernoulli(1/3), "
    "r ~ Rademacher, z ~ Semicircle(2), u ~ U(0, b), k ~ Poisson(a)"
)
NAMES = parse_conditions(WHERE).symbols
S, A, B, T = (NAMES[name] for name in "sabt")
POINT = {S: sp.Rational(3, 2), A: sp.Rational(4, 5), B: sp.Rational(7, 3), T: sp.Rational(2, 3)}


def value(text: str) -> mpmath.mpf:
    """The formula at a point, by SymPy's numerical integration."""
    expr = read_formula(text, NAMES).expr.subs(POINT)
    return mpmath.mpf(str(sp.N(expr.replace(sp.Sum, lambda f, *v: sp.Sum(f, *v).doit()), 20)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E(x**4)", 3 * S**4),
        ("E[x**2*y]", S**2 / A),
        ("Var(x**2)", 2 * S**4),
        ("Cov(x, x**3)", 3 * S**4),
        ("Cov(x, y)", 0),
        ("Var(y)", A**-2),
        ("E(z**6)", 5),
        ("Var(z)", 1),
        ("Var(u)", B**2 / 12),
        ("E(w*v + w**2)", sp.Rational(4, 9)),
        ("Var(r)", 1),
        ("Cov(k, k**2)", 2 * A**2 + A),
        ("E(t + 1)", T + 1),
        ("E((x + t)**2)", S**2 + T**2),
        ("E((y - E(y))**2)", A**-2),
        ("E(x*E(x*y) + E(E(x**2)))", S**2),
    ],
)
def test_moments_are_exact(text, expected):
    assert sp.expand(read_formula(text, NAMES).expr - expected) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E(cos(t*x))", sp.exp(-(S**2) * T**2 / 2)),
        ("E(abs(x))", S * sp.sqrt(2 / sp.pi)),
        ("E(exp(-t*y))", A / (A + T)),
        ("P(x > t)", sp.erfc(T / S / sp.sqrt(2)) / 2),
        ("P(x < t)", 1 - sp.erfc(T / S / sp.sqrt(2)) / 2),
        ("P(abs(x) < t)", sp.erf(T / S / sp.sqrt(2))),
        ("P(abs(x) > t)", sp.erfc(T / S / sp.sqrt(2))),
        ("P(-t <= abs(x))", 1),
        ("P(-1 < x < 1)", sp.erf(1 / S / sp.sqrt(2))),
        ("P(1 < x < t)", 0),
        ("P(y > t)", sp.exp(-A * T)),
        ("P(y > -t)", 1),
        ("P(t < y)", sp.exp(-A * T)),
        ("P(u > t)", 1 - T / B),
        ("P(u > 9)", 0),
        ("P(u < -t)", 0),
        ("P(1 < u and u < 2)", 1 / B),
        ("E(exp(w))", (2 + sp.E) / 3),
        ("E(exp(t*r))", sp.cosh(T)),
        ("P(w = 1)", sp.Rational(1, 3)),
        ("P(w = 1 and v = 1)", sp.Rational(1, 9)),
        ("P(w = 1 and y > t and v = 1)", sp.exp(-A * T) / 9),
        ("P(y > t and u > t)", sp.exp(-A * T) * (1 - T / B)),
        ("P(min(y, u) > t)", sp.exp(-A * T) * (1 - T / B)),
        ("P(t >= min(y, u))", 1 - sp.exp(-A * T) * (1 - T / B)),
        ("P(max(y, u) <= t)", (1 - sp.exp(-A * T)) * T / B),
        ("P(t < max(y, u))", 1 - (1 - sp.exp(-A * T)) * T / B),
        ("P(max(w, v) >= 1)", sp.Rational(5, 9)),
        ("P(max(w, v) > 1)", 0),
        ("P(min(w, v) < 1)", sp.Rational(8, 9)),
        ("P(min(w, v) <= 1)", 1),
    ],
)
def test_integrals_have_the_known_values(text, expected):
    assert abs(value(text) - sp.N(sp.sympify(expected).subs(POINT), 20)) < 1e-12


def test_without_random_variables_there_is_no_expectation():
    with pytest.raises(ParseError, match="nothing is random"):
        read_formula("E(1)", {})


def test_inside_an_expectation_another_has_variables_of_its_own():
    inner = read_formula("E(cos(x))", NAMES).expr
    outer = read_formula("E(cos(x)*E(cos(x)))", NAMES).expr
    (found,) = outer.function.atoms(sp.Integral)
    assert found.variables != outer.variables
    assert found.as_dummy() == inner.as_dummy()


def test_what_was_meant_is_told():
    (notice,) = read_formula("E(x*y)", NAMES).notices
    assert "x is normal with mean 0 and variance s**2; y is exponential with rate a" in notice
    assert notice.endswith("independent")


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x + 1", 1, "x is random"),
        ("E(x, y)", 1, "write E(f)"),
        ("Cov(x)", 1, "write Cov(f, g)"),
        ("P(x)", 3, "expected a condition"),
        ("P(x > 0, y > 0)", 1, "one condition"),
        ("E(x**100)", 1, "degree above 60"),
        ("Var(I*x)", 1, "real values"),
        ("E(x", 4, "expected ')'"),
    ],
)
def test_errors_point_at_the_place(text, column, says):
    with pytest.raises(ParseError) as caught:
        read_formula(text, NAMES)
    assert says in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("where", "column", "says"),
    [
        ("x ~ M(0, 1)", 5, "no law that is known"),
        ("x ~ Binomal(3, 1/2)", 5, "did you mean Binomial"),
        ("x ~ N(0)", 5, "N has 2 parameters"),
        ("x ~ N(0, -1)", 5, "the variance is positive"),
        ("x ~ N(0, s)", 10, "not declared"),
        ("x ~ N(0, 1/0)", 11, "divides by zero"),
        ("x ~", 4, "no law"),
        ("~ N(0, 1)", 1, "the name of a random variable"),
        ("x > 0, x ~ N(0, 1)", 8, "declared twice"),
        ("x ~ N(0, 1), x > 0", 14, "x is random"),
        ("x ~ N(0, 1)*2", 6, "in parentheses"),
        ("log ~ N(0, 1)", 1, "the name of a random variable"),
    ],
)
def test_laws_that_cannot_be_read_are_named_with_their_place(where, column, says):
    with pytest.raises(ParseError) as caught:
        parse_conditions(where)
    assert says in caught.value.message
    assert caught.value.column == column

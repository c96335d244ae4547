"""Leading terms held against numbers at large arguments (mpmath), and laws whose truth is known."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.asymptotics.equivalence import boundedness, equivalence
from glassproof.derivations.asymptotics.expansions import Expander
from glassproof.derivations.proof.domain import Domain

n, k = sp.symbols("n k", positive=True)
x = sp.Symbol("x", real=True)
NOWHERE = Domain({})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("factorial(n)", "sqrt(2*pi*n)*(n/E)**n"),
        ("binomial(2*n, n)", "4**n/sqrt(pi*n)"),
        ("gamma(n + k)/gamma(n)", "n**k"),
        ("harmonic(n)", "log(n)"),
        ("harmonic(n) - log(n)", "EulerGamma"),
        ("(1 + 1/n)**n", "E"),
        ("n**(1/n) - 1", "log(n)/n"),
        ("sqrt(n**2 + n) - n", "1/2"),
        ("erfc(n)", "exp(-n**2)/(n*sqrt(pi))"),
        ("log(exp(n) + 1) - n", "exp(-n)"),
        ("cosh(n)", "exp(n)/2"),
        ("pi/2 - atan(n)", "1/n"),
        ("binomial(n, 3)", "n**3/6"),
    ],
)
def test_laws_at_infinity(left: str, right: str) -> None:
    first, second = (sp.sympify(t, {"n": n, "k": k}) for t in (left, right))
    found = equivalence(first, second, n, sp.oo, "-", NOWHERE)
    assert found is not None
    assert found.holds
    for factor in (2, sp.Rational(1001, 1000), n ** sp.Rational(1, 7)):
        wrong = equivalence(first, factor * second, n, sp.oo, "-", NOWHERE)
        assert wrong is not None
        assert not wrong.holds


@pytest.mark.parametrize(
    ("gap", "order"),
    [
        ("sin(x) - x", 3),
        ("exp(x) - 1 - x", 2),
        ("log(1 + x) - x + x**2/2", 3),
        ("cos(x) - 1", 2),
        ("tan(x) - sin(x)", 3),
        ("sqrt(1 + x) - 1 - x/2", 2),
        ("asin(x) - x", 3),
        ("gamma(1 + x) - 1 + EulerGamma*x", 2),
    ],
)
def test_orders_at_zero_are_sharp(gap: str, order: int) -> None:
    expr = sp.sympify(gap, {"x": x})
    for power in range(1, 6):
        found = boundedness(expr, x**power, x, sp.S.Zero, "+-", NOWHERE)
        assert found is not None
        assert found.holds is (power <= order)


FORMULAS = [
    "log(1 + n**2)/atan(n)",
    "1/(2 + sqrt(n)) - 1/sqrt(n)",
    "n*log(1 + 1/n) - 1",
    "sqrt(n + sqrt(n)) - sqrt(n)",
    "log(1 + (n + sqrt(n))**2) - 2*log(n)",
    "atan(1/(2 + sqrt(n) + log(n)))",
    "n**3*(atan(1/n) - 1/n)",
    "log(n + exp(-n)) - log(n + 1)",
    "1/(2 + log(n)) - 1/log(n)",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_leading_terms_are_approached_by_values(text: str) -> None:
    """At n = 10^40 every term that is left out is small, logarithms apart."""
    formula = sp.sympify(text, {"n": n})
    leading = Expander(n).of(formula).leading
    assert leading is not None
    mono, coefficient = leading
    ratio = sp.lambdify(n, formula / (coefficient * mono.expr(n)), "mpmath")
    with mpmath.workdps(400):
        assert abs(ratio(mpmath.mpf(10) ** 40) - 1) < 0.3

"""What mathematicians call obvious is proven; the same where it does not hold is not.

The prover is asked without the balls that precede it when a formula is judged, so that what does
not hold is left open by the algebra itself.
"""

from __future__ import annotations

from random import Random

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.canonical_form import Form
from glassproof.derivations.proof.representation import FormError
from glassproof.derivations.proof.zeros.case_split import vanishes_by_cases
from glassproof.verify.reading.conditions.grammar import parse_conditions
from soundness.part_identities import random_identity, refuted_proof
from soundness.random_forms import random_domain

TRUE_ON_PART = {
    # identity: (a domain where it holds, a domain where it does not)
    "sqrt(x**2) - x": ("x > 0", "x > -1"),
    "sqrt(1 - x**2) - sqrt(1 - x)*sqrt(1 + x)": ("x real", None),
    "sqrt(x**2 - 1) - sqrt(x - 1)*sqrt(x + 1)": ("x > 0", "x real"),
    "acosh(cosh(x)) - x": ("x > 0", "x real"),
    "acosh(2*x**2 - 1) - 2*acosh(x)": ("x > 0", "x real"),
    "asin(sin(x)) - x": ("x in (-1, 1)", "x in (-1, 2)"),
    "acos(cos(x)) - x": ("x in (0, 3)", "x in (0, 4)"),
    "atan(tan(x)) - x": ("x in (-1, 1)", "x in (-1, 2)"),
    "log(exp(I*x)) - I*x": ("x in (-3, 3)", "x in (-4, 4)"),
    "2*atan(x) - atan(2*x/(1 - x**2))": ("x in (-1, 1)", "x in (-1, 2)"),
    "atan(x) + atan(1/x) - pi/2": ("x > 0", "x real"),
    "atan(x) - asin(x/sqrt(1 + x**2))": ("x real", None),
    "asin(x) - atan(x/sqrt(1 - x**2))": ("x in (-1, 1)", None),
    "acos(2*x**2 - 1) - 2*acos(x)": ("x in (0, 1)", "x in (-1, 1)"),
    "atan(x) + atan(y) - atan((x + y)/(1 - x*y))": ("x, y in (0, 1)", "x, y in (0, 2)"),
    "acos(x) - I*acosh(x)": ("x > 1", "x in (-1, 1)"),
    "Max(x, y) - x": ("x real, y real, y < x", "x, y real"),
    "Max(x, 1/3) - 1/3": ("x in (0, 1/3)", "x in (0, 1)"),
    "Max(1/n, 3) - 3": ("n integer >= 0", "n real"),
    "Max(n, 4) - n": ("n integer, m integer >= 3, n > m", "n integer, m integer >= 2, n > m"),
    "Abs(x - 1) + Abs(x + 1) - 2*Max(1, Abs(x))": ("x real", None),
    "Abs(x**y) - Abs(x)**y": ("x, y real", None),
    "Abs(exp(I*x)) - 1": ("x real", None),
    "Abs(x + y) - Abs(x) - Abs(y)": ("x, y > 0", "x > 0, y real"),
    "sign(x)**2 - 1": ("x > 0", "x real"),
    "sign(x)*Abs(x) - x": ("x real", None),
    "cos(pi*n) - (-1)**n": ("n integer", "n real"),
    "sin(pi*n/2)**2 - (1 - (-1)**n)/2": ("n integer", "n real"),
    "(-1)**(n**2) - (-1)**n": ("n integer", "n real"),
    "x**n/(-y)**n - (-x/y)**n": ("x, y > 0, n integer", "x, y > 0, n real"),
    "gamma(x)*gamma(1 - x) - pi/sin(pi*x)": ("x in (0, 1)", None),
    "gamma(2*x) - 2**(2*x - 1)*gamma(x)*gamma(x + 1/2)/sqrt(pi)": ("x > 0", None),
    "gamma(n + 1/2)*4**n*factorial(n) - factorial(2*n)*sqrt(pi)": ("n integer >= 0", None),
    "Abs(gamma(1/2 + I*x))**2 - pi/cosh(pi*x)": ("x real", None),
    "(x*exp(y)/(1 - (1 - x)*exp(y)))**a - x**a*exp(a*y)*(1 - (1 - x)*exp(y))**(-a)": (
        "x in (0, 1), y < 0, a > 0",
        "x in (0, 1), y > 0, a real",
    ),
    "exp(a*x/(1 - y**2))*exp(-a*x*y**2/(1 - y**2)) - exp(a*x)": ("a, x real, y in (0, 1)", None),
}

CONSTANTS = (
    "cbrt(2 + sqrt(5)) - cbrt(sqrt(5) - 2) - 1",
    "cbrt(20 + 14*sqrt(2)) + cbrt(20 - 14*sqrt(2)) - 4",
    "sqrt(-2 + 2*sqrt(3)*I) - 1 - sqrt(3)*I",
    "cbrt(cbrt(2) - 1) - cbrt(1/9) + cbrt(2/9) - cbrt(4/9)",
    "16*atan(1/5) - 4*atan(1/239) - pi",
    "atan(1) + atan(2) + atan(3) - pi",
    "acos(-2) - pi + I*log(2 + sqrt(3))",
    "acosh(-2*I) - log(2 + sqrt(5)) + I*pi/2",
    "log(-1 - I) - log(2)/2 + 3*pi*I/4",
    "gamma(1/3)*gamma(2/3) - 2*pi/sqrt(3)",
    "sin(pi/7)*sin(2*pi/7)*sin(3*pi/7) - sqrt(7)/8",
)


def proven(text: str, where: str) -> bool:
    """Whether the algebra proves that the expression is zero under the conditions."""
    declared = parse_conditions(where)
    return vanishes_by_cases(sp.sympify(text, locals=declared.symbols), declared.domain)


@pytest.mark.parametrize("identity", TRUE_ON_PART)
def test_identities_are_proven_where_they_hold_and_nowhere_else(identity) -> None:
    here, elsewhere = TRUE_ON_PART[identity]
    assert proven(identity, here)
    assert elsewhere is None or not proven(identity, elsewhere)


@pytest.mark.parametrize("constant", CONSTANTS)
def test_constants_are_decided_exactly(constant) -> None:
    assert proven(constant, "")
    assert not proven(f"{constant} + 10**(-60)", "")
    assert not proven(f"{constant} + 2*pi*I", "")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_no_point_refutes_a_proof(number) -> None:
    """Identities that hold on part of the plane, at random arguments on random domains."""
    rng = Random(number)
    _, domain, symbols = random_domain(rng)
    try:
        expr = random_identity(rng, symbols)
    except (ValueError, TypeError):
        return
    if not expr.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.AccumBounds):
        assert not refuted_proof(expr, domain)[1]


def test_poles_on_the_way_are_seen() -> None:
    """1 + i tan(x) has a positive real part, and yet its argument jumps where tan has a pole."""
    for where in ("x in (1, 2)", "x in (-2, 2)", "x in (0, 3)"):
        assert not proven("atan(tan(x)) - x", where)
        assert not proven("atan(sin(x)/cos(x)) - x", where)


def test_a_domain_of_pieces_is_not_crossed() -> None:
    """atan(x) + atan(1/x) is pi/2 or -pi/2: a branch found on one piece says nothing of another."""
    assert not proven("atan(x) + atan(1/x) - pi/2", "x real, y > 0, y < x**2 - 1")
    assert not proven("atan(x) + atan(1/x) - pi/2", "x real, x != 0")
    assert not proven("atan(n) + atan(1/n) - pi/2", "n integer")


def test_what_is_defined_in_no_case_is_not_proven() -> None:
    assert not proven("factorial(-n) - 1", "n integer in [1, 5]")
    assert not proven("(n**2 - 1)/(n - 1) - n - 17", "n integer in [1, 1]")
    assert proven("(n**2 - 1)/(n - 1) - n - 1", "n integer in [1, 2]")


def test_the_sign_of_zero_is_a_case_of_its_own() -> None:
    assert not proven("sign(x)**2 - 1", "x >= 0")
    assert not proven("sign(x - 2)**2 - 1", "x in (1, 3)")
    assert proven("sign(x - 2)**2*(x - 2) - x + 2", "x in (1, 3)")


def test_a_wrong_form_in_a_case_is_a_defect(monkeypatch) -> None:
    right = Form.logarithm

    def wrong(self, value):
        found = right(self, value)
        return self.field.add(found, self.field.one) if value.constant is None else found

    monkeypatch.setattr(Form, "logarithm", wrong)
    wrongly = "log(x) - log(x**2)/2 - 1/2 + sqrt((x - 2)**2) - Max(x - 2, 2 - x)"
    with pytest.raises(FormError):
        proven(wrongly, "x > 0")

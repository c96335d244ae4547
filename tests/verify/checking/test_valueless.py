"""What has no value anywhere is an error with its place, on both faces and in both syntaxes."""

import pytest
import sympy as sp
from typer.testing import CliRunner

import glassproof as gp
from glassproof.commands.app import app

DIVERGENT = [
    ("Sum(1/k, (k, 1, oo))", "", False, 1, "the sum of 1/k diverges"),
    ("1 + Sum((-1)**k, (k, 0, oo))", "", False, 5, "diverges"),
    ("x*Sum(x**k, (k, 0, oo))", "x > 1", False, 3, "diverges at x = 2"),
    ("2*Integral(1/x, (x, 0, 1))", "", False, 3, "diverges at x = 0"),
    (r"1+\int_{-1}^{1}\frac{dx}{x}", "", True, 3, "diverges at x = 0"),
    (r"\int_1^\infty x^{-s}\,dx", "s in (0,1)", True, 1, "diverges at x = oo"),
    (r"3\lim_{x\to 0}\frac{|x|}{x}", "", True, 2, "from the left, -1, and from the right, 1"),
    ("Limit(sin(1/x), x, 0)", "", False, 1, "again and again"),
    (r"\lim_{x\to 0^+}\frac{1}{x}", "", True, 1, "infinite"),
    (r"1-\mathbb{E}[1/x]", "x ~ N(0, 1)", True, 3, "diverges at x = 0"),
]


@pytest.mark.parametrize(("text", "where", "latex", "column", "why"), DIVERGENT)
def test_the_place_and_the_reason_are_said(text, where, latex, column, why):
    for asked in ({"text": text, "equals": "1"}, {"text": f"{text} <= 1"}):
        with pytest.raises(ValueError, match="line 1") as told:
            gp.check(where=where, latex=latex, **asked)
        assert str(told.value).startswith(f"line 1, column {column}: ")
        assert why in str(told.value)


def test_the_right_side_is_pointed_at_too():
    with pytest.raises(ValueError, match=r"line 1, column 11: the integral diverges"):
        gp.check("1 <= x <= Integral(1/t, (t, 0, x))", where="x > 1")


def test_an_expression_without_value_is_named():
    k = sp.Symbol("k", integer=True)
    with pytest.raises(ValueError, match=r"Sum\(1/k, \(k, 1, oo\)\) has no value"):
        gp.check(sp.Sum(1 / k, (k, 1, sp.oo)), equals="1")


def test_what_has_a_value_somewhere_is_judged():
    found = gp.check("Sum(x**k, (k, 0, oo))", equals="1/(1 - x)", where="x in (-1, 2)")
    assert str(found.verdict) in ("verified", "supported")
    found = gp.check("1/(x - 1)", equals="1", where="x in {1}")
    assert str(found.verdict) == "undecided"


def test_the_shell_exits_with_two():
    done = CliRunner().invoke(app, ["check", "1 + Sum(1/k, (k, 1, oo))", "--equals", "2"])
    assert done.exit_code == 2
    assert "line 1, column 5: the sum of 1/k diverges" in done.output


@pytest.mark.parametrize("text", ["2 + Var(1/x)", "2 + Cov(x**2, 1/abs(x))", "2 + E(1/x)"])
def test_moments_that_diverge_are_named_where_they_stand(text):
    with pytest.raises(ValueError, match=r"line 1, column 5: the integral diverges at x = 0"):
        gp.check(text, equals="1", where="x ~ N(0, 1)")

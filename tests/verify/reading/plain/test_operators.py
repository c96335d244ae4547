"""Differential operators in SymPy syntax, held against LaTeX and against derivatives."""

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.reading.tokens import ParseError

X = sp.Symbol("x", positive=True)
Y = sp.Symbol("y", real=True)
N = sp.Symbol("n", integer=True, nonnegative=True)
NAMES = {"x": X, "y": Y, "n": N}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(x*d/dx)**3*x**4", 64 * X**4),
        ("2*(x*d/dx)*x**2*y + 1", 4 * X**2 * Y + 1),
        ("(d**2/dx**2 + 1)*sin(x)", sp.S.Zero),
        ("(d/dx - 1)*x*exp(x)", sp.exp(X)),
        ("(d/dy)*(d/dx)*x**2*y**3", 6 * X * Y**2),
        ("((d/dx)*x)*x", X),
        ("((x*d/dx)**2 + 1)*x**2", 5 * X**2),
        ("-(1 + x*d/dx)**2*x", -4 * X),
    ],
)
def test_operators_act_on_the_rest_of_the_product(text, value):
    assert sp.simplify(read(text, NAMES).expr.doit() - value) == 0


def test_symbolic_powers_are_those_of_latex():
    plain = read("(x*d/dx)**n*x**3", NAMES).expr
    latex = read(r"\left(x\frac{d}{dx}\right)^n x^3", NAMES, latex=True).expr
    assert plain == latex
    assert read("(d/dx)**n*exp(x)", NAMES).expr == sp.Derivative(sp.exp(X), (X, N))


def test_declared_names_are_no_operators():
    d, dx = sp.symbols("d dx", positive=True)
    assert read("(d/dx)*x", {**NAMES, "d": d, "dx": dx}).expr == d * X / dx
    assert read("(d/x)*x", {**NAMES, "d": d}).expr == d


@pytest.mark.parametrize(
    ("text", "column"),
    [("(x*d/dx)**3", 1), ("(x*d/dz)*x", 6), ("(d/dx)**x*x", 1), ("(d**2/dx)*x", 2), ("d/dx*x", 1)],
)
def test_what_is_no_operator_has_its_place(text, column):
    with pytest.raises(ParseError) as caught:
        read(text, NAMES)
    assert caught.value.column == column

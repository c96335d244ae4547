"""SymPy expressions with bound variables are read as the text that writes them is."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.expression import read_given
from glassproof.verify.reading.sympy_syntax import read_formula

N = sp.Symbol("n", integer=True, positive=True)
X = sp.Symbol("x", real=True)
NAMES = {"n": N, "x": X}
K, M, Y, Z = sp.symbols("k n y x")
WHOLE = sp.Symbol("l", integer=True)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (sp.Sum(K, (K, 1, M)), "Sum(k, (k, 1, n))"),
        (sp.Sum(K * Z**K, (K, 1, sp.oo)) + M, "Sum(k*x**k, (k, 1, oo)) + n"),
        (sp.Sum(K * Y, (K, 1, Y), (Y, 1, M)), "Sum(k*y, (k, 1, y), (y, 1, n))"),
        (sp.Product(1 + 1 / K, (K, 1, M)), "Product(1 + 1/k, (k, 1, n))"),
        (
            sp.Integral(sp.exp(-Z * Y**2), (Y, -sp.oo, sp.oo)),
            "Integral(exp(-x*y**2), (y, -oo, oo))",
        ),
        (
            sp.Integral(sp.Sum(K * Y, (K, 1, M)), (Y, 0, 1)),
            "Integral(Sum(k*y, (k, 1, n)), (y, 0, 1))",
        ),
        (sp.Limit(sp.sin(Y) / Y, Y, 0, "+-"), "Limit(sin(y)/y, y, 0)"),
        (sp.Limit(1 / WHOLE, WHOLE, sp.oo), "Limit(1/l, l, oo)"),
        (sp.Derivative(Z**3, (Z, 2)), "Derivative(x**3, x, 2)"),
        (sp.Subs(sp.Derivative(Y**2, Y), Y, Z), "Subs(Derivative(y**2, y), y, x)"),
        (sp.Piecewise((Z, Z > 0), (-Z, True)), "Piecewise((x, x > 0), (-x, True))"),
        (sp.Sum(Z, (Z, 1, M)), "Sum(x, (x, 1, n))"),
    ],
)  # fmt: skip
def test_an_expression_is_read_as_its_text(given, text):
    assert read_given("text", given, NAMES).expr == read_formula(text, NAMES).expr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (sp.Integral(Z, Z), "text: Integral.x, x. without both ends"),
        (sp.Sum(K, (K, 1, Z)), "text: k runs over integers"),
        (sp.Sum(K * Y, (K, 1, 2)), "text: nothing is known of the symbol y"),
        (sp.Sum(K, (K, 1, 10**9)), "text: this has 1e.09 terms"),
        (sp.Sum(K, (K, 1, 3.5)), "text holds 3.5, which is not exact"),
        (Z + sp.oo, "text holds oo"),
        (sp.Order(Z), "text holds Order"),
        (sp.Symbol("x", real=True) + Z, "two symbols of the name x"),
    ],
)
def test_what_no_text_could_hold_is_refused(given, says):
    with pytest.raises(DomainError, match=says):
        read_given("text", given, NAMES)

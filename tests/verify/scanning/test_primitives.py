"""Primitives between bounds, as print writes them."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.scanning.primitives import without_brackets

NAMES = {name: sp.Symbol(name, positive=True) for name in "abtx"}


@pytest.mark.parametrize(
    ("integral", "primitive", "value"),
    [
        (r"\int_1^3 x\,dx", r"\left[\frac{x^2}{2}\right]_1^3", 4),
        (r"\int_1^3 x\,dx", r"[x^2/2]^3_1", 4),
        (r"\int_1^3 x\,dx", r"\left.\frac{x^2}{2}\right|_{1}^{3}", 4),
        (r"\int_1^3 x\,dx", r"\frac{x^2}{2}\Big|_1^3 + 1", 5),
        (r"\int_1^3 x\,dx", r"1 - \frac{x^2}{2}\bigg|_1^3", -3),
        (r"\int_a^b t\,dt", r"\left[t^2/2\right]_a^b", (NAMES["b"] ** 2 - NAMES["a"] ** 2) / 2),
        (r"\int_0^\infty e^{-x}\,\mathrm{d}x", r"\left[-e^{-x}\right]_0^\infty", 1),
        (r"\int_0^1 a x\,dx", r"a \left[ \frac{x^2}{2} \right]_0^1", NAMES["a"] / 2),
    ],
)
def test_a_primitive_is_the_difference_of_its_values(
    integral: str, primitive: str, value: sp.Expr
) -> None:
    (_, written) = without_brackets([integral, primitive])
    expr = read(written, NAMES, latex=True).expr.doit()
    assert sp.simplify(expr - value) == 0


@pytest.mark.parametrize(
    "side", ["[x]_1", "x_0^2", "[a, b]", r"\left|x\right|_1^2", "[a + b]_0^1", r"P(A|B)"]
)
def test_what_is_none_stays(side: str) -> None:
    assert without_brackets([side]) == [side]

"""Emitted source against the expressions that it was made from."""

from __future__ import annotations

import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.numerics.work.emission import function_source

x, y = sp.symbols("x y", positive=True)
VALUES = {
    "log": sp.log(x / y) + sp.Rational(1, 3),
    "root": sp.sqrt(x**2 + y) * sp.pi,
    "power": 2 ** (x / 2) - sp.E * y,
    "number": sp.Integer(7),
}


@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_values_are_those_of_the_expressions(at_x: float, at_y: float) -> None:
    space: dict = {}
    exec("import math\n" + function_source("f", [x, y], VALUES, "Says."), space)
    for found, value in zip(space["f"](at_x, at_y), VALUES.values(), strict=True):
        exact = float(value.subs({x: sp.Float(at_x, 40), y: sp.Float(at_y, 40)}).evalf(30))
        assert abs(found - exact) <= 1e-13 * max(1, abs(exact))

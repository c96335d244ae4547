"""A text is SymPy syntax unless it is said to be LaTeX."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.reading.tokens import ParseError

x, xy = sp.symbols("x xy", positive=True)


def test_names_of_several_letters_are_one_name_only_in_sympy_syntax() -> None:
    assert read("xy*2", {"xy": xy}).expr == 2 * xy
    assert read(r"\frac{x}{2}", {"x": x}, latex=True).expr == x / 2
    with pytest.raises(ParseError):
        read(r"\frac{x}{2}", {"x": x})
    with pytest.raises(ParseError):
        read("x**2", {"x": x}, latex=True)

"""Names that tests of the LaTeX grammar declare, and what they compare."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading.formula import read
from glassproof.verify.reading.sympy_syntax import Reading
from glassproof.verify.reading.tokens import ParseError

REAL = {name: sp.Symbol(name, real=True) for name in "x y a b alpha beta nu".split()}
WHOLE = {name: sp.Symbol(name, integer=True, positive=True) for name in "n m N".split()}
NAMES: dict[str, sp.Expr] = {**REAL, **WHOLE, "z": sp.Symbol("z")}


def latex(text: str) -> Reading:
    """What is read of a text."""
    return read(text, NAMES, latex=True)


def refused(text: str) -> ParseError:
    """The error of a text that is refused."""
    with pytest.raises(ParseError) as caught:
        latex(text)
    return caught.value

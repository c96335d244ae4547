"""What a function that formulas may use is: how it is written, built and bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Function:
    """A function by its names.

    ``names`` are those of SymPy syntax, ``latex`` the commands and the upright words of LaTeX.
    It takes ``least`` to ``most`` arguments; ``build`` makes an expression of them, and passes
    ``evaluate=False`` on. ``grows`` says that its value at a large number is a huge number,
    ``ordered`` that its arguments are real numbers. ``letter`` is how print writes it with its
    first arguments below or above, as J_n(x) and P_n^{(a,b)}(x): these are the first ``below`` and
    the next ``above`` arguments. ``notice`` says which of several conventions is meant.
    """

    names: tuple[str, ...]
    build: Callable[..., sp.Expr]
    latex: tuple[str, ...] = ()
    least: int = 1
    most: int = 1
    grows: bool = False
    ordered: bool = False
    letter: str = ""
    below: int = 1
    above: int = 0
    notice: str = ""

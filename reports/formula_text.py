"""Formulas as a terminal shows them: drawn where there is room, in one line of words where not."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.prose.marked import plain
from glassproof.reports import pages


def formula(expression: sp.Basic | str, *, indent: int = 0) -> pages.Block:
    """A formula, or words in its place, for as many columns as there will be.

    A matrix without room is told entry by entry, those that vanish in one line.

    >>> from rich.console import Console
    >>> x, y = sp.symbols("x y")
    >>> matrix = sp.Matrix([[x**2 + 2*x*y + y**2, 0], [0, (x + y)/2]])
    >>> pages.show(Console(width=22, color_system=None), [formula(matrix)])
    a 2 x 2 matrix
    (1, 1)  x**2 + 2*x*y +
            y**2
    (2, 2)  x/2 + y/2
    the other entries are 0
    """
    if isinstance(expression, str):
        return pages.text(plain(expression), indent=indent)
    drawn = sp.pretty(expression, use_unicode=True, wrap_line=False)
    entries = _entries(expression) if isinstance(expression, sp.MatrixBase) else None
    return pages.formula(drawn, str(expression), entries, indent=indent)


def _entries(matrix: sp.MatrixBase) -> pages.Block | None:
    """The entries that do not vanish, of a matrix that has several."""
    rows, columns = matrix.shape
    if rows * columns < 2:
        return None
    places = [(i, j) for i in range(rows) for j in range(columns) if matrix[i, j] != 0]
    filled = [[i + 1, j + 1, str(matrix[i, j])] for i, j in places]
    return {"size": [rows, columns], "filled": filled}

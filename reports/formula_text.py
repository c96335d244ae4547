"""Formulas as a terminal shows them: drawn where there is room, in one line of words where not."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from glassproof.derivations.prose.marked import plain

MOST_COLUMNS = 90
"""A drawing that is wider tells an eye less than a line of SymPy's syntax."""


class Formula:
    """A formula, or words in its place, in as many columns as there are.

    A matrix without room is told entry by entry, those that vanish in one line.

    >>> console = Console(width=22, color_system=None)
    >>> x, y = sp.symbols("x y")
    >>> console.print(Formula(sp.Matrix([[x**2 + 2*x*y + y**2, 0], [0, (x + y)/2]])))
    a 2 x 2 matrix
    (1, 1)  x**2 + 2*x*y +
            y**2
    (2, 2)  x/2 + y/2
    the other entries are 0
    """

    def __init__(self, expression: sp.Basic | str) -> None:
        self.expression = expression

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        found = self.expression
        if isinstance(found, str):
            yield Text(plain(found))
            return
        drawn = sp.pretty(found, use_unicode=True, wrap_line=False)
        if max(map(len, drawn.splitlines())) <= min(MOST_COLUMNS, options.max_width):
            yield Text(drawn, no_wrap=True)
        elif isinstance(found, sp.MatrixBase) and len(found) > 1:
            yield from _entries(found)
        else:
            yield Text(str(found))


def _entries(matrix: sp.MatrixBase) -> Iterator[RenderableType]:
    """The entries that do not vanish, each with its row and column, which count from 1."""
    rows, columns = matrix.shape
    yield Text(f"a {rows} x {columns} matrix")
    filled = [(i, j) for i in range(rows) for j in range(columns) if matrix[i, j] != 0]
    table = Table.grid(padding=(0, 2, 0, 0))
    for i, j in filled:
        table.add_row(f"({i + 1}, {j + 1})", Text(str(matrix[i, j])))
    yield table
    if len(filled) < rows * columns:
        yield Text("the other entries are 0")

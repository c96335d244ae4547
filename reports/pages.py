"""What a terminal shows, as plain data: it is kept, and laid out for whichever terminal asks.

A page is a list of blocks: lines with markup, text as it is, a formula with all the ways in which
it can be told, the claims of a paper. Nothing that is slow to import is needed to show one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Block = Mapping[str, Any]

NARROW = 80
"""Columns of a terminal below which no table has room."""
MOST_COLUMNS = 90
"""A drawing that is wider tells an eye less than a line of SymPy's syntax."""


def line(markup: str, *, highlight: bool = False) -> Block:
    """A line, or several, with Rich's markup; ``highlight`` colours the numbers in it."""
    return {"line": markup, "highlight": highlight}


def text(words: str, *, indent: int = 0, style: str = "") -> Block:
    """Words as they are."""
    return {"text": words, "indent": indent, "style": style}


def formula(drawn: str, told: str, entries: Block | None = None, *, indent: int = 0) -> Block:
    """A formula drawn in two dimensions, told in one, and if it is a matrix, by its entries."""
    return {"formula": drawn, "told": told, "entries": entries, "indent": indent}


def claims(rows: Iterable[tuple[str, str, str]]) -> Block:
    """The id, title and place of each claim."""
    return {"claims": [list(row) for row in rows]}


def show(console: Console, page: Iterable[Block]) -> None:
    """Lay the page out on the console, in as many columns as there are.

    >>> show(Console(width=20, color_system=None), [line("[bold]a[/]"), text("[b]", indent=2)])
    a
      [b]
    """
    for block in page:
        if "line" in block:
            console.print(block["line"], highlight=block["highlight"])
        elif "text" in block:
            body = Text(block["text"])
            console.print(Padding(body, (0, 0, 0, block["indent"])), style=block["style"])
        elif "formula" in block:
            console.print(Padding(_Formula(block), (0, 0, 0, block["indent"])))
        else:
            _show_claims(console, block["claims"])


class _Formula:
    """A formula in whichever way has room, and signs."""

    def __init__(self, block: Block) -> None:
        self.block = block

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        drawn, entries = self.block["formula"], self.block["entries"]
        room = min(MOST_COLUMNS, options.max_width)
        if not options.ascii_only and max(map(len, drawn.splitlines())) <= room:
            yield Text(drawn, no_wrap=True)
        elif entries:
            yield from _entries(entries)
        else:
            yield Text(self.block["told"])


def _entries(matrix: Block) -> Iterator[RenderableType]:
    """The entries that do not vanish, each with its row and column, which count from 1."""
    rows, columns = matrix["size"]
    yield Text(f"a {rows} x {columns} matrix")
    table = Table.grid(padding=(0, 2, 0, 0))
    for i, j, entry in matrix["filled"]:
        table.add_row(f"({i}, {j})", Text(entry))
    yield table
    if len(matrix["filled"]) < rows * columns:
        yield Text("the other entries are 0")


def _show_claims(console: Console, rows: Iterable[tuple[str, str, str]]) -> None:
    """The claims of a paper, one a line; where lines are short, each beneath its id."""
    if console.width < NARROW:
        for claim, title, place in rows:
            console.print(Text(claim, style="bold"))
            told = Text(f"{title}\n")
            told.append(place, style="dim")
            console.print(Padding(told, (0, 0, 0, 2)))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "title", "where"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "claim")
    for claim, title, place in rows:
        table.add_row(claim, escape(title), escape(place))
    console.print(table)

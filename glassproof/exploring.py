"""A paper's explorer, run for a reader: its table printed, written, drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from glassproof.console import voice
from glassproof.derivations.prose.marked import plain
from glassproof.reports import tables
from glassproof.verify.papers import explorer, load


def print_table(
    name: str,
    paper: str,
    arguments: Callable[[], dict[str, Any]],
    *,
    counted: bool = False,
    out: Path | None = None,
    plot: Path | None = None,
) -> dict[str, Any]:
    """Print what the explorer ``name`` of ``paper`` computes, and give it as plain data.

    It is written and drawn, if asked to. ``arguments`` are read once it is known that the paper
    explores this; ``counted`` says that the explorer takes ``progress``, a function of the chunks
    done and in all.
    """
    tables.check_suffix("--out", out, tables.FORMATS)
    tables.check_suffix("--plot", plot, tables.PICTURES)
    found = explorer(load(paper), name)
    given = arguments()
    voice.keeps("nothing was half-written; --out FILE keeps a table that is complete")
    with voice.progress(plain(found.title)) as show:
        if counted:
            given["progress"] = lambda done, total: show("", done, total)
        table = found(**given)
    console = voice.console()
    tables.show(console, table)
    if out:
        tables.write(table, out)
        console.print(f"table written to {out}", highlight=False)
    if plot:
        tables.draw(table, plot)
        console.print(f"picture written to {plot}", highlight=False)
    return tables.record(table)

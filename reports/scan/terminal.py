"""A scan as a terminal shows it: a line for each equation, more for what is wrong, a summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from glassproof.reports.scan.words import counts, particulars, short
from glassproof.reports.wording import counted
from glassproof.verify.scanning.corpus.results import SourceResult
from glassproof.verify.scanning.equation import Status, Trouble
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan

COLOURS = {
    Status.VERIFIED: "green", Status.REFUTED: "red", Status.SUPPORTED: "cyan",
    Status.UNDECIDED: "yellow", Status.DEFINITION: "dim", Status.UNBOUND: "magenta",
    Status.NO_NUMBERS: "dim", Status.UNREADABLE: "magenta",
}  # fmt: skip

PLACE_WIDTH, NAME_WIDTH, STATUS_WIDTH = 20, 26, 11
_IN_FULL = {Status.REFUTED, Status.UNDECIDED}


def print_heading(console: Console) -> None:
    """The column heads of the table that :func:`print_row` fills."""
    heads = f"{'line':{PLACE_WIDTH}}{'equation':{NAME_WIDTH}}status"
    console.print(heads, style="bold")


def print_row(console: Console, one: Scanned) -> None:
    """One equation: place, name, status; beneath it what is wrong with it, if something is."""
    equation, status = one.equation, one.status
    number = f" ({equation.number})" if equation.number else ""
    name = equation.label or f"{'display' if equation.displayed else 'inline'}{number}"
    line = Text(f"{equation.place!s:{PLACE_WIDTH - 1}} {name:{NAME_WIDTH - 1}} ")
    line.append(f"{short(status):{STATUS_WIDTH}}", style=COLOURS[status])
    told = dict(particulars(one))
    aside = ""
    if status in (Status.UNBOUND, Status.UNREADABLE, Status.NO_NUMBERS, Status.DEFINITION):
        aside = one.found.reason
    elif status not in _IN_FULL and "taken for granted" in told:
        aside = f"where {told['taken for granted']}"
    _print_line(console, line, Text(aside, style="dim"))
    if status in _IN_FULL or one.surprising:
        body = Text("\n".join(f"{heading}: {text}" for heading, text in told.items()))
        if told:
            console.print(Padding(body, (0, 0, 0, 2)))


def _print_line(console: Console, line: Text, aside: Text) -> None:
    """A line with what is said beside it: below it on a terminal that is too narrow; what goes into
    a file or a pipe stays one line."""
    whole = Text.assemble(line, " ", aside)
    whole.rstrip()
    if not aside or not console.is_terminal or whole.cell_len <= console.width:
        console.print(whole, soft_wrap=True)
        return
    line.rstrip()
    console.print(line, soft_wrap=True)
    console.print(Padding(aside, (0, 0, 0, 2)))


def print_trouble(console: Console, trouble: Trouble) -> None:
    """Something wrong with the source, in one line."""
    console.print(Text(f"{trouble.place}: {trouble.message}"), style="yellow", soft_wrap=True)


def print_summary(console: Console, scan: Scan) -> None:
    """How many equations have each status, in one line."""
    line = Text(f"\n{counted(len(scan.scanned), 'equation')}")
    for place, (status, number) in enumerate(counts(scan)):
        line.append(": " if not place else ", ")
        line.append(f"{number} {status}", style=COLOURS[status])
    known = sum(one.stored for one in scan.scanned)
    beside = f"{known} known from before, " if known else ""
    line.append(f" ({beside}{scan.seconds:.1f} s)")
    console.print(line, highlight=False)
    if not scan.document.equations:
        told = f"no displayed equation was found: is {scan.document.main} the main file, in LaTeX?"
        console.print(Text(told))
    if scan.document.troubles:
        troubles = len(scan.document.troubles)
        which = f"{counted(troubles, 'place')} of the source could not be read as"
        how = "it stands" if troubles == 1 else "they stand"
        console.print(f"{which} {how}", highlight=False)


def print_source(console: Console, result: SourceResult) -> None:
    """One source of a corpus: how many of its equations have each status, or what is wrong."""
    line = Text(f"{result.path}  ")
    if result.trouble:
        line.append(result.trouble, style="yellow")
    for place, status in enumerate(each for each in Status if each in result.counts):
        line.append(", " if place else "")
        line.append(f"{result.counts[status]} {short(status)}", style=COLOURS[status])
    console.print(line, soft_wrap=True, highlight=False)


def print_corpus(console: Console, summary: Mapping[str, Any], done: int, seconds: float) -> None:
    """What the results of a corpus hold, and how much of it is of this run."""
    line = Text(f"\n{counted(summary['sources'], 'source')}, ")
    line.append(f"{counted(summary['equations'], 'equation')}")
    for place, status in enumerate(each for each in Status if summary[each]):
        line.append(": " if not place else ", ")
        line.append(f"{summary[status]} {status}", style=COLOURS[status])
    line.append(f"; {counted(summary['broken'], 'source')} could not be scanned")
    line.append(f" ({done} scanned now, {seconds:.1f} s)")
    console.print(line, highlight=False)

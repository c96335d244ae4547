"""``glassproof report``: the referee's report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands.options import Budget, Fresh, Jobs, Paper, Quiet, Seed, Trust, named
from glassproof.console import voice
from glassproof.verify.judging.effort import Effort


def report(
    out: Annotated[Path, typer.Option("--out", help="Where to write.", metavar="DIR")] = Path(
        "build"
    ),
    formats: Annotated[
        str, typer.Option("--format", help="Some of tex, pdf, html, md.")
    ] = "tex,pdf,html",
    paper: Paper = None,
    ledger: Annotated[
        Path | None, typer.Option("--ledger", help="Report this ledger.", metavar="FILE")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="Date on the title page (default: the ledger's).")
    ] = None,
    budget: Budget = Effort.STANDARD,
    seed: Seed = 0,
    jobs: Jobs = 2,
    fresh: Fresh = False,
    trust: Trust = False,
    show_page: Annotated[bool, typer.Option("--open", help="Open the web page.")] = False,
    letter: Annotated[
        bool, typer.Option("--letter", help="Write a short letter to the editor, too.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write the referee's report: LaTeX, PDF and a web page, with the paper's figures.

    --format md is for a journal's review form; it draws no figures.
    """
    with voice.speaking(quiet=quiet, paper=paper):
        from glassproof.console.session import Options
        from glassproof.reporting import parse_date, parse_formats, write_report

        write_report(
            Options(named(paper), budget, seed, jobs, None, fresh, trust),
            out=out,
            formats=parse_formats(formats),
            ledger_file=ledger,
            date=parse_date(date),
            show=show_page,
            letter=letter,
        )

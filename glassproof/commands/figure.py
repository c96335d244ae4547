"""``glassproof figure``: one figure of a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands.completion import figures
from glassproof.commands.options import Paper, Trust, named
from glassproof.console import voice


def figure(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="As fig1; another name lists them all.", autocompletion=figures
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="png, pdf or svg.", metavar="FILE")],
    paper: Paper = None,
    trust: Trust = False,
) -> None:
    """Draw one figure of a paper, as published and as derived."""
    with voice.speaking():
        from glassproof.reporting import draw_figure

        draw_figure(name, out, paper=named(paper), trust=trust)

"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands import completion
from glassproof.verify.judging.effort import Effort

Paper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        help="A paper by name, or a claims file; by default the paper under review.",
        metavar="NAME|FILE.toml",
        show_default=False,
        autocompletion=completion.papers,
    ),
]
Budget = Annotated[Effort, typer.Option("--budget", help="How much nature is sampled.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of every random stream.")]
Jobs = Annotated[int, typer.Option("--jobs", help="Processes.")]
Cluster = Annotated[
    str | None, typer.Option("--cluster", help="Dask scheduler to run on.", metavar="ADDRESS")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ignore stored evidence.")]
Trust = Annotated[bool, typer.Option("--trust", help="Let a claims file name functions to run.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if refuted, too.")]
Json = Annotated[
    Path | None,
    typer.Option("--json", help="Write the answer as JSON; - is stdout, alone.", metavar="FILE|-"),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", help="Say nothing but errors; the exit code tells the rest.")
]
Number = Annotated[
    str, typer.Option(help="A number, a list a,b,c or a sweep low:high:count[:log].")
]
Out = Annotated[Path | None, typer.Option("--out", help="Write CSV or JSON.", metavar="FILE")]
Plot = Annotated[
    Path | None, typer.Option("--plot", help="Draw a picture: png, pdf or svg.", metavar="FILE")
]


def source(text: str) -> Path:
    """A file or a folder to read; Python takes an empty name for the folder where it is."""
    if not text.strip():
        raise typer.BadParameter("the name is empty: give a file or a folder, . for this one")
    return Path(text)


def named(paper: str | None) -> str:
    """The paper that is meant."""
    from glassproof.verify.papers import DEFAULT

    return DEFAULT if paper is None else paper

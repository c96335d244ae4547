"""``glassproof accept``: what came out is what is expected from now on, once it was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands.options import Budget, Fresh, Jobs, Json, Seed, Trust
from glassproof.console import voice
from glassproof.verify.judging.effort import Effort


def accept(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="A claims file.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID ...]")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = None,
    budget: Budget = Effort.STANDARD,
    seed: Seed = 0,
    jobs: Jobs = 2,
    fresh: Fresh = False,
    trust: Trust = False,
) -> None:
    """Judge a claims file, show which verdicts are not as expected, and expect them from now on.

    Writes expect = "..." into the file, for every claim or those named. Exit code 0: the file
    expects what came out; 1: you said no, or there was nobody to ask; 2: the call is wrong.
    """
    with voice.speaking(json):
        from glassproof.accepting import accept_verdicts
        from glassproof.console.session import Options

        options = Options(str(file), budget, seed, jobs, None, fresh, trust)
        accepted = accept_verdicts(file, ids or [], options, sure=yes)
    raise typer.Exit(0 if accepted else 1)

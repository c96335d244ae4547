"""``glassproof diff``: what changed between two ledgers, or two versions of a paper."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.options import Budget, Fresh, Jobs, Json, Quiet, Seed, Trust
from glassproof.console import voice
from glassproof.verify.judging.effort import Effort

_A_SIDE = "A ledger or scan (.json), a claims file (.toml), a LaTeX source, or a paper's name."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_A_SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")],
    json: Json = None,
    budget: Budget = Effort.STANDARD,
    seed: Seed = 0,
    jobs: Jobs = 2,
    fresh: Fresh = False,
    trust: Trust = False,
    quiet: Quiet = False,
) -> None:
    """Compare two ledgers, or two versions of a paper, claim by claim.

    Told are verdicts that turned, formulas that changed, evidence that moved, what was added and
    removed. Exit code 0: no verdict is worse than before; 1: one is (from verified over supported
    and undecided to refuted), or something new is refuted; 2: the call is wrong.
    """
    with voice.speaking(json, quiet=quiet):
        from glassproof.comparing import differences
        from glassproof.console.session import Options
        from glassproof.reports.differences.terminal import print_differences

        found = differences(old, new, Options("", budget, seed, jobs, None, fresh, trust))
        print_differences(voice.console(), found)
        voice.record(found.to_dict())
    raise typer.Exit(1 if found.worsened else 0)

"""``glassproof show``: one claim in full."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof import voice
from glassproof.commands.options import Budget, Json, Paper, Seed, Trust, named
from glassproof.verify.judging.effort import Effort


def show(
    claim_id: Annotated[str, typer.Argument(metavar="ID")],
    paper: Paper = None,
    budget: Budget = Effort.STANDARD,
    json: Json = None,
    seed: Seed = 0,
    trust: Trust = False,
) -> None:
    """Show one claim in full: source, derivation step by step, evidence, verdict."""
    with voice.speaking(json):
        from glassproof.reports.terminal import print_claim
        from glassproof.session import Options, judged

        options = Options(named(paper), budget, seed, trust=trust)
        console = voice.console()
        with judged([claim_id], options, lambda one: print_claim(console, one)) as ledger:
            voice.record(ledger.to_dict())
    raise typer.Exit(1 if ledger.unsettled else 0)

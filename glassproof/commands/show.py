"""``glassproof show``: one claim in full."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.completion import claims
from glassproof.commands.options import Budget, Json, Paper, Seed, Trust, named
from glassproof.console import voice
from glassproof.console.answers import Question, given_again, keep
from glassproof.verify.judging.effort import Effort


def show(
    claim_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=claims)],
    paper: Paper = None,
    budget: Budget = Effort.STANDARD,
    json: Json = None,
    seed: Seed = 0,
    trust: Trust = False,
) -> None:
    """Show one claim in full: source, derivation step by step, evidence, verdict."""
    with voice.speaking(json, paper=paper):
        asked = ("show", claim_id, str(budget), str(seed))
        question = None if trust else Question(paper, asked)
        if question and given_again(question):
            raise typer.Exit(0)
        from glassproof.console.session import Options, judged
        from glassproof.reports.terminal import print_claim

        options = Options(named(paper), budget, seed, trust=trust, certificates=voice.records())
        console = voice.console()
        console.record = question is not None
        with judged([claim_id], options, lambda one: print_claim(console, one)) as ledger:
            if voice.records():
                voice.record(ledger.to_dict())
        if question and not ledger.unsettled:
            keep(question, console)
    raise typer.Exit(1 if ledger.unsettled else 0)

"""``glassproof show``: one claim in full."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.completion import claims
from glassproof.commands.options import Budget, Json, Paper, Seed, Trust, named
from glassproof.console import voice
from glassproof.console.answers import about_claim, given_again, keep
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
        question = None if trust else about_claim(paper, claim_id, budget, seed)
        if question and given_again(question):
            raise typer.Exit(0)
        from glassproof.console.session import Options, judged
        from glassproof.reports.claim_pages import claim_page
        from glassproof.reports.pages import show as lay_out

        options = Options(named(paper), budget, seed, trust=trust, certificates=voice.records())
        with judged([claim_id], options) as ledger:
            (judgement,) = ledger.judgements
            page = claim_page(judgement)
            lay_out(voice.console(), page)
            if voice.records():
                voice.record(ledger.to_dict())
        if question and not ledger.unsettled:
            keep({question: page})
    raise typer.Exit(1 if ledger.unsettled else 0)

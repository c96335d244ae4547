"""``glassproof verify``: judge the claims of a paper."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from glassproof.commands.completion import claims
from glassproof.commands.options import (
    Budget,
    Cluster,
    Fresh,
    Jobs,
    Json,
    Paper,
    Quiet,
    Seed,
    Strict,
    Trust,
    named,
)
from glassproof.console import voice
from glassproof.console.answers import Left
from glassproof.verify.judging.effort import Effort

if TYPE_CHECKING:
    from glassproof.verify.judging.judge import Judgement


def verify(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID ...]", autocompletion=claims)
    ] = None,
    paper: Paper = None,
    budget: Budget = Effort.STANDARD,
    json: Json = None,
    seed: Seed = 0,
    jobs: Jobs = 2,
    cluster: Cluster = None,
    fresh: Fresh = False,
    trust: Trust = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Judge every claim of a paper (or those named) and print the verdicts.

    Exit code 1 also where a claims file expects another verdict (expect = "refuted").
    """
    with voice.speaking(json, quiet=quiet, paper=paper):
        from glassproof.console.session import Options, judged
        from glassproof.reports import terminal
        from glassproof.verify.papers import load, select

        options = Options(named(paper), budget, seed, jobs, cluster, fresh, trust)
        console, start = voice.console(), time.perf_counter()
        select(load(options.paper, trust=trust).claims, ids or [])
        left = Left(paper, options)

        def tell(judgement: Judgement) -> None:
            if not left.judged:
                terminal.print_heading(console)
            terminal.print_row(console, judgement)
            left.add(judgement)

        with judged(ids or [], options, tell) as ledger:
            record = ledger.to_dict()
            terminal.print_summary(console, record, time.perf_counter() - start)
            terminal.print_recommendation(console, record)
            terminal.print_surprises(console, ledger)
            voice.record(record)
        left.keep(ledger)
    failed = ledger.unsettled or ledger.surprises or (strict and ledger.wrong)
    raise typer.Exit(1 if failed else 0)

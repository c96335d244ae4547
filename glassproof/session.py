"""What the judging commands share: a plan, an executor, the store, progress, the ledger."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from glassproof.derivations.proof.domain import DomainError
from glassproof.interrupts import INTERRUPTS
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.executors import executor
from glassproof.reports import terminal
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping.ledger import Ledger, check_writable
from glassproof.verify.keeping.store import Store, default_path
from glassproof.verify.papers import load, select


@dataclass(frozen=True)
class Options:
    """How a review is run."""

    paper: str
    budget: Effort
    seed: int
    jobs: int = 1
    cluster: str | None = None
    fresh: bool = False
    trust: bool = False


def judge_claims(
    ids: list[str], options: Options, tell: Callable[[Judgement], None] = lambda _: None
) -> Ledger:
    """Review the claims named (all by default); ``tell`` hears each judgement as it is reached."""
    integer("--seed", options.seed)
    integer("--jobs", options.jobs, least=1)
    paper = load(options.paper, trust=options.trust)
    claims = select(paper.claims, ids)
    if options.cluster and options.paper.endswith(".toml"):
        raise DomainError("--cluster runs papers that ship: review a claims file with --jobs")
    names = tuple(claim.id for claim in claims)
    plan = Plan(options.paper, names, options.seed, options.budget, options.trust)
    store = Store(default_path(), tell=lambda text: typer.echo(f"glassproof: {text}", err=True))
    judgements = []
    with terminal.progress(len(claims)) as show:

        def note(text: str) -> None:
            INTERRUPTS.require_none()
            show(text)

        found = review(
            plan,
            executor=executor(jobs=options.jobs, cluster=options.cluster),
            store=store,
            fresh=options.fresh,
            note=note,
        )
        for judgement in found:
            INTERRUPTS.require_none()
            judgements.append(judgement)
            tell(judgement)
    store.close()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return Ledger(
        options.paper,
        tuple(judgements),
        options.seed,
        options.budget,
        today,
        paper.conventions,
    )


def print_verdicts(ids: list[str], options: Options, *, json: Path | None, strict: bool) -> int:
    """Judge, print a row a claim, write the ledger; the exit code."""
    if json:
        check_writable(json)
    console, start = Console(), time.perf_counter()
    select(load(options.paper, trust=options.trust).claims, ids)
    terminal.print_heading(console)
    ledger = judge_claims(ids, options, lambda found: terminal.print_row(console, found))
    terminal.print_summary(console, ledger, time.perf_counter() - start)
    if json:
        ledger.write(json)
        console.print(f"ledger written to {json}", highlight=False)
    failed = ledger.summary["undecided"] or (strict and ledger.summary["refuted"])
    return 1 if failed else 0


def print_claim(claim_id: str, options: Options) -> None:
    """Judge one claim and print it in full."""
    judge_claims([claim_id], options, lambda found: terminal.print_claim(Console(), found))


def print_list(paper: str, *, trust: bool) -> None:
    """Print the claims of a paper."""
    terminal.print_claims(Console(), load(paper, trust=trust).claims)

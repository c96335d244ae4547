"""What the judging commands share: a plan, an executor, the store, progress, the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from glassproof.console import voice
from glassproof.console.interrupts import INTERRUPTS
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.executors import executor
from glassproof.reports.wording import counted
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.judging.whole.assessment import assess
from glassproof.verify.keeping.ledger import Ledger
from glassproof.verify.keeping.store import Store, default_path
from glassproof.verify.papers import load, select


@dataclass(frozen=True)
class Options:
    """How a review is run; ``certificates`` are for who reads the ledger, and take time."""

    paper: str
    budget: Effort
    seed: int
    jobs: int = 1
    cluster: str | None = None
    fresh: bool = False
    trust: bool = False
    certificates: bool = True


@contextmanager
def judged(
    ids: list[str], options: Options, tell: Callable[[Judgement], None] = lambda _: None
) -> Iterator[Ledger]:
    """The ledger of the claims named (all by default); ``tell`` hears each as it is judged.

    Evidence that could not be stored is an error (:class:`StoreError`) that comes when the block
    is left, after the ledger has been used.
    """
    integer("--seed", options.seed)
    integer("--jobs", options.jobs, least=1)
    paper = load(options.paper, trust=options.trust)
    claims = select(paper.claims, ids)
    if options.cluster and options.paper.endswith(".toml"):
        raise DomainError("--cluster runs papers that ship: review a claims file with --jobs")
    plan = Plan(
        options.paper,
        tuple(c.id for c in claims),
        options.seed,
        options.budget,
        options.trust,
        options.certificates,
    )
    store = Store(default_path(), tell=voice.complain)
    voice.keeps_in(store.path, fresh=options.fresh)
    with closing(store):
        judgements = tuple(_heard(plan, options, store, tell))
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        assessment = assess(paper, judgements, store=store, fresh=options.fresh)
        yield Ledger(
            options.paper,
            judgements,
            options.seed,
            options.budget,
            today,
            paper.conventions,
            assessment,
            paper.limits,
            paper.expected,
        )


def _heard(
    plan: Plan, options: Options, store: Store, tell: Callable[[Judgement], None]
) -> Iterator[Judgement]:
    """The judgements of a plan, each told when it is reached, with progress on the terminal."""
    with voice.progress(f"judging {counted(len(plan.claims), 'claim')}") as show:

        def note(text: str, done: int, total: int) -> None:
            INTERRUPTS.require_none()
            show(text, done, total)

        found = review(
            plan,
            executor=executor(jobs=options.jobs, cluster=options.cluster),
            store=store,
            fresh=options.fresh,
            note=note,
        )
        for judgement in found:
            INTERRUPTS.require_none()
            tell(judgement)
            yield judgement

"""Judgements of papers, whose evidence the tests of one run share."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from glassproof.public import _Claims
from glassproof.verify.claims.paper import Paper
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, Work, review
from glassproof.verify.judging.whole.assessment import Assessment, assess
from glassproof.verify.keeping.ledger import Ledger
from glassproof.verify.keeping.store import Store, default_path
from glassproof.verify.papers import load


def reviewed(paper: str, *ids: str) -> tuple[Judgement, ...]:
    """The claims judged in order, at the quick budget and seed 0; each unit once in a run."""
    return _judged(Plan(paper, ids, 0, Effort.QUICK))


def ledger(paper: str | Paper) -> Ledger:
    """The ledger of the whole paper: ``glassproof.review`` at the quick budget gives the same."""
    meant = load(paper) if isinstance(paper, str) else paper
    if isinstance(paper, str):
        judgements = reviewed(paper, *(claim.id for claim in meant.claims))
    else:
        judgements = _judged(_Claims(meant.claims, 0, Effort.QUICK))
    given = assessed(meant, judgements)
    return Ledger(
        meant.name, judgements, 0, Effort.QUICK, "", meant.conventions, given, meant.limits
    )


def assessed(paper: Paper, judgements: Sequence[Judgement]) -> Assessment | None:
    """What is said of the paper as a whole; each unit once in a run."""
    with closing(Store(default_path())) as store:
        return assess(paper, judgements, store=store)


def _judged(plan: Work) -> tuple[Judgement, ...]:
    with closing(Store(default_path())) as store:
        return tuple(review(plan, store=store))

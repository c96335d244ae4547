"""Judgements of shipped papers, whose evidence the tests of one run share."""

from __future__ import annotations

from contextlib import closing

from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping.store import Store, default_path


def reviewed(paper: str, *ids: str) -> tuple[Judgement, ...]:
    """The claims judged in order, at the quick budget and seed 0; each unit once in a run."""
    with closing(Store(default_path())) as store:
        return tuple(review(Plan(paper, ids, 0, Effort.QUICK), store=store))

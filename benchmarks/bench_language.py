"""Judgements of formulas that somebody types: algebra; sums, integrals and limits with known truth.

Every question is asked once, as a referee asks it; median, 95th percentile and the longest are
noted. The formulas are those of :mod:`soundness.adversary`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random
from statistics import median, quantiles
from typing import Any

import pytest

from benchmarks.record import OURS, record
from soundness.adversary import collection, printed
from soundness.adversary.question import Question, ask

EACH = 60
CALCULUS = ("sum", "product", "nested", "infinite", "integral", "improper", "limit")
"""First words of the names of formulas with sums, products, integrals and limits."""


def algebra() -> list[Question]:
    """Identities of the DLMF in elementary functions."""
    return Random("algebra").sample(collection.as_printed(), EACH)


def calculus() -> list[Question]:
    """Sums, products, integrals and limits that are true by construction."""
    listed = printed.formulas("a table made for it")
    chosen = {(f.left, f.where) for f in listed if f.name.startswith(CALCULUS)}
    asked = [
        question
        for question in printed.as_printed("a table made for it")
        if (question.formula, question.where) in chosen
    ]
    return Random("calculus").sample(asked, EACH)


def seconds_of(questions: Sequence[Question]) -> list[float]:
    """How long each judgement takes."""
    found = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        found.append(time.perf_counter() - start)
    return found


@pytest.mark.parametrize("kind", ["algebra", "sums, integrals, limits"])
def bench_judgements(benchmark: Any, kind: str) -> None:
    """Median, 95th percentile and maximum of the seconds of a judgement."""
    questions = algebra() if kind == "algebra" else calculus()
    ask(questions[0])  # what the first judgement imports
    seconds = benchmark.pedantic(seconds_of, (questions,), rounds=1)
    record(
        benchmark, work=f"judgements: {kind}", way=OURS, points=len(seconds),
        median=median(seconds), late=quantiles(seconds, n=20)[-1], most=max(seconds),
    )  # fmt: skip

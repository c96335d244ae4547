"""All questions of the adversary, kind by kind, drawn with fixed seeds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from soundness.adversary import (
    aliases,
    collection,
    domains,
    near_equalities,
    partial_identities,
    printed,
    readings,
    shared,
    undefined,
)
from soundness.adversary.question import Question

Draw = Callable[[Random], Question | None]

MOST_DRAWS = 40
"""Draws for each question that is wanted, before the kind is taken to be exhausted."""

DRAWN: dict[str, tuple[Draw, int]] = {
    partial_identities.KIND: (partial_identities.question, 3200),
    aliases.KIND: (aliases.question, 2400),
    near_equalities.KIND: (near_equalities.question, 1600),
    domains.KIND: (domains.question, 2200),
    undefined.KIND: (undefined.question, 1400),
    readings.KIND: (readings.question, 600),
}
"""Kinds that are drawn at random, and how many of each."""

SLIPS_EACH = 8

LISTED: dict[str, Callable[[], list[Question]]] = {
    collection.KIND: collection.as_printed,
    collection.SLIPS: lambda: collection.slips(Random(collection.SLIPS), SLIPS_EACH),
    **printed.LISTED,
    shared.KIND: shared.cases,
    shared.BEFORE: shared.found_before,
}

KINDS = (*DRAWN, *LISTED)


@cache
def questions(kind: str) -> tuple[Question, ...]:
    """The questions of a kind, each once; fewer than wanted if there are no more.

    >>> questions("readings") == questions("readings")
    True
    """
    if kind in LISTED:
        return tuple(dict.fromkeys(LISTED[kind]()))
    draw, count = DRAWN[kind]
    rng, found = Random(kind), dict[Question, None]()
    for _ in range(MOST_DRAWS * count):
        question = draw(rng)
        if question is not None and question.formula != question.equals:
            found[question] = None
        if len(found) == count:
            break
    return tuple(found)

"""What is true of a question, told by mpmath at random points: decided, or confirmed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from soundness.adversary import shared
from soundness.adversary.conditions import Conditions, Point
from soundness.adversary.plain_values import differ
from soundness.adversary.question import DIFFERENT, EQUAL, Question, Reply, ask

DECIDING, CONFIRMING, SEARCHED = 14, 4, 40
"""Points that decide; that confirm an equality; among which one must confirm a difference."""

CLOSER = 150
"""Points that are asked once more before sides count as equal: they may differ on a small part."""


GIVEN = (shared.KIND, shared.BEFORE)
"""Kinds whose answers are given: a few points do not find where the sides differ."""


class UnfoundedError(ValueError):
    """A question whose answer is not what its construction says."""


def settled(question: Question) -> Question | None:
    """The question with its right answers; None if no point has values to decide it.

    :class:`UnfoundedError` if a point contradicts what is true by construction.

    >>> settled(Question("example", "sin(x)**2", "1-cos(x)**2", "x real")).accepted
    ('verified',)
    """
    if question.latex or question.taken or question.kind in GIVEN:
        return question
    if question.accepted not in ((), EQUAL, DIFFERENT):
        return question
    rng = Random(f"{question.formula}={question.equals}")
    conditions = Conditions.read(question.where)
    if not question.accepted:
        return _decided(question, conditions, rng)
    if question.witness:
        point = {name: Fraction(place) for name, place in question.witness}
        if broken := conditions.broken(point):
            raise UnfoundedError(f"{question}: {broken} fails at its witness")
        points = [point]
    else:
        count = SEARCHED if question.accepted == DIFFERENT else CONFIRMING
        points = conditions.points(rng, count)
    if _differ_at_one(question, points) != (question.accepted == DIFFERENT):
        raise UnfoundedError(f"{question}: mpmath finds otherwise at {points}")
    return question


def _differ_at_one(question: Question, points: list[Point]) -> bool:
    """Whether the sides differ at one of the points; a small difference is looked for if told."""
    sides, thorough = (question.formula, question.equals), question.accepted == DIFFERENT
    return any(differ(*sides, point, thorough=thorough) for point in points)


def _decided(question: Question, conditions: Conditions, rng: Random) -> Question | None:
    sides = question.truth or question.formula, question.equals
    found: list[bool | None] = []
    for count in (DECIDING, CLOSER):
        found += [differ(*sides, point) for point in conditions.points(rng, count)]
        if True in found:
            return replace(question, accepted=DIFFERENT)
        if False not in found:
            return None
    return replace(question, accepted=EQUAL)


def replies(questions: tuple[Question, ...]) -> list[Reply]:
    """What the judge says of the questions that have an answer."""
    found = []
    for question in questions:
        try:
            known = settled(question)
        except UnfoundedError as error:
            found.append(Reply(question, "unfounded", str(error), 0.0))
            continue
        if known is not None:
            found.append(ask(known))
    return found

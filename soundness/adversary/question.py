"""What the judge is asked, what it may answer, and what became of that."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from glassproof import public
from glassproof.verify.checking.check import check_equal
from glassproof.verify.checking.found import Check
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import is_defect
from soundness.adversary.conditions import Conditions
from soundness.adversary.plain_values import Undefined, differ

EQUAL = ("verified",)
DIFFERENT = ("refuted",)
NOWHERE = ("undecided", "error")
"""Answers that are right: of equal sides, of different ones, of what has no value anywhere."""

LONGEST = 20.0
"""Seconds after which an answer counts as a hang."""


@dataclass(frozen=True)
class Question:
    """Is ``formula`` equal to ``equals``?

    ``accepted`` are the answers that are right ("error" is a refusal to read), none of them if
    points are to tell. ``witness`` is a point at which the sides differ, by construction. Where the
    ``formula`` is one whose values no point tells, ``truth`` is what it is known to be equal to;
    ``taken`` says that the answer is taken from elsewhere.
    """

    kind: str
    formula: str
    equals: str
    where: str = ""
    accepted: tuple[str, ...] = ()
    latex: bool = False
    witness: tuple[tuple[str, str], ...] = ()
    relation: str = "="
    truth: str = ""
    taken: bool = False

    def __post_init__(self) -> None:
        for name in ("accepted", "witness"):
            object.__setattr__(self, name, tuple(map(_tuple, getattr(self, name))))


def _tuple(item: Any) -> Any:
    return tuple(item) if isinstance(item, list) else item


@dataclass(frozen=True)
class Reply:
    """What came and why, the seconds of the judgement and those of the whole answer.

    ``came`` is a verdict; "error", a refusal with a message; "crash" or "hang"; or "unfounded", if
    points contradict what the question's construction says is true.
    """

    question: Question
    came: str
    why: str
    seconds: float
    waited: float = 0.0

    def __post_init__(self) -> None:
        if isinstance(self.question, Mapping):
            object.__setattr__(self, "question", Question(**self.question))

    @property
    def kind(self) -> str:
        """The question's."""
        return self.question.kind

    @property
    def verdict(self) -> str:
        """What came, by the name that other trials use."""
        return self.came

    @property
    def outcome(self) -> str:
        """``right``, ``undecided``, ``crashed`` or ``wrong``.

        Support without proof leaves what is equal undecided, and so does a refusal.
        """
        if self.came in ("crash", "hang", "unfounded"):
            return "crashed"
        if self.came in self.question.accepted and not self.why.startswith("no counterexample"):
            return "right"
        if self.came in ("undecided", "error"):
            return "undecided"
        return "undecided" if self.came == "supported" and self._may_be_equal else "wrong"

    def to_dict(self) -> dict[str, Any]:
        """Question and answer as one line of a list."""
        asked = self.question
        return {
            "kind": asked.kind, "formula": asked.formula, "relation": asked.relation,
            "equals": asked.equals,
            "where": asked.where, "latex": asked.latex, "accepted": list(asked.accepted),
            "came": self.came, "reason": self.why, "seconds": round(self.waited, 3),
        }  # fmt: skip

    @property
    def _may_be_equal(self) -> bool:
        return "verified" in self.question.accepted


def ask(question: Question) -> Reply:
    """Put the question to the judge, and hold the counterexample against the conditions.

    >>> ask(Question("example", "sqrt(x**2)", "x", "x real", DIFFERENT)).outcome
    'right'
    """
    start, seconds = time.perf_counter(), None
    point: Mapping[Any, Any] | None = None
    try:
        found = _judged(question)
        came, why, point = str(found.verdict), found.judgement.ruling.reason, found.counterexample
        seconds = found.judgement.seconds
        if is_defect(found.judgement.ruling):
            came = "crash"
    except ValueError as error:
        came, why = "error", " ".join(str(error).split())
    except Exception as error:  # whatever it is, it is no answer
        came, why = "crash", f"{type(error).__name__}: {error}"
    waited = time.perf_counter() - start
    if came == "refuted" and point and not question.latex:
        why = _fault(question, {str(s): _plain(v) for s, v in point.items()}) or why
    came = "hang" if waited > LONGEST else came
    return Reply(question, came, why[:300], waited if seconds is None else seconds, waited)


def _judged(question: Question) -> Check:
    if question.relation == "=" and " as " not in question.equals:
        sides, where = (question.formula, question.equals), question.where
        return check_equal(*sides, where=where, latex=question.latex, limits=BARE)
    text = f"{question.formula} {question.relation} {question.equals}"
    return public.check(text, where=question.where, latex=question.latex)


def _plain(value: Any) -> Any:
    """A coordinate as a fraction, or a pair of them."""
    parts = [Fraction(str(part)) for part in sp.sympify(value).as_real_imag()]
    return parts[0] if not parts[1] else tuple(parts)


def _fault(question: Question, point: Mapping[str, Any]) -> str:
    """Why ``point`` is no counterexample, if it is none."""
    try:
        conditions = Conditions.read(question.where)
        if broken := conditions.broken(point):
            return f"no counterexample: {broken} fails at {_shown(point)}"
        if question.relation != "=":
            return ""
        left = question.truth or question.formula
        if differ(left, question.equals, point, thorough=True) is False:
            return f"no counterexample: the sides agree at {_shown(point)}"
    except (Undefined, SyntaxError, ValueError):
        return ""
    return ""


def _shown(point: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items())

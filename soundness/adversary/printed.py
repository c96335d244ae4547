"""Formulas with sums, integrals, limits and special functions, and slips of the pen in them.

They stand in lists: those of public collections, taken at their word, and one that is made so that
its truth is known (:mod:`soundness.adversary.constructed`). A slip edits a side that has no bound
variable; whether it makes the formula false is told by mpmath, which holds the edited side against
the side as it was. A relation that is true everywhere is false everywhere the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random

from soundness.adversary.collection import edited
from soundness.adversary.question import DIFFERENT, EQUAL, Question

SLIPS_EACH = 2
COLLECTIONS = {
    "Fungrim": "fungrim.txt",
    "SymPy's tests": "sympy_tests.txt",
    "a table made for it": "constructed.txt",
}
"""Each list by name, and its file."""

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_BINDING = ("Sum(", "Product(", "Integral(", "Limit(", "Derivative(", "Piecewise(", "hyper(")


@dataclass(frozen=True)
class Formula:
    """A true relation, by the name that its list gives it."""

    name: str
    left: str
    relation: str
    right: str
    where: str


@cache
def formulas(collection: str) -> tuple[Formula, ...]:
    """All formulas of a list.

    >>> len(formulas("Fungrim")) > 500
    True
    """
    lines = (
        Path(__file__).with_name(COLLECTIONS[collection]).read_text(encoding="utf-8").splitlines()
    )
    return tuple(
        Formula(*(part.strip() for part in line.split(";;")))
        for line in lines
        if line and not line.startswith("#")
    )


def as_printed(collection: str) -> list[Question]:
    """Every formula, as it stands."""
    return [
        Question(kind(collection), f.left, f.right, f.where, EQUAL, relation=f.relation, taken=True)
        for f in formulas(collection)
    ]


def slips(collection: str) -> list[Question]:
    """A few slips in each formula; of a relation but equality its opposite."""
    rng, found = Random(collection), []
    for formula in formulas(collection):
        if formula.relation != "=":
            found.append(_reversed(collection, formula))
            continue
        wrong = sorted(set(_slips(formula)))
        for left, right, truth in rng.sample(wrong, min(SLIPS_EACH, len(wrong))):
            asked = Question(_slipped(collection), left, right, formula.where, truth=truth)
            found.append(asked)
    return found


def _reversed(collection: str, formula: Formula) -> Question:
    relation = _OPPOSITE[formula.relation]
    return Question(
        _slipped(collection), formula.left, formula.right, formula.where, DIFFERENT,
        relation=relation, taken=True,
    )  # fmt: skip


def _slips(formula: Formula) -> Iterator[tuple[str, str, str]]:
    """Left side, right side with a slip, and the right side as it was."""
    for left, right in ((formula.left, formula.right), (formula.right, formula.left)):
        if not any(word in right for word in _BINDING):
            for text in edited(right):
                yield left, text, right


def kind(collection: str) -> str:
    """The kind of the questions that are true."""
    return f"formulas of {collection}"


def _slipped(collection: str) -> str:
    return f"slips in formulas of {collection}"


LISTED: dict[str, Callable[[], list[Question]]] = {
    name(collection): partial(make, collection)
    for collection in COLLECTIONS
    for name, make in ((kind, as_printed), (_slipped, slips))
}
"""The questions of every list by their kind."""

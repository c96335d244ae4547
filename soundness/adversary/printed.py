"""Formulas with sums, integrals, limits and special functions, and slips of the pen in them.

They stand in lists: those of public collections, taken at their word, and one that is made so that
its truth is known (:mod:`soundness.adversary.constructed`). A slip edits a side that has no bound
variable; whether it makes the formula false is told by mpmath, which holds the edited side against
the side as it was. A relation that is true everywhere is false everywhere the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from random import Random

import sympy as sp

from soundness.adversary.collection import edited
from soundness.adversary.question import DIFFERENT, EQUAL, Question
from soundness.adversary.truths import settled

SLIPS_EACH = 2
COLLECTIONS = {
    "Fungrim": "fungrim.txt",
    "SymPy's tests": "sympy_tests.txt",
    "a table made for it": "constructed.txt",
}
"""Each list by name, and its file."""

_LAW = " as "
_ROOT_OR_HALF = re.compile(r"\*\*1/\d")
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_BINDING = (
    "Sum(",
    "Product(",
    "Integral(",
    "Limit(",
    "Derivative(",
    "Piecewise(",
    "hyper(",
    "PV(",
    "E(",
    "Var(",
    "P(",
    "Cov(",
)


@dataclass(frozen=True)
class Formula:
    """A true relation, by the name that its list gives it; some have both sides in LaTeX, too."""

    name: str
    left: str
    relation: str
    right: str
    where: str = ""
    left_latex: str = ""
    right_latex: str = ""

    @property
    def is_law(self) -> bool:
        """Whether it speaks of a limit, as "A ~ B as n -> oo" does."""
        return _LAW in self.right


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
    """Every formula, as it stands; what has LaTeX is asked twice."""
    asked = []
    for f in formulas(collection):
        sides = [(f.left, f.right, False)]
        sides += [(f.left_latex, f.right_latex, True)] if f.left_latex else []
        asked += [
            Question(kind(collection), left, right, f.where, EQUAL, latex, relation=f.relation,
                     taken=True)
            for left, right, latex in sides
        ]  # fmt: skip
    return asked


def slips(collection: str) -> list[Question]:
    """A few slips in each formula; of a relation but equality its opposite."""
    rng, found = Random(collection), []
    for formula in formulas(collection):
        if formula.is_law:
            found.append(_broken_law(collection, formula))
            continue
        if formula.relation != "=":
            found.append(_reversed(collection, formula))
            continue
        wrong = sorted(set(_slips(formula)))
        for left, right, truth in rng.sample(wrong, min(SLIPS_EACH, len(wrong))):
            asked = Question(_slipped(collection), left, right, formula.where, truth=truth)
            found.append(asked)
            if formula.left_latex and truth == formula.right:
                found += _in_latex(asked, formula)
    return found


def _in_latex(slip: Question, formula: Formula) -> list[Question]:
    """A slip in the right side, typeset, if points tell that it is one."""
    told = settled(slip)
    if told is None or told.accepted != DIFFERENT:
        return []
    right = sp.latex(sp.sympify(slip.equals))
    return [
        replace(told, formula=formula.left_latex, equals=right, latex=True, truth="", taken=True)
    ]


def _broken_law(collection: str, formula: Formula) -> Question:
    """The law with twice the leading term, or with a term that its remainder does not hold."""
    right, limit = formula.right.split(_LAW)
    if formula.relation == "~":
        right = f"2*({right})"
    else:
        order = int(right.rpartition("**")[2].rstrip(")"))
        right = f"x**{order - 1} + {right}"
    return Question(
        _slipped(collection), formula.left, right + _LAW + limit, formula.where, DIFFERENT,
        relation=formula.relation, taken=True,
    )  # fmt: skip


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
                if not _ROOT_OR_HALF.search(text):  # refused, for it can be read in two ways
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

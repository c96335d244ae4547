"""Chains that go on from one display to the next, and what of a chain speaks of numbers.

E(X) = a = b states b of an expectation whose law nobody says, and a = b of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glassproof.verify.scanning import kinds
from glassproof.verify.scanning.cleaning import IMPLIES, outer, split_relations
from glassproof.verify.scanning.items import Item, Kind
from glassproof.verify.scanning.rows import Statement

MOST_BETWEEN = 200
"""Letters between two displays that make one chain."""

MOST_PARTS = 3
"""Parts of a chain that are tried."""

_SIGNS = {"=": "=", ":=": "=", "=:": "=", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge",
          "!=": r"\ne"}  # fmt: skip


@dataclass
class Chains:
    """The last side of the display before, which a display that begins with a relation goes on."""

    items: Sequence[Item]
    last: str = ""
    at: int = 0

    def continued(self, number: int, statement: Statement) -> Statement:
        """``statement`` with its first side, where that stands in the display before.

        Without one, what stands behind the first relation is left, if that still is a chain.
        """
        sides, relations = split_relations(statement.text)
        text = statement.text
        if relations and not sides[0] and all(sides[1:]):
            if self.last and self._is_near(number):
                text = f"{self.last} {text}"
            elif len(relations) > 1 and "~" not in relations:
                text = _chained(sides[1:], relations[1:])
        self.last, self.at = sides[-1] if relations else "", number
        return statement if text is statement.text else replace(statement, text=text)

    def _is_near(self, number: int) -> bool:
        """Whether only a few words stand between the last display and this one."""
        between = self.items[self.at + 1 : number]
        kinds_between = {item.kind for item in between}
        if not kinds_between <= {Kind.TEXT, Kind.MATH, Kind.BREAK, Kind.LABEL}:
            return False
        return sum(len(item.text) for item in between) <= MOST_BETWEEN


def parts_about_numbers(statement: Statement) -> Iterator[Statement]:
    r"""Parts of a chain of which some side is no number, the longest first.

    >>> [each.text for each in parts_about_numbers(Statement(r"\Pr(A) = x^2 = 4 < 5", 0, 0, ""))]
    ['x^2 = 4 < 5', '4 < 5', 'x^2 = 4']
    """
    sides, relations = split_relations(statement.text)
    if outer(statement.text) & IMPLIES:  # its parts are suppositions, and what follows from them
        return
    if len(sides) < 3 or "~" in relations or not set(relations) <= set(_SIGNS):
        return
    runs: list[tuple[int, int]] = []
    start = 0
    for place in range(len(sides) + 1):
        if place == len(sides) or not _may_be_number(sides[place]):
            if place - start > 1:
                runs.append((start, place))
            start = place + 1
    tried = 0
    for start, end in sorted(runs, key=lambda run: run[0] - run[1]):
        for first, last in ((start, end), (start + 1, end), (start, end - 1), (start + 2, end)):
            if last - first > 1 and (first, last) != (0, len(sides)) and tried < MOST_PARTS:
                tried += 1
                text = _chained(sides[first:last], relations[first : last - 1])
                yield replace(statement, text=text, numbers=0)


def _may_be_number(side: str) -> bool:
    return bool(side) and not (kinds.what_else(side) or kinds.why_no_numbers(side, ["="], ""))


def _chained(sides: Sequence[str], relations: Sequence[str]) -> str:
    text = sides[0]
    for sign, side in zip(relations, sides[1:], strict=True):
        text += f" {_SIGNS.get(sign, sign)} {side}"
    return text

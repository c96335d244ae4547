"""What changed between two sides: verdicts, formulas, evidence, what was added and removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.differences.sides import Side, Statement

SCHEMA_VERSION = 1

ORDER = ("verified", "supported", "undecided", "unbound", "unreadable", "refuted", "defect")
"""Verdicts from the best to the worst; a step towards the end is a change for the worse."""

FAULTS = ("refuted", "defect")
"""With one of these verdicts a statement that is new is a change for the worse, too."""

ALIKE = 0.6
"""Statements without a common name are one if their texts are at least so similar (0 to 1)."""

_MOST_PAIRS = 250_000
"""Pairs of texts that are compared by their letters."""


class Kind(StrEnum):
    """What became of a statement, the gravest first."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "another verdict"
    ADDED = "added"
    REMOVED = "removed"
    FORMULA = "formula changed"
    EVIDENCE = "evidence moved"
    SAME = "unchanged"


@dataclass(frozen=True)
class Change:
    """A statement before and after; one of the two is None where it was added or removed."""

    before: Statement | None
    after: Statement | None

    @property
    def id(self) -> str:
        """The statement's id, the newer one."""
        found = self.after or self.before
        return found.id if found else ""

    @property
    def title(self) -> str:
        """What the statement is about, or where it stands."""
        found = self.after or self.before
        return found.title if found else ""

    @property
    def kind(self) -> Kind:
        """What became of the statement: of several changes the gravest."""
        if self.before is None:
            new = self.after.verdict if self.after else ""
            return Kind.WORSE if new in FAULTS else Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        old, new = self.before.verdict, self.after.verdict
        if old != new:
            return _turn(old, new)
        if self.formulas:
            return Kind.FORMULA
        return Kind.EVIDENCE if self.evidence else Kind.SAME

    @property
    def formulas(self) -> Mapping[str, tuple[str, str]]:
        """What is stated otherwise than before: old and new, by name."""
        return self._moved("formulas")

    @property
    def evidence(self) -> Mapping[str, tuple[str, str]]:
        """The examinations that say something else: old and new, empty where there is none."""
        return self._moved("evidence")

    def _moved(self, part: str) -> dict[str, tuple[str, str]]:
        if self.before is None or self.after is None:
            return {}
        old, new = getattr(self.before, part), getattr(self.after, part)
        pairs = {name: (old.get(name, ""), new.get(name, "")) for name in {**old, **new}}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        pairs = {"formulas": self.formulas, "evidence": self.evidence}
        return {
            "id": self.id,
            "title": self.title,
            "change": str(self.kind),
            "old_id": self.before.id if self.before else None,
            "old_verdict": self.before.verdict if self.before else None,
            "new_verdict": self.after.verdict if self.after else None,
            "old_reason": self.before.reason if self.before else None,
            "new_reason": self.after.reason if self.after else None,
            **{
                part: {name: {"old": old, "new": new} for name, (old, new) in moved.items()}
                for part, moved in pairs.items()
            },
        }


def _turn(old: str, new: str) -> Kind:
    """Which way a verdict turned; what has no place in the order was nothing to judge."""
    if old not in ORDER:
        return Kind.WORSE if new in FAULTS else Kind.OTHER
    if new not in ORDER:
        return Kind.OTHER
    return Kind.WORSE if ORDER.index(new) > ORDER.index(old) else Kind.BETTER


@dataclass(frozen=True)
class Differences:
    """What changed from ``old`` to ``new``, statement by statement, in the order of ``new``."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many statements changed in each way; ways that do not occur are left out."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in Kind if kind in kinds}

    @property
    def worsened(self) -> bool:
        """Whether a verdict turned for the worse, or something new is wrong."""
        return Kind.WORSE in self.counts

    @property
    def circumstances(self) -> Mapping[str, tuple[str, str]]:
        """What differs in how the two came about: seed, budget, code, versions."""
        old, new = self.old.circumstances, self.new.circumstances
        pairs = {name: (old.get(name, ""), new.get(name, "")) for name in {**old, **new}}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what differs, and how many statements do not."""
        return {
            "schema": SCHEMA_VERSION,
            "old": self.old.name,
            "new": self.new.name,
            "of": self.new.noun,
            "worsened": self.worsened,
            "counts": {str(kind): number for kind, number in self.counts.items()},
            "circumstances": {
                name: {"old": old, "new": new} for name, (old, new) in self.circumstances.items()
            },
            "changes": [each.to_dict() for each in self.changes if each.kind is not Kind.SAME],
        }


def compare(old: Side, new: Side) -> Differences:
    """The differences of two sides; :class:`DomainError` if one is of claims, one of equations.

    Statements are one if somebody gave them one name; else if they state the same; else if their
    texts are alike and nothing is more so.

    >>> def of(name, verdict):
    ...     claim = Statement("a", "A claim", verdict, "", {"published": "x"}, {})
    ...     return Side(name, "claim", (claim,), {})
    >>> found = compare(of("old", "verified"), of("new", "refuted"))
    >>> found.worsened, found.counts
    (True, {<Kind.WORSE: 'worse'>: 1})
    """
    if old.noun != new.noun:
        raise DomainError(
            f"{old.name} is of {old.noun}s and {new.name} of {new.noun}s: "
            "compare two ledgers, or two scans"
        )
    partner = _partners(old.statements, new.statements)
    taken = {id(before) for before in partner.values()}
    now = [Change(partner.get(id(after)), after) for after in new.statements]
    gone = [Change(each, None) for each in old.statements if id(each) not in taken]
    return Differences(old, new, (*now, *gone))


def _partners(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, Statement]:
    """The older statement of each newer one that has one, by the newer one's identity."""
    found: dict[int, Statement] = {}
    taken: set[int] = set()
    for before, after in chain(_by_name(old, new), _by_text(old, new), _by_likeness(old, new)):
        if id(after) not in found and id(before) not in taken:
            found[id(after)] = before
            taken.add(id(before))
    return found


def _by_name(
    old: Sequence[Statement], new: Sequence[Statement]
) -> Iterator[tuple[Statement, Statement]]:
    known = {each.id: each for each in old if each.named}
    yield from ((known[each.id], each) for each in new if each.named and each.id in known)


def _by_text(
    old: Sequence[Statement], new: Sequence[Statement]
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of one text, in order; what occurs as often in both is paired first with first."""
    texts: dict[str, list[Statement]] = {}
    for each in old:
        texts.setdefault(each.text, []).append(each)
    for each in new:
        yield from ((before, each) for before in texts.get(each.text, ()))


def _by_likeness(
    old: Sequence[Statement], new: Sequence[Statement]
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of similar texts, the most similar first; none of them both named."""
    texts_old, texts_new = {e.text for e in old}, {e.text for e in new}
    left = [each for each in old if each.text not in texts_new]
    right = [each for each in new if each.text not in texts_old]
    if len(left) * len(right) > _MOST_PAIRS:
        return
    scored = []
    for i, before in enumerate(left):
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(before.text)
        for j, after in enumerate(right):
            if before.named and after.named:
                continue
            matcher.set_seq1(after.text)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                scored.append((-matcher.ratio(), i, j))
    yield from ((left[i], right[j]) for score, i, j in sorted(scored) if -score >= ALIKE)

"""What a ledger says as a whole: sections, what rests on what, and whose the errors are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.wording import aside
from glassproof.verify.judging.whole.recommendation import Recommendation, recommend
from glassproof.verify.judging.whole.recommendation import is_remark as is_remark

VERDICTS = ("verified", "refuted", "supported", "undecided")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """A section of the paper with the records of its claims, in the ledger's order."""

    key: str
    title: str
    claims: tuple[Record, ...]


@dataclass(frozen=True)
class Overview:
    """A ledger, read as a graph of claims.

    Raises :class:`DomainError` when claims rest on one another in a circle, or an id occurs twice.

    >>> claim = {"id": "lemma1.a", "title": "t", "verdict": "refuted", "uses": []}
    >>> other = {"id": "section2.b", "title": "t", "verdict": "verified", "uses": ["lemma1.a"]}
    >>> overview = Overview({"claims": [claim, other]})
    >>> [section.title for section in overview.sections], overview.above["lemma1.a"]
    (['Lemma 1', 'Section 2'], ('section2.b',))
    >>> [claim["id"] for claim in overview.conclusions]
    ['section2.b']
    """

    ledger: Mapping[str, Any]

    def __post_init__(self) -> None:
        ids = [claim["id"] for claim in self.ledger["claims"]]
        twice = {claim_id for claim_id in ids if ids.count(claim_id) > 1}
        if twice:
            raise DomainError(f"the ledger has two claims {min(twice)!r}: give each its own id")
        try:
            list(TopologicalSorter(self.uses).static_order())
        except CycleError as error:
            circle = " -> ".join(error.args[1])
            raise DomainError(f"claims rest on one another in a circle: {circle}") from None

    @cached_property
    def claims(self) -> dict[str, Record]:
        """The records by id."""
        return {claim["id"]: claim for claim in self.ledger["claims"]}

    @cached_property
    def remarks(self) -> tuple[Record, ...]:
        """What was judged and is no claim of the paper: comments in code, what was taken back."""
        return tuple(claim for claim in self.claims.values() if is_remark(claim))

    @cached_property
    def beside(self) -> dict[str, tuple[Record, ...]]:
        """The remarks by what they are, in words that say how many."""
        kinds: dict[tuple[str, bool], list[Record]] = {}
        for record in self.remarks:
            source = record["source"]
            kind = (source["kind"], bool(source.get("withdrawn")))
            kinds.setdefault(kind, []).append(record)
        return {
            aside([record["source"] for record in alike]): tuple(alike) for alike in kinds.values()
        }

    @cached_property
    def proper(self) -> tuple[Record, ...]:
        """The paper's claims: all records but the remarks."""
        return tuple(claim for claim in self.claims.values() if not is_remark(claim))

    @cached_property
    def uses(self) -> dict[str, tuple[str, ...]]:
        """The ids that each claim rests on directly, as far as they are in this ledger."""
        return {
            claim_id: tuple(used for used in claim["uses"] if used in self.claims)
            for claim_id, claim in self.claims.items()
        }

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """All ids that each claim rests on, at any remove, in the ledger's order."""
        return self._closure(self.uses)

    @cached_property
    def above(self) -> dict[str, tuple[str, ...]]:
        """All ids that rest on each claim, at any remove, in the ledger's order."""
        return {
            claim_id: tuple(other for other in self.claims if claim_id in self.below[other])
            for claim_id in self.claims
        }

    def _closure(self, uses: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        reached: dict[str, set[str]] = {}
        for claim_id in TopologicalSorter(uses).static_order():
            reached[claim_id] = set(uses[claim_id]).union(*(reached[u] for u in uses[claim_id]))
        return {
            claim_id: tuple(other for other in self.claims if other in reached[claim_id])
            for claim_id in self.claims
        }

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The claims by section: the source's ``section`` if it names one, else the id's stem."""
        grouped: dict[str, list[Record]] = {}
        for claim in (*self.proper, *self.remarks):
            grouped.setdefault(section_title(claim), []).append(claim)
        return tuple(
            Section(f"section-{number}", title, tuple(claims))
            for number, (title, claims) in enumerate(grouped.items(), start=1)
        )

    @cached_property
    def numbers(self) -> dict[str, str]:
        """A short number for each claim: section and place in it."""
        return {
            claim["id"]: f"{i}.{j}"
            for i, section in enumerate(self.sections, start=1)
            for j, claim in enumerate(section.claims, start=1)
        }

    def refuted_below(self, claim_id: str) -> tuple[str, ...]:
        """The refuted claims among those that ``claim_id`` rests on."""
        refuted = {claim["id"] for claim in self.proper if claim["verdict"] == "refuted"}
        return tuple(used for used in self.below[claim_id] if used in refuted)

    def status(self, claim_id: str) -> str:
        """Whose error that of a refuted claim is: own, inherited, not separated; else empty."""
        claim = self.claims[claim_id]
        return "" if is_remark(claim) else str(claim.get("standing", {}).get("status", ""))

    def roots_of(self, *claim_ids: str) -> tuple[str, ...]:
        """The claims from which those named have inherited their errors, in the ledger's order;
        a claim whose error is not known to be inherited is its own root."""
        reached: set[str] = set()
        waiting = list(claim_ids)
        while waiting:
            claim_id = waiting.pop()
            sources = self.claims[claim_id].get("standing", {}).get("from", ())
            if self.status(claim_id) == "inherited" and claim_id not in reached:
                waiting.extend(s for s in sources if s in self.claims)
            reached.add(claim_id)
        return tuple(i for i in self.claims if i in reached and self.status(i) != "inherited")

    def origins(self, claim_id: str) -> tuple[str, ...]:
        """From which claims the error of a refuted one comes in the end, or may come."""
        sources = self.claims[claim_id].get("standing", {}).get("from", ())
        return self.roots_of(*(source for source in sources if source in self.claims))

    @cached_property
    def standings(self) -> dict[str, tuple[str, ...]]:
        """The refuted claims by whose error it is; empty where that was not asked."""
        found: dict[str, tuple[str, ...]] = {}
        for claim_id in self.claims:
            if status := self.status(claim_id):
                found[status] = (*found.get(status, ()), claim_id)
        return found

    @cached_property
    def changes_tried(self) -> tuple[Record, ...]:
        """What each change of convention would do alone, and the best combination of several: those
        that mend or break anything."""
        changes = self.ledger.get("changes", {})
        best = changes.get("best")
        several = (best,) if best and len(best["changes"]) > 1 else ()
        every = (*changes.get("single", ()), *several)
        return tuple(row for row in every if row["mends"] or row["breaks"])

    @cached_property
    def changes_idle(self) -> tuple[str, ...]:
        """The changes of convention that alone neither mend nor break anything."""
        single = self.ledger.get("changes", {}).get("single", ())
        idle = [row for row in single if not row["mends"] and not row["breaks"]]
        return tuple(change for row in idle for change in row["changes"])

    @cached_property
    def recommendation(self) -> Recommendation:
        """What the ledger compels a referee to recommend."""
        return recommend(self.ledger)

    @cached_property
    def consequential(self) -> tuple[Record, ...]:
        """The refuted claims: first those whose error comes from no other claim, and of either
        those first on which most rests."""

        def place(claim: Record) -> tuple[bool, int]:
            is_root = self.status(claim["id"]) in ("", "own")
            return not is_root, -len(self.above[claim["id"]])

        refuted = [claim for claim in self.proper if claim["verdict"] == "refuted"]
        return tuple(sorted(refuted, key=place))

    @cached_property
    def conclusions(self) -> tuple[Record, ...]:
        """The paper's claims on which nothing else rests."""
        return tuple(claim for claim in self.proper if not self.above[claim["id"]])

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of the paper's claims reached each verdict."""
        verdicts = [claim["verdict"] for claim in self.proper]
        return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def split_at_ids(overview: Overview, text: str) -> list[str]:
    """``text`` cut so that every second part is the id of a claim of the ledger, of those ids that
    are no words: that have a dot.

    >>> claim = {"title": "t", "verdict": "refuted", "uses": []}
    >>> overview = Overview({"claims": [claim | {"id": "lemma1.a"}, claim | {"id": "of"}]})
    >>> split_at_ids(overview, "of lemma1.a, not lemma1.ab: so lemma1.a.")
    ['of ', 'lemma1.a', ', not lemma1.ab: so ', 'lemma1.a', '.']
    """
    ids = sorted((i for i in overview.claims if "." in i), key=len, reverse=True)
    names = "|".join(map(re.escape, ids))
    return re.split(rf"(?<![\w.-])({names})(?![\w-]|\.\w)", text) if names else [text]


def section_title(claim: Record) -> str:
    """The heading under which a claim is reported.

    >>> section_title({"id": "lemma2.b1"}), section_title({"id": "x", "source": {"section": "3"}})
    ('Lemma 2', '3')
    """
    named = claim.get("source", {}).get("section")
    if named:
        return str(named)
    stem = claim["id"].split(".")[0]
    return " ".join(re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]+", stem)).capitalize() or stem


def points(claim: Record) -> list[Record]:
    """The evidence that carries a certified counterexample: what gives both values, if any does,
    and each point once."""
    found = [
        e
        for e in claim["evidence"]
        if e["kind"] == "certified" and e["outcome"] == "fails" and e["data"].get("point")
    ]
    valued = [e for e in found if {"published", "derived"} <= e["data"].keys()] or found
    return [e for k, e in enumerate(valued) if e["data"]["point"] not in _points(valued[:k])]


def _points(evidence: Sequence[Record]) -> list[Any]:
    return [e["data"]["point"] for e in evidence]

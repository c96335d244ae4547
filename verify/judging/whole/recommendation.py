"""A referee's recommendation, computed from a ledger and from nothing else.

What is certain is kept apart from what is certain up to a level, and both from how the sources were
read. The words are cautious where the ledger is: errors are counted by their roots, a convention
that explains them all comes before any blame, and what was not at hand is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glassproof.verify.claims.source import ReadFrom

Record = Mapping[str, Any]

ACCEPT = "acceptance"
CONVENTION = "acceptance once a convention is stated"
REVISION = "revision"
OPEN = "no recommendation yet"
NONE = "no recommendation"

_FEW = 4
_RIGOROUS = ("symbolic", "certified")
_NOT_TYPESET = ("code", "comment", "as cited")


@dataclass(frozen=True)
class Item:
    """A line of the recommendation: what it is about, what is said, the claims concerned."""

    heading: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """What is recommended, in a word and in a paragraph, with a short list of grounds."""

    word: str
    paragraph: str
    entries: tuple[Item, ...]

    @property
    def grounds(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """The entries under their headings, each heading once, in order.

        >>> items = Item("Certain", "Proven.", ("a",)), Item("Certain", "Refuted.", ("b",))
        >>> [(heading, len(items)) for heading, items in Recommendation("", "", items).grounds]
        [('Certain', 2)]
        """
        grouped: dict[str, list[Item]] = {}
        for item in self.entries:
            grouped.setdefault(item.heading, []).append(item)
        return tuple((heading, tuple(items)) for heading, items in grouped.items())


@dataclass(frozen=True)
class Findings:
    """The ledger's claims sorted by what is known of them; remarks in code are no claims."""

    ledger: Record

    @property
    def claims(self) -> list[Record]:
        """The paper's claims, without remarks."""
        return [c for c in self.ledger["claims"] if not is_remark(c)]

    def having(self, verdict: str) -> list[Record]:
        """The claims of a verdict."""
        return [claim for claim in self.claims if claim["verdict"] == verdict]

    def standing(self, status: str) -> list[Record]:
        """The refuted claims whose error is of that status."""
        known = (claim for claim in self.having("refuted") if "standing" in claim)
        return [claim for claim in known if claim["standing"]["status"] == status]

    @property
    def is_separated(self) -> bool:
        """Whether it was asked whose each error is."""
        return all("standing" in claim for claim in self.having("refuted"))

    @property
    def changes(self) -> Record:
        """What changes of convention would do."""
        found: Record = self.ledger.get("changes", {})
        return found

    @property
    def is_explained(self) -> bool:
        """Whether a change of convention mends all that is refuted, and nothing else is."""
        formulas = set(self.changes.get("refuted", ()))
        rest = [claim for claim in self.having("refuted") if claim["id"] not in formulas]
        return bool(self.changes.get("mends_all")) and not rest


def recommend(ledger: Record) -> Recommendation:
    """The recommendation that the ledger's record compels.

    >>> claim = {"id": "a", "verdict": "verified", "evidence": [], "source": {"read_from": "text"}}
    >>> recommend({"claims": [claim], "summary": {"defects": 0}, "parameters": {}}).word
    'acceptance'
    """
    found = Findings(ledger)
    word = _word(found)
    parts = [_verdicts(found), *_roots(found), *_convention(found), _conclusion(word)]
    items = (*_certain(found), *_readings(found), *_first_questions(found))
    return Recommendation(word, " ".join(parts), items)


def _word(found: Findings) -> str:
    if found.ledger["summary"]["defects"] or not found.claims:
        return NONE
    if found.having("refuted"):
        return CONVENTION if found.is_explained else REVISION
    return OPEN if found.having("undecided") else ACCEPT


def _verdicts(found: Findings) -> str:
    said = {
        "verified": "verified by proof",
        "supported": "supported but not proven",
        "refuted": "refuted",
        "undecided": "undecided",
    }
    counts = {verdict: len(found.having(verdict)) for verdict in said}
    listed = [
        f"{count} {'is' if count == 1 else 'are'} {said[verdict]}"
        for verdict, count in counts.items()
        if count
    ]
    claims = len(found.claims)
    if not claims:
        return "No claim was examined."
    return f"Of {_many(claims, 'claim')} examined, {_joined(listed)}."


def _roots(found: Findings) -> Iterable[str]:
    if not found.having("refuted"):
        return
    if not found.is_separated:
        yield "Whose error each is was not asked, since not all claims were judged."
        return
    own, inherited, open_ = map(found.standing, ("own", "inherited", "not separated"))
    if own:
        whose = "the claim's" if len(own) == 1 else "the claims'"
        yield f"{_so_many(len(own), 'error')} {whose} own{_named(own)}."
    if inherited:
        verb = (
            "inherits its error from what it rests"
            if len(inherited) == 1
            else ("inherit their errors from what they rest")
        )
        yield f"{_many(len(inherited), 'claim')} {verb} on{_named(inherited)}."
    if open_:
        yield (
            f"Of {len(open_)} it is not separated whether the error is their own or comes from "
            f"below{_named(open_)}."
        )


def _convention(found: Findings) -> Iterable[str]:
    changes = found.changes
    if not found.having("refuted") or not changes:
        return
    if "broke" in changes:
        yield "The search for a convention that would explain the errors broke."
    elif changes["mends_all"]:
        yield (
            f"All {_many(len(changes['refuted']), 'refuted formula')} become right, and none that "
            f"is verified breaks, if {_joined(changes['best']['changes'])}."
        )
    elif changes["tried"]:
        best = changes["best"]
        most = "none mends any"
        if best:
            most = f"the best ({_joined(best['changes'])}) mends {len(best['mends'])}"
        if best and best["breaks"]:
            most += f" and breaks {len(best['breaks'])} verified"
        yield (
            f"No change of convention explains them: of {changes['tried']} combinations tried, "
            f"over all {_many(len(changes['refuted']), 'refuted formula')} jointly, {most}."
        )


def _conclusion(word: str) -> str:
    if word == NONE:
        return "Nothing is recommended: this review contradicts itself, or examined nothing."
    if word == ACCEPT:
        return "On this evidence acceptance is recommended."
    if word == OPEN:
        return "Nothing speaks against the claims; those undecided should be settled first."
    if word == CONVENTION:
        return "Acceptance is recommended once the authors confirm and state that convention."
    return "Revision is recommended: the corrections below should be answered first."


def _certain(found: Findings) -> Iterable[Item]:
    proven = found.having("verified")
    rigorous = [c for c in found.having("refuted") if _fails_by(c, _RIGOROUS)]
    if proven:
        yield Item("Certain", "Proven to be as published:", _tuple(proven))
    if rigorous:
        yield Item(
            "Certain",
            "Not as published, by a counterexample that is enclosed or proven:",
            _tuple(rigorous),
        )
    sampled = [c for c in found.having("refuted") if c not in rigorous]
    level = found.ledger["parameters"].get("level")
    if sampled:
        yield Item(
            "Certain up to a level",
            f"Rejected by samples of the model, each test at level {level:g}:",
            _tuple(sampled),
        )
    if supported := found.having("supported"):
        yield Item(
            "Not proven",
            "In agreement with points or samples, with the power that each states:",
            _tuple(supported),
        )
    if undecided := found.having("undecided"):
        yield Item("Open", "Nothing was decided of", _tuple(undecided))


def _readings(found: Findings) -> Iterable[Item]:
    """What the toolkit read, and from what; groups of claims by their source's kind."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for claim in found.claims:
        source = claim["source"]
        groups.setdefault((source.get("kind", "unstated"), source["read_from"]), []).append(claim)
    for (kind, read_from), claims in groups.items():
        text = read_from[:1].upper() + read_from[1:]
        if not read_from.startswith("as "):
            text = f"Read from {read_from}"
        if kind in _NOT_TYPESET:
            text += "; the authors' typeset formula was not at hand"
        elif kind == "unstated":
            text += "; whether as typeset, the ledger does not say"
        yield Item("The toolkit's reading", f"{text}:", _tuple(claims))


def _first_questions(found: Findings) -> Iterable[Item]:
    """What the authors should be asked first: the convention, then roots by what rests on them."""
    changes = found.changes
    best = changes.get("best")
    if found.having("refuted") and best and not best["breaks"]:
        yield Item(
            "To ask first",
            f"Was it meant that {_joined(best['changes'])}? That would mend",
            tuple(best["mends"]),
        )
    if found.is_explained:
        return
    resting = _resting(found.claims)
    roots = sorted(found.standing("own"), key=lambda claim: -len(resting[claim["id"]]))
    for claim in roots[:3]:
        above = len(resting[claim["id"]])
        verb = "rests" if above == 1 else "rest"
        on_it = f" {_many(above, 'claim').capitalize()} {verb} on it." if above else ""
        asked = f"How is this derived: {claim.get('title', claim['id'])}?{on_it} See"
        yield Item("To ask first", asked, (claim["id"],))


def _resting(claims: Iterable[Record]) -> dict[str, set[str]]:
    """The ids that rest on each claim, at any remove."""
    uses = {claim["id"]: set(claim.get("uses", ())) for claim in claims}
    above: dict[str, set[str]] = {claim_id: set() for claim_id in uses}
    for claim_id in uses:
        waiting, seen = list(uses[claim_id]), set[str]()
        while waiting:
            used = waiting.pop()
            if used in seen or used not in above:
                continue
            seen.add(used)
            above[used].add(claim_id)
            waiting.extend(uses[used])
    return above


def is_remark(claim: Record) -> bool:
    """Whether the record is of no claim of the paper, as a claim's source tells it.

    >>> is_remark({"source": {"kind": "comment"}}), is_remark({"source": {"kind": "code"}})
    (True, False)
    """
    source = claim.get("source", {})
    kinds = (ReadFrom.COMMENT, ReadFrom.READING)
    return source.get("kind") in kinds or bool(source.get("withdrawn"))


def _fails_by(claim: Record, kinds: Iterable[str]) -> bool:
    return any(e["outcome"] == "fails" and e["kind"] in kinds for e in claim["evidence"])


def _tuple(claims: Iterable[Record]) -> tuple[str, ...]:
    return tuple(claim["id"] for claim in claims)


def _named(claims: Sequence[Record]) -> str:
    """The claims' ids, if they are few."""
    return f": {', '.join(_tuple(claims))}" if len(claims) <= _FEW else ""


def _joined(parts: Iterable[str]) -> str:
    """The parts as a list in words."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _so_many(count: int, noun: str) -> str:
    return f"One {noun} is" if count == 1 else f"{count} {noun}s are"

"""What a ledger says of the review itself, in sentences that are computed from it.

No report states a fact about the review that does not come from here: what was read, what was
derived, what was sampled, and what was not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from glassproof.reports.summary import Overview, Record, is_remark
from glassproof.reports.wording import READ, asides, counted, listed

SAMPLED = ("nature", "count")


def has_derivation(claim: Record) -> bool:
    """Whether a derivation stands behind the verdict: a formula that is only given is none."""
    steps = (claim.get("derivation") or {"steps": ()})["steps"]
    return any(step["proof"] != "given" for step in steps)


def has_nature(claim: Record) -> bool:
    """Whether samples of the model, or enumeration, say anything of the claim."""
    return any(e["kind"] in SAMPLED for e in claim["evidence"])


def has_certified(claim: Record) -> bool:
    """Whether rational points, or an exact examination, say anything of the claim."""
    return any(e["kind"] == "certified" for e in claim["evidence"])


def has_proof(claim: Record) -> bool:
    """Whether algebra proves the claim."""
    return any(e["kind"] == "symbolic" and e["outcome"] == "holds" for e in claim["evidence"])


def reading(overview: Overview) -> tuple[str, ...]:
    """What the claims were read from: how many from each kind of source, and what was at hand.

    >>> claim = {"id": "a", "title": "t", "verdict": "verified", "uses": [], "evidence": [],
    ...          "source": {"kind": "code"}}
    >>> reading(Overview({"claims": [claim]}))[0]
    "1 claim is judged, read from the authors' code and not from a typeset formula."
    """
    claims, said = overview.proper, []
    kinds = Counter(str(claim["source"].get("kind", "unstated")) for claim in claims)
    present = [kind for kind in READ if kinds[kind]]
    total = counted(len(claims), "claim")
    if len(claims) == 1:
        none = "" if kinds["typeset"] else " and not from a typeset formula"
        said.append(f"{total} is judged, read from {READ[present[0]]}{none}.")
    elif len(present) == 1:
        none = "" if kinds["typeset"] else ", and none from a typeset formula"
        said.append(f"{total} are judged, all read from {READ[present[0]]}{none}.")
    elif claims:
        parts = [f"{kinds[kind]} read from {READ[kind]}" for kind in present]
        none = "" if kinds["typeset"] else "; none from a typeset formula"
        said.append(f"{total} are judged: {listed(parts)}{none}.")
    if claims and kinds["typeset"] < len(claims):
        said.append("In what follows “published” is short for what was read there.")
    hands = dict.fromkeys(c["source"].get("at_hand", "") for c in overview.claims.values())
    said += [f"At hand: {hand}." for hand in hands if hand]
    if remarks := overview.remarks:
        taken = sum(bool(remark["source"].get("withdrawn")) for remark in remarks)
        whom = "taken" if taken == len(remarks) else f"{taken} of them taken"
        back = f", {whom} back by the authors," if taken else ""
        verb = "is" if len(remarks) == 1 else "are"
        beside = asides([remark["source"] for remark in remarks])
        said.append(
            f"{beside}{back} {verb} judged beside them, as no claim of the paper, and in none of "
            "the counts."
        )
    return tuple(said)


def means(overview: Overview) -> tuple[str, ...]:
    """By which means the claims were examined, and how many lack each of them."""
    claims = overview.proper
    if not claims:
        return ()
    asked: tuple[tuple[Callable[[Record], bool], str], ...] = (
        (has_derivation, "a derivation in recomputed steps stands behind"),
        (has_proof, "algebra proves"),
        (has_certified, "rational points in ball arithmetic, or an exact examination, speak to"),
        (has_nature, "samples of the model or enumeration speak to"),
    )
    said = [f"{words} {_of(claims, have)}" for have, words in asked]
    text = "; ".join(said)
    return (
        text[:1].upper() + text[1:] + ".",
        "Verdicts follow from this evidence by one rule; none is typed in.",
    )


def _of(claims: Sequence[Record], have: Callable[[Record], bool]) -> str:
    """``all 5 claims``, ``3 of 5 claims``, ``no claim``."""
    number, total = sum(map(have, claims)), len(claims)
    if number == 0:
        return "no claim"
    if total == 1:
        return "the claim"
    return f"all {total} claims" if number == total else f"{number} of {total} claims"


def lacking(overview: Overview, have: Callable[[Record], bool]) -> tuple[str, ...]:
    """The ids of the paper's claims that lack something."""
    return tuple(claim["id"] for claim in overview.proper if not have(claim))


def limits(overview: Overview) -> tuple[str, ...]:
    """What the review leaves open, computed: which claims lack what, and what was not examined."""
    gaps = [f"{words}: {listed(ids)}." for words, ids in missing(overview)]
    return (*gaps, *unexamined(overview))


def missing(overview: Overview) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which means were not used, each with the ids of the claims that lack it."""
    asked = (
        ("Without a derivation", has_derivation),
        ("Without an experiment", has_nature),
        ("Without rational points or an exact examination", has_certified),
    )
    found = ((words, lacking(overview, have)) for words, have in asked)
    return tuple((words, ids) for words, ids in found if ids)


def unexamined(overview: Overview) -> tuple[str, ...]:
    """What was cited and not proven, and what was not looked at."""
    said = []
    cited = [c["id"] for c in overview.proper if c["source"].get("kind") == "as cited"]
    if cited:
        said.append(
            f"{counted(len(cited), 'claim is', 'claims are')} known as later literature cites "
            "what is claimed, not compared with the printed page."
        )
    known = overview.ledger.get("limits", {"cited": [], "unexamined": []})
    said += [f"Cited and not proven: {c['theorem']} (for {c['used_for']})." for c in known["cited"]]
    said += [f"Not examined: {part}." for part in known["unexamined"]]
    return tuple(said)


def references(overview: Overview) -> tuple[str, ...]:
    """BibTeX of the paper under review, of what was read, and of the theorems cited."""
    claims, found = list(overview.claims.values()), []
    if claims:
        found += _entries(str(overview.ledger["paper"]), claims[0]["source"])
    known = overview.ledger.get("limits", {"cited": []})
    return (*found, *(c["bibtex"] for c in known["cited"] if c["bibtex"]))


def _entries(key: str, source: Mapping[str, Any]) -> list[str]:
    """The paper under review as a BibTeX entry; several papers that are judged together, whose
    authors, titles and references stand between semicolons, as one each."""
    parts = [str(source.get(name, "")).split("; ") for name in ("authors", "paper", "reference")]
    if len({len(part) for part in parts}) > 1:
        return [_entry(key, source)]
    each = [
        {"authors": authors, "paper": title, "reference": place}
        for authors, title, place in zip(*parts, strict=True)
    ]
    return [_entry(key if len(each) == 1 else f"{key}-{k}", one) for k, one in enumerate(each, 1)]


def _entry(key: str, source: Mapping[str, Any]) -> str:
    """One paper as a BibTeX entry."""
    authors = str(source.get("authors", "")).replace(", ", " and ")
    parts = {"author": authors, "title": source["paper"], "note": source["reference"]}
    listed_parts = ", ".join(f"{n}={{{_field(value)}}}" for n, value in parts.items() if value)
    return f"@misc{{{re.sub(r'[^A-Za-z0-9_.:-]', '-', key)}, {listed_parts}}}"


def _field(value: Any) -> str:
    """Text as a field of BibTeX: braces would end it, and some signs are TeX's own."""
    text = re.sub(r"[{}\\]", " ", str(value))
    return " ".join(re.sub(r"[&%$#_]", r"\\\g<0>", text).split())


WHOSE_ERRORS = (
    "A refuted claim that uses refuted claims is judged again with the derived values of these put "
    "into it; a statement into which nothing can be put is asked instead whether it holds of what "
    "is published there. If it holds, its error is inherited, and named are the claims that it "
    "comes from in the end; else it is its own; where the dependence is not declared, neither is "
    "said. Errors of their own come first, and those first on which most claims rest."
)
WHAT_SURVIVES = (
    "Of each conclusion (a claim on which no other rests), each statement in words that rests on "
    "others, and each figure: how it stands, whatever becomes of the published argument for it."
)


def told(overview: Overview) -> tuple[str, ...]:
    """All that reports say of the review, sentence by sentence."""
    return (*reading(overview), *means(overview), alarms(overview.ledger), *limits(overview))


def alarms(ledger: Mapping[str, Any]) -> str:
    """The statistical tests of the run, and what they may reject wrongly together."""
    tests = [
        e["data"]
        for claim in ledger["claims"]
        for e in claim["evidence"]
        if e["kind"] in SAMPLED and "level" in e["data"]
    ]
    if not tests:
        return "No statistical test was made."
    sides = [len({"published", "derived"} & data.keys()) for data in tests]
    made = sum(sides)
    spent = sum(n * float(data["level"]) for n, data in zip(sides, tests, strict=True))
    return (
        f"{counted(made, 'statistical comparison')} {'was' if made == 1 else 'were'} made (each "
        "experiment with the "
        f"published value, and with the derived one where there is one), which together reject "
        f"what is true with probability at most {spent:.2g}."
    )


__all__ = [
    "WHAT_SURVIVES",
    "WHOSE_ERRORS",
    "alarms",
    "has_certified",
    "has_derivation",
    "has_nature",
    "has_proof",
    "is_remark",
    "lacking",
    "limits",
    "means",
    "missing",
    "reading",
    "references",
    "told",
    "unexamined",
]

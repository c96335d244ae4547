"""Verdicts from evidence by the published rule, and what is said of a ledger as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from glassproof.recheck.findings import Findings, Level

_REMARKS = ("comment", "another reading")


def verdict(evidence: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The verdict that the evidence compels, and its reason.

    A contradiction of the toolkit's own derivation, or a proof beside a counterexample, decides
    nothing; then a counterexample (by balls, nature or counts) refutes; a statement without value
    is undecided; a proof verifies; agreement of balls, nature or counts supports.
    """

    def those(*outcomes: str, symbolic: bool | None = None) -> list[Mapping[str, Any]]:
        kinds = {None: (True, False), True: (True,), False: (False,)}[symbolic]
        return [
            e for o in outcomes for e in evidence
            if e["outcome"] == o and (e["kind"] == "symbolic") in kinds
        ]  # fmt: skip

    fails, proofs = those("fails", symbolic=False), those("holds", symbolic=True)
    if broken := those("defect"):
        return "undecided", f"defect of this toolkit: {broken[0]['name']}: {broken[0]['detail']}"
    if fails and proofs:
        both = f"'{proofs[0]['name']}' proves what '{fails[0]['name']}' disproves"
        return "undecided", f"defect of this toolkit: {both}"
    if fails:
        certified = [e for e in fails if e["kind"] == "certified"]
        return "refuted", (certified or fails)[0]["detail"]
    if void := those("void"):
        return "undecided", void[0]["detail"]
    places = [e["data"]["undefined"] for e in evidence if e["data"].get("undefined")]
    where = f", wherever both sides are defined ({places[0]})" if places else ""
    if proofs:
        return "verified", proofs[0]["detail"] + where
    if agreeing := those("holds", "consistent", symbolic=False):
        return "supported", agreeing[0]["detail"] + where
    return "undecided", "; ".join(e["detail"] for e in evidence) or "no evidence was gathered"


def check_verdict(claim: Mapping[str, Any], findings: Findings) -> None:
    """The claim's verdict and reason follow from its evidence."""
    said = claim["verdict"], claim["reason"]
    waits = not claim["evidence"] and said[0] == "undecided" and said[1].startswith("needs ")
    if waits:
        findings.say(Level.UNCHECKED, "a claim that waits for an extra package")
        return
    findings.require(said == verdict(claim["evidence"]), "the verdict follows from the evidence")


def check_whole(ledger: Mapping[str, Any], findings: Findings) -> None:
    """Summary, ids, what rests on what, whose errors are whose, figures."""
    claims = ledger["claims"]
    ids = [claim["id"] for claim in claims]
    findings.require(len(set(ids)) == len(ids), "each claim occurs once")
    findings.require(summary(claims) == ledger["summary"], "the summary counts the verdicts")
    known = {claim["id"]: claim for claim in claims}
    whole = "figures" in ledger or "changes" in ledger
    if whole:
        used = {used for claim in claims for used in claim["uses"]}
        findings.require(used <= known.keys(), "what is rested on is judged, too")
        shown = {name for figure in ledger.get("figures", ()) for name in figure["concerns"]}
        findings.require(shown <= known.keys(), "figures show what is judged")
    graph = {claim["id"]: [u for u in claim["uses"] if u in known] for claim in claims}
    findings.require(not _has_cycle(graph), "nothing rests on itself")
    refuted = {i for i, claim in known.items() if claim["verdict"] == "refuted"}
    for claim in claims:
        _check_standing(claim, graph[claim["id"]], refuted, whole, findings.at(claim["id"]))
    if "changes" in ledger:
        _check_changes(ledger["changes"], refuted, known, findings)


def summary(claims: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many claims reached each verdict; remarks and other readings are counted apart."""
    is_remark = [claim["source"]["kind"] in _REMARKS for claim in claims]
    own = [claim for claim, remark in zip(claims, is_remark, strict=True) if not remark]
    counts = Counter(claim["verdict"] for claim in own)
    broken = sum(c["verdict"] == "undecided" and c["reason"].startswith("defect") for c in claims)
    told = {v: counts[v] for v in ("verified", "refuted", "supported", "undecided")}
    return {"claims": len(own), **told, "remarks": sum(is_remark), "defects": broken}


def _has_cycle(graph: Mapping[str, Sequence[str]]) -> bool:
    """Whether taking away what rests on nothing, again and again, leaves something."""
    left = {node: set(edges) for node, edges in graph.items()}
    while free := [node for node, edges in left.items() if not edges & left.keys()]:
        for node in free:
            del left[node]
    return bool(left)


def _check_standing(
    claim: Mapping[str, Any],
    uses: Sequence[str],
    refuted: set[str],
    whole: bool,
    findings: Findings,
) -> None:
    """A refuted claim says whose its error is; another that rests on a refuted one is named."""
    standing, inherited = claim.get("standing"), refuted.intersection(uses)
    if claim["verdict"] != "refuted":
        findings.require(standing is None, "only refuted claims have an error")
        if inherited:
            findings.say(Level.UNCHECKED, f"rests on {', '.join(sorted(inherited))}, refuted")
    elif whole:
        told = standing or {"status": "", "from": []}
        fits = set(told["from"]) <= inherited and told["status"] != ""
        fits = fits and (told["status"] != "inherited" or bool(told["from"]))
        fits = fits and (told["status"] == "own" or bool(inherited))
        findings.require(fits, "an error is said to be the claim's own or inherited")


def _check_changes(
    changes: Mapping[str, Any], refuted: set[str], known: Mapping[str, Any], findings: Findings
) -> None:
    rows = [*changes["single"], *([changes["best"]] if changes["best"] else [])]
    named = {i for row in rows for key in ("mends", "breaks") for i in row[key]}
    fits = set(changes["refuted"]) <= refuted and named <= known.keys()
    findings.require(fits, "changes of convention speak of refuted claims")
    findings.say(Level.UNCHECKED, "what changes of convention would mend")

"""Verdicts from evidence by the published rule, and what is said of a ledger as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from glassproof.recheck.findings import Findings, Level, Record

_REMARKS = ("comment", "another reading")


def verdict(evidence: Sequence[Record]) -> tuple[str, str]:
    """The verdict that the evidence compels, and its reason, by the rule of docs/evidence.md."""

    def those(*outcomes: str) -> list[Record]:
        return [e for outcome in outcomes for e in evidence if e["outcome"] == outcome]

    fails = [e for e in those("fails") if e["kind"] != "symbolic"]
    proofs = [e for e in those("holds") if e["kind"] == "symbolic"]
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
    if agreeing := [e for e in those("holds", "consistent") if e["kind"] != "symbolic"]:
        return "supported", agreeing[0]["detail"] + where
    return "undecided", "; ".join(e["detail"] for e in evidence) or "no evidence was gathered"


def check_verdict(claim: Record, findings: Findings) -> None:
    """The claim's verdict and reason follow from its evidence."""
    said = claim["verdict"], claim["reason"]
    if not claim["evidence"] and said[0] == "undecided" and said[1].startswith("needs "):
        findings.say(Level.UNCHECKED, "a claim that waits for an extra package")
        return
    findings.require(said == verdict(claim["evidence"]), "the verdict follows from the evidence")


def check_whole(ledger: Record, findings: Findings) -> None:
    """Summary, ids, what rests on what, whose errors are whose, figures."""
    claims = ledger["claims"]
    known = {claim["id"]: claim for claim in claims}
    findings.require(len(known) == len(claims), "each claim occurs once")
    findings.require(summary(claims) == ledger["summary"], "the summary counts the verdicts")
    whole = "figures" in ledger or "changes" in ledger
    if whole:
        named = {i for claim in claims for i in claim["uses"]}
        named |= {i for figure in ledger.get("figures", ()) for i in figure["concerns"]}
        what = "what is rested on, and what figures show, is judged"
        findings.require(named <= known.keys(), what)
    try:
        TopologicalSorter({claim["id"]: claim["uses"] for claim in claims}).prepare()
        findings.require(True, "nothing rests on itself")
    except CycleError as error:
        findings.require(False, f"nothing rests on itself: {' on '.join(error.args[1])}")
    refuted = {i for i, claim in known.items() if claim["verdict"] == "refuted"}
    for claim in claims:
        inherited = [used for used in claim["uses"] if used in refuted]
        _check_standing(claim, inherited, whole, Findings(findings.found, claim["id"]))
    if "changes" in ledger:
        changes = ledger["changes"]
        rows = [*changes["single"], *([changes["best"]] if changes["best"] else [])]
        named = {i for row in rows for key in ("mends", "breaks") for i in row[key]}
        fits = set(changes["refuted"]) <= refuted and named <= known.keys()
        findings.require(fits, "changes of convention speak of refuted claims")
        findings.say(Level.UNCHECKED, "what changes of convention would mend")


def summary(claims: Sequence[Record]) -> dict[str, int]:
    """How many claims reached each verdict; remarks and other readings are counted apart."""
    own = [claim for claim in claims if claim["source"]["kind"] not in _REMARKS]
    counts = Counter(claim["verdict"] for claim in own)
    broken = sum(c["verdict"] == "undecided" and c["reason"].startswith("defect") for c in claims)
    told = {v: counts[v] for v in ("verified", "refuted", "supported", "undecided")}
    remarks = len(claims) - len(own)
    return {"claims": len(own), **told, "remarks": remarks, "defects": broken}


def _check_standing(claim: Record, inherited: list[str], whole: bool, findings: Findings) -> None:
    """A refuted claim says whose its error is; another says on which refuted ones it rests."""
    standing, said = claim.get("standing"), claim.get("rests_on_refuted", [])
    if claim["verdict"] != "refuted":
        findings.require(standing is None, "only refuted claims have an error")
        findings.require(said == inherited, "nothing rests on a refuted formula unsaid")
    elif whole:
        status, roots = (standing["status"], set(standing["from"])) if standing else ("", set())
        fits = status == "own" or (bool(inherited) and (status != "inherited" or bool(roots)))
        fits = fits and status != "" and roots <= set(inherited) and not said
        findings.require(fits, "an error is said to be the claim's own or inherited")

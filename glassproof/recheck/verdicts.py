"""Verdicts from evidence by the published rule, and what is said of a ledger or scan as a whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from random import Random

from glassproof.recheck.findings import UNCHECKED, Fact, Record

_REMARKS = ("comment", "another reading")
_WORST = ("refuted", "unreadable", "unbound", "undecided", "supported", "verified")
_VAGUE = "; the text speaks of it, in words that are not understood"


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


def check_verdict(claim: Record, _: Random) -> Iterator[Fact]:
    """The claim's verdict and reason follow from its evidence."""
    said = claim["verdict"], claim["reason"]
    if not claim["evidence"] and said[0] == "undecided" and said[1].startswith("needs "):
        yield UNCHECKED, "a claim that waits for an extra package"
    else:
        yield said == verdict(claim["evidence"]), "the verdict follows from the evidence"


def check_whole(ledger: Record) -> Iterator[Fact]:
    """Summary, ids, what rests on what, figures, changes of convention."""
    claims, changes = ledger["claims"], ledger.get("changes")
    known = {claim["id"] for claim in claims}
    yield len(known) == len(claims), "each claim occurs once"
    yield summary(claims) == ledger["summary"], "the summary counts the verdicts"
    if "figures" in ledger or changes:
        named = {i for claim in claims for i in claim["uses"]}
        named |= {i for figure in ledger.get("figures", ()) for i in figure["concerns"]}
        yield named <= known, "what is rested on, and what figures show, is judged"
    try:
        TopologicalSorter({claim["id"]: claim["uses"] for claim in claims}).prepare()
        yield True, "nothing rests on itself"
    except CycleError as error:
        yield False, f"nothing rests on itself: {' on '.join(error.args[1])}"
    if changes:
        rows = [*changes["single"], *([changes["best"]] if changes["best"] else [])]
        named = {i for row in rows for key in ("mends", "breaks") for i in row[key]}
        refuted = {claim["id"] for claim in claims if claim["verdict"] == "refuted"}
        fits = set(changes["refuted"]) <= refuted and named <= known
        yield fits, "changes of convention speak of refuted claims"
        yield UNCHECKED, "what changes of convention would mend"


def check_standing(claim: Record, ledger: Record) -> Iterator[Fact]:
    """A refuted claim says whose its error is; another says on which refuted ones it rests."""
    verdicts = {other["id"]: other["verdict"] for other in ledger["claims"]}
    inherited = [used for used in claim["uses"] if verdicts.get(used) == "refuted"]
    said = claim.get("rests_on_refuted", [])
    standing = claim.get("standing", {"status": "", "from": []})
    status, roots = standing["status"], set(standing["from"])
    if claim["verdict"] != "refuted":
        yield not status, "only refuted claims have an error"
        yield said == inherited, "nothing rests on a refuted formula unsaid"
    elif "figures" in ledger or "changes" in ledger:
        fits = status == "own" or (bool(inherited) and (status != "inherited" or bool(roots)))
        fits = fits and status != "" and roots <= set(inherited) and not said
        yield fits, "an error is said to be the claim's own or inherited"


def summary(claims: Sequence[Record]) -> dict[str, int]:
    """How many claims reached each verdict; remarks and other readings are counted apart."""
    own = [claim for claim in claims if claim["source"]["kind"] not in _REMARKS]
    counts = Counter(claim["verdict"] for claim in own)
    broken = sum(c["verdict"] == "undecided" and c["reason"].startswith("defect") for c in claims)
    told = {v: counts[v] for v in ("verified", "refuted", "supported", "undecided")}
    remarks = len(claims) - len(own)
    return {"claims": len(own), **told, "remarks": remarks, "defects": broken}


def check_scan(scan: Record) -> Iterator[Fact]:
    """The summary of a scan."""
    counts = Counter(equation["status"] for equation in scan["equations"])
    counts["equations"] = len(scan["equations"])
    yield counts == Counter(scan["summary"]), "the summary counts the verdicts"


def check_chain(equation: Record) -> Iterator[Fact]:
    """An equation has all its links, and the status and the reason of the worst of them."""
    links, status = equation["links"], equation["status"]
    if not links:
        yield UNCHECKED, "equations that were not judged"
        return
    relations = [link["relation"] for link in links]
    yield relations == equation["relations"], "each relation of a chain is judged"
    first = min(links, key=lambda link: _WORST.index(link["status"]))
    yield status == first["status"], "an equation is as good as its worst link"
    broken = links.index(first) + 1 if status == "refuted" else None
    told = equation["broken"], equation["counterexample"]
    yield told == (broken, first["counterexample"]), "the first link that is refuted is told"
    otherwise = bool(equation["as_read"] or equation["convention"])
    fits = otherwise or first["reason"] in equation["reason"]
    yield fits, "the reason is that of the link that decides"


def check_link(equation: Record, link: Record) -> Iterator[Fact]:
    """A link is what its equation says; a refutation may be held back where the source speaks of
    names in words that are not understood, or another convention is common."""
    certificate = link["certificate"]
    if certificate is None:
        yield UNCHECKED, "links that were not judged"
        return
    ruled = verdict(link["evidence"])[0]
    failing = [e["data"] for e in link["evidence"] if e["outcome"] == "fails"]
    point = next((data["point"] for data in failing if "point" in data), None)
    same = link["counterexample"] == (point if ruled == "refuted" else None)
    yield same, "the counterexample is that of the evidence"
    fits = certificate.get("relation", link["relation"]).startswith(link["relation"])
    yield fits and equation["domain"].startswith(link["domain"]), "a link is judged as it was read"
    if ruled == "refuted" and link["status"] == "undecided":
        vague = any(fact["said"].endswith(_VAGUE) for fact in equation["context"])
        yield vague or bool(equation["convention"]), "what is held back says why"


def claim_of(link: Record) -> Record:
    """A link as the claim that its sides are in relation."""
    ruled = verdict(link["evidence"])[0]
    held_back = ruled == "refuted" and link["status"] == "undecided"
    return {
        **link, "verdict": ruled if held_back else link["status"], "difference": "",
        "published": link["read_as"], "published_latex": link["latex"],
        "derived": link["right"], "derived_latex": link["latex"],
    }  # fmt: skip

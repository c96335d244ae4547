"""Verdicts from evidence by the published rule, and what is said of a ledger or scan as a whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import chain
from random import Random

from glassproof.recheck.findings import UNCHECKED, Fact, Record

_REMARKS = ("comment", "another reading")
_WORST = ("refuted", "unreadable", "unbound", "undecided", "supported", "verified")
_WAITS = re.compile(r"undecided: needs the \w+ extra")


def verdict(evidence: Sequence[Record]) -> tuple[str, str]:
    """The verdict that the evidence compels, and its reason, by the rule of docs/evidence.md."""

    def those(*outcomes: str) -> list[Record]:
        return [e for outcome in outcomes for e in evidence if e["outcome"] == outcome]

    fails = [e for e in those("fails") if e["kind"] != "symbolic"]
    proofs = [e for e in those("holds") if e["kind"] == "symbolic"]
    agreeing = [e for e in those("holds", "consistent") if e["kind"] != "symbolic"]
    broken = [f"{e['name']}: {e['detail']}" for e in those("defect")]
    if fails and proofs:
        broken.append(f"'{proofs[0]['name']}' proves what '{fails[0]['name']}' disproves")
    if broken:
        return "undecided", f"defect of this toolkit: {broken[0]}"
    if fails:
        certified = [e for e in fails if e["kind"] == "certified"]
        return "refuted", (certified or fails)[0]["detail"]
    if void := those("void"):
        return "undecided", void[0]["detail"]
    places = [e["data"]["undefined"] for e in evidence if e["data"].get("undefined")]
    where = f", wherever both sides are defined ({places[0]})" if places else ""
    if proofs or agreeing:
        return "verified" if proofs else "supported", (proofs or agreeing)[0]["detail"] + where
    return "undecided", "; ".join(e["detail"] for e in evidence) or "no evidence was gathered"


def check_verdict(claim: Record, _: Random) -> Iterator[Fact]:
    """The claim's verdict and reason follow from its evidence."""
    said, published = (claim["verdict"], claim["reason"]), "published" in claim["certificate"]
    if not claim["evidence"] and not published and _WAITS.fullmatch(": ".join(said)):
        yield UNCHECKED, "a claim that waits for an extra package"
    else:
        yield said == verdict(claim["evidence"]), "the verdict follows from the evidence"


def check_whole(ledger: Record) -> Iterator[Fact]:
    """Summary, ids, what rests on what, figures, changes of convention."""
    claims, changes, figures = ledger["claims"], ledger.get("changes"), ledger.get("figures")
    known = {claim["id"] for claim in claims}
    yield len(known) == len(claims), "each claim occurs once"
    yield summary(claims) == ledger["summary"], "the summary counts the verdicts"
    if figures is not None or changes:
        rows = [*[claim["uses"] for claim in claims], *[row["concerns"] for row in figures or ()]]
        yield known.issuperset(chain(*rows)), "what is rested on, and what figures show, is judged"
    TopologicalSorter({claim["id"]: claim["uses"] for claim in claims}).prepare()
    yield True, "nothing rests on itself"
    if changes:
        rows = [row for row in (*changes["single"], changes["best"]) if row]
        refuted = {claim["id"] for claim in claims if claim["verdict"] == "refuted"}
        named = known.issuperset(chain(*(row["mends"] + row["breaks"] for row in rows)))
        fits = named and refuted.issuperset(changes["refuted"])
        yield fits, "changes of convention speak of refuted claims"
        yield UNCHECKED, "what changes of convention would mend"


def check_standing(claim: Record, ledger: Record) -> Iterator[Fact]:
    """A refuted claim says whose its error is; another says on which refuted ones it rests."""
    refuted = {other["id"] for other in ledger["claims"] if other["verdict"] == "refuted"}
    inherited, said = [i for i in claim["uses"] if i in refuted], claim.get("rests_on_refuted", [])
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
    own = [claim["verdict"] for claim in claims if claim["source"]["kind"] not in _REMARKS]
    broken = sum(c["verdict"] == "undecided" and c["reason"].startswith("defect") for c in claims)
    told = {v: own.count(v) for v in ("verified", "refuted", "supported", "undecided")}
    return {"claims": len(own), **told, "remarks": len(claims) - len(own), "defects": broken}


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
    whole = [link["relation"] for link in links] == equation["relations"]
    yield whole, "each relation of a chain is judged"
    first = min(links, key=lambda link: _WORST.index(link["status"]))
    yield status == first["status"], "an equation is as good as its worst link"
    told = equation["broken"], equation["counterexample"]
    broken = links.index(first) + 1 if status == "refuted" else None
    yield told == (broken, first["counterexample"]), "the first link that is refuted is told"
    otherwise = bool(equation["as_read"] or equation["convention"])
    held_back = status == "undecided" and "fails" in equation["reason"]
    fits = otherwise or held_back or first["reason"] in equation["reason"]
    yield fits, "the reason is that of the link that decides"


def check_link(equation: Record, link: Record) -> Iterator[Fact]:
    """A link is what its equation says; a refutation that is held back, for words in the source
    that are not understood or for another convention, is told in the equation's reason."""
    certificate, ruled = link["certificate"], verdict(link["evidence"])[0]
    if certificate is None:
        yield UNCHECKED, "links that were not judged"
        return
    failing = [e["data"] for e in link["evidence"] if e["outcome"] == "fails"]
    points = [data["point"] for data in failing if "point" in data and ruled == "refuted"]
    yield link["counterexample"] == [*points, None][0], "the counterexample is that of the evidence"
    fits = certificate.get("relation", link["relation"]).startswith(link["relation"])
    yield fits and equation["domain"].startswith(link["domain"]), "a link is judged as it was read"
    if ruled == "refuted" and link["status"] == "undecided":
        told = "fails" in equation["reason"] or bool(equation["convention"])
        yield told, "what is held back is told"


def claim_of(link: Record) -> Record:
    """A link as the claim that its sides are in relation."""
    ruled, status = verdict(link["evidence"])[0], link["status"]
    held_back = ruled == "refuted" and status == "undecided"
    return {
        **link, "verdict": ruled if held_back else status, "difference": "",
        "published": link["read_as"], "published_latex": link["latex"],
        "derived": link["right"], "derived_latex": link["latex"]}  # fmt: skip

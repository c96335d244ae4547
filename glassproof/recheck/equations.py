"""Equations of a scanned source: each link as a claim of its own, and what is said of the chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.verdicts import verdict

_WORST = ("refuted", "unreadable", "unbound", "undecided", "supported", "verified")
_ANSWERED = ("refuted", "supported", "verified")
_VAGUE = "; the text speaks of it, in words that are not understood"


Check = Callable[[Record, Findings], None]


def check_equations(scan: Record, check_claim: Check, findings: Findings) -> None:
    """The status of each equation follows from its links, and that of each link is rechecked."""
    equations = scan["equations"]
    counts = Counter([e["status"] for e in equations] + ["equations"] * len(equations))
    findings.require(counts == Counter(scan["summary"]), "the summary counts the verdicts")
    for equation in equations:
        here = Findings(findings.found, equation["id"])
        _check_chain(equation, here)
        for number, link in enumerate(equation["links"], 1):
            there = here._replace(place=f"{here.place}, link {number}")
            if link["certificate"] is not None:
                check_claim(_claim(equation, link, there), there)
                continue
            bare = link["status"] not in _ANSWERED and not link["evidence"]
            there.require(bare, "what is answered has its evidence")
            there.say(Level.UNCHECKED, "links that were not judged")


def _check_chain(equation: Record, findings: Findings) -> None:
    links, status = equation["links"], equation["status"]
    if not links:
        findings.require(status not in _ANSWERED, "what is answered has its links")
        findings.say(Level.UNCHECKED, "equations that were not judged")
        return
    complete = [link["relation"] for link in links] == equation["relations"]
    findings.require(complete, "each relation of a chain is judged")
    first = min(links, key=lambda link: _WORST.index(link["status"]))
    findings.require(status == first["status"], "an equation is as good as its worst link")
    broken = links.index(first) + 1 if status == "refuted" else None
    same = equation["broken"] == broken and equation["counterexample"] == first["counterexample"]
    findings.require(same, "the first link that is refuted is told")
    otherwise = bool(equation["as_read"] or equation["convention"])
    what = "the reason is that of the link that decides"
    findings.require(otherwise or first["reason"] in equation["reason"], what)


def _claim(equation: Record, link: Record, findings: Findings) -> Record:
    """A link as the claim that its sides are in relation; a refutation may be held back where the
    source speaks of names in words that are not understood, or another convention is common."""
    ruled, certificate = verdict(link["evidence"])[0], link["certificate"]
    failing = [e["data"] for e in link["evidence"] if e["outcome"] == "fails"]
    point = next((data["point"] for data in failing if "point" in data), None)
    same = link["counterexample"] == (point if ruled == "refuted" else None)
    findings.require(same, "the counterexample is that of the evidence")
    fits = certificate.get("relation", link["relation"]).startswith(link["relation"])
    fits = fits and equation["domain"].startswith(link["domain"])
    findings.require(fits, "a link is judged as it was read")
    held_back = ruled == "refuted" and link["status"] == "undecided"
    if held_back:
        vague = any(fact["said"].endswith(_VAGUE) for fact in equation["context"])
        findings.require(vague or bool(equation["convention"]), "what is held back says why")
    return {
        **link, "verdict": ruled if held_back else link["status"], "difference": "",
        "published": link["read_as"], "published_latex": link["latex"],
        "derived": link["right"], "derived_latex": link["latex"],
    }  # fmt: skip

"""The ledger and its parts as a terminal shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from glassproof.derivations.prose.marked import plain
from glassproof.reports.summary import Overview
from glassproof.reports.wording import asides, counted
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Outcome
from glassproof.verify.claims.source import ReadFrom
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.keeping.ledger import Ledger

COLOURS = {"verified": "green", "refuted": "red", "supported": "cyan", "undecided": "yellow"}

ID_WIDTH = 30


def print_heading(console: Console) -> None:
    """The column heads of the table that :func:`print_row` fills."""
    console.print(f"{'claim':{ID_WIDTH}}{'verdict':11}published / derived", style="bold")


def print_row(console: Console, judgement: Judgement) -> None:
    """One claim: id, verdict, ratio; beneath it title and decisive evidence."""
    claim, ruling = judgement.claim, judgement.ruling
    line = Text(f"{claim.id:{ID_WIDTH - 1}} ")
    line.append(f"{ruling.verdict:11}", style=COLOURS[ruling.verdict])
    line.append(gap(judgement) or "–")
    if claim.source.is_remark:
        line.append(f"  ({remark(claim)})", style="dim")
    console.print(line, soft_wrap=True)
    body = Text(plain(claim.title), style="italic")
    for evidence in _telling(judgement):
        body.append(f"\n{evidence.kind}: {plain(evidence.detail)}", style="not italic")
    if ruling.verdict is Verdict.UNDECIDED:
        body.append(f"\n{plain(ruling.reason)}", style="not italic")
    console.print(Padding(body, (0, 0, 0, 2)))


def gap(judgement: Judgement) -> str:
    """How the published value lies to the derived: their ratio, of rates their difference."""
    told = judgement.exposition
    difference = told.get("difference", "")
    return told["ratio"] or (f"published - derived = {difference}" if difference else "")


def remark(claim: Claim) -> str:
    """What is said beside its verdict of what is no claim."""
    if claim.source.kind is ReadFrom.READING:
        return "another reading than the one judged as a claim"
    taken_back = ", which its authors took back" if claim.source.withdrawn else ""
    return f"a remark in code{taken_back}: no claim of the paper"


def _telling(judgement: Judgement) -> list[Evidence]:
    """The decisive evidence, and for a refuted claim whatever else speaks against it."""
    ruling = judgement.ruling
    if ruling.verdict is Verdict.REFUTED:
        return [e for e in judgement.evidence if e.outcome is Outcome.FAILS]
    return [ruling.decisive] if ruling.decisive and ruling.verdict is not Verdict.UNDECIDED else []


def print_summary(console: Console, record: Mapping[str, Any], seconds: float) -> None:
    """How many claims of a ledger reached each verdict, in one line; its digest in another."""
    counts = record["summary"]
    parts = ", ".join(
        f"[{colour}]{counts[verdict]} {verdict}[/]" for verdict, colour in COLOURS.items()
    )
    beside = asides([claim["source"] for claim in record["claims"]])
    remarks = f"; beside them {beside}, judged apart"
    defects = f", [bold red]{counts['defects']} defects[/]" if counts["defects"] else ""
    console.print(
        f"\n{counted(counts['claims'], 'claim')}: {parts}{defects}"
        f"{remarks if counts['remarks'] else ''} (seed {record['seed']}, "
        f"budget {record['parameters']['budget']}, {seconds:.1f} s)"
    )
    told = f"digest of the ledger: {record['digest']}"
    console.print(told, highlight=False, soft_wrap=True)


def print_surprises(console: Console, ledger: Ledger) -> None:
    """The claims of which another verdict was expected, and what to do if the new one is right."""
    for judgement in ledger.surprises:
        claim_id = judgement.claim.id
        line = Text(f"{claim_id} is {judgement.ruling.verdict}, ")
        line.append(f"where {ledger.expected[claim_id]} is expected")
        console.print(line, style="bold", highlight=False)
    if ledger.surprises and ledger.paper.endswith(".toml"):
        console.print(f"next: glassproof accept {ledger.paper}", highlight=False)


def print_recommendation(console: Console, record: Mapping[str, Any]) -> None:
    """What is recommended, whose the errors are, what a convention would explain: a line each.

    Nothing where a part of the paper was judged.
    """
    if "figures" not in record:
        return
    found = Overview(record)
    counts = [f"{len(ids)} {status}" for status, ids in found.standings.items()]
    whose = f"; errors: {', '.join(counts)}" if counts else ""
    console.print(f"recommendation: {found.recommendation.word}{whose}", highlight=False)
    changes = record.get("changes", {})
    if changes.get("tried"):
        best = changes["best"]
        mends = f"{len(best['mends'])}: {plain(' and '.join(best['changes']))}" if best else "none"
        console.print(
            f"changes of convention: {changes['tried']} tried, of {len(changes['refuted'])} "
            f"refuted formulas the best mends {mends}",
            highlight=False,
        )

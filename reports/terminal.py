"""The ledger and its parts as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.prose.marked import plain
from glassproof.reports.formula_text import Formula
from glassproof.reports.summary import Overview
from glassproof.reports.wording import (
    HEADINGS,
    asides,
    comparisons,
    counted,
    of_the_test,
    provenance,
)
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Outcome
from glassproof.verify.claims.source import ReadFrom
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.keeping.ledger import Ledger, digest

COLOURS = {"verified": "green", "refuted": "red", "supported": "cyan", "undecided": "yellow"}

ID_WIDTH = 30

NARROW = 80
"""Columns of a terminal below which no table has room."""


def print_heading(console: Console) -> None:
    """The column heads of the table that :func:`print_row` fills."""
    console.print(f"{'claim':{ID_WIDTH}}{'verdict':11}published / derived", style="bold")


def print_row(console: Console, judgement: Judgement) -> None:
    """One claim: id, verdict, ratio; beneath it title and decisive evidence."""
    claim, ruling = judgement.claim, judgement.ruling
    line = Text(f"{claim.id:{ID_WIDTH - 1}} ")
    line.append(f"{ruling.verdict:11}", style=COLOURS[ruling.verdict])
    line.append(_gap(judgement) or "–")
    if claim.source.is_remark:
        line.append(f"  ({_remark(claim)})", style="dim")
    console.print(line, soft_wrap=True)
    body = Text(plain(claim.title), style="italic")
    for evidence in _telling(judgement):
        body.append(f"\n{evidence.kind}: {plain(evidence.detail)}", style="not italic")
    if ruling.verdict is Verdict.UNDECIDED:
        body.append(f"\n{plain(ruling.reason)}", style="not italic")
    console.print(Padding(body, (0, 0, 0, 2)))


def _gap(judgement: Judgement) -> str:
    """How the published value lies to the derived: their ratio, of rates their difference."""
    told = judgement.exposition
    difference = told.get("difference", "")
    return told["ratio"] or (f"published - derived = {difference}" if difference else "")


def _remark(claim: Claim) -> str:
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


def print_summary(console: Console, ledger: Ledger, seconds: float) -> None:
    """How many claims reached each verdict, in one line."""
    counts = ledger.summary
    parts = ", ".join(
        f"[{colour}]{counts[verdict]} {verdict}[/]" for verdict, colour in COLOURS.items()
    )
    beside = asides([j.claim.source.to_dict() for j in ledger.judgements])
    remarks = f"; beside them {beside}, judged apart"
    defects = f", [bold red]{counts['defects']} defects[/]" if counts["defects"] else ""
    console.print(
        f"\n{counted(counts['claims'], 'claim')}: {parts}{defects}"
        f"{remarks if counts['remarks'] else ''} (seed {ledger.seed}, "
        f"budget {ledger.budget}, {seconds:.1f} s)"
    )
    told = f"digest of the ledger: {digest(ledger.to_dict())}"
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


def print_recommendation(console: Console, ledger: Ledger) -> None:
    """What is recommended, whose the errors are, what a convention would explain: a line each."""
    if ledger.assessment is None:
        return
    found = Overview(ledger.to_dict())
    counts = [f"{len(ids)} {status}" for status, ids in found.standings.items()]
    whose = f"; errors: {', '.join(counts)}" if counts else ""
    console.print(f"recommendation: {found.recommendation.word}{whose}", highlight=False)
    changes = ledger.assessment.changes
    if changes.get("tried"):
        best = changes["best"]
        mends = f"{len(best['mends'])}: {plain(' and '.join(best['changes']))}" if best else "none"
        console.print(
            f"changes of convention: {changes['tried']} tried, of {len(changes['refuted'])} "
            f"refuted formulas the best mends {mends}",
            highlight=False,
        )


def print_claims(console: Console, claims: tuple[Claim, ...]) -> None:
    """The claims of a paper, one a line; where lines are short, each beneath its id."""
    if console.width < NARROW:
        for claim in claims:
            console.print(Text(claim.id, style="bold"))
            told = Text(f"{plain(claim.title)}\n")
            told.append(plain(claim.source.place), style="dim")
            console.print(Padding(told, (0, 0, 0, 2)))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "title", "where"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "claim")
    for claim in claims:
        table.add_row(claim.id, escape(plain(claim.title)), escape(plain(claim.source.place)))
    console.print(table)


def print_claim(console: Console, judgement: Judgement) -> None:
    """A claim in full: statement, source, derivation step by step, all evidence, verdict."""
    claim, ruling = judgement.claim, judgement.ruling
    source = claim.source
    derived, gap = judgement.exposition["derived"], _gap(judgement)
    console.print(f"[bold]{claim.id}[/]  {escape(plain(claim.title))}")
    console.print(escape(source.reference.title), highlight=False)
    console.print(escape(source.reference.citation), highlight=False)
    console.print(escape(plain(provenance(source.to_dict()))), highlight=False)
    if source.is_remark:
        console.print(f"{_remark(claim)}, and counted apart")
    if source.as_read:
        console.print(f"as read: {escape(source.as_read)}", highlight=False)
    console.print(f"\n[bold]{HEADINGS[source.kind].lower()}[/]")
    console.print(Padding(Formula(claim.published), (0, 0, 0, 2)))
    if claim.derived:
        print_derivation(console, claim.derived())
    elif derived:
        console.print("[bold]what holds[/]")
        console.print(Padding(Text(plain(derived)), (0, 0, 0, 2)))
    if claim.uses:
        console.print(f"[bold]rests on[/]  {', '.join(claim.uses)}")
    console.print(f"[bold]domain[/]    {escape(claim.domain.describe())}\n")
    for evidence in judgement.evidence:
        console.print(f"[bold]{evidence.kind}[/] {escape(evidence.name)}: {evidence.outcome}")
        console.print(Padding(Text(plain(evidence.detail)), (0, 0, 0, 2)))
        for line in _numbers(evidence.data):
            console.print(Padding(Text(line), (0, 0, 0, 4)), style="dim")
    if gap:
        heading = "published / derived" if judgement.exposition["ratio"] else "in the exponent"
        console.print(f"\n[bold]{heading}[/]  {escape(gap)}")
    verdict = f"[bold {COLOURS[ruling.verdict]}]{ruling.verdict}[/]"
    console.print(f"\n{verdict}: {escape(plain(ruling.reason))}")


def _numbers(data: Mapping[str, Any]) -> Iterator[str]:
    """The numbers behind evidence, a line each; those of a statistical test as in all reports."""
    if "estimate" not in data:
        yield from (plain(f"{key}: {value}") for key, value in data.items())
        return
    yield "at " + ", ".join(f"{name} = {value}" for name, value in data["point"].items())
    for row in comparisons(data):
        yield f"{row.side}: {row.predicted}; nature {plain(row.sampled)}; {row.distance}; p {row.p}"
    yield plain(of_the_test(data))


def print_derivation(console: Console, derivation: Derivation) -> None:
    """The chain of steps, each with its reason and how it was checked."""
    console.print(f"[bold]derivation[/]  {escape(plain(derivation.title))}")
    for number, (step, proof) in enumerate(zip(derivation.steps, derivation.proofs, strict=True)):
        console.print(
            f"  ({number}) {escape(plain(step.reason))}  [dim]{proof}[/]", highlight=False
        )
        console.print(Padding(Formula(step.expression), (0, 0, 0, 6)))

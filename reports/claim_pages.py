"""The page that ``show`` lays out: a claim in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.markup import escape

from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.prose.marked import plain
from glassproof.reports.formula_text import formula
from glassproof.reports.pages import Block, line, text
from glassproof.reports.terminal import COLOURS, gap, remark
from glassproof.reports.wording import HEADINGS, comparisons, of_the_test, provenance
from glassproof.verify.claims.claim import Claim
from glassproof.verify.judging.judge import Judgement


def claim_page(judgement: Judgement) -> list[Block]:
    """A claim in full: statement, source, derivation step by step, all evidence, verdict."""
    return [*_stated(judgement.claim), *_derived(judgement), *_judged(judgement)]


def _stated(claim: Claim) -> Iterator[Block]:
    """What is claimed, and where."""
    source = claim.source
    yield line(f"[bold]{claim.id}[/]  {escape(plain(claim.title))}", highlight=True)
    for told in filter(None, (source.reference.title, source.reference.citation)):
        yield line(escape(told))
    yield line(escape(plain(provenance(source.to_dict()))))
    if source.is_remark:
        yield line(f"{remark(claim)}, and counted apart", highlight=True)
    if source.as_read:
        yield line(f"as read: {escape(source.as_read)}")
    yield line(f"\n[bold]{HEADINGS[source.kind].lower()}[/]")
    yield formula(claim.published, indent=2)


def _derived(judgement: Judgement) -> Iterator[Block]:
    """What holds, on what it rests, and where."""
    claim, derived = judgement.claim, judgement.exposition["derived"]
    if claim.derived:
        yield from _steps(claim.derived())
    elif derived:
        yield line("[bold]what holds[/]")
        yield text(plain(derived), indent=2)
    if claim.uses:
        yield line(f"[bold]rests on[/]  {', '.join(claim.uses)}", highlight=True)
    yield line(f"[bold]domain[/]    {escape(claim.domain.describe())}\n", highlight=True)


def _steps(derivation: Derivation) -> Iterator[Block]:
    """The chain of steps, each with its reason and how it was checked."""
    yield line(f"[bold]derivation[/]  {escape(plain(derivation.title))}", highlight=True)
    for number, (step, proof) in enumerate(zip(derivation.steps, derivation.proofs, strict=True)):
        yield line(f"  ({number}) {escape(plain(step.reason))}  [dim]{proof}[/]")
        yield formula(step.expression, indent=6)


def _judged(judgement: Judgement) -> Iterator[Block]:
    """The evidence, and the verdict that it compels."""
    ruling = judgement.ruling
    for evidence in judgement.evidence:
        heading = f"[bold]{evidence.kind}[/] {escape(evidence.name)}: {evidence.outcome}"
        yield line(heading, highlight=True)
        yield text(plain(evidence.detail), indent=2)
        for number in _numbers(evidence.data):
            yield text(number, indent=4, style="dim")
    if found := gap(judgement):
        heading = "published / derived" if judgement.exposition["ratio"] else "in the exponent"
        yield line(f"\n[bold]{heading}[/]  {escape(found)}", highlight=True)
    verdict = f"[bold {COLOURS[ruling.verdict]}]{ruling.verdict}[/]"
    yield line(f"\n{verdict}: {escape(plain(ruling.reason))}", highlight=True)


def _numbers(data: Mapping[str, Any]) -> Iterator[str]:
    """The numbers behind evidence, a line each; those of a statistical test as in all reports."""
    if "estimate" not in data:
        yield from (plain(f"{key}: {value}") for key, value in data.items())
        return
    yield "at " + ", ".join(f"{name} = {value}" for name, value in data["point"].items())
    for row in comparisons(data):
        yield f"{row.side}: {row.predicted}; nature {plain(row.sampled)}; {row.distance}; p {row.p}"
    yield plain(of_the_test(data))

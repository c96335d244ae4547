"""The referee's own formula, judged like a published one."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.terminal import COLOURS
from glassproof.verify.judging.effort import Effort
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read


def print_check(
    formula: str,
    *,
    against: str | None,
    equals: str | None,
    where: str,
    latex: bool,
    paper: str,
    trust: bool,
    budget: Effort,
    seed: int,
) -> int:
    """Judge ``formula`` and print verdict, ratio, counterexample, hint; the exit code."""
    if (against is None) == (equals is None):
        raise DomainError("give either --against ID or --equals EXPR")
    if equals is not None:
        declared = parse_conditions(where)
        readings = [read(text, declared.symbols, latex=latex) for text in (formula, equals)]
        from glassproof.verify.checking.check import check_equal

        found = check_equal(formula, equals, where=where, latex=latex)
    else:
        from glassproof.verify.checking.check import check, symbols_of
        from glassproof.verify.papers import load, select

        given = load(paper, trust=trust)
        (claim,) = select(given.claims, [str(against)])
        readings = [read(formula, symbols_of(claim, given), latex=latex)]
        found = check(formula, claim, latex=latex, paper=given, budget=budget, seed=seed)
    console, ruling = Console(), found.judgement.ruling
    console.print(f"read as   {escape(str(found.formula))}", highlight=False)
    console.print(f"right is  {escape(str(found.right))}", highlight=False)
    for notice in dict.fromkeys(notice for reading in readings for notice in reading.notices):
        console.print(f"note      {escape(notice)}", highlight=False)
    console.print(
        f"verdict   [{COLOURS[ruling.verdict]}]{ruling.verdict}[/]: {escape(ruling.reason)}"
    )
    if ratio := found.judgement.exposition["ratio"]:
        console.print(f"ratio     {escape(str(ratio))}", highlight=False)
    if found.counterexample:
        shown = ", ".join(f"{symbol} = {value}" for symbol, value in found.counterexample.items())
        console.print(f"differs   at {shown}", highlight=False)
    for evidence in found.judgement.evidence:
        if evidence.kind in ("nature", "count"):
            console.print(f"{evidence.kind}    {escape(evidence.detail)}", highlight=False)
    if found.hint:
        console.print(f"hint      {escape(found.hint.edit)}", highlight=False)
    return 0 if ruling.verdict != "undecided" else 1

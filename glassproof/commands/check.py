"""``glassproof check``: a referee's own formula, judged like a published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from glassproof import voice
from glassproof.commands.options import Budget, Json, Paper, Seed, Strict, Trust
from glassproof.verify.judging.effort import Effort

if TYPE_CHECKING:
    from glassproof.verify.checking.check import Check


class FormulaCommand(TyperCommand):
    """A command whose argument may begin with a minus sign.

    What begins with one ``-`` and is no option is an argument; a misspelt ``--option`` stays an
    error.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As every command does, with the arguments behind a ``--``."""
        takes_value = {
            name: not getattr(option, "is_flag", False)
            for option in self.get_params(ctx)
            if option.param_type_name == "option"
            for name in option.opts
        }
        options: list[str] = []
        formulas: list[str] = []
        rest = iter(args)
        for word in rest:
            if word == "--":
                formulas += rest
            elif takes_value.get(word):
                options.append(word)
                if (value := next(rest, None)) is None:
                    return super().parse_args(ctx, options)  # says that the value is missing
                options.append(value)
            elif word.startswith("--") or word in takes_value:
                options.append(word)
            else:
                formulas.append(word)
        return super().parse_args(ctx, [*options, "--", *formulas])


def check(
    formula: Annotated[str, typer.Argument(metavar="FORMULA")],
    against: Annotated[
        str | None, typer.Option("--against", help="Claim whose derivation is right.", metavar="ID")
    ] = None,
    equals: Annotated[
        str | None, typer.Option("--equals", help="Another formula.", metavar="EXPR")
    ] = None,
    where: Annotated[
        str, typer.Option("--where", help="Domain, as in 'kappa in (0,1), p integer >= 2'.")
    ] = "",
    latex: Annotated[bool, typer.Option("--latex", help="The formulas are LaTeX.")] = False,
    rounded: Annotated[
        bool, typer.Option("--rounded", help="Decimals are rounded in their last digit.")
    ] = False,
    paper: Paper = None,
    budget: Budget = Effort.STANDARD,
    json: Json = None,
    seed: Seed = 0,
    trust: Trust = False,
    strict: Strict = False,
) -> None:
    """Judge a formula of your own, against a claim's derivation or against another formula."""
    with voice.speaking(json):
        from glassproof.derivations.proof.domain import DomainError

        if (against is None) == (equals is None):
            raise DomainError("give either --against ID or --equals EXPR")
        from glassproof import public

        found = public.check(
            formula,
            equals=equals,
            against=against,
            where=where,
            latex=latex,
            rounded=rounded,
            paper=paper,
            trust=trust,
            budget=budget,
            seed=seed,
        )
        print_check(found)
        voice.record(found.to_dict())
    failed = found.verdict == "undecided" or (strict and found.verdict == "refuted")
    raise typer.Exit(1 if failed else 0)


def print_check(found: Check) -> None:
    """How the formula was read, verdict, ratio, counterexample, nature, hint."""
    from rich.markup import escape

    from glassproof.reports.terminal import COLOURS

    console, ruling = voice.console(), found.judgement.ruling
    for notice in found.notices:
        console.print(f"note      {escape(notice)}", highlight=False)
    console.print(f"read as   {escape(str(found.formula))}", highlight=False)
    console.print(f"right is  {escape(str(found.right))}", highlight=False)
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

"""``glassproof check``: a referee's own formula, judged like a published one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from glassproof.commands.completion import claims
from glassproof.commands.options import Budget, Json, Paper, Seed, Strict, Trust
from glassproof.console import voice
from glassproof.derivations.prose.marked import plain
from glassproof.verify.judging.effort import Effort

if TYPE_CHECKING:
    from glassproof.verify.checking.chains import ChainCheck
    from glassproof.verify.checking.found import Check


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
        str | None,
        typer.Option(
            "--against",
            help="Claim whose derivation is right.",
            metavar="ID",
            autocompletion=claims,
        ),
    ] = None,
    equals: Annotated[
        str | None, typer.Option("--equals", help="Another formula.", metavar="EXPR")
    ] = None,
    at_most: Annotated[
        str | None, typer.Option("--at-most", help="An upper bound.", metavar="EXPR")
    ] = None,
    at_least: Annotated[
        str | None, typer.Option("--at-least", help="A lower bound.", metavar="EXPR")
    ] = None,
    asymptotic_to: Annotated[
        str | None,
        typer.Option("--asymptotic-to", help="What the ratio to tends to 1.", metavar="EXPR"),
    ] = None,
    when: Annotated[
        str | None, typer.Option("--when", help="The limit, as in 'N -> oo'.", metavar="LIMIT")
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
    """Judge a formula of your own, against a claim's derivation or another formula; or a relation,
    as 'A <= B'."""
    with voice.speaking(json, paper=paper):
        from glassproof.derivations.proof.domain import DomainError

        others = {
            "--against ID": against, "--equals EXPR": equals, "--at-most EXPR": at_most,
            "--at-least EXPR": at_least, "--asymptotic-to EXPR": asymptotic_to,
        }  # fmt: skip
        if len([given for given in others.values() if given is not None]) > 1:
            several = ", ".join(
                word.split()[0] for word, given in others.items() if given is not None
            )
            raise DomainError(f"got {several}: give either {' or '.join(others)}, one of them")
        from glassproof import public

        found = public.check(
            formula,
            equals=equals,
            against=against,
            where=where,
            latex=latex,
            at_most=at_most,
            at_least=at_least,
            asymptotic_to=asymptotic_to,
            when=when,
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


def print_check(found: Check | ChainCheck) -> None:
    """How the formula was read, verdict, ratio, counterexample, nature, hint; of every link."""
    from rich.markup import escape

    from glassproof.reports.terminal import COLOURS

    console = voice.console()
    for notice in found.notices:
        console.print(f"note      {escape(notice)}", highlight=False)
    for link in found.links:
        if link.relation == "=":
            console.print(f"read as   {escape(str(link.formula))}", highlight=False)
            console.print(f"right is  {escape(str(link.right))}", highlight=False)
        else:
            console.print(f"read as   {escape(typeset(link))}", highlight=False)
        ruling = link.judgement.ruling
        console.print(
            f"verdict   [{COLOURS[ruling.verdict]}]{ruling.verdict}[/]: "
            f"{escape(plain(ruling.reason))}"
        )
        _print_particulars(link)
    if len(found.links) > 1:
        colour = COLOURS[found.verdict]
        console.print(f"together  [{colour}]{found.verdict}[/], as the worst of the links is")


def _print_particulars(found: Check) -> None:
    """What belongs to the verdict on one link."""
    from rich.markup import escape

    console = voice.console()
    if ratio := found.judgement.exposition["ratio"]:
        console.print(f"ratio     {escape(str(ratio))}", highlight=False)
    if found.certificate and (found.certificate["parts"] or found.relation != "="):
        console.print(f"proof     {escape(found.certificate['method'])}", highlight=False)
    if found.least_slack and found.verdict in ("verified", "supported"):
        point = ", ".join(f"{name} = {value}" for name, value in found.least_slack["point"].items())
        place = f" at {point}" if point else ""
        console.print(f"slack     {found.least_slack['slack']}{place}", highlight=False)
    if found.counterexample:
        shown = ", ".join(f"{symbol} = {value}" for symbol, value in found.counterexample.items())
        word = "differs " if found.relation == "=" else "false   "
        console.print(f"{word}  at {shown}", highlight=False)
    for evidence in found.judgement.evidence:
        if evidence.kind in ("nature", "count"):
            console.print(f"{evidence.kind}    {escape(plain(evidence.detail))}", highlight=False)
    if found.hint:
        console.print(f"hint      {escape(found.hint.edit)}", highlight=False)


_IN_LATEX = {"<=": r"\le", "<": "<", ">=": r"\ge", ">": ">", "!=": r"\ne", "~": r"\sim"}


def typeset(link: Check) -> str:
    """The relation in LaTeX-like form, with its limit."""
    import sympy as sp

    claim = link.judgement.claim
    left, right = sp.latex(link.formula), sp.latex(link.right)
    limit = (
        rf" \quad ({sp.latex(claim.approach.symbol)} \to {sp.latex(claim.approach.point)})"
        if (claim.approach)
        else ""
    )
    if claim.remainder is not None:
        return rf"{left} = {right} + O\left({sp.latex(claim.remainder)}\right){limit}"
    return f"{left} {_IN_LATEX[link.relation]} {right}{limit}"

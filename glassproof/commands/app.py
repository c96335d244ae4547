"""The command line: all commands together. Heavy imports happen inside them: help comes at once."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.accept import accept
from glassproof.commands.check import FormulaCommand, check
from glassproof.commands.count import count
from glassproof.commands.diff import diff
from glassproof.commands.doctor import doctor
from glassproof.commands.figure import figure
from glassproof.commands.greeting import greet
from glassproof.commands.list import list_claims
from glassproof.commands.recheck import recheck
from glassproof.commands.report import report
from glassproof.commands.scan import scan
from glassproof.commands.show import show
from glassproof.commands.spectrum import spectrum
from glassproof.commands.theta import theta
from glassproof.commands.verify import verify
from glassproof.console.voice import command, say

app = typer.Typer(
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from glassproof.doctor import version

        say(f"glassproof {version('glassproof') or 'from an uninstalled checkout'}")
        raise typer.Exit


@app.callback()
def glassproof(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Say the version.", is_eager=True, callback=_say_version),
    ] = False,
) -> None:
    """Judge the formulas of a paper: rederive them, simulate the model, say which hold.

    Exit code 0: every claim reached a verdict; 1: one is undecided or broke (with --strict also:
    one is refuted); 2: the call is wrong.
    """
    command(context.invoked_subcommand)
    if context.invoked_subcommand is None:
        greet()


app.command()(verify)
app.command(name="list")(list_claims)
app.command()(show)
app.command(cls=FormulaCommand)(check)
app.command()(accept)
app.command()(diff)
app.command()(recheck)
app.command()(scan)
app.command()(report)
app.command()(figure)
app.command()(spectrum)
app.command()(theta)
app.command()(count)
app.command()(doctor)

"""The command line: all commands together. Heavy imports happen inside them: help comes at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from glassproof.commands.accept import accept
from glassproof.commands.check import FormulaCommand, check
from glassproof.commands.count import count
from glassproof.commands.diff import diff
from glassproof.commands.doctor import doctor
from glassproof.commands.examples import EXAMPLES
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
from glassproof.commands.wrong_calls import FrontDoor
from glassproof.console.voice import command, say

app = typer.Typer(
    cls=FrontDoor,
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


_COMMANDS: dict[str, Callable[..., None]] = {
    "verify": verify,
    "list": list_claims,
    "show": show,
    "check": check,
    "accept": accept,
    "diff": diff,
    "recheck": recheck,
    "scan": scan,
    "report": report,
    "figure": figure,
    "spectrum": spectrum,
    "theta": theta,
    "count": count,
    "doctor": doctor,
}

for _name, _command in _COMMANDS.items():
    app.command(
        name=_name,
        cls=FormulaCommand if _command is check else None,
        epilog=f"For example: glassproof {EXAMPLES[_name]}",
    )(_command)

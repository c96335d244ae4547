"""``glassproof recheck``: confirm a ledger or a scan by its certificates alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands.options import Json, Quiet
from glassproof.console import voice


def recheck(
    ledger: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER", help="What verify --json FILE or scan --json FILE writes."
        ),
    ],
    seed: Annotated[
        int | None, typer.Option("--seed", help="Of the fresh points.", show_default=False)
    ] = None,
    json: Json = None,
    quiet: Quiet = False,
) -> None:
    """Confirm a ledger or a scan by its certificates alone, with a checker that shares no code.

    Exit code 0: all that can be looked at holds; 1: something does not; 2: it is no such file.
    """
    with voice.speaking(json, quiet=quiet):
        from glassproof.recheck import recheck as found_in
        from glassproof.recheck.ledger import NoLedgerError

        try:
            with voice.notes().status(f"looking at the certificates of {ledger.name}"):
                findings = found_in(ledger, seed=seed)
        except NoLedgerError as error:
            from glassproof.derivations.proof.domain import DomainError

            raise DomainError(str(error)) from None
        findings.tell(voice.say)
        voice.record(findings.to_dict())
    raise typer.Exit(0 if findings.accepted else 1)

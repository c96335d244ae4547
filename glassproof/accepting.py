"""A claims file takes what came out as its new baseline, after the difference was looked at."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.text import Text

from glassproof.console import voice
from glassproof.console.session import Options, judged
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.marked import plain
from glassproof.verify.checking.expectations import with_expectations
from glassproof.verify.judging.verdict import is_defect
from glassproof.verify.keeping.files import check_writable, write_whole


def accept_verdicts(file: Path, ids: list[str], options: Options, *, sure: bool) -> bool:
    """Show which verdicts are not as expected and write them down; False if that was declined.

    What breaks this toolkit is no verdict, and is never accepted.
    """
    if file.suffix != ".toml":
        raise DomainError(f"{file} is no claims file: give a .toml file of claims")
    with judged(ids, options) as ledger:
        pass
    check_writable(file)
    broken = [each.claim.id for each in ledger.judgements if is_defect(each.ruling)]
    if broken:
        raise DomainError(f"{', '.join(broken)} broke: a defect is no verdict to accept")
    moved = {}
    console = voice.console()
    for judgement in ledger.judgements:
        claim_id, ruling = judgement.claim.id, judgement.ruling
        if ledger.is_expected(judgement):
            continue
        before = ledger.expected.get(claim_id, "nothing")
        moved[claim_id] = str(ruling.verdict)
        console.print(Text(f"{claim_id}: {before} was expected, it is {ruling.verdict}"))
        console.print(Text(f"  {plain(ruling.reason)}"), style="dim")
    voice.record({"file": str(file), "accepted": moved})
    if not moved:
        voice.say(f"{file} expects what came out")
        return True
    if not sure and not _confirmed([str(file), *ids]):
        return False
    write_whole(file, with_expectations(file.read_text(encoding="utf-8"), moved))
    voice.say(f"{len(moved)} accepted in {file}")
    return True


def _confirmed(asked: Sequence[str]) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        again = f"glassproof accept {shlex.join(asked)} --yes"
        voice.complain("nobody is there to be asked", again)
        return False
    return typer.confirm("Expect this from now on?", err=True)

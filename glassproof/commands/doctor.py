"""``glassproof doctor``: which parts are present."""

from __future__ import annotations

from dataclasses import asdict

import typer

from glassproof.commands.options import Json
from glassproof.console import voice


def doctor(json: Json = None) -> None:
    """Say which parts are present, and how to get those that are not."""
    with voice.speaking(json):
        from glassproof.doctor import parts

        narrow = voice.console().width < 80
        for part in parts():
            state = part.found or f"missing: {part.remedy}"
            purpose = "" if narrow else f"{part.purpose:44}"
            voice.say(f"{part.name:14}{purpose}{state}")
            if narrow:
                voice.say(f"  {part.purpose}")
        voice.record({"parts": [asdict(part) for part in parts()]})
    raise typer.Exit(0 if all(part.found or part.optional for part in parts()) else 1)

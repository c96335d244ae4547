"""Calls that the command line does not understand, told as every other mistake is."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from typer.core import TyperGroup

from glassproof.commands.examples import EXAMPLES
from glassproof.console.next_step import PROGRAM, exchanged
from glassproof.console.voice import complain


class FrontDoor(TyperGroup):
    """All commands; a call that none of them understands ends in one message and exit code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """As every group does, with our own words for a call that is wrong."""
        given = (args, prog_name, complete_var, False, windows_expand_args)
        if not standalone_mode:
            return super().main(*given, **extra)
        try:
            code = super().main(*given, **extra)
        except Exception as error:
            if not hasattr(error, "format_message"):  # of whichever Click the Typer at hand has
                raise
            complain(_told(error), _next(error, sys.argv[1:] if args is None else args))
            sys.exit(2)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: Any) -> str:
    """What is wrong, with the value as it was typed and what is allowed."""
    message = error.format_message().rstrip(".")
    found = _misfit(error)
    if found is None:
        message = re.sub(r" \(Possible options: (.*)\)$", r": did you mean \1?", message)
        message = message.replace(". Did you mean", ": did you mean")
        return f"{message[:1].lower()}{message[1:]}"
    option, value = error.param.opts[0], found["input"]
    if found["type"].startswith("int_"):
        return f"{option} {value!r} is not whole: give a whole number"
    if found["type"].startswith("float_"):
        return f"{option} {value!r} is no number: give a number"
    if choices := _choices(found):
        return f"{option} {value!r} is not known: give one of {', '.join(choices)}"
    return f"{option} {value!r}: {found['msg']}"


def _misfit(error: Any) -> dict[str, Any] | None:
    """Which value an option does not take, and why, if its type says that."""
    cause = error.__cause__
    return cause.errors()[0] if hasattr(cause, "errors") and hasattr(error, "param") else None


def _choices(found: dict[str, Any]) -> list[str]:
    """What an option takes, if that can be counted up."""
    return re.findall(r"'(\w+)'", found["msg"].partition("is not one of")[2])


def _next(error: Any, typed: Sequence[str]) -> str:
    """The call with the nearest word that there is; an example where one is missing; help."""
    context = getattr(error, "ctx", None)
    words = [word for word in typed if word in EXAMPLES][:1]
    if context is not None and context.parent is None:  # the command itself is not understood
        wrong = next((word for word in typed if word not in EXAMPLES), "")
        known = [*EXAMPLES] if not wrong.startswith("-") else ["--version", "--help"]
        if (near := get_close_matches(wrong, known, n=1)) and (
            call := exchanged(typed, wrong, near[0])
        ):
            return shlex.join([PROGRAM, *call])
        return f"{PROGRAM} -h"
    if wrong := getattr(error, "option_name", ""):
        possible = getattr(error, "possibilities", None) or ()
        near = get_close_matches(wrong, possible, n=1)
        if near and (call := exchanged(typed, wrong, near[0])):
            return shlex.join([PROGRAM, *call])
    if (found := _misfit(error)) and (
        near := get_close_matches(str(found["input"]), _choices(found), n=1)
    ):
        return shlex.join([PROGRAM, *(exchanged(typed, found["input"], near[0]) or words)])
    if words and "issing" in type(error).__name__:
        return f"{PROGRAM} {EXAMPLES[words[0]]}"
    return shlex.join([PROGRAM, *words, "-h"])

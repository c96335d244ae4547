"""Calls that the command line does not understand, told as every other mistake is."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from typer.core import TyperGroup

from glassproof.commands.examples import EXAMPLES
from glassproof.console.next_step import PROGRAM, exchanged, is_paper
from glassproof.console.voice import complain, typed
from glassproof.derivations.prose.near import near

_INTERRUPTED = 130
"""Typer's code for an interrupt that no command has heard."""


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
        words = sys.argv[1:] if args is None else args
        typed(words)
        try:
            code = super().main(*given, **extra)
        except Exception as error:
            if not hasattr(error, "format_message"):  # of whichever Click the Typer at hand has
                raise
            complain(_told(error), _next(error, list(words)))
            sys.exit(2)
        if code == _INTERRUPTED:
            complain("interrupted before anything was begun, or after all was said")
            sys.exit(1)
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


def _next(error: Any, words: list[str]) -> str:
    """The call with the nearest word that there is; an example where one is missing; help."""
    call = _mended(error, words)
    if call is not None:
        return shlex.join([PROGRAM, *call])
    command = next((word for word in words if word in EXAMPLES), None)
    if command is None or _at_the_door(error):
        return f"{PROGRAM} -h"
    missing = "Missing" in type(error).__name__
    return f"{PROGRAM} {EXAMPLES[command] if missing else f'{command} -h'}"


def _at_the_door(error: Any) -> bool:
    """Whether no command was reached."""
    context = getattr(error, "ctx", None)
    return context is not None and context.parent is None


def _mended(error: Any, words: list[str]) -> list[str] | None:
    """The call with what is meant in place of what is not understood."""
    context, wrong = getattr(error, "ctx", None), getattr(error, "option_name", "")
    if wrong:
        return _nearest(words, wrong, getattr(error, "possibilities", None) or ())
    if _at_the_door(error):
        return _nearest(words, next((w for w in words if w not in EXAMPLES), ""), EXAMPLES)
    if found := _misfit(error):
        return _nearest(words, str(found["input"]), _choices(found))
    takes_paper = context is not None and any(p.name == "paper" for p in context.command.params)
    if "unexpected extra" in str(error) and takes_paper and "--paper" not in words:
        named = next((word for word in words if is_paper(word)), None)
        return None if named is None else exchanged(words, named, "--paper", named)
    return None


def _nearest(words: list[str], wrong: str, known: Iterable[str]) -> list[str] | None:
    meant = near(wrong, known)
    return exchanged(words, wrong, meant[0]) if meant else None

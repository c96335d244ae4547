"""What to type after a call that was wrong: the call again, mended."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

PROGRAM = "glassproof"


def next_step(error: Exception, command: str, paper: str | None) -> str:
    """One line to type.

    The error may say what was ``wrong`` as typed and what to write ``instead``; of a formula, how
    it reads when ``mended``, which option it ``asks_for``, which name is ``undeclared``.
    """
    typed = sys.argv[1:]
    call = _mended(error, typed, _of(error, "text")) if command in typed else None
    if call is not None:
        return _line(call)
    if (path := _of(error, "path")) and any(word.endswith(path) for word in typed):
        return f"{_line(typed)}   # once line {_of(error, 'line')} of {path} is mended"
    about = f" --paper {shlex.quote(paper)}" if paper else ""
    instead = _of(error, "instead")
    if instead.startswith("--paper"):
        return f"{PROGRAM} {command} {instead}"
    if instead and command in ("show", "verify", "figure"):
        return f"{PROGRAM} {command} {instead}{about}"
    if "glassproof list" in str(error):
        return f"{PROGRAM} list{about}"
    return f"{PROGRAM} {command} -h"


def _of(error: Exception, attribute: str) -> str:
    return str(getattr(error, attribute, ""))


def _mended(error: Exception, typed: Sequence[str], text: str) -> list[str] | None:
    """The call as it was typed, but for what was wrong with it."""
    wrong, instead = _of(error, "wrong"), _of(error, "instead")
    if wrong and instead and (call := exchanged(typed, wrong, instead)):
        return call
    if (mended := _of(error, "mended")) and (call := exchanged(typed, text, mended)):
        return call
    inside = any(text and text in word for word in typed)
    if inside and (option := _of(error, "asks_for")) and option not in typed:
        return [*typed, option]
    if inside and (name := _of(error, "undeclared")):
        return _declared(typed, name)
    return _near_file(typed)


def exchanged(typed: Sequence[str], wrong: str, right: str) -> list[str] | None:
    """The words in which one is exchanged, as it stands or on a side of ``--option=value``.

    >>> exchanged(["check", "2x", "--equals=x"], "2x", "2*x")
    ['check', '2*x', '--equals=x']
    """
    for place, word in enumerate(typed):
        option, sign, value = word.partition("=")
        if word == wrong:
            return [*typed[:place], right, *typed[place + 1 :]]
        if sign and option.startswith("--") and value == wrong:
            return [*typed[:place], f"{option}={right}", *typed[place + 1 :]]
        if sign and option == wrong:
            return [*typed[:place], f"{right}={value}", *typed[place + 1 :]]
    return None


def _declared(typed: Sequence[str], name: str) -> list[str]:
    """The words in which ``--where`` declares a name, too."""
    for place, word in enumerate(typed[:-1]):
        if word == "--where":
            known = typed[place + 1]
            conditions = f"{known}, {name} real" if known.strip() else f"{name} real"
            return [*typed[: place + 1], conditions, *typed[place + 2 :]]
    return [*typed, "--where", f"{name} real"]


def _near_file(typed: Sequence[str]) -> list[str] | None:
    """The words with a file that is there in place of one that is not, of a near name."""
    for word in typed:
        path = Path(word)
        try:
            if not path.suffix[1:].isalpha() or path.exists() or not path.parent.is_dir():
                continue
            names = [found.name for found in path.parent.iterdir() if found.suffix == path.suffix]
        except (OSError, ValueError):  # a formula, which is no path, or a folder that is closed
            continue
        if near := get_close_matches(path.name, names, n=1):
            return exchanged(typed, word, str(path.parent / near[0]))
    return None


def _line(call: Sequence[str]) -> str:
    return shlex.join([PROGRAM, *call])

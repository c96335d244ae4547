"""What to type after a call that was wrong: the call again, mended."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import glassproof
from glassproof.derivations.prose.near import near

PROGRAM = "glassproof"
PAPERS = Path(glassproof.__file__).parent / "verify" / "papers"
_ELSEWHERE = {".tex": "scan", ".json": "recheck"}
"""Which command reads files that are no claims files."""


def next_step(error: Exception, command: str, paper: str | None, called: Sequence[str]) -> str:
    """One line to type after the call that was typed as the words ``called``.

    The error may say what was ``wrong`` as typed and what to write ``instead``; which option is
    ``needless``; of a formula, how it reads when ``mended``, which option it ``asks_for``, which
    name is ``undeclared``; of a place, what to type ``before`` the same call.
    """
    typed = list(called) if command in called else [command]
    if before := _of(error, "before"):
        return f"{before} {_line(typed)}"
    if (call := _mended(error, typed)) is not None:
        return _line(call)
    if (path := _of(error, "path")) and any(word.endswith(path) for word in typed):
        return f"{_line(typed)}   # once line {_of(error, 'line')} of {path} is mended"
    if _of(error, "undeclared") and "--against" in typed:  # the claim says what may be used
        place = list(typed).index("--against")
        return _line(
            ["show", *typed[place + 1 : place + 2], *(["--paper", paper] if paper else [])]
        )
    if "glassproof list" in str(error):
        return _line(["list", *(["--paper", paper] if paper else [])])
    return _line([command, "-h"])


def is_paper(word: str) -> bool:
    """Whether a word names a claims file, or a paper that ships."""
    return word.endswith(".toml") or (word.isidentifier() and (PAPERS / word).is_dir())


def _of(error: Exception, attribute: str) -> str:
    return str(getattr(error, attribute, ""))


def _mended(error: Exception, typed: Sequence[str]) -> list[str] | None:
    """The call as it was typed, but for what was wrong with it."""
    wrong, instead, text = (getattr(error, name, None) for name in ("wrong", "instead", "text"))
    if wrong and is_paper(wrong) and wrong in typed and "--paper" not in typed:
        return exchanged(typed, wrong, "--paper", wrong)
    if wrong and (other := _ELSEWHERE.get(Path(wrong).suffix)) and _is_there(wrong):
        return [other, wrong]
    if wrong is not None and instead and (call := exchanged(typed, wrong, instead)):
        return call
    if (mended := _of(error, "mended")) and text and (call := exchanged(typed, text, mended)):
        return call
    if needless := _of(error, "needless"):
        return _without(typed, needless)
    inside = any(text and text in word for word in typed)
    if inside and (option := _of(error, "asks_for")) and option not in typed:
        return [*typed, option]
    if inside and (name := _of(error, "undeclared")):
        return _declared(typed, name) if "--against" not in typed else None
    return _near_file(typed)


def exchanged(typed: Sequence[str], wrong: str, *right: str) -> list[str] | None:
    """The words in which one is exchanged, as it stands or on a side of ``--option=value``.

    >>> exchanged(["check", "2x", "--equals=x"], "2x", "2*x")
    ['check', '2*x', '--equals=x']
    """
    for place, word in enumerate(typed):
        option, sign, value = word.partition("=")
        if word == wrong:
            return [*typed[:place], *right, *typed[place + 1 :]]
        if not sign or not option.startswith("--"):
            continue
        if value == wrong:
            return [*typed[:place], f"{option}={right[-1]}", *typed[place + 1 :]]
        if option == wrong:
            return [*typed[:place], f"{right[-1]}={value}", *typed[place + 1 :]]
    return None


def _without(typed: Sequence[str], option: str) -> list[str] | None:
    """The words without an option and its value; whatever else begins with ``-`` is no value.

    >>> _without(["check", "x", "--where", "x > 0", "--rounded", "--latex"], "--where")
    ['check', 'x', '--rounded', '--latex']
    """
    for place, word in enumerate(typed):
        if word == option:
            after = typed[place + 1 :]
            flag = option == "--rounded" or not after
            return [*typed[:place], *(after if flag else after[1:])]
        if word.startswith(f"{option}="):
            return [*typed[:place], *typed[place + 1 :]]
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
            names = [found.name for found in path.parent.iterdir()]
        except (OSError, ValueError):  # a formula, which is no path, or a folder that is closed
            continue
        alike = (Path(name).stem for name in names if Path(name).suffix == path.suffix)
        if stem := near(path.stem, alike):  # an ending in common makes no two names alike
            return exchanged(typed, word, str(path.with_stem(stem[0])))
        if name := near(path.name, names, cutoff=0.8):
            return exchanged(typed, word, str(path.with_name(name[0])))
    return None


def _is_there(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        return False


def _line(call: Sequence[str]) -> str:
    return shlex.join([PROGRAM, *call])

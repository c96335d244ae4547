"""The sources of a corpus: those in a folder, or those that a list names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError

_PACKED = (".tar.gz", ".tgz", ".tar", ".zip", ".gz")
_BEGINS = (b"\\documentclass", b"\\documentstyle")
_HEAD = 1 << 16


def sources(paths: Sequence[Path]) -> list[Path]:
    r"""The sources at ``paths``, sorted and each once.

    A folder stands for every archive in it and every file of LaTeX with a ``\documentclass``; a
    list (``.txt``) for the path on each of its lines, from the list's folder; any other file for
    itself. :class:`DomainError` if there is none, or a path leads nowhere.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_at(path))
    if not found:
        listed = ", ".join(map(str, paths))
        raise DomainError(f"{listed}: no source of LaTeX is there: give a folder that holds some")
    return list(found)


def _at(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from _inside(path)
    elif path.suffix == ".txt":
        yield from _listed(path)
    elif path.exists():
        yield path
    else:
        raise DomainError(f"{path} does not exist: give a source, a folder or a list of sources")


def _inside(folder: Path) -> Iterator[Path]:
    """The sources below a folder, by name; links to other folders are not followed."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            path = Path(here) / name
            if name.endswith(_PACKED) or (name.endswith(".tex") and _is_main(path)):
                yield path


def _is_main(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return True  # its line in the results says what is wrong
    return any(word in head for word in _BEGINS) or b"\0" in head


def _listed(path: Path) -> Iterator[Path]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DomainError(f"{path} is no list of sources ({error}): write one a line") from None
    for line in lines:
        if (name := line.strip()) and not name.startswith("#"):
            yield path.parent / name

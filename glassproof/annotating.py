"""A copy of a source with notes in its margins, and all that it needs to compile."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.scan.annotated import annotated
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.scan import Scan
from glassproof.verify.scanning.sources import Sources, open_sources

_MOST_NEEDED = 500
"""Files that are copied beside an annotated source."""

_NAMED = re.compile(r"[\w./-]{2,}")


def write_annotated(scan: Scan, path: Path, out: Path) -> Sequence[Scanned]:
    """Write the copy into ``out``, with the files beside the source that its compilation needs.

    Returns the equations that have no note. :class:`DomainError` if it cannot be written, or if
    ``out`` is the source's own folder.
    """
    sources = open_sources(path, every=True)
    names = [name for name in scan.document.files if name.endswith((".tex", ".ltx"))]
    texts = {name: text for name in names if (text := sources.text(name)) is not None}
    made = annotated(scan, texts)
    try:
        _copy_beside(sources, out, texts.values())
        for name, text in made.files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(out / name, text)
    except OSError as error:
        raise DomainError(
            f"{error.filename or out} cannot be written ({error.strerror}): give --latex another "
            "folder"
        ) from None
    return made.without


def _copy_beside(sources: Sources, out: Path, texts: Iterable[str]) -> None:
    """Copy what the compilation needs besides the texts: all of an archive, of a folder what is
    named."""
    if sources.folder is None:
        for name, data in sources.packed.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(data)
        return
    if out.resolve() == sources.folder.resolve():
        raise DomainError(f"{out} is the source's own folder: give --latex another one")
    for needed in _needed(sources.folder, out, texts):
        target = out / needed.relative_to(sources.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(needed, target)


def _needed(folder: Path, out: Path, texts: Iterable[str]) -> list[Path]:
    """The files of a folder that the source names, with or without their endings: figures, styles,
    bibliographies; and what TeX has made of the main file's."""
    words = {word for text in texts for word in _NAMED.findall(text)}
    found = []
    for word in sorted(words):
        path = folder / word
        if ".." in path.parts or not path.resolve().is_relative_to(folder.resolve()):
            continue
        beside = [path] if path.suffix else sorted(path.parent.glob(f"{path.name}.*"))
        found += [each for each in beside if each.is_file() and not each.is_relative_to(out)]
    found += [each for each in folder.glob("*.bbl") if each.is_file()]
    return sorted(set(found))[:_MOST_NEEDED]

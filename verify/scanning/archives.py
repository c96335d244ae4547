"""Archives of sources, read in memory within limits: nothing is unpacked, no name leads outside."""

from __future__ import annotations

import gzip
import io
import posixpath
import tarfile
import zipfile
from pathlib import Path
from typing import IO, cast

from glassproof.verify.scanning.equation import Place, Trouble

MOST_BYTES = 2 << 20
"""Bytes of one file that are read."""
MOST_IN_ALL = 32 << 20
"""Bytes of all files of a source."""
MOST_FILES = 2_000
"""Files of an archive that are looked at."""

ENDINGS = (".tex", ".ltx", ".sty", ".cls", ".tikz", ".toml", ".def", ".txt")


def of_tar(
    path: Path, head: bytes, troubles: list[Trouble], every: bool = False
) -> dict[str, bytes]:
    """The texts of a .tar, packed or not, which begins with ``head``; a single file is one, too.

    ``every`` file, figures and bibliographies too, is what a copy needs that is to compile.
    """
    found: dict[str, bytes] = {}
    with path.open("rb") as raw:
        is_gzip = head[:2] == b"\x1f\x8b"
        packed = cast(IO[bytes], gzip.GzipFile(fileobj=raw) if is_gzip else raw)
        start = packed.read(512)
        packed.seek(0)
        if len(start) < 512 or start[257:262] != b"ustar":  # arXiv hands out single files so
            return {path.name.removesuffix(".gz").removesuffix(".tex") + ".tex":
                    packed.read(MOST_BYTES + 1)}  # fmt: skip
        size = 0
        with tarfile.open(fileobj=_Bounded(packed), mode="r|") as archive:
            for count, member in enumerate(archive):
                name = member.name
                if count >= MOST_FILES:
                    _refuse(troubles, path, f"it holds more than {MOST_FILES} files")
                    break
                if not member.isfile():
                    if not member.isdir():
                        _refuse(troubles, path, f"{name} is a link or a device: it is not followed")
                    continue
                if (inside := _inside(name, troubles, path, every)) is None:
                    continue
                file = archive.extractfile(member)
                if file is None:
                    continue
                found[inside] = file.read(_most(every) + 1)
                size += len(found[inside])
                if size > MOST_IN_ALL:
                    _refuse(troubles, path, f"its texts have more than {MOST_IN_ALL >> 20} MB")
                    break
    return found


class _Bounded(io.RawIOBase):
    """Bytes of an archive, up to the size at which it is no source any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.left = file, 16 * MOST_IN_ALL

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        data = self.file.read(min(size if size >= 0 else self.left, self.left))
        self.left -= len(data)
        if self.left <= 0:
            raise tarfile.ReadError(f"it unpacks to more than {16 * MOST_IN_ALL >> 20} MB")
        return data


def of_zip(path: Path, troubles: list[Trouble], every: bool = False) -> dict[str, bytes]:
    """The texts of a .zip, or ``every`` file of it."""
    found: dict[str, bytes] = {}
    size = 0
    with zipfile.ZipFile(path) as archive:
        for count, member in enumerate(archive.infolist()):
            if count >= MOST_FILES or size > MOST_IN_ALL:
                _refuse(troubles, path, "it holds too much: the rest is not read")
                break
            if member.is_dir() or (member.external_attr >> 28) == 0xA:
                continue
            if (inside := _inside(member.filename, troubles, path, every)) is None:
                continue
            with archive.open(member) as file:
                found[inside] = file.read(_most(every) + 1)
            size += len(found[inside])
    return found


def _most(every: bool) -> int:
    """Bytes of one file that are read: figures may be as large as all."""
    return MOST_IN_ALL if every else MOST_BYTES


def _inside(name: str, troubles: list[Trouble], path: Path, every: bool) -> str | None:
    """The name of a text, or of any file, within an archive; None if it is none, is hidden, or
    would lie outside."""
    plain = posixpath.normpath(name)
    if posixpath.isabs(plain) or plain.startswith("..") or "\\" in plain:
        _refuse(troubles, path, f"{name} would lie outside: it is not read")
        return None
    hidden = any(part.startswith(".") for part in plain.split("/"))
    wanted = every and not hidden
    return plain if wanted or plain.lower().endswith(ENDINGS) else None


def _refuse(troubles: list[Trouble], path: Path, message: str) -> None:
    troubles.append(Trouble(Place(path.name, 1), message))

"""The files of a source, read and nothing else: a folder, or an archive that stays packed.

An archive is read in memory. No name leads out of the source's own folder, links in an archive are
not followed, and what is read is bounded in number and in size.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.archives import (
    MOST_BYTES,
    MOST_IN_ALL,
    of_tar,
    of_zip,
)
from glassproof.verify.scanning.equation import Place, Trouble

_PREFERRED = ("main", "ms", "paper", "article", "thesis", "manuscript")
_ENCODINGS = {"latin1": "latin-1", "latin9": "iso8859-15", "ansinew": "cp1252", "cp1252": "cp1252",
              "applemac": "mac-roman", "utf8": "utf-8", "utf8x": "utf-8"}  # fmt: skip


@dataclass
class Sources:
    """Texts by their names from the main file's folder, read when they are asked for."""

    main: str
    folder: Path | None
    packed: Mapping[str, bytes]
    troubles: list[Trouble] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    read_in_all: int = 0

    def text(self, name: str, asked: Place | None = None) -> str | None:
        """The text of a file, without carriage returns; None with a trouble if there is none."""
        if name not in self.texts:
            data = self._bytes(name, asked)
            if data is None:
                return None
            if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
                self._trouble(asked or Place(name, 1), f"{name} is no text: it is not read")
                return None
            self.digests[name] = hashlib.sha256(data).hexdigest()
            self.texts[name] = self._decoded(name, self._cut(name, data))
        return self.texts[name]

    def find(
        self, written: str, asked: Place, endings: tuple[str, ...] = ("", ".tex")
    ) -> str | None:
        r"""The name of the file that \input{written} means; None with a trouble if it is none."""
        written = written.strip().strip('"')
        name = posixpath.normpath(written)
        climbs = posixpath.isabs(name) or name.startswith("..") or "\\" in name or ":" in name
        if climbs and (self.folder is None or not self._beside(name)):
            self._trouble(asked, f"{written} leads out of the source's folder: it is not read")
            return None
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(asked.file), name))
        for each in dict.fromkeys((name, beside)):
            for ending in endings[::-1]:
                if self._exists(each + ending):
                    return each + ending
        if "#" not in written:
            self._trouble(asked, f"{written} is missing: what it holds is not read")
        return None

    def _beside(self, name: str) -> bool:
        """Whether a name that climbs stays in the repository that holds the source."""
        assert self.folder is not None
        root = _root(self.folder)
        return not posixpath.isabs(name) and _real(self.folder / name).is_relative_to(root)

    def _exists(self, name: str) -> bool:
        if self.folder is None:
            return name in self.packed
        return (self.folder / name).is_file()

    def exists(self, name: str) -> bool:
        """Whether there is such a file; no trouble if there is none."""
        name = posixpath.normpath(name)
        climbs = posixpath.isabs(name) or name.startswith("..")
        return self._exists(name) if not climbs else self.folder is not None and self._beside(name)

    def _bytes(self, name: str, asked: Place | None) -> bytes | None:
        place = asked or Place(name, 1)
        if self.read_in_all > MOST_IN_ALL:
            self._trouble(place, f"{name} is not read: the source has more than "
                          f"{MOST_IN_ALL >> 20} MB")  # fmt: skip
            return None
        if self.folder is None:
            data = self.packed.get(name)
        else:
            path = self.folder / name
            if not _real(path).is_relative_to(_root(self.folder)):
                self._trouble(place, f"{name} is a link out of the source's folder: it is not read")
                return None
            try:
                with path.open("rb") as file:
                    data = file.read(MOST_BYTES + 1)
            except OSError as error:
                self._trouble(place, f"{name} cannot be read: {error.strerror or error}")
                return None
        if data is None:
            self._trouble(place, f"{name} is missing: what it holds is not read")
            return None
        self.read_in_all += len(data)
        return data

    def _cut(self, name: str, data: bytes) -> bytes:
        if len(data) <= MOST_BYTES:
            return data
        data = data[:MOST_BYTES]
        line = data.count(b"\n") + 1
        self._trouble(
            Place(name, line), f"{name} has more than {MOST_BYTES >> 20} MB: the rest is not read"
        )
        return data

    def _decoded(self, name: str, data: bytes) -> str:
        for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if data.startswith(mark):
                return _lines(data.decode(encoding, errors="replace"))
        try:
            return _lines(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            if error.end >= len(data) == MOST_BYTES:
                return _lines(data.decode("utf-8-sig", errors="ignore"))
            declared = re.search(rb"\\usepackage\s*\[([a-z0-9]+)\]\s*\{inputenc\}", data)
            said = declared[1].decode("ascii") if declared else ""
            encoding = _ENCODINGS.get(said, "latin-1")
            encoding = "latin-1" if encoding == "utf-8" else encoding
            if not declared or said.startswith("utf8"):
                line = data.count(b"\n", 0, error.start) + 1
                self._trouble(Place(name, line), f"{name} is not UTF-8: it is read as Latin-1")
            return _lines(data.decode(encoding, errors="replace"))

    def _trouble(self, place: Place, message: str) -> None:
        trouble = Trouble(place, message)
        if trouble not in self.troubles:
            self.troubles.append(trouble)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads to itself, which ``resolve`` refuses, stays."""
    return Path(os.path.realpath(path))


def _root(folder: Path) -> Path:
    """The repository's folder around the source, or the source's own."""
    folder = _real(folder)
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return each
    return folder


def open_sources(path: str | Path, *, every: bool = False) -> Sources:
    """The source at ``path``: a LaTeX file, a folder with one, or an archive; of an archive its
    texts, or ``every`` file.

    :class:`DomainError` if there is nothing there that could be read.
    """
    path = Path(path)
    if path.is_dir():
        names = [each.name for each in sorted(path.iterdir()) if each.suffix in (".tex", ".ltx")]
        texts = {name: _beginning(path / name) for name in names}
        return Sources(_main(texts, str(path)), path, {})
    try:
        with path.open("rb") as file:
            head = file.read(262)
    except OSError as error:
        raise DomainError(f"path = {str(path)!r} cannot be read: {error.strerror}") from None
    if head[:2] == b"\x1f\x8b" or head[257:262] == b"ustar" or head[:4] == b"PK\x03\x04":
        return _unpacked(path, head, every)
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise DomainError(
            f"path = {str(path)!r} is no text and no archive: give a LaTeX file, a folder, a "
            ".tar.gz or a .zip"
        )
    sources = Sources(path.name, path.parent, {})
    if sources.text(sources.main) is None:
        why = sources.troubles[-1].message if sources.troubles else "it cannot be read"
        raise DomainError(f"path = {str(path)!r} cannot be read: {why}; give the file itself")
    return sources


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return b""


def _main(texts: Mapping[str, bytes], shown: str) -> str:
    """The name of the file that LaTeX would be started on."""
    whole = [name for name, data in texts.items()
             if re.search(rb"^[^%\n]*\\begin\s*\{document\}", data, re.MULTILINE)]  # fmt: skip
    names = whole or [name for name in texts if name.endswith((".tex", ".ltx"))]
    if not names:
        raise DomainError(f"path = {shown!r} holds no LaTeX file: give one that does")

    def rank(name: str) -> tuple[int, int, int, str]:
        stem = posixpath.basename(name).rpartition(".")[0].lower()
        return name.count("/"), stem not in _PREFERRED, -len(texts[name]), name

    return min(names, key=rank)


def _unpacked(path: Path, head: bytes, every: bool) -> Sources:
    """The texts of an archive, or every file of it, in memory."""
    troubles: list[Trouble] = []
    try:
        if head[:4] == b"PK\x03\x04":
            files = of_zip(path, troubles, every)
        else:
            files = of_tar(path, head, troubles, every)
    except (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise DomainError(f"path = {str(path)!r} is a broken archive: {error}") from None
    texts = {n: data for n, data in files.items() if n.endswith((".tex", ".ltx"))}
    main = _main(texts, str(path))
    folder = posixpath.dirname(main)
    if folder:
        files = {posixpath.relpath(name, folder): data for name, data in files.items()
                 if name.startswith(folder + "/")}  # fmt: skip
        main = posixpath.basename(main)
    return Sources(main, None, files, troubles)

"""The results of a corpus in one SQLite file: a row a source, a row an equation."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.keys import code_digest

LAYOUT = 1

_TABLES = """
CREATE TABLE sources (
    path TEXT PRIMARY KEY, files TEXT NOT NULL, code TEXT NOT NULL, trouble TEXT NOT NULL,
    troubles INTEGER NOT NULL, seconds REAL NOT NULL, megabytes REAL NOT NULL);
CREATE TABLE equations (
    source TEXT NOT NULL REFERENCES sources(path) ON DELETE CASCADE, id TEXT NOT NULL,
    label TEXT, number TEXT, file TEXT NOT NULL, line INTEGER NOT NULL, displayed INTEGER NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, seconds REAL NOT NULL, found TEXT NOT NULL);
CREATE INDEX equations_by_source ON equations(source);
CREATE INDEX equations_by_status ON equations(status);
"""


@dataclass(frozen=True)
class SourceResult:
    """What became of one source; ``trouble`` says why it is not scanned, empty if it is.

    ``files`` are digests by path; ``equations`` plain data, as rows; ``megabytes`` the most that
    the process which scanned it held.
    """

    path: str
    files: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    troubles: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    equations: tuple[Mapping[str, Any], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many equations have each status."""
        found: dict[str, int] = {}
        for row in self.equations:
            found[row["status"]] = found.get(row["status"], 0) + 1
        return found


class Results:
    """The file of a corpus run: each source is written whole or not at all.

    >>> with Results(Path(":memory:")) as results:
    ...     results.put(SourceResult("a.tex", trouble="it is missing"))
    ...     results.summary()["broken"]
    1
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise DomainError(
                f"{path} cannot hold results ({error}): give --corpus a new file, or that of an "
                "earlier run"
            ) from None

    def _prepare(self) -> None:
        ask = self._connection.execute
        ask("PRAGMA foreign_keys=ON")
        ask("PRAGMA journal_mode=WAL")
        ask("PRAGMA synchronous=NORMAL")
        (layout,) = ask("PRAGMA user_version").fetchone()
        tables = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if not tables:
            self._connection.executescript(_TABLES)
            ask(f"PRAGMA user_version={LAYOUT}")
        elif layout != LAYOUT or {"sources", "equations"} - set(tables):
            raise sqlite3.DatabaseError("it is a database of something else")

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def is_done(self, path: Path) -> bool:
        """Whether the source was scanned by this code, and its files are what they were."""
        query = "SELECT files, code FROM sources WHERE path = ?"
        row = self._connection.execute(query, (str(path),)).fetchone()
        if row is None or row[1] != code_digest():
            return False
        files = json.loads(row[0])
        return bool(files) and all(file_digest(Path(p)) == digest for p, digest in files.items())

    def put(self, result: SourceResult) -> None:
        """Keep the result of a source, in place of an earlier one."""
        row = (
            result.path, json.dumps(dict(result.files)), code_digest(), result.trouble,
            result.troubles, result.seconds, result.megabytes,
        )  # fmt: skip
        equations = [
            (
                result.path, each["id"], each["label"], each["number"], each["file"], each["line"],
                int(each["displayed"]), each["status"], each["reason"], each["seconds"],
                json.dumps(each["found"]),
            )
            for each in result.equations
        ]  # fmt: skip
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("DELETE FROM equations WHERE source = ?", (result.path,))
            self._connection.execute("DELETE FROM sources WHERE path = ?", (result.path,))
            self._connection.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._connection.executemany(
                "INSERT INTO equations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", equations
            )

    def summary(self) -> dict[str, Any]:
        """How many sources and equations, by status, with the seconds that they computed."""
        ask = self._connection.execute
        sources, broken, seconds, most = ask(
            "SELECT count(*), coalesce(sum(trouble != ''), 0), coalesce(sum(seconds), 0),"
            " coalesce(max(megabytes), 0) FROM sources"
        ).fetchone()
        found = dict(ask("SELECT status, count(*) FROM equations GROUP BY status"))
        return {
            "sources": sources,
            "broken": broken,
            "equations": sum(found.values()),
            **{str(status): found.get(str(status), 0) for status in Status},
            "seconds": round(seconds, 1),
            "megabytes": round(most, 1),
        }

    def seconds_of_equations(self) -> float:
        """The seconds that judging took, without reading."""
        query = "SELECT coalesce(sum(seconds), 0) FROM equations"
        return float(self._connection.execute(query).fetchone()[0])

    def sources(self) -> Iterator[dict[str, Any]]:
        """Every source in order, with how many of its equations have each status."""
        counted: dict[str, dict[str, int]] = {}
        query = "SELECT source, status, count(*) FROM equations GROUP BY source, status"
        for source, status, number in self._connection.execute(query):
            counted.setdefault(source, {})[status] = number
        query = "SELECT path, trouble, troubles, seconds FROM sources ORDER BY path"
        for path, trouble, troubles, seconds in self._connection.execute(query):
            yield {
                "path": path,
                "trouble": trouble,
                "troubles": troubles,
                "seconds": seconds,
                "counts": counted.get(path, {}),
            }

    def equations(self, status: Status, most: int = -1) -> Iterator[dict[str, Any]]:
        """The equations of a status, in the order of sources and lines."""
        query = (
            "SELECT source, id, label, number, file, line, reason, found FROM equations"
            " WHERE status = ? ORDER BY source, file, line LIMIT ?"
        )
        names = ("source", "id", "label", "number", "file", "line", "reason", "found")
        for row in self._connection.execute(query, (str(status), most)):
            made = dict(zip(names, row, strict=True))
            yield made | {"found": json.loads(made["found"])}

    def reasons(self, status: Status, most: int = 20) -> list[tuple[str, int]]:
        """What is said most often of equations of a status, with how often."""
        query = (
            "SELECT reason, count(*) AS n FROM equations WHERE status = ?"
            " GROUP BY reason ORDER BY n DESC, reason LIMIT ?"
        )
        return [(reason, n) for reason, n in self._connection.execute(query, (str(status), most))]


def file_digest(path: Path) -> str:
    """The SHA-256 of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""

"""Evidence that survives: an SQLite file of results, each under the key of all it depends on."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from glassproof.verify.keeping.faults import PlaceError
from glassproof.verify.keeping.place import VARIABLE, checksum, file_of_user

SCHEMA = 1
"""Version of the file's layout; a file of a later one is left alone."""

ELSEWHERE = f"{VARIABLE}=evidence.sqlite3"
"""What to type before a call that shall keep its evidence in a file of this folder."""

WAIT = 10.0
"""Seconds to wait for another process that writes."""

_COLUMNS = [("key", "TEXT", 0, 1), ("value", "TEXT", 1, 0), ("checksum", "TEXT", 1, 0)]
"""Name, type, whether NULL is forbidden, place in the primary key."""

_CIRCUMSTANCES = (
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
)
"""Errors of SQLite that say nothing of what the file holds."""


class StoreError(PlaceError):
    """The evidence store cannot be used or not be added to; the message says why and what to do."""


class _DamageError(Exception):
    """The file does not hold what was written into it."""


def default_path() -> Path:
    """Where this user's evidence is kept (:func:`glassproof.verify.keeping.place.file_of_user`)."""
    try:
        return file_of_user()
    except RuntimeError:
        why = "this user has no home: set GLASSPROOF_STORE to a file"
        raise StoreError(why, ELSEWHERE) from None


class Store:
    """Results by key; each ``put`` is on disk, whole, before it returns.

    A file that SQLite or a row's checksum shows to be damaged is renamed to
    ``NAME.damaged-K`` and begun anew; ``tell`` hears of it. A file of another layout is left as it
    is, and :class:`StoreError` is raised. A result that cannot be written (disk full, locked for
    long) is kept in memory and written when the store is closed; :class:`StoreError` is raised
    then, if it still cannot be. Used from one thread.

    >>> store = Store(Path(":memory:"))
    >>> store.put("key", {"x": 1.5})
    >>> store.get("key"), store.get("other")
    ({'x': 1.5}, None)
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self.path, self._tell = path, tell
        self._new: dict[str, str] = {}
        self._refused = False
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        """The file, made if there is none, set aside if it is damaged."""
        try:
            if str(self.path) != ":memory:":
                self.path.parent.mkdir(parents=True, exist_ok=True)
                if self.path.exists() and not self.path.is_file():
                    raise OSError("it is not a file")
            found = self._file()
            try:
                connection = _connect(self.path)
            except _DamageError as damage:
                if found is None or self._file() == found:  # nobody else has set it aside
                    self._set_aside(str(damage))
                connection = _connect(self.path)
            self._identity = self._file()
        except (OSError, sqlite3.Error, _DamageError) as error:
            raise StoreError(
                f"the evidence store {self.path} cannot be used ({error}): set GLASSPROOF_STORE to "
                "another file, in a place that can be written",
                ELSEWHERE,
            ) from error
        return connection

    def _file(self) -> tuple[int, int] | None:
        """Which file stands at the path, if any does."""
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _set_aside(self, why: str) -> None:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        for suffix in ("-wal", "-shm", ""):  # the file last: what is beside a new one is its own
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        self._tell(f"the evidence store was damaged ({why}); it was set aside as {aside}")

    def get(self, key: str) -> Any:
        """The value stored under ``key``, or None."""
        query = "SELECT value FROM results WHERE key = ?"
        try:
            row = self._connection.execute(query, (key,)).fetchone()
            return json.loads(row[0]) if row else None
        except (sqlite3.Error, ValueError, RecursionError) as error:
            raise StoreError(
                f"the evidence store {self.path} cannot be read at {key} ({error}): review with "
                "--fresh, or set GLASSPROOF_STORE to another file",
                ELSEWHERE,
            ) from error

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` (plain data) under ``key``, entirely or not at all."""
        self._new[key] = json.dumps(value)
        if self._refused:
            return
        try:
            _write(self._connection, {key: self._new[key]})
        except sqlite3.Error:
            self._refused = True

    def forget(self, beginning: str, *, besides: str) -> None:
        """Drop what is kept under keys that begin so, but for those that begin as ``besides``."""
        drop = "DELETE FROM results WHERE substr(key, 1, ?) = ? AND substr(key, 1, ?) != ?"
        try:
            self._connection.execute(drop, (len(beginning), beginning, len(besides), besides))
        except sqlite3.Error:
            return  # it is found again the next time, and does no harm until then

    def close(self) -> None:
        """Write what could not be written before, and release the file.

        So is all that was put, if the file is no longer at its path.
        """
        try:
            if self._refused or self._file() != self._identity:
                self._connection.close()
                self._connection = self._open()
                _write(self._connection, self._new)
        except (StoreError, sqlite3.Error) as error:
            why = error.__cause__ or error
            raise StoreError(
                f"the evidence store {self.path} could not be written ({why}): the verdicts stand, "
                "and what was stored is kept, but the next run computes the rest again; make "
                "room, or set GLASSPROOF_STORE to a file that can be written",
                ELSEWHERE,
            ) from error
        finally:
            self._connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """A connection to a file whose layout and rows are as they should be."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT)
    try:
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
        (state,) = connection.execute("PRAGMA quick_check").fetchone()
        if state != "ok":
            raise _DamageError(state)
        _require_layout(connection)
        _require_whole(connection)
    except sqlite3.Error as error:
        connection.close()
        if _is_of_circumstances(error):
            raise
        raise _DamageError(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Write-ahead logging, for which SQLite itself does not wait while others open the file."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _is_of_circumstances(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in _CIRCUMSTANCES and code != sqlite3.SQLITE_IOERR_SHORT_READ


def _require_layout(connection: sqlite3.Connection) -> None:
    """Make the table of an empty file; ``OSError`` on a layout that is not this version's.

    In one transaction, as somebody else may make it at the same time.
    """
    if _layout(connection) != (SCHEMA, _COLUMNS):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _lay_out(connection)


def _layout(connection: sqlite3.Connection) -> tuple[int, list[tuple[str, str, int, int]]]:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    table = connection.execute("PRAGMA table_info(results)").fetchall()
    return version, [(name, kind, filled, place) for _, name, kind, filled, _, place in table]


def _lay_out(connection: sqlite3.Connection) -> None:
    version, columns = _layout(connection)
    if version > SCHEMA:
        raise OSError(f"a newer glassproof wrote it: layout {version}, where this knows {SCHEMA}")
    if not columns and not connection.execute("SELECT name FROM sqlite_master").fetchone():
        connection.execute(
            "CREATE TABLE results"
            " (key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum TEXT NOT NULL)"
        )
    elif columns != _COLUMNS:
        held = ", ".join(column[0] for column in columns)
        raise OSError(f"its results are {held}" if held else "it is a database of something else")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _require_whole(connection: sqlite3.Connection) -> None:
    try:
        for key, value, beside in connection.execute("SELECT * FROM results"):
            if beside != checksum(key, value):
                raise _DamageError(f"the checksum of {key} does not fit")
    except UnicodeError as error:
        raise _DamageError(str(error)) from error


def _write(connection: sqlite3.Connection, results: Mapping[str, str]) -> None:
    """Keep all of ``results`` or none."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?)",
            [(key, text, checksum(key, text)) for key, text in results.items()],
        )

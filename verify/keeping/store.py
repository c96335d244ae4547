"""Evidence that survives: an SQLite file of results, each under the key of all it depends on."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError

SCHEMA = 1
WAIT = 30.0
"""Seconds to wait for another process that writes."""

_NO_DAMAGE = ("unable", "locked", "readonly", "full")
"""Words of SQLite's errors that say nothing of what the file holds."""


def default_path() -> Path:
    """``$GLASSPROOF_STORE``, or evidence.sqlite3 in the user's cache directory."""
    if chosen := os.environ.get("GLASSPROOF_STORE"):
        return Path(chosen)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "glassproof" / "evidence.sqlite3"


def _checksum(key: str, text: str) -> str:
    return hashlib.blake2b(f"{key}\0{text}".encode(), digest_size=16).hexdigest()


class Store:
    """Results by key; each ``put`` is on disk, whole, before it returns.

    A file that SQLite or a row's checksum shows to be damaged is renamed to
    ``NAME.damaged-K`` and rebuilt empty; ``tell`` hears of it. Used from one process.

    >>> store = Store(Path(":memory:"))
    >>> store.put("key", {"x": 1.5})
    >>> store.get("key"), store.get("other")
    ({'x': 1.5}, None)
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self.path, self._tell = path, tell
        try:
            if str(path) != ":memory:":
                path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                operational = isinstance(error, sqlite3.OperationalError)
                if operational and any(word in str(error) for word in _NO_DAMAGE):
                    raise
                self._set_aside(str(error))
        except (OSError, sqlite3.OperationalError) as error:
            raise DomainError(
                f"the evidence store {path} cannot be used ({error}): set GLASSPROOF_STORE to a "
                "file that can be written"
            ) from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=WAIT)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            (state,) = connection.execute("PRAGMA quick_check").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS results"
                " (key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum TEXT NOT NULL)"
            )
            for key, value, checksum in connection.execute("SELECT * FROM results"):
                if checksum != _checksum(key, value):
                    raise sqlite3.DatabaseError(f"the checksum of {key} does not fit")
        except (sqlite3.DatabaseError, TypeError, UnicodeError) as error:
            connection.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise
            raise sqlite3.DatabaseError(str(error)) from error
        return connection

    def _set_aside(self, why: str) -> None:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        self.path.rename(aside)
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self._tell(f"the evidence store was damaged ({why}); it was set aside as {aside}")
        self._connection = self._open()

    def get(self, key: str) -> Any:
        """The value stored under ``key``, or None."""
        row = self._connection.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` (plain data) under ``key``, entirely or not at all."""
        text = json.dumps(value)
        self._connection.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, text, _checksum(key, text))
        )

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

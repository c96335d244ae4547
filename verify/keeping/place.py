"""Where evidence is kept; and one value of it, read without anything that is slow to import."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

VARIABLE = "GLASSPROOF_STORE"
NAME = "evidence.sqlite3"


def file_of_user() -> Path:
    """``$GLASSPROOF_STORE``, or evidence.sqlite3 in the cache directory of this user and system.

    What is kept in ``~/.cache/glassproof``, where it was kept on every system before, is used
    there as long as nothing is kept in the system's own place. :class:`RuntimeError` if the user
    has no home.
    """
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache) / "glassproof" / NAME
    before = Path.home() / ".cache" / "glassproof" / NAME
    from platformdirs import user_cache_path

    now = user_cache_path("glassproof", appauthor=False) / NAME
    return before if os.path.exists(before) and not os.path.exists(now) else now


def checksum(key: str, text: str) -> str:
    """What stands beside a value, so that damage shows."""
    return hashlib.blake2b(f"{key}\0{text}".encode(), digest_size=16).hexdigest()


def peek(path: Path, key: str) -> str | None:
    """The text stored under a key; None if there is none, or the file cannot be read as it is.

    Whoever opens the store itself finds out what is wrong with it, and mends it.

    >>> peek(Path("/no/such/file"), "key") is None
    True
    """
    import sqlite3  # here, since every command imports this module and few read the store

    try:
        address = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=0.2)
        try:
            query = "SELECT value, checksum FROM results WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, OSError, ValueError):
        return None
    return str(row[0]) if row and row[1] == checksum(key, row[0]) else None

"""Where there is no room, or no turn, the verdicts stand and nothing stored is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.verify.keeping.misfortunes.command import (
    VERDICTS,
    alter,
    assert_one_message,
    rows,
    verify,
)

FULL = """
connect = store._connect
def on_a_full_disk(path):
    connection = connect(path)
    connection.execute("PRAGMA max_page_count = 1")  # as many as there are, at the least
    return connection
store._connect = on_a_full_disk
"""
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


def all_but_one_deleted(here: Path, page: int = 4096) -> None:
    """Leave one result, in a file of pages of this size and without free ones."""
    alter(
        here / "store",
        "PRAGMA journal_mode = DELETE",
        f"PRAGMA page_size = {page}",
        "DELETE FROM results WHERE rowid > 1",
        "VACUUM",
    )


def test_a_full_disk_costs_no_verdict(here: Path) -> None:
    all_but_one_deleted(here, page=512)
    before = rows(here / "store")
    found = verify(here, "--json", "ledger.json", hurt=FULL)
    assert_one_message(found, "full", "the verdicts stand")
    assert VERDICTS in found.stdout
    assert json.loads((here / "ledger.json").read_text())["summary"]["claims"] == 2
    assert set(before) <= set(rows(here / "store"))
    assert verify(here).returncode == 0


@pytest.mark.parametrize("limit", [0, 1, 4096, 20_000, 33_000, 40_000])
def test_a_limit_on_the_size_of_files_loses_nothing(here: Path, limit: int) -> None:
    all_but_one_deleted(here, page=16384)
    before = rows(here / "store")
    found = verify(here, hurt=LIMITED.format(limit))
    assert_one_message(found, "GLASSPROOF_STORE")
    assert "cannot be used" in found.stderr or VERDICTS in found.stdout
    assert set(before) <= set(rows(here / "store"))
    assert verify(here).returncode == 0


@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_store_that_is_locked_for_long_loses_nothing(here: Path, mode: str) -> None:
    all_but_one_deleted(here)
    before = rows(here / "store")
    with closing(sqlite3.connect(here / "store", isolation_level=None)) as holder:
        if mode == "EXCLUSIVE":
            holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute(f"BEGIN {mode}")
        holder.execute("INSERT INTO results VALUES ('k', 'v', 'c')")
        found = verify(here)
    assert_one_message(found, "locked")
    assert set(before) == set(rows(here / "store"))
    assert verify(here).returncode == 0

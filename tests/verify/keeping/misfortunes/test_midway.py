"""What happens to a store in the middle of a review, and several that share one."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from glassproof.verify.judging.review import review
from glassproof.verify.keeping import store as keeping
from glassproof.verify.keeping.store import Store, StoreError
from tests.processes import run
from tests.verify.keeping.misfortunes.command import VERDICTS, plan, rows, verify


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "WAIT", 0.1)


def halfway(here: Path) -> tuple[Store, Iterator]:
    """A new store and a review of which the first claim has been judged."""
    store = Store(here / "new")
    found = review(plan(here), store=store)
    next(found)
    return store, found


def locked(path: Path) -> sqlite3.Connection:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    return holder


@pytest.mark.usefixtures("impatient")
def test_what_could_not_be_written_is_written_when_the_store_is_closed(here: Path) -> None:
    store, found = halfway(here)
    holder = locked(here / "new")
    assert len(list(found)) == 1
    assert len(rows(here / "new")) < len(plan(here).units)
    holder.close()
    store.close()
    assert {row[0] for row in rows(here / "new")} == {unit.key for unit in plan(here).units}


@pytest.mark.usefixtures("impatient")
def test_what_can_never_be_written_is_said_at_the_end(here: Path) -> None:
    store, found = halfway(here)
    kept = rows(here / "new")
    with closing(locked(here / "new")):
        assert len(list(found)) == 1
        with pytest.raises(StoreError, match=r"locked.*the verdicts stand"):
            store.close()
    assert rows(here / "new") == kept


@pytest.mark.parametrize("what", ["file", "folder", "replaced", "moved"])
def test_a_store_that_vanishes_during_a_review_is_made_again(here: Path, what: str) -> None:
    (here / "folder").mkdir()
    store = Store(here / "folder" / "new")
    found = review(plan(here), store=store)
    next(found)
    if what == "moved":
        (here / "folder").rename(here / "elsewhere")
    else:
        shutil.rmtree(here / "folder")
    if what in ("file", "replaced"):
        (here / "folder").mkdir()
    if what == "replaced":
        Store(here / "folder" / "new").close()
    list(found)
    store.close()
    made = {row[0] for row in rows(here / "folder" / "new")}
    assert made == {unit.key for unit in plan(here).units}


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 1000])
def test_reviews_side_by_side_share_a_store(here: Path, content: bytes | None) -> None:
    (here / "store").unlink()
    if content is not None:
        (here / "store").write_bytes(content)
    with ThreadPoolExecutor(5) as together:
        runs = [together.submit(verify, here) for _ in range(5)]
    for found in (ended.result() for ended in runs):
        assert found.returncode == 0, found.stderr
        assert VERDICTS in found.stdout
    assert len(rows(here / "store")) == len(plan(here).units)
    assert len(list(here.glob("store.damaged-?"))) == (1 if content else 0)


FILLED = """
import sys, time
from pathlib import Path
from glassproof.verify.keeping.store import Store
time.sleep(max(0, float(sys.argv[1]) - time.time()))
store = Store(Path("store"))
for number in range(20):
    store.put(f"{sys.argv[2]} {number}", number)
store.close()
"""


def test_many_stores_opened_at_once_are_all_opened(tmp_path: Path) -> None:
    start = str(time.time() + 1)
    with ThreadPoolExecutor(6) as together:
        runs = [together.submit(run, FILLED, start, str(n), cwd=tmp_path) for n in range(6)]
    assert [ended.result().returncode for ended in runs] == [0] * 6
    assert len(rows(tmp_path / "store")) == 120


@pytest.mark.parametrize("lock", ["DEFERRED", "IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("made", [False, True])
def test_a_file_that_somebody_else_is_just_making_is_waited_for(
    tmp_path: Path, lock: str, made: bool
) -> None:
    """SQLite waits by itself for some of its locks only, and never on the way to its log."""
    path = tmp_path / "store"
    if made:
        Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute(f"BEGIN {lock}")
        other.execute("SELECT * FROM sqlite_master").fetchall()
        release = Timer(0.2, other.execute, ("COMMIT",))
        release.start()
        Store(path).close()
        release.join()
    assert rows(path) == []


def test_a_table_that_is_made_between_two_looks_is_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, look = tmp_path / "store", keeping._layout

    def overtaken(connection: sqlite3.Connection) -> object:
        found = look(connection)
        monkeypatch.setattr(keeping, "_layout", look)
        Store(path).close()
        return found

    monkeypatch.setattr(keeping, "_layout", overtaken)
    Store(path).close()
    assert rows(path) == []


def test_a_damaged_file_that_somebody_else_has_set_aside_is_not_set_aside_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, connect = tmp_path / "store", keeping._connect
    path.write_bytes(b"no database, " * 100)

    def overtaken(where: Path) -> sqlite3.Connection:
        monkeypatch.setattr(keeping, "_connect", connect)
        try:
            return connect(where)
        finally:
            with closing(Store(where)) as other:
                other.put("key", 1)

    monkeypatch.setattr(keeping, "_connect", overtaken)
    Store(path).close()
    assert len(rows(path)) == 1
    assert [found.name for found in tmp_path.glob("*.damaged-*")] == ["store.damaged-1"]

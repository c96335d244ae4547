"""What can happen to a store or a ledger ends in one message and exit code 2, with nothing lost.

Each misfortune is brought about, on the command line where a referee meets it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping import store as keeping
from glassproof.verify.keeping.store import Store, StoreError, _checksum, default_path

ROOT = Path(__file__).parents[3]
CLAIMS = """
[symbols]
x = "> 0"
[[claim]]
id = "square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
[[claim]]
id = "wrong"
published = "x + 1"
derived = "x + 2"
"""
VERDICTS = "2 claims: 1 verified, 1 refuted"
HURT = """
import os, sys
from glassproof.verify.keeping import store
store.WAIT = 0.2
{}
from glassproof.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a claims file, where the command line has stored all evidence."""
    place = tmp_path_factory.mktemp("reviewed")
    (place / "claims.toml").write_text(CLAIMS)
    command = [sys.executable, "-m", "glassproof", "verify", "--paper", "claims.toml"]
    environment = {**os.environ, "GLASSPROOF_STORE": "store", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)
    return place


@pytest.fixture
def here(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, whose store the command line uses."""
    monkeypatch.setenv("GLASSPROOF_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copytree(reviewed, tmp_path, dirs_exist_ok=True)
    return tmp_path


def plan(here: Path) -> Plan:
    return Plan(str(here / "claims.toml"), ("square", "wrong"), 0, Effort.QUICK)


def verify(here: Path, *options: str, hurt: str = "", **how) -> subprocess.CompletedProcess[str]:
    """``glassproof verify`` of the claims file, hurt by some code beforehand."""
    arguments = ["verify", "--paper", "claims.toml", "--budget", "quick", "--jobs", "1", *options]
    command = [sys.executable, "-c", HURT.format(hurt), *arguments]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run(command, cwd=here, text=True, timeout=120, **how)


def assert_one_message(found: subprocess.CompletedProcess[str], *says: str) -> None:
    assert found.returncode == 2, found.stderr
    assert found.stderr.startswith("glassproof: "), found.stderr
    assert found.stderr.count("\n") == 1, found.stderr
    assert all(part in found.stderr for part in says), found.stderr


def rows(path: Path) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM results ORDER BY 1").fetchall()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# --- a file of another layout ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("PRAGMA user_version = 2", "a newer glassproof wrote it"),
        ("ALTER TABLE results RENAME COLUMN checksum TO signature", "key, value, signature"),
        ("ALTER TABLE results RENAME COLUMN key TO name", "name, value, checksum"),
        ("ALTER TABLE results ADD COLUMN host TEXT", "key, value, checksum, host"),
        ("ALTER TABLE results DROP COLUMN checksum", "key, value"),
        ("ALTER TABLE results RENAME TO evidence", "a database of something else"),
    ],
)
def test_a_store_of_another_layout_is_left_alone(here: Path, statement: str, says: str) -> None:
    alter(here / "store", statement)
    before = (here / "store").read_bytes()
    assert_one_message(verify(here), says, "GLASSPROOF_STORE")
    assert (here / "store").read_bytes() == before
    assert not list(here.glob("store.damaged*"))


# --- values of a wrong shape -----------------------------------------------------------------

SHAPES = [
    "0", '"text"', "[0]", "[0, 0]", "[null, 1.0]", '[{"a": 1}, 1.0]', '[[], "soon"]',
    "[[1, 2], 3, 4]", '{"value": 1, "seconds": 1}', "[", "", "[" * 100_000,
    '[{"kind": "symbolic", "name": 3, "outcome": "holds", "detail": [], "data": {}}, 1.0]',
    '[{"kind": "magic", "name": "", "outcome": "holds", "detail": "", "data": {}}, 1.0]',
    '[{"derived": 1, "derived_latex": "", "ratio": "", "ratio_latex": "", "derivation": 7}, 1.0]',
]  # fmt: skip


@pytest.mark.parametrize("text", SHAPES, ids=[text[:40] or "empty" for text in SHAPES])
@pytest.mark.parametrize("unit", ["exposition", "canonical form", "rational points"])
def test_no_wrong_shape_is_taken_for_a_result(here: Path, unit: str, text: str) -> None:
    (here / "store").unlink()
    with closing(Store(here / "store")) as store:
        list(review(plan(here), store=store))
    (key,) = (u.key for u in plan(here).units if (u.claim_id, u.name) == ("square", unit))
    spoil(here, key, text)
    with closing(Store(here / "store")) as store, pytest.raises(StoreError, match="--fresh"):
        list(review(plan(here), store=store))


def spoil(here: Path, key: str, text: str) -> None:
    """Store ``text`` under ``key``, with the checksum that belongs to it."""
    with closing(sqlite3.connect(here / "store", isolation_level=None)) as connection:
        connection.execute(
            "UPDATE results SET value = ?, checksum = ? WHERE key = ?",
            (text, _checksum(key, text), key),
        )


def test_a_wrong_shape_ends_in_a_message_and_fresh_mends_it(here: Path) -> None:
    before = rows(here / "store")
    spoil(here, before[0][0], "[0]")
    assert_one_message(verify(here), "is no result", "--fresh")
    mended = verify(here, "--fresh")
    assert mended.returncode == 0
    assert VERDICTS in mended.stdout
    assert VERDICTS in verify(here).stdout
    assert [row[0] for row in rows(here / "store")] == [row[0] for row in before]


# --- a place that cannot be used -------------------------------------------------------------


def a_directory(store: Path) -> None:
    store.mkdir()


def a_pipe(store: Path) -> None:
    os.mkfifo(store)


def beneath_a_file(store: Path) -> None:
    store.parent.rmdir()
    store.parent.write_text("")


@pytest.mark.parametrize("make", [a_directory, a_pipe, beneath_a_file])
def test_a_place_for_no_file_is_named(
    here: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "folder").mkdir()
    make(here / "folder" / "store")
    monkeypatch.setenv("GLASSPROOF_STORE", "folder/store")
    assert_one_message(verify(here), "folder/store", "GLASSPROOF_STORE")


@pytest.mark.parametrize("place", ["/dev/full", "/dev/null", "/proc/store", "n" * 300, "a/" * 3000])
def test_an_impossible_place_is_named(
    here: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSPROOF_STORE", place)
    assert_one_message(verify(here), "cannot be used", "GLASSPROOF_STORE")


AS_NOBODY = """
path = store.default_path
def as_nobody():
    if os.geteuid() == 0:
        os.seteuid(65534)
    return path()
store.default_path = as_nobody
"""
"""Root may write everywhere; who is not root need not change."""


@pytest.fixture
def public(here: Path) -> Iterator[Path]:
    """As ``here``, where everybody may read."""
    place = Path(tempfile.mkdtemp())
    shutil.copytree(here, place, dirs_exist_ok=True)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("store", ["store", "no-store", "folder/store"])
def test_a_directory_that_may_not_be_written_is_named(
    public: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSPROOF_STORE", store)
    before = rows(public / "store")
    for path in public.iterdir():
        path.chmod(0o444)
    public.chmod(0o555)
    assert_one_message(verify(public, hurt=AS_NOBODY), "GLASSPROOF_STORE")
    public.chmod(0o755)
    assert rows(public / "store") == before


def test_a_user_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GLASSPROOF_STORE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    pwd = pytest.importorskip("pwd")

    def unknown(_: int) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(StoreError, match="no home: set GLASSPROOF_STORE"):
        default_path()


# --- no room, no turn ------------------------------------------------------------------------

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


# --- in the middle of a review ---------------------------------------------------------------


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


# --- several processes -----------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 1000])
def test_reviews_side_by_side_share_a_store(here: Path, content: bytes | None) -> None:
    (here / "store").unlink()
    if content is not None:
        (here / "store").write_bytes(content)
    arguments = ["verify", "--paper", "claims.toml", "--jobs", "1", "--budget", "quick"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "glassproof", *arguments],
            cwd=here,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(5)
    ]
    for process in runs:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert VERDICTS in output
    assert len(rows(here / "store")) == len(plan(here).units)
    assert len(list(here.glob("store.damaged-?"))) == (1 if content else 0)


def test_many_stores_opened_at_once_are_all_opened(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from glassproof.verify.keeping.store import Store\n"
        "time.sleep(max(0, float(sys.argv[2]) - time.time()))\n"
        "store = Store(Path(sys.argv[1]))\n"
        "[store.put(f'{sys.argv[3]} {n}', n) for n in range(20)]; store.close()"
    )
    start = str(time.time() + 3)
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "s"), start, str(number)])
        for number in range(6)
    ]
    assert [process.wait(timeout=120) for process in runs] == [0] * 6
    assert len(rows(tmp_path / "s")) == 120


# --- the ledger ------------------------------------------------------------------------------


def test_a_ledger_on_a_full_disk_is_said_and_the_verdicts_are_printed(here: Path) -> None:
    found = verify(here, "--json", "/dev/full")
    assert_one_message(found, "/dev/full", "No space left", "write elsewhere")
    assert VERDICTS in found.stdout
    assert not Path("/dev/full").is_file()


def test_a_ledger_above_the_limit_leaves_the_old_one(here: Path) -> None:
    (here / "ledger.json").write_text("old")
    before = sorted(path.name for path in here.iterdir() if not path.name.startswith("store"))
    hurt = "from glassproof.verify.keeping import ledger; import resource\n" + (
        "whole = ledger._replace\n"
        "def limited(*arguments):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "    whole(*arguments)\n"
        "ledger._replace = limited\n"
    )
    found = verify(here, "--json", "ledger.json", hurt=hurt)
    assert_one_message(found, "ledger.json", "File too large")
    assert VERDICTS in found.stdout
    assert (here / "ledger.json").read_text() == "old"
    after = sorted(path.name for path in here.iterdir() if not path.name.startswith("store"))
    assert after == before


def test_verdicts_printed_to_a_full_disk_end_in_a_message(here: Path) -> None:
    with open("/dev/full", "w") as full:
        found = verify(here, stdout=full)
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert "No space left" in found.stderr


def test_a_ledger_is_written_through_a_link_and_to_a_pipe(here: Path) -> None:
    (here / "real.json").write_text("old")
    (here / "link.json").symlink_to("real.json")
    assert verify(here, "--json", "link.json").returncode == 0
    assert (here / "link.json").is_symlink()
    assert json.loads((here / "real.json").read_text())["paper"] == "claims.toml"
    found = verify(here, "--json", "/dev/stderr")  # which is a pipe
    assert json.loads(found.stderr)["summary"]["claims"] == 2

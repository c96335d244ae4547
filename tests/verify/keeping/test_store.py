"""Evidence survives what can happen to a file, and to the process that writes it."""

from __future__ import annotations

import functools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.executors import executor
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.review import Plan, review
from glassproof.verify.keeping.ledger import Ledger
from glassproof.verify.keeping.place import peek
from glassproof.verify.keeping.store import Store, default_path

IDS = ("kac-rice.gradient-variance", "kac-rice.hessian-variance", "complexity.total")
PLAN = Plan("spherical_p_spin", IDS, 3, Effort.QUICK)


def filled(path: Path) -> Store:
    store = Store(path)
    for number in range(300):
        store.put(f"key {number}", [number / 7, "text" * 20])
    return store


def whole(store: Store) -> bool:
    return all(store.get(f"key {n}") == [n / 7, "text" * 20] for n in range(300))


def test_results_come_back_bit_for_bit(tmp_path: Path) -> None:
    filled(tmp_path / "s").close()
    assert whole(Store(tmp_path / "s"))


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_store_is_set_aside_or_whole(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "s"
    filled(path).close()
    content = path.read_bytes()
    path.write_bytes(content[: int(keep * len(content))])
    told: list[str] = []
    store = Store(path, tell=told.append)
    if told:
        assert "set aside as" in told[0]
        assert list(tmp_path.glob("s.damaged-*"))
    assert store.get("key 1") in (None, [1 / 7, "text" * 20])
    store.put("new", 1)
    assert store.get("new") == 1


@pytest.mark.parametrize("place", range(8))
def test_a_flipped_bit_never_gives_a_wrong_result(tmp_path: Path, place: int) -> None:
    path = tmp_path / "s"
    filled(path).close()
    content = bytearray(path.read_bytes())
    rng = random.Random(place)
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    told: list[str] = []
    store = Store(path, tell=told.append)
    for number in range(300):
        assert store.get(f"key {number}") in (None, [number / 7, "text" * 20])
    assert told or whole(store)


def test_a_checksum_that_does_not_fit_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "s"
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE results SET value = '[0]' WHERE key = 'key 5'")
    connection.commit()
    connection.close()
    told: list[str] = []
    assert Store(path, tell=told.append).get("key 5") is None
    assert "checksum" in told[0]


def test_a_store_that_another_process_holds_is_not_damaged(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "s"
    filled(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("DELETE FROM results WHERE key = 'none'")
    monkeypatch.setattr("glassproof.verify.keeping.store.WAIT", 0.05)
    with pytest.raises(DomainError, match="database is locked"):
        Store(path)
    holder.close()
    assert [p.name for p in tmp_path.iterdir() if "damaged" in p.name] == []
    assert whole(Store(path))


def test_where_the_store_is(monkeypatch) -> None:
    monkeypatch.setenv("GLASSPROOF_STORE", "/a/b")
    assert default_path() == Path("/a/b")
    monkeypatch.delenv("GLASSPROOF_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    assert default_path() == Path("/c/glassproof/evidence.sqlite3")
    monkeypatch.delenv("XDG_CACHE_HOME")
    known = {Path.home() / ".cache", platformdirs.user_cache_path()}
    assert default_path() in {cache / "glassproof/evidence.sqlite3" for cache in known}


def test_what_was_kept_in_the_old_place_is_found_until_there_is_something_in_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems whose caches are not in ~/.cache."""
    now = tmp_path / "Library" / "Caches" / "glassproof"
    monkeypatch.delenv("GLASSPROOF_STORE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: now)
    old, new = tmp_path / ".cache/glassproof/evidence.sqlite3", now / "evidence.sqlite3"
    assert default_path() == new
    for place in (old, new):
        Store(place).close()
        assert default_path() == place


@pytest.mark.parametrize("path", ["missing", "folder", "text", "good"])
def test_one_value_is_read_without_opening_the_store(tmp_path: Path, path: str) -> None:
    """Nothing is made, and what is damaged is left to who opens the store."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("no database")
    store = Store(tmp_path / "good")
    store.put("key", [1])
    store.close()
    before = sorted(tmp_path.iterdir())
    assert peek(tmp_path / path, "key") == ("[1]" if path == "good" else None)
    assert peek(tmp_path / path, "other") is None
    assert sorted(tmp_path.iterdir()) == before


def test_a_damaged_value_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store = Store(path)
    store.put("key", [1])
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE results SET value = '[2]'")
    assert peek(path, "key") is None


def test_a_second_damage_takes_another_name(tmp_path: Path) -> None:
    path = tmp_path / "s"
    for _ in range(2):
        path.write_bytes(b"not a database at all" * 99)
        Store(path).close()
    assert len(list(tmp_path.glob("s.damaged-*"))) == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DomainError, match="GLASSPROOF_STORE"):
        Store(tmp_path / "file" / "store")


def verdicts(store: Store | None, **options) -> dict:
    return timeless(review(PLAN, store=store, **options))


@functools.cache
def undisturbed() -> dict:
    """What a review finds that nothing is stored for and that nothing happens to."""
    return verdicts(None)


def timeless(found: Iterable[Judgement]) -> dict:
    record = Ledger("spherical_p_spin", tuple(found), 3, Effort.QUICK).to_dict()
    for claim in record["claims"]:
        claim["seconds"] = 0
        for evidence in claim["evidence"]:
            evidence["seconds"] = 0
    return record


def test_stored_evidence_is_used_and_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    first = verdicts(store)
    computed: list[str] = []
    again = verdicts(store, note=lambda text, *_: computed.append(text))
    assert computed == []
    assert first == again == undisturbed()
    verdicts(store, fresh=True, note=lambda text, *_: computed.append(text))
    assert computed


RUN = """
import sys
from contextlib import closing
from pathlib import Path
from tests.verify.keeping.test_store import PLAN
from glassproof.verify.judging.review import review
from glassproof.verify.keeping.store import Store
print("ready", flush=True)
list(review(PLAN, store=Store(Path(sys.argv[1]))))
"""


def test_a_killed_run_resumes_to_the_same_result(tmp_path: Path) -> None:
    """SIGKILL at random moments until the run completes; bit for bit the undisturbed ledger."""
    rng = random.Random(5)
    path = tmp_path / "s"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    for attempt in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(path)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2 + rng.random() * (1 + attempt))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == 0:
            break
    computed: list[str] = []
    resumed = verdicts(
        Store(path), note=lambda text, *_: computed.append(text), executor=executor(jobs=1)
    )
    everything = len(PLAN.units)
    assert len(computed) < everything
    assert resumed == undisturbed()


def test_a_plan_travels_light() -> None:
    import pickle

    assert PLAN.units
    assert len(pickle.dumps(PLAN)) < 500
    assert pickle.loads(pickle.dumps(PLAN)) == PLAN


def test_a_cluster_with_a_dying_worker_gives_the_same_ledger() -> None:
    """A real Dask scheduler and two workers on loopback, one killed while the review runs."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        killed: list[int] = []

        def kill_once(*_: object) -> None:
            if not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

        remote = executor(cluster=cluster.scheduler_address)
        found = timeless(review(PLAN, executor=remote, note=kill_once))
    assert killed
    assert found == undisturbed()

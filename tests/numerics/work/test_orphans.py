"""Workers end within two seconds of their parent, however it ends and whatever they are doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from glassproof.numerics.work.chunks import run_chunks
from glassproof.numerics.work.executors import Processes

SECONDS = 2.0
"""How long a worker may outlive its parent."""

ROOT = Path(__file__).parents[3]


def asleep(_index, *, pids):
    (pids / str(os.getpid())).touch()
    time.sleep(600)
    return 0


def within_one_operation(_index, *, pids):
    """One multiplication of minutes, in which no Python runs and no other thread gets a turn."""
    (pids / str(os.getpid())).touch()
    return (1 << 10**9) // 3**10_000_000


def quick_then_idle(index, *, pids):
    (pids / str(os.getpid())).touch()
    time.sleep(0.2)
    return index


def pid_of(_index):
    time.sleep(0.1)
    return os.getpid()


PARENT = """
import sys, time
from functools import partial
from pathlib import Path
from glassproof.numerics.work.chunks import run_chunks
from glassproof.numerics.work.executors import Processes
from tests.numerics.work import test_orphans
task = partial(getattr(test_orphans, sys.argv[1]), pids=Path(sys.argv[2]))
run_chunks(task, 6, executor=Processes(2))
time.sleep(600)
"""

FALLBACK = """
import os, time
from pathlib import Path
from glassproof.numerics.work import orphans
orphans._killed_by_the_kernel = lambda: False
orphans.end_with(os.getppid())
Path("ready").touch()
time.sleep(600)
"""

GRANDPARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(child.pid, flush=True)
time.sleep(600)
"""


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet waited for does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def soon(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def children(pid: int) -> list[int]:
    """All processes that descend from ``pid``."""
    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def assert_gone(pids: list[int], seconds: float = SECONDS) -> None:
    """All of these processes end within ``seconds``; those that do not are ended here."""
    soon(lambda: not any(map(alive, pids)), seconds)
    left = [pid for pid in pids if alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


@contextmanager
def running(*command: str, cwd: Path = ROOT) -> Iterator[subprocess.Popen]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        left = children(process.pid)
        process.kill()
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("task", ["asleep", "within_one_operation", "quick_then_idle"])
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, task: str, end: int) -> None:
    with running("-c", PARENT, task, str(tmp_path)) as parent:
        assert soon(lambda: len(list(tmp_path.iterdir())) == 2, 60)
        time.sleep(0.7)  # into the computation, or past all of them
        workers = [int(path.name) for path in tmp_path.iterdir()]
        everybody = children(parent.pid)
        assert set(workers) <= set(everybody)
        assert all(map(alive, workers))
        parent.send_signal(end)
        assert_gone(everybody)


def test_workers_that_are_just_starting_end_too(tmp_path: Path) -> None:
    with running("-c", PARENT, "asleep", str(tmp_path)) as parent:
        assert soon(lambda: len(children(parent.pid)) >= 2, 60)
        everybody = children(parent.pid)
        parent.kill()
        assert_gone(everybody, 30)  # they import before they look


def test_the_workers_of_a_review_end_with_it(tmp_path: Path) -> None:
    arguments = ("verify", "--budget", "deep", "--fresh", "--jobs", "2")
    os.environ["GLASSPROOF_STORE"] = str(tmp_path / "store")
    try:
        with running("-m", "glassproof", *arguments) as parent:
            assert soon(lambda: len(children(parent.pid)) >= 2, 60)
            time.sleep(4)
            everybody = children(parent.pid)
            parent.kill()
            assert_gone(everybody)
    finally:
        del os.environ["GLASSPROOF_STORE"]


def test_where_the_kernel_does_not_tell_a_thread_looks(tmp_path: Path) -> None:
    with running("-c", GRANDPARENT, FALLBACK, cwd=tmp_path) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert soon((tmp_path / "ready").exists, 60)
        time.sleep(0.6)
        assert alive(child)
        parent.kill()
        assert soon(lambda: not alive(child), SECONDS)


def test_a_pool_survives_the_thread_that_started_it(tmp_path: Path) -> None:
    """On Linux the workers die with it; another thread goes on with new ones."""
    found: list[list[int]] = []

    def use() -> None:
        found.append(run_chunks(pid_of, 4, executor=Processes(2)))

    for _ in range(2):
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
    use()
    assert [len(pids) for pids in found] == [4, 4, 4]
    task = partial(quick_then_idle, pids=tmp_path)
    assert run_chunks(task, 3, executor=Processes(2)) == [0, 1, 2]

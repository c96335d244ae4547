"""Every executor computes the same numbers, also when a worker is killed in between."""

import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from functools import partial

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.expected_determinant import log_expected_determinant
from glassproof.numerics.work.chunks import run_chunks
from glassproof.numerics.work.executors import (
    INLINE,
    Cluster,
    ExecutorError,
    Processes,
    executor,
)

PARAMETERS = {"N": 300, "x1": 1.5, "kappa": 0.9, "b": 1.0, "b1": 0.5, "draws": 150, "seed": 3}


def estimate(where):
    return log_expected_determinant(0.3, **PARAMETERS, executor=where)


@pytest.fixture(scope="module")
def reference():
    return estimate(INLINE)


def fails(index):
    raise ArithmeticError(f"chunk {index}")


def deadly_twice(index, *, flags):
    """The last chunk kills its process the first two times it is tried."""
    tries = len(list(flags.iterdir()))
    if index == 5 and tries < 2:
        (flags / str(tries)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return index * index


def deadly_alone(_index, *, flags):
    """The only chunk, which kills its process twice: no other one comes in between."""
    return deadly_twice(5, flags=flags)


def deadly(_index):
    os.kill(os.getpid(), signal.SIGKILL)


def slow_square(index):
    time.sleep(0.25)
    return index * index, os.getpid()


def test_choice():
    assert executor() is INLINE
    assert executor(jobs=3) == Processes(3)
    assert executor(jobs=1, cluster="tcp://127.0.0.1:1") == Cluster("tcp://127.0.0.1:1")
    with pytest.raises(DomainError, match="jobs = 0"):
        executor(jobs=0)


def test_blas_runs_on_one_thread():
    threadpool_info = pytest.importorskip("threadpoolctl").threadpool_info
    [threads] = run_chunks(lambda _: [pool["num_threads"] for pool in threadpool_info()], 1)
    assert set(threads) <= {1}


@pytest.fixture(scope="module")
def pool():
    """Two local processes, stopped after the module."""
    yield Processes(2)
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True, kill_workers=True)


def test_processes_compute_the_same_numbers(pool, reference):
    assert estimate(pool) == reference


def test_processes_raise_the_error_of_a_chunk(pool):
    with pytest.raises(ArithmeticError, match="chunk"):
        run_chunks(fails, 3, executor=pool)


def test_replaced_processes_are_not_worth_a_warning(pool):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert dict(pool.unordered(abs, [1])) == {1: 1}
        warnings.warn("A worker stopped while some jobs were given", UserWarning, stacklevel=1)


def test_dead_processes_cost_retries(pool, tmp_path):
    task = partial(deadly_twice, flags=tmp_path)
    assert run_chunks(task, 6, executor=pool) == [i * i for i in range(6)]
    assert len(list(tmp_path.iterdir())) == 2


def test_the_only_chunk_may_kill_twice(pool, tmp_path):
    task = partial(deadly_alone, flags=tmp_path)
    assert run_chunks(task, 1, executor=pool) == [25]


def test_a_chunk_that_always_kills_is_given_up(pool):
    with pytest.raises(ExecutorError, match="died 3 times in a row"):
        run_chunks(deadly, 1, executor=pool)


def slow_and_seen(index, *, seen):
    (seen / str(index)).touch()
    return slow_square(index)


def test_an_interruption_stops_the_processes(pool, tmp_path):
    """The caller is interrupted after the first chunk: of the other 199 most are not computed."""

    def progress(done, _total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_chunks(partial(slow_and_seen, seen=tmp_path), 200, executor=pool, progress=progress)
    assert 1 <= len(list(tmp_path.iterdir())) < 100


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"install glassproof\[cluster\]"):
        run_chunks(abs, 1, executor=Cluster("tcp://127.0.0.1:1"))


# --- a real Dask cluster on loopback ---------------------------------------------------------


def dask(*arguments):
    """A process of the cluster; it does not treat warnings as errors."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"},
    )


def worker(file):
    return dask(
        "distributed.cli.dask_worker",
        *("--scheduler-file", file, "--no-nanny", "--nthreads", "1", "--no-dashboard"),
        *("--host", "127.0.0.1", "--death-timeout", "60"),
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """(address, two worker processes) of a scheduler started as users start it."""
    distributed = pytest.importorskip("distributed")
    file = str(tmp_path_factory.mktemp("dask") / "scheduler.json")
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file)
    processes = [dask("distributed.cli.dask_scheduler", *options)]
    try:
        processes += [worker(file), worker(file)]
        deadline = time.monotonic() + 60
        while not os.path.exists(file) and time.monotonic() < deadline:
            time.sleep(0.1)
        with distributed.Client(scheduler_file=file, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


# Dask's client leaves sockets and event loops to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_cluster_computes_the_same_numbers(cluster, reference):
    address, _ = cluster
    assert estimate(Cluster(address)) == reference


def test_cluster_raises_the_error_of_a_chunk(cluster):
    address, _ = cluster
    with pytest.raises(ArithmeticError, match="chunk"):
        run_chunks(fails, 3, executor=Cluster(address))


def test_results_that_were_yielded_are_let_go(cluster):
    """Else a worker that dies would cost all that it has computed, and not what it had in hand."""
    import distributed

    address, _ = cluster
    results = Cluster(address).unordered(abs, range(6))
    with distributed.Client(address, set_as_default=False) as client:
        taken = [next(results) for _ in range(4)]
        assert len({index for index, _ in taken}) == 4
        end = time.monotonic() + 60
        while time.monotonic() < end and len(client.run_on_scheduler(_known_tasks)) > 2:
            time.sleep(0.05)
        assert len(client.run_on_scheduler(_known_tasks)) <= 2
    assert len(list(results)) == 2


def _known_tasks(dask_scheduler):
    return list(dask_scheduler.tasks)


def test_a_worker_killed_in_mid_run_costs_a_retry(cluster):
    """One worker is killed once it holds a chunk; every chunk is still computed, by both."""
    address, (victim, _) = cluster
    timer = threading.Timer(1.2, victim.kill)
    timer.start()
    results = run_chunks(slow_square, 16, executor=Cluster(address))
    timer.join()
    assert [value for value, _ in results] == [i * i for i in range(16)]
    assert victim.wait(timeout=10) == -signal.SIGKILL


def test_no_scheduler_is_a_clear_error(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("glassproof.numerics.work.executors.CONNECTION_SECONDS", 1)
    with pytest.raises(ExecutorError, match=r"no Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        run_chunks(abs, 1, executor=Cluster("tcp://127.0.0.1:9"))
    with pytest.raises(ExecutorError, match="no Dask scheduler answers at 'nowhere://'"):
        run_chunks(abs, 1, executor=Cluster("nowhere://"))

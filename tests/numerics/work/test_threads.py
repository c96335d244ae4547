"""What is computed in chunks has one thread, and what was before is there again."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from threadpoolctl import threadpool_info

from glassproof.numerics.work import threads
from glassproof.numerics.work.threads import one_thread

NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
LATE = """
import sys
import numpy
assert "scipy.linalg" not in sys.modules
def threads(_):
    import scipy.linalg
    from threadpoolctl import threadpool_info
    return [library["num_threads"] for library in threadpool_info()]
from glassproof.numerics.work.executors import executor
for _, found in executor(jobs=int(sys.argv[1])).unordered(threads, [0]):
    print(len(found) > 1, set(found))
"""

LATER = """
from threadpoolctl import threadpool_info
from glassproof.numerics.work.threads import one_thread
with one_thread():
    before = len(threadpool_info())
import os, numpy, scipy.linalg
with one_thread():
    found = [library["num_threads"] for library in threadpool_info()]
print(len(found) > before, set(found), "OMP_NUM_THREADS" in os.environ)
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_library_that_a_chunk_loads_has_one_thread(jobs: str) -> None:
    """SciPy brings a BLAS of its own, beside NumPy's."""
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", LATE, jobs], env=environment, capture_output=True, text=True
    )
    assert done.stdout == "True {1}\n", done.stderr


def test_a_library_that_comes_between_two_chunks_has_one_thread() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    environment["OPENBLAS_NUM_THREADS"] = "2"
    command = [sys.executable, "-c", LATER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == "True {1} False\n", done.stderr


def test_libraries_are_looked_for_again_only_where_modules_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with one_thread():
        pass
    before = threads._libraries.cache_info().misses
    for _ in range(3):
        with one_thread():
            pass
    assert threads._libraries.cache_info().misses == before
    monkeypatch.setitem(sys.modules, "a_module_that_came", sys)
    with one_thread():
        pass
    assert threads._libraries.cache_info().misses == before + 1


def test_what_was_set_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before = [library["num_threads"] for library in threadpool_info()]
    with one_thread():
        assert os.environ["OMP_NUM_THREADS"] == "3"
        assert os.environ["MKL_NUM_THREADS"] == "1"
    assert "MKL_NUM_THREADS" not in os.environ
    assert [library["num_threads"] for library in threadpool_info()] == before

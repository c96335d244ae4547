"""One BLAS thread, and what the page says of the machine: cores, versions, load, no names."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

collect_ignore = [] if find_spec("jax") else ["bench_networks.py"]
"""What trains networks is measured where their extra is installed."""

LOAD_AT_START = os.getloadavg()[0]
LIBRARIES = ("numpy", "scipy", "numba", "mpmath", "python-flint", "sympy", "joblib")


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Rates are those of one core unless a benchmark says otherwise."""
    with threadpool_limits(limits=1):
        yield


def pytest_benchmark_update_machine_info(config: pytest.Config, machine_info: dict) -> None:
    """Replace what pytest-benchmark collects, which names the host, by what the page needs."""
    del config
    cpu: dict[str, Any] = machine_info.get("cpu", {})
    kept = {
        "processor": str(cpu.get("brand_raw", machine_info.get("processor", ""))),
        "cores": len(os.sched_getaffinity(0)),
        "load": [LOAD_AT_START, os.getloadavg()[0]],
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
    }
    machine_info.clear()
    machine_info.update(kept)

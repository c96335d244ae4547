"""One seed gives one digest, whatever the number of processes and of threads of linear algebra."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PAPER = "spherical_p_spin"


def reviewed(folder: Path, *, jobs: int, threads: int) -> dict[str, Any]:
    """The ledger of a run in a process of its own, with nothing stored."""
    target = folder / f"{jobs}.json"
    named = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    store = {"GLASSPROOF_STORE": str(folder / f"{jobs}.sqlite3")}
    call = ["verify", "--paper", PAPER, "--budget", "quick", "--jobs", str(jobs), "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "glassproof", *call, "--json", str(target)],
        env=os.environ | named | store, check=True, capture_output=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_processes_and_threads_do_not_change_the_digest(tmp_path: Path) -> None:
    one = reviewed(tmp_path, jobs=1, threads=1)
    two = reviewed(tmp_path, jobs=2, threads=2)
    assert len(one["claims"]) > 5
    assert one["digest"] == two["digest"]

"""The front door, each call a new process: help, a review with nothing stored, the same again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.record import OURS, record


def _glassproof(store: Path, *arguments: str) -> None:
    environment = os.environ | {"GLASSPROOF_STORE": str(store)}
    command = [sys.executable, "-m", "glassproof", *arguments]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the reviews of this module share; empty at first."""
    return tmp_path_factory.mktemp("evidence") / "evidence.sqlite3"


def bench_help(benchmark: Any, store: Path) -> None:
    """``glassproof --help``; the budget is 0.5 s."""
    benchmark.pedantic(_glassproof, (store, "--help"), rounds=3, warmup_rounds=1)
    record(benchmark, work="glassproof --help", way=OURS, points=1)


def bench_review(benchmark: Any, store: Path) -> None:
    """``glassproof verify`` with nothing stored; the budget is 90 s."""
    benchmark.pedantic(_glassproof, (store, "verify"), rounds=1)
    record(benchmark, work="glassproof verify", way=OURS, points=1)


def bench_review_again(benchmark: Any, store: Path) -> None:
    """The same with the evidence of :func:`bench_review`; the budget is 3 s."""
    benchmark.pedantic(_glassproof, (store, "verify"), rounds=3)
    record(benchmark, work="glassproof verify, evidence stored", way=OURS, points=1)

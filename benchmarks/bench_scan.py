"""A source of 3,500 lines with 150 displays: scanned with nothing stored, and again unchanged."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import peak
from benchmarks.corpus import source
from benchmarks.record import OURS, record

DISPLAYS, LINES = 150, 3500
_PROSE = "Here the text goes on about $x$ and much else, as papers do between their displays.\n"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source; a fifth of its equations is wrong."""
    path = tmp_path_factory.mktemp("scan") / "paper.tex"
    text, _ = source(random.Random(18), DISPLAYS, 0.2)
    missing = LINES - text.count("\n")
    between = _PROSE * (missing // DISPLAYS)
    path.write_text(text.replace("\\end{equation}\n", "\\end{equation}\n" + between))
    return path


def _scan(paper: Path, store: Path) -> int:
    """The bytes of its largest process."""
    environment = os.environ | {"GLASSPROOF_STORE": str(store)}
    command = [sys.executable, "-m", "glassproof", "scan", str(paper), "--jobs", "2"]
    done = peak.run(command, environment)
    assert done.code in (0, 1)
    return done.peak


def bench_scan(benchmark: Any, paper: Path) -> None:
    """``glassproof scan`` with two processes; the budgets are 120 s and 1 GiB a process."""
    most = benchmark.pedantic(_scan, (paper, paper.with_name("cold.sqlite3")), rounds=1)
    record(benchmark, work="glassproof scan", way=OURS, points=DISPLAYS, GiB=most / 2**30)


def bench_scan_unchanged(benchmark: Any, paper: Path) -> None:
    """The same again; the budget is 3 s."""
    store = paper.with_name("kept.sqlite3")
    _scan(paper, store)
    benchmark.pedantic(_scan, (paper, store), rounds=2)
    record(benchmark, work="glassproof scan, unchanged", way=OURS, points=DISPLAYS)

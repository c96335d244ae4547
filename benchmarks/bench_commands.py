"""The front door, each call a new process: help, a review with nothing stored, the same again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks import peak
from benchmarks.record import OURS, record
from glassproof.verify.keeping.store import Store

UNDECIDED = 1
"""How a review ends that leaves a claim open, as one does with the extra ``networks``."""


def _call(store: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command, and its environment."""
    environment = os.environ | {"GLASSPROOF_STORE": str(store)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    return [sys.executable, "-m", "glassproof", *arguments], environment


def _glassproof(store: Path, *arguments: str) -> None:
    """The command, started by nothing else: what times a tenth of a second is timed so."""
    command, environment = _call(store, *arguments)
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, UNDECIDED)


def _peak(store: Path, *arguments: str, accepted: tuple[int, ...] = (0,)) -> int:
    """The bytes of the command's largest process."""
    ended = peak.run(*_call(store, *arguments))
    assert ended.code in accepted
    return ended.peak


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the reviews of this module share; empty at first."""
    return tmp_path_factory.mktemp("evidence") / "evidence.sqlite3"


def bench_help(benchmark: Any, store: Path) -> None:
    """``glassproof --help``; the budget is 0.4 s."""
    benchmark.pedantic(_glassproof, (store, "--help"), rounds=3, warmup_rounds=1)
    record(benchmark, work="glassproof --help", way=OURS, points=1)


CALLS = {
    "check": ("check", "log(kappa**p)", "--equals", "p*log(kappa)", "--where",
              "kappa in (0, 1), p integer >= 2"),
    "show": ("show", "lemma2.b1"),
    "list": ("list",),
    "show, as JSON": ("show", "lemma2.b1", "--json", "-"),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def bench_call(benchmark: Any, store: Path, name: str) -> None:
    """``check``, ``show`` and ``list``, answered before; the budget is 1 s each.

    As JSON ``show`` computes all but the evidence again, and has no budget.
    """
    benchmark.pedantic(_glassproof, (store, *CALLS[name]), rounds=3, warmup_rounds=1)
    record(benchmark, work=f"glassproof {name}", way=OURS, points=1)


FIRST = {
    "show, after a review": (("verify", "lemma2.b1", "--jobs", "1"), CALLS["show"]),
    "show, of evidence alone": (CALLS["show"], CALLS["show"]),
    "list": (CALLS["list"], CALLS["list"]),
}


@pytest.mark.parametrize("name", FIRST)
def bench_first_call(benchmark: Any, store: Path, tmp_path: Path, name: str) -> None:
    """``show`` and ``list`` for the first time; the budget is 1 s each.

    Modules are compiled and the claim is judged. A review has left what ``show`` says; where it was
    dropped, as by a change of any module, ``show`` has the evidence alone, and no budget.
    """
    before, call = FIRST[name]
    _glassproof(store, *before)

    def fresh() -> tuple[tuple[Path | str, ...], dict[str, Any]]:
        place = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite3"
        shutil.copy(store, place)
        if before == call:
            with closing(Store(place)) as kept:
                kept.forget("answer:", besides="nothing")
        return (place, *call), {}

    benchmark.pedantic(_glassproof, setup=fresh, rounds=3)
    record(benchmark, work=f"glassproof {name}, first", way=OURS, points=1)


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def bench_import(benchmark: Any) -> None:
    """``import glassproof`` beyond Python's own start; the budget is 0.03 s."""
    benchmark.pedantic(_python, ("import glassproof",), rounds=10, warmup_rounds=1)
    record(benchmark, work="python, import glassproof", way=OURS, points=1)


def bench_import_nothing(benchmark: Any) -> None:
    """Python's own start, to be taken from :func:`bench_import`."""
    benchmark.pedantic(_python, ("pass",), rounds=10, warmup_rounds=1)
    record(benchmark, work="python", way=OURS, points=1)


@pytest.mark.parametrize("plugin", [True, False], ids=["plugin", "no plugin"])
def bench_pytest(benchmark: Any, tmp_path: Path, plugin: bool) -> None:
    """pytest on one empty test, with and without the plugin; it may add 0.02 s."""
    (tmp_path / "test_nothing.py").write_text("def test_nothing(): pass\n")
    command = [sys.executable, "-m", "pytest", "-q", str(tmp_path), "-p", "no:cacheprovider"]
    command += [] if plugin else ["-p", "no:glassproof"]
    benchmark.pedantic(
        subprocess.run, (command,), {"stdout": subprocess.DEVNULL}, rounds=10, warmup_rounds=1
    )
    record(benchmark, work=f"pytest, {'with' if plugin else 'without'} plugin", way=OURS, points=1)


def bench_review(benchmark: Any, store: Path) -> None:
    """``glassproof verify`` with nothing stored; the budgets are 90 s and 1 GiB a process."""
    ends = {"accepted": (0, UNDECIDED)}
    most = benchmark.pedantic(_peak, (store, "verify"), ends, rounds=1)
    record(benchmark, work="glassproof verify", way=OURS, points=1, GiB=most / 2**30)


def bench_review_again(benchmark: Any, store: Path) -> None:
    """The same with the evidence of :func:`bench_review`; the budget is 2 s."""
    benchmark.pedantic(_glassproof, (store, "verify"), rounds=3)
    record(benchmark, work="glassproof verify, evidence stored", way=OURS, points=1)


def bench_recheck(benchmark: Any, store: Path, tmp_path: Path) -> None:
    """A second checker on the ledger of :func:`bench_review`; the budgets are 20 s and 300 MB."""
    ledger = str(tmp_path / "ledger.json")
    _glassproof(store, "verify", "--json", ledger)
    most = benchmark.pedantic(_peak, (store, "recheck", ledger))
    record(benchmark, work="glassproof recheck", way=OURS, points=1, megabytes=most / 1e6)

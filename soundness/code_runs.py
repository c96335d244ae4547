"""One mutant, one forked process: its tests in a copy of the tree, the quick ones first.

The parent has imported the libraries, never the project, so that a child imports what is mutated
afresh and little else. A child cannot see compiled code older than its mutant: byte code and
Numba's caches of the mutated module and of all that import it are removed before it starts.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from soundness.code_guards import dependants

LIBRARIES = """numpy scipy.linalg scipy.stats scipy.integrate scipy.optimize scipy.special sympy
mpmath flint numba joblib jsonschema hypothesis hypothesis.strategies matplotlib.pyplot
sympy.polys.polytools networkx sympy.stats typer rich.console""".split()
"""Imported once, before any fork, if installed."""

LEFT_OUT = (".git", ".venv", ".ci", ".hypothesis", ".glassproof", "build", "*_cache", "*.nb[ci]")
MEMORY = 8 * 2**30
"""Address space of a child, in bytes: a mutant that fills the memory must not take ours."""

SLACK, GRACE = 3.0, 10.0
"""A mutant's time limit is SLACK times what its tests took without it, plus GRACE seconds."""


@dataclass
class Watch:
    """A pytest plugin: runs the chosen tests in their order, and says what failed and how long."""

    order: Mapping[str, float] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen tests, the quick ones first; all, if none was chosen."""
        if self.order is not None:
            chosen = self.order
            items[:] = sorted(
                (i for i in items if i.nodeid in chosen), key=lambda i: chosen[i.nodeid]
            )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot even be collected has failed."""
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record one phase of a test."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)


def copied(source: Path, copy: Path) -> None:
    """Copy the tree of ``source`` afresh."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))


def prepare() -> None:
    """Import the libraries and make Hypothesis repeatable; before the first fork."""
    os.environ |= {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    for library in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(library)
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("mutants")


def in_child(task: Callable[[], Any], *, limit: float, directory: Path) -> Any:
    """What ``task`` returns in a forked process, as JSON; None if it does not within ``limit`` s.

    Its output is in ``directory/output``. The child leads a process group, which is killed.
    """
    answer = directory / "answer.json"
    answer.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        os.setsid()
        output = os.open(directory / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(output, 1)
        os.dup2(output, 2)
        try:
            answer.with_suffix(".part").write_text(json.dumps(task()), encoding="utf-8")
            answer.with_suffix(".part").rename(answer)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(0)
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline and os.waitpid(child, os.WNOHANG) == (0, 0):
        time.sleep(0.01)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)
    return json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None


def tested(
    copy: Path, files: Collection[str], *, order: Mapping[str, float] | None, stop: bool
) -> dict[str, Any]:
    """Run the tests of ``files`` in ``copy``; for a child, which it leaves changed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(copy)
    sys.path[0:0] = [str(copy)]
    os.environ["PYTHONPATH"] = str(copy)
    ours = ("glassproof", "soundness", "tests")
    for name in [name for name in sys.modules if name.split(".")[0] in ours]:
        del sys.modules[name]
    if stop:
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    watch = Watch(order)
    options = ["--doctest-modules", "-p", "no:cacheprovider", "--tb=short", *(["-x"] * stop)]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the libraries are imported
    code = pytest.main([*options, *files], plugins=[watch])
    return {"code": int(code), "seconds": watch.seconds, "failed": watch.failed}


def forget_compiled(module: str, copy: Path) -> None:
    """Remove the byte code of a module, and Numba's caches of it and of all that import it."""
    path = copy / module
    for stale in path.parent.glob(f"__pycache__/{path.stem}.cpython-*"):
        stale.unlink()
    for user in map(Path, dependants(module, copy)):
        for stale in (copy / user.parent).glob(f"__pycache__/{user.stem}.*.nb[ci]"):
            stale.unlink()


def baseline(copy: Path, files: Iterable[str], *, limit: float, directory: Path) -> dict[str, Any]:
    """Seconds of every test of ``files`` without a mutant, by file and test; raises on failure."""
    found: dict[str, Any] = {}
    for name in files:
        result = in_child(
            lambda name=name: tested(copy, [name], order=None, stop=False),
            limit=limit,
            directory=directory,
        )
        if result is None or result["failed"] or result["code"] not in (0, 5):
            raise RuntimeError(f"{name} fails without a mutant: {result}")
        found[name] = result["seconds"]
        print(f"{name}: {len(found[name])} tests, {sum(found[name].values()):.1f} s", flush=True)
    return found


def outcome(
    module: str, text: str, copy: Path, order: Mapping[str, float], *, directory: Path
) -> dict[str, Any]:
    """Killed, timed out or survived: ``text`` in the place of the module, under chosen tests.

    ``order`` holds the tests and the seconds that each takes without a mutant.
    """
    path, start = copy / module, time.monotonic()
    original = path.read_text(encoding="utf-8")
    files = sorted({name.split("::")[0] for name in order})
    try:
        forget_compiled(module, copy)
        path.write_text(text, encoding="utf-8")
        result = in_child(
            lambda: tested(copy, files, order=order, stop=True),
            limit=GRACE + SLACK * sum(order.values()),
            directory=directory,
        )
    finally:
        path.write_text(original, encoding="utf-8")
        forget_compiled(module, copy)
    timely = time.monotonic() - start < GRACE + SLACK * sum(order.values())
    if result is None:
        verdict, by = ("killed", "the process died") if timely else ("timed out", "")
    elif result["code"] == 0:
        verdict, by = "survived", ""
    else:
        verdict, by = "killed", next(iter(result["failed"]), "the run of the tests")
    return {"outcome": verdict, "by": by, "took": round(time.monotonic() - start, 1)}

"""The command line, or any code, in a process of its own that has imported everything already.

What a process does to itself (its directory, its limits, its user, its descriptors) is undone with
it; starting one anew costs a second of imports, forking one that has them costs nearly nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import CompletedProcess

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(
    ["glassproof.commands.app", "glassproof.commands.verify",
     "glassproof.console.session", "jsonschema",
     "glassproof.reports.terminal",
     "glassproof.verify.checking.claims_file", "rich.table"]
)  # fmt: skip
_PATIENCE = 120.0
"""Seconds, on a busy machine."""


def glassproof(
    *arguments: str, cwd: Path, path: Sequence[Path] = (), before: str = "", **variables: str
) -> CompletedProcess[str]:
    """``glassproof ARGUMENTS`` in ``cwd``, as :func:`run` has it; ``before`` is executed first.

    Not for ``--jobs 2``: pools of processes want a parent that ends as the interpreter does.
    """
    code = f"{before}\nfrom glassproof.__main__ import main\nmain()"
    return run(code, *arguments, cwd=cwd, path=path, **variables)


def run(
    code: str, *arguments: str, cwd: Path, path: Sequence[Path] = (), **variables: str
) -> CompletedProcess[str]:
    """Execute ``code`` in ``cwd``, with ``path`` before the path of modules.

    ``variables`` are added to the environment.
    """
    pipes = [_FORKED.Pipe(duplex=False) for _ in range(2)]
    places, environment = [str(place) for place in path], {**os.environ, **variables}
    ends = [end for _, end in pipes]
    given = (code, arguments, str(cwd), places, environment, ends)
    process = _FORKED.Process(target=_execute, args=given)
    process.start()
    for end in ends:
        end.close()
    with ThreadPoolExecutor(2) as readers:
        texts = readers.map(_text, [start for start, _ in pipes])
        process.join(_PATIENCE)
        process.kill()  # if it has not ended
        out, err = texts
    process.join()
    assert process.exitcode is not None
    return CompletedProcess(arguments, process.exitcode, out, err)


def _text(pipe: Connection) -> str:
    """All that is written into a pipe."""
    with pipe, open(pipe.fileno(), "rb", closefd=False) as stream:
        return stream.read().decode()


def _execute(
    code: str,
    arguments: Sequence[str],
    cwd: str,
    path: list[str],
    environment: Mapping[str, str],
    ends: Sequence[Connection],
) -> None:
    """What the new process does."""
    for descriptor, end in enumerate(ends, 1):
        os.dup2(end.fileno(), descriptor)
        end.close()
    # open until the process ends
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path[:0] = path
    sys.argv = ["glassproof", *arguments]
    exec(code, {})

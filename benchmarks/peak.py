"""The peak memory of a command: of its own processes, and not of the one that asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(int(sys.argv[1]), "w") as told:
    print(code, most * (1 if sys.platform == "darwin" else 1024), file=told)
"""
"""A process takes over the peak of the one that started it: so a small one starts the command."""


class Ended(NamedTuple):
    """How a command ended, what it wrote to its standard output, its largest process in bytes."""

    code: int
    out: str
    peak: int


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ended:
    """Run ``command``; of the processes that it starts and waits for, the largest counts."""
    told, tell = os.pipe()
    with open(told) as told_here:
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(tell), *command]
        done = subprocess.run(
            launcher, env=environment, stdout=subprocess.PIPE, text=True, check=True,
            pass_fds=[tell],
        )  # fmt: skip
        os.close(tell)
        code, peak = map(int, told_here.read().split())
    return Ended(code, done.stdout, peak)

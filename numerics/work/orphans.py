"""A worker ends with the process that it works for, also when that is killed without warning."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

LOOK_SECONDS = 0.25
"""How often a worker looks for its parent where the kernel does not tell it."""

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """End this process soon after its parent, the process numbered ``parent``, is gone.

    Linux kills it at once, even within a computation that runs no Python. Elsewhere a thread looks
    for the parent, which such a computation delays. For processes that hold nothing worth saving.

    On Linux a parent's *thread* counts: workers end with the thread that started them, too. A pool
    that is used again from another thread is then started anew.
    """
    if not _killed_by_the_kernel():
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before the kernel was asked
        os._exit(1)


def _killed_by_the_kernel() -> bool:
    """Whether the kernel agreed to kill this process when its parent ends (prctl(2) of Linux)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)

"""``python -m glassproof`` and the ``glassproof`` command."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line; errors of the caller end in one message and exit code 2."""
    gc.set_threshold(100_000)  # importing SymPy makes many objects and no garbage
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a sign is no reason to stop
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from glassproof.console.interrupts import INTERRUPTS

    INTERRUPTS.listen()
    try:  # what is imported takes long enough on a busy machine to be interrupted
        from glassproof.commands.app import app

        app()
    except KeyboardInterrupt:
        from glassproof.console.voice import complain

        complain("interrupted before anything was begun, or after all was said")
        sys.exit(1)


def _open_closed_streams() -> None:
    """What was closed is empty from now on, for processes that are started, too."""
    for place, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), place)
            os.set_inheritable(place, True)
            setattr(sys, name, os.fdopen(place, "w" if place else "r", closefd=False))


if __name__ == "__main__":
    main()

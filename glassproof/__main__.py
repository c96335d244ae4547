"""``python -m glassproof`` and the ``glassproof`` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; errors of the caller end in one message and exit code 2."""
    gc.set_threshold(100_000)  # importing SymPy makes many objects and no garbage
    from glassproof.interrupts import INTERRUPTS

    INTERRUPTS.listen()
    try:
        from glassproof.cli import app

        app()
    except KeyboardInterrupt:
        print("interrupted: no verdict was lost that was already printed", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()

"""An interrupt, or a request to end, that a library swallows is raised again at a safe place.

Libraries have bare ``except:`` clauses and callbacks from C, where an exception ends unheard.
"""

from __future__ import annotations

import signal
from typing import Any


class Interrupts:
    """Whether the user has interrupted this process.

    >>> Interrupts().require_none()
    """

    def __init__(self) -> None:
        self.heard = False

    def listen(self) -> None:
        """Hear SIGINT, and SIGTERM as the same, from now on; for the main thread."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)

    def _hear(self, *_: Any) -> None:
        self.heard = True
        raise KeyboardInterrupt

    def require_none(self) -> None:
        """Raise :class:`KeyboardInterrupt` if one was heard, whatever became of it."""
        if self.heard:
            raise KeyboardInterrupt


INTERRUPTS = Interrupts()

"""An interrupt that a library swallows is not lost: it is raised again at the next safe place.

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
        """Hear SIGINT from now on; for the main thread."""
        signal.signal(signal.SIGINT, self._hear)

    def _hear(self, *_: Any) -> None:
        self.heard = True
        raise KeyboardInterrupt

    def require_none(self) -> None:
        """Raise :class:`KeyboardInterrupt` if one was heard, whatever became of it."""
        if self.heard:
            raise KeyboardInterrupt


INTERRUPTS = Interrupts()

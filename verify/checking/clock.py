"""A limit on the time that a computation takes from the processor, whatever else runs there."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from glassproof.verify.reading.alarms import REPEAT, heard


class TimeIsUp(BaseException):  # not an Exception, lest what it interrupts handles it
    """The clock has run out."""


class Clock:
    """Seconds of processor time, spent in ``running`` blocks.

    >>> clock = Clock(0.05)
    >>> with clock.running():
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    ...
    glassproof.verify.checking.clock.TimeIsUp
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """Raise :class:`TimeIsUp` when nothing is left.

        In the main thread of systems with interval timers at any moment, elsewhere in
        :meth:`check`.
        """
        start = time.process_time()
        heard = threading.current_thread() is threading.main_thread() and hasattr(
            signal, "setitimer"
        )
        if heard:
            handler = signal.signal(signal.SIGPROF, _ring)
            before = signal.setitimer(signal.ITIMER_PROF, max(self.left, 1e-3), REPEAT)
        self._end = start + self.left
        try:
            yield
        finally:
            self.left -= time.process_time() - start
            if heard:
                signal.setitimer(signal.ITIMER_PROF, *before)
                signal.signal(signal.SIGPROF, handler)

    def check(self) -> None:
        """Raise :class:`TimeIsUp` if nothing is left."""
        if time.process_time() > self._end:
            raise TimeIsUp


def _ring(_signal: int, frame: FrameType | None) -> None:
    if heard(frame):
        raise TimeIsUp

"""Alarms that interrupt a computation, and the places where Python would not hear them."""

from __future__ import annotations

import gc
from types import FrameType

REPEAT = 0.05
"""Seconds between two rings of an alarm that was not heard."""

_WEAK = ("weakref", "_weakrefset")  # the modules of what is called when an object dies


def heard(frame: FrameType | None) -> bool:
    """Whether what an alarm raises in ``frame`` reaches the caller.

    Python drops it, with a warning alone, in what it calls while it collects garbage:
    finalizers, callbacks of weak references and the callbacks of :data:`gc.callbacks`, which
    other libraries hang there. An alarm that rings in one of them has to ring again.

    >>> import sys
    >>> heard(sys._getframe())
    True
    """
    callbacks = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None:
        code = frame.f_code
        dying = code.co_name == "__del__" or frame.f_globals.get("__name__") in _WEAK
        if dying or code in callbacks:
            return False
        frame = frame.f_back
    return True

"""What an alarm raises reaches the caller, wherever it rings."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections.abc import Callable

import pytest

from glassproof.verify.checking.clock import Clock, TimeIsUp
from glassproof.verify.reading.size_limits import LimitError, deadline


def _spin() -> None:
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        pass


class _Slow:
    def __del__(self) -> None:
        _spin()


def _for_ever(garbage: Callable[[], None]) -> None:
    while True:
        garbage()
        _spin()


def _collected() -> None:
    def called(_phase: str, _info: dict[str, int]) -> None:
        _spin()

    gc.callbacks.append(called)
    try:
        gc.collect()
    finally:
        gc.callbacks.remove(called)


def _finalized() -> None:
    weakref.finalize(lone := type("Lone", (), {})(), _spin)
    del lone


def _deleted() -> None:
    _Slow()


GARBAGE = [_collected, _finalized, _deleted]


def _within(garbage: Callable[[], None]) -> None:
    with pytest.raises(LimitError, match="took more than"), deadline(0.01, "this"):
        _for_ever(garbage)


def _by_the_clock(garbage: Callable[[], None]) -> None:
    with pytest.raises(TimeIsUp), Clock(0.01).running():
        _for_ever(garbage)


@pytest.mark.parametrize("limited", [_within, _by_the_clock])
@pytest.mark.parametrize("garbage", GARBAGE)
def test_an_alarm_is_not_lost_where_python_drops_exceptions(
    garbage: Callable[[], None],
    limited: Callable[[Callable[[], None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It waits for the next ring, and no warning of a dropped exception reaches the user."""
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    limited(garbage)
    assert dropped == []

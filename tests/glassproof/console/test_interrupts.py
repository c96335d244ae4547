"""Interrupts that are swallowed are raised again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from glassproof.console import session
from glassproof.console.interrupts import Interrupts
from glassproof.verify.judging.effort import Effort


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def interrupted(request: pytest.FixtureRequest) -> Iterator[Interrupts]:
    """This process was interrupted, or asked to end, and something swallowed it."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    found = Interrupts()
    found.listen()
    found.require_none()
    with suppress(BaseException):
        os.kill(os.getpid(), request.param)
        signal.pause()  # until it is heard
    yield found
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_swallowed_interrupt_is_raised_again(interrupted: Interrupts) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted.require_none()


def test_a_review_ends_at_the_next_piece_of_work(
    interrupted: Interrupts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "INTERRUPTS", interrupted)
    heard: list = []
    options = session.Options("gan_spin_glass", Effort.QUICK, 0, fresh=True)
    with (
        pytest.raises(KeyboardInterrupt),
        session.judged(["lemma2.b1"], options, heard.append),
    ):
        pass
    assert heard == []

"""The peak of commands that allocate a known amount, started by processes small and large."""

from __future__ import annotations

import sys

import pytest

from benchmarks.peak import run

MEGABYTE = 10**6
PYTHON = 40 * MEGABYTE
"""More than an interpreter needs that has imported nothing."""


def _command(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def _allocating(megabytes: int) -> str:
    return f"held = b'x' * {megabytes * MEGABYTE}"


@pytest.mark.parametrize("megabytes", [0, 100, 300])
def test_what_a_command_allocates_is_told(megabytes: int) -> None:
    peak = run(_command(_allocating(megabytes))).peak
    assert megabytes * MEGABYTE <= peak < megabytes * MEGABYTE + PYTHON


def test_what_the_caller_holds_or_ran_before_does_not_count() -> None:
    held = b"x" * (300 * MEGABYTE)
    assert run(_command(_allocating(200))).peak >= 200 * MEGABYTE
    assert run(_command("")).peak < PYTHON
    del held


def test_of_a_command_and_its_children_the_largest_counts() -> None:
    child = _command(_allocating(200))
    code = f"import subprocess; subprocess.run({child}); {_allocating(100)}"
    assert 200 * MEGABYTE <= run(_command(code)).peak < 200 * MEGABYTE + PYTHON


@pytest.mark.parametrize("code", [0, 1, 5])
def test_code_and_output_are_the_command_s(code: int) -> None:
    ended = run(_command(f"print('said', end=''); raise SystemExit({code})"))
    assert (ended.code, ended.out) == (code, "said")

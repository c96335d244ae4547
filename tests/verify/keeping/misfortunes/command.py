"""A claims file, ``glassproof verify`` of it after some misfortune, and what its store holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.review import Plan
from tests.processes import glassproof

CLAIMS = """
[symbols]
x = "> 0"
[[claim]]
id = "square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
[[claim]]
id = "wrong"
published = "x + 1"
derived = "x + 2"
"""
VERDICTS = "2 claims: 1 verified, 1 refuted"
HURT = """
import os, sys
from glassproof.verify.keeping import store
store.WAIT = 0.2
"""
"""Those who wait for another process wait briefly; what follows may hurt more."""


def plan(here: Path) -> Plan:
    return Plan(str(here / "claims.toml"), ("square", "wrong"), 0, Effort.QUICK)


def verify(here: Path, *options: str, hurt: str = "") -> CompletedProcess[str]:
    """``glassproof verify`` of the claims file, hurt by some code beforehand."""
    arguments = ["verify", "--paper", "claims.toml", "--budget", "quick", "--jobs", "1", *options]
    return glassproof(*arguments, cwd=here, before=HURT + hurt)


def assert_one_message(found: CompletedProcess[str], *says: str) -> None:
    assert found.returncode == 2, found.stderr
    assert found.stderr.startswith("glassproof: "), found.stderr
    message, *steps = found.stderr.splitlines()
    assert len(steps) <= 1, found.stderr
    assert all(step.startswith("next: ") for step in steps), found.stderr
    assert bool(steps) is ("GLASSPROOF_STORE" in message), found.stderr
    assert all(part in found.stderr for part in says), found.stderr


def rows(path: Path) -> list[tuple]:
    """The evidence that is kept; answers, which are kept beside it, rest on the modules."""
    evidence = "SELECT * FROM results WHERE key NOT LIKE 'answer:%' ORDER BY 1"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(evidence).fetchall()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)

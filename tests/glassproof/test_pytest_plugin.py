"""The plugin's reports are for readers of claims: no line of its own code in them."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import glassproof.public  # noqa: F401  # before pytester, which makes modules load anew: NumPy cannot

pytest_plugins = ["pytester"]
INSTALLED = any(e.value == "glassproof.pytest_plugin" for e in entry_points(group="pytest11"))
OPTIONS = ("--claims",) if INSTALLED else ("--claims", "-p", "glassproof.pytest_plugin")
CLAIMS = """
[paper]
name = "toy"
title = "Toy"
authors = "nobody"
reference = "unpublished"

[symbols]
x = "real"

[[claim]]
id = "slip"
published = "x**2"
derived = "x**2 + 1"
"""


def test_a_refuted_claim_is_shown_without_a_traceback(pytester):
    (pytester.path / "claims.toml").write_text(CLAIMS)
    asked = pytester.runpytest_inprocess(*OPTIONS)
    asked.assert_outcomes(failed=1)
    asked.stdout.fnmatch_lines(["*slip is refuted*"])
    for line in ("*pytest_plugin.py*", "*def runtest*", "*AssertionError*"):
        asked.stdout.no_fnmatch_line(line)


def test_a_file_that_cannot_be_read_is_named_without_a_traceback(pytester):
    (pytester.path / "claims.toml").write_text("[symbols]\nx = \n")
    asked = pytester.runpytest_inprocess(*OPTIONS)
    asked.assert_outcomes(errors=1)
    asked.stdout.fnmatch_lines(["*line 2, column 5*"])
    for line in ("*pytest_plugin.py*", "*DomainError*", "*During handling*"):
        asked.stdout.no_fnmatch_line(line)


def test_the_plugin_imports_nothing_but_itself():
    """So that it adds a few milliseconds to the start of other projects' tests."""
    code = """
import sys, pathlib, typing, pytest
before = set(sys.modules)
import glassproof.pytest_plugin
assert set(sys.modules) - before == {"glassproof", "glassproof.pytest_plugin"}
"""
    subprocess.run([sys.executable, "-c", code], check=True)

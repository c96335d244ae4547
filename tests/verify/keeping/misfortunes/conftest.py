"""A directory in which all evidence has been stored."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.processes import glassproof
from tests.verify.keeping.misfortunes.command import CLAIMS


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a claims file, where the command line has stored all evidence."""
    place = tmp_path_factory.mktemp("reviewed")
    (place / "claims.toml").write_text(CLAIMS)
    arguments = ["verify", "--paper", "claims.toml", "--jobs", "1"]
    done = glassproof(*arguments, cwd=place, GLASSPROOF_STORE="store")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def here(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, whose store the command line uses."""
    monkeypatch.setenv("GLASSPROOF_STORE", str(tmp_path / "store"))
    shutil.copytree(reviewed, tmp_path, dirs_exist_ok=True)
    return tmp_path

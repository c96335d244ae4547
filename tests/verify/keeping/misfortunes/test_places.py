"""A place where no store can be ends in one message that names it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glassproof.verify.keeping.store import StoreError, default_path
from tests.verify.keeping.misfortunes.command import assert_one_message, rows, verify


def a_directory(store: Path) -> None:
    store.mkdir()


def a_pipe(store: Path) -> None:
    os.mkfifo(store)


def beneath_a_file(store: Path) -> None:
    store.parent.rmdir()
    store.parent.write_text("")


@pytest.mark.parametrize("make", [a_directory, a_pipe, beneath_a_file])
def test_a_place_for_no_file_is_named(
    here: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "folder").mkdir()
    make(here / "folder" / "store")
    monkeypatch.setenv("GLASSPROOF_STORE", "folder/store")
    assert_one_message(verify(here), "folder/store", "GLASSPROOF_STORE")


@pytest.mark.parametrize("place", ["/dev/full", "/dev/null", "/proc/store", "n" * 300, "a/" * 3000])
def test_an_impossible_place_is_named(
    here: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSPROOF_STORE", place)
    assert_one_message(verify(here), "cannot be used", "GLASSPROOF_STORE")


AS_NOBODY = """
from glassproof.console import session
path = session.default_path
def as_nobody():
    if os.geteuid() == 0:
        os.seteuid(65534)
    return path()
session.default_path = as_nobody
"""
"""Root may write everywhere; who is not root need not change."""


@pytest.fixture
def public(here: Path) -> Iterator[Path]:
    """As ``here``, where everybody may read."""
    place = Path(tempfile.mkdtemp())
    shutil.copytree(here, place, dirs_exist_ok=True)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("store", ["store", "no-store", "folder/store"])
def test_a_directory_that_may_not_be_written_is_named(
    public: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSPROOF_STORE", store)
    before = rows(public / "store")
    for path in public.iterdir():
        path.chmod(0o444)
    public.chmod(0o555)
    assert_one_message(verify(public, hurt=AS_NOBODY), "GLASSPROOF_STORE")
    public.chmod(0o755)
    assert rows(public / "store") == before


def test_a_user_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GLASSPROOF_STORE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    pwd = pytest.importorskip("pwd")

    def unknown(_: int) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(StoreError, match="no home: set GLASSPROOF_STORE"):
        default_path()

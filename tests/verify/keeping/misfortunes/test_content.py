"""A store of another layout is left alone, and no wrong shape is taken for a result."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from glassproof.verify.judging.review import review
from glassproof.verify.keeping.place import checksum
from glassproof.verify.keeping.store import Store, StoreError
from tests.verify.keeping.misfortunes.command import (
    VERDICTS,
    alter,
    assert_one_message,
    plan,
    rows,
    verify,
)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("PRAGMA user_version = 2", "a newer glassproof wrote it"),
        ("ALTER TABLE results RENAME COLUMN checksum TO signature", "key, value, signature"),
        ("ALTER TABLE results RENAME COLUMN key TO name", "name, value, checksum"),
        ("ALTER TABLE results ADD COLUMN host TEXT", "key, value, checksum, host"),
        ("ALTER TABLE results DROP COLUMN checksum", "key, value"),
        ("ALTER TABLE results RENAME TO evidence", "a database of something else"),
    ],
)
def test_a_store_of_another_layout_is_left_alone(here: Path, statement: str, says: str) -> None:
    alter(here / "store", statement)
    before = (here / "store").read_bytes()
    assert_one_message(verify(here), says, "GLASSPROOF_STORE")
    assert (here / "store").read_bytes() == before
    assert not list(here.glob("store.damaged*"))


SHAPES = [
    "0", '"text"', "[0]", "[0, 0]", "[null, 1.0]", '[{"a": 1}, 1.0]', '[[], "soon"]',
    "[[1, 2], 3, 4]", '{"value": 1, "seconds": 1}', "[", "", "[" * 100_000,
    '[{"kind": "symbolic", "name": 3, "outcome": "holds", "detail": [], "data": {}}, 1.0]',
    '[{"kind": "magic", "name": "", "outcome": "holds", "detail": "", "data": {}}, 1.0]',
    '[{"derived": 1, "derived_latex": "", "ratio": "", "ratio_latex": "", "derivation": 7}, 1.0]',
]  # fmt: skip


@pytest.mark.parametrize("text", SHAPES, ids=[text[:40] or "empty" for text in SHAPES])
@pytest.mark.parametrize("unit", ["exposition", "canonical form", "rational points"])
def test_no_wrong_shape_is_taken_for_a_result(here: Path, unit: str, text: str) -> None:
    (here / "store").unlink()
    with closing(Store(here / "store")) as store:
        list(review(plan(here), store=store))
    (key,) = (u.key for u in plan(here).units if (u.claim_id, u.name) == ("square", unit))
    spoil(here, key, text)
    with closing(Store(here / "store")) as store, pytest.raises(StoreError, match="--fresh"):
        list(review(plan(here), store=store))


def spoil(here: Path, key: str, text: str) -> None:
    """Store ``text`` under ``key``, with the checksum that belongs to it."""
    with closing(sqlite3.connect(here / "store", isolation_level=None)) as connection:
        connection.execute(
            "UPDATE results SET value = ?, checksum = ? WHERE key = ?",
            (text, checksum(key, text), key),
        )


def test_a_wrong_shape_ends_in_a_message_and_fresh_mends_it(here: Path) -> None:
    before = rows(here / "store")
    spoil(here, before[0][0], "[0]")
    assert_one_message(verify(here), "is no result", "--fresh")
    mended = verify(here, "--fresh")
    assert mended.returncode == 0
    assert VERDICTS in mended.stdout
    assert VERDICTS in verify(here).stdout
    assert [row[0] for row in rows(here / "store")] == [row[0] for row in before]

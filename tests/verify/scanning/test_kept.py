"""A source that was read before is as it would be read; what has changed is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.keeping.store import Store
from glassproof.verify.scanning import kept
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.kept import read_or_kept

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "paper.tex"


@pytest.fixture
def store():
    made = Store(Path(":memory:"))
    yield made
    made.close()


def test_what_is_kept_is_what_was_read(store, monkeypatch):
    read = read_or_kept(EXAMPLE, store)
    monkeypatch.setattr(kept, "read_document", None)
    assert read_or_kept(EXAMPLE, store) == read


@pytest.mark.parametrize("changed", ["main.tex", "part.tex", "main.glassproof.toml"])
def test_a_change_anywhere_is_seen(store, tmp_path, changed):
    main = tmp_path / "main.tex"
    main.write_text("\\begin{document}For real $x$, \\[ x = x \\] \\input{part}\\end{document}")
    (tmp_path / "part.tex").write_text("\\[ 1 < 2 \\]")
    first = read_or_kept(main, store)
    with (tmp_path / changed).open("a") as stream:
        stream.write("\n% changed\n\\[ 2 < 3 \\]" if changed == "part.tex" else "\n# %\n")
    assert read_or_kept(main, store) == read_document(main)
    assert (read_or_kept(main, store) != first) == (changed == "part.tex" or changed == "main.tex")


def test_a_missing_file_that_comes_is_read(store, tmp_path):
    main = tmp_path / "main.tex"
    main.write_text("\\begin{document}\\[ 1 < 2 \\] \\input{part}\\end{document}")
    assert len(read_or_kept(main, store).equations) == 1
    (tmp_path / "part.tex").write_text("\\[ 2 < 3 \\]")
    assert len(read_or_kept(main, store).equations) == 2


@pytest.mark.parametrize("damage", [3, {}, {"main": "main.tex"}, []])
def test_what_is_kept_and_no_source_is_read_again(store, tmp_path, damage):
    main = tmp_path / "main.tex"
    main.write_text("\\begin{document}\\[ 1 < 2 \\]\\end{document}")
    store.put(kept._key(main, None), damage)
    assert read_or_kept(main, store) == read_document(main)

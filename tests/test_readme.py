"""The examples of README and docs print what the pages say."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from glassproof.commands.app import app

ROOT = Path(__file__).parent.parent
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "tests" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)


def examples() -> list[tuple[str, str, str]]:
    """(page, command, expected output) of each indented block that begins with `$ glassproof`."""
    found = []
    for page in PAGES:
        pattern = r"^    \$ (glassproof .*)\n((?:    (?!\$).*\n|\n(?=    (?!\$)))*)"
        for command, output in re.findall(pattern, page.read_text(), re.MULTILINE):
            found.append((page.name, command, output))
    return found


@pytest.mark.parametrize(("page", "command", "output"), examples())
def test_an_example_prints_what_the_page_says(
    page: str, command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word by word; "..." stands for anything."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.argv", shlex.split(command))
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    parts = [re.escape(" ".join(part.split())) for part in output.split("...")]
    found = " ".join(result.output.split())
    assert re.fullmatch(r"\s?.*\s?".join(parts), found, re.DOTALL), f"{page}: {command}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_in_python_says_what_python_says(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(
        str(page),
        module_relative=False,
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
    )
    assert not found.failed


def test_the_readme_has_examples() -> None:
    assert sum(page == "README.md" for page, _, _ in examples()) >= 2


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_files_and_folders_that_pages_name_exist() -> None:
    """What stands in backticks and begins with a folder of this repository is a path in it.

    Not asked of records of measurements, which name what was there when they were made.
    """
    tops = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}
    for page in (page for page in PAGES if page.stem not in ("soundness", "performance")):
        for name in re.findall(r"`([\w.]+/[\w./]*(?:\.py|\.md|\.json|/))`", page.read_text()):
            if name.split("/")[0] in tops - {"build"}:
                path = name.replace("NAME/", "")
                known = any((base / path).exists() for base in (ROOT, page.parent))
                assert known, f"{page.name} names {name}"


def test_every_room_has_its_question() -> None:
    """Each folder of the layers is named in the table of docs/architecture.md."""
    table = (ROOT / "docs" / "architecture.md").read_text()
    for layer in ("derivations", "numerics", "verify"):
        for room in (ROOT / layer).iterdir():
            if (room / "__init__.py").exists():
                assert f"`{layer}/{room.name}/" in table, room

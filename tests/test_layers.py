"""Imports point one way: derivations <- numerics <- verify <- reports <- glassproof."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

LAYERS = ("derivations", "numerics", "verify", "reports", "glassproof")
ROOT = Path(__file__).parent.parent


def imported_packages(source: str) -> set[str]:
    """Top-level packages that a module imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_above_it(layer: str) -> None:
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    for path in (ROOT / layer).rglob("*.py"):
        upward = imported_packages(path.read_text()) & above
        assert not upward, f"{path.relative_to(ROOT)} imports {upward}"


def test_an_upward_import_is_seen() -> None:
    assert "verify" in imported_packages("def f():\n    from verify.judge import judge\n")


def test_derivations_draw_nothing_and_read_nothing() -> None:
    forbidden = {"random", "secrets", "numpy", "scipy", "os", "pathlib", "sqlite3", "subprocess"}
    for path in (ROOT / "derivations").rglob("*.py"):
        assert not imported_packages(path.read_text()) & forbidden, path


def test_the_judge_knows_no_paper() -> None:
    for path in (ROOT / "verify").glob("*.py"):
        assert "gan_spin_glass" not in path.read_text().replace('DEFAULT = "gan_spin_glass"', ""), (
            path
        )


def test_every_module_says_what_it_is() -> None:
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            assert ast.get_docstring(ast.parse(path.read_text())), path

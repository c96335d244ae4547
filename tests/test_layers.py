"""Who may import whom: derivations <- numerics <- verify <- reports <- the front door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

LAYERS = ("derivations", "numerics", "verify", "reports")
ROOT = Path(__file__).parent.parent


def imported_modules(source: str) -> set[str]:
    """Dotted names that a module imports, at any depth of its code, with what it takes of them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer_of(module: str) -> str:
    """The layer of a dotted name: one of LAYERS, "glassproof" for the front door, else ""."""
    parts = module.split(".")
    if parts[0] != "glassproof":
        return ""
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else "glassproof"


def files(layer: str) -> list[Path]:
    """The modules of a layer; links lead from the front door into the layers."""
    if layer == "glassproof":
        inside = [ROOT / layer / name for name in LAYERS]
        every = (ROOT / layer).rglob("*.py")
        return [path for path in every if not any(path.is_relative_to(link) for link in inside)]
    return sorted((ROOT / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_above_it(layer: str) -> None:
    above = {*LAYERS[LAYERS.index(layer) + 1 :], "glassproof"}
    for path in files(layer):
        upward = {m for m in imported_modules(path.read_text()) if layer_of(m) in above}
        assert not upward, f"{path.relative_to(ROOT)} imports {upward}"


def test_an_upward_import_is_seen() -> None:
    inside = "def f():\n    from glassproof.verify.judging.judge import judge\n"
    assert {layer_of(m) for m in imported_modules(inside)} == {"verify"}
    assert layer_of("glassproof.session.Options") == "glassproof"


def test_nobody_imports_by_a_bare_name() -> None:
    for layer in (*LAYERS, "glassproof"):
        for path in files(layer):
            bare = {m for m in imported_modules(path.read_text()) if m.split(".")[0] in LAYERS}
            assert not bare, f"{path.relative_to(ROOT)} imports {bare}"


def test_derivations_draw_nothing_and_read_nothing() -> None:
    forbidden = {"random", "secrets", "numpy", "scipy", "os", "pathlib", "sqlite3", "subprocess"}
    for path in files("derivations"):
        used = {m.split(".")[0] for m in imported_modules(path.read_text())}
        assert not used & forbidden, path


def test_every_module_says_what_it_is() -> None:
    for layer in (*LAYERS, "glassproof"):
        for path in files(layer):
            assert ast.get_docstring(ast.parse(path.read_text())), path

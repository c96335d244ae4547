"""Who may import and who may name whom, as data: the walls of the house.

Layers import one way, derivations <- numerics <- verify <- reports <- the front door. Rooms of
derivations and numerics are general or a model's; papers live in folders of their own. Every
"never" is a row of WALLS, decided over the text of the modules (docstrings included) and over what
they import; there is no list of exceptions.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("derivations", "numerics", "verify", "reports")
MODELS = ("gan_glass", "p_spin")
"""Rooms of derivations and numerics that are named after a model; every other room is general."""

TRAINED = ("networks",)
"""The room of trained networks, some of which are pairs of adversaries: no general room, either."""


def subfolders(folder: str) -> tuple[str, ...]:
    """The packages directly in a folder."""
    return tuple(sorted(path.parent.name for path in (ROOT / folder).glob("*/__init__.py")))


PAPERS = subfolders("verify/papers")
GENERAL = tuple(
    f"{layer}/{room}/"
    for layer in ("derivations", "numerics")
    for room in subfolders(layer)
    if room not in MODELS + TRAINED
)


def words(*names: str) -> re.Pattern[str]:
    """Any of the names as a word, or as a part of a dotted or underscored one."""
    return re.compile(r"(?<![A-Za-z])(?:" + "|".join(names) + r")(?![A-Za-z])")


A_MODEL = words(*MODELS, "gan", "GAN", "p-spin", "discriminator", "the generator block")
A_PAPER = words(*PAPERS)
OF_A_PAPER = words(
    r"PAPER\.md", "[Tt]he paper", r"[Tt]he paper's", r"Fig(?:ure|s)?\.? \d+", r"Lemma \d"
)
"""Words by which a text leans on one paper: its file, "the paper", its numbered places."""


@dataclass(frozen=True)
class Wall:
    """Modules under ``rooms`` (but for ``papers``, if asked) never hold what ``never`` matches."""

    name: str
    rooms: tuple[str, ...]
    never: re.Pattern[str]
    outside_papers: bool = False

    def breaches(self) -> list[str]:
        """Every line that breaks the rule."""
        found = []
        for path in modules(*self.rooms):
            if self.outside_papers and path.startswith("verify/papers/"):
                continue
            for number, line in enumerate((ROOT / path).read_text().splitlines(), start=1):
                if self.never.search(line):
                    found.append(f"{path}:{number}: {line.strip()}")
        return found


def modules(*rooms: str) -> list[str]:
    """Paths of the modules in some rooms; links lead from the front door into the layers."""
    found = set()
    for room in rooms:
        for path in (ROOT / room).rglob("*.py"):
            parts = path.relative_to(ROOT).parts
            if parts[0] != "glassproof" or parts[1] not in LAYERS:
                found.add("/".join(parts))
    return sorted(found)


def of_model(layer: str, model: str) -> tuple[str, ...]:
    """The room of a model in a layer, if there is one."""
    return (f"{layer}/{model}/",) if (ROOT / layer / model).is_dir() else ()


WALLS = (
    Wall("a general room names no model", GENERAL, A_MODEL),
    *(
        Wall(f"{model} does not name {other}", rooms, words(other))
        for model in MODELS
        for other in MODELS
        if other != model
        for rooms in [(*of_model("derivations", model), *of_model("numerics", model))]
    ),
    Wall(
        "no room of derivations or numerics names a paper", ("derivations/", "numerics/"), A_PAPER
    ),
    Wall(
        "no room of derivations or numerics leans on a paper",
        ("derivations/", "numerics/"),
        OF_A_PAPER,
    ),
    Wall(
        "a paper imports of verify the claims and itself",
        tuple(f"verify/papers/{paper}/" for paper in PAPERS),
        words(r"from glassproof\.verify\.(?!claims|papers)\w+"),
    ),
    Wall("reports name no paper", ("reports/",), A_PAPER),
    Wall(
        "the front door imports no paper",
        ("glassproof/",),
        words(*(rf"verify\.papers\.{paper}" for paper in PAPERS)),
    ),
    Wall("reports name no model", ("reports/",), words(*MODELS)),
    Wall(
        "verify outside papers/ names no model", ("verify/",), words(*MODELS), outside_papers=True
    ),
    Wall("verify outside papers/ names no paper", ("verify/",), A_PAPER, outside_papers=True),
    *(
        Wall(f"{paper} does not name {other}", (f"verify/papers/{paper}/",), words(other))
        for paper in PAPERS
        for other in PAPERS
        if other != paper
    ),
)


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


def imports_of(path: str) -> set[str]:
    """What the module at a path imports."""
    return imported_modules((ROOT / path).read_text())


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.name)
def test_a_wall_has_no_breach(wall: Wall) -> None:
    assert wall.breaches() == []


def test_every_wall_has_two_sides() -> None:
    """No rule is empty: its rooms have modules, and there are models, papers and general rooms."""
    for wall in WALLS:
        assert modules(*wall.rooms), wall.name
    assert {"gan_spin_glass", "spherical_p_spin"} <= set(PAPERS)
    assert {"derivations/proof/", "numerics/work/"} <= set(GENERAL)
    for model in MODELS:
        assert of_model("derivations", model) or of_model("numerics", model)


@pytest.mark.parametrize(
    ("wall", "line"),
    [
        (A_MODEL, "from glassproof.derivations.gan_glass.model import p"),
        (A_MODEL, ">>> import glassproof.derivations.p_spin.model"),
        (A_MODEL, "the discriminator's block"),
        (A_PAPER, 'DEFAULT = "gan_spin_glass"'),
        (OF_A_PAPER, "in the paper's normalisation"),
        (OF_A_PAPER, "Source: PAPER.md, section 2"),
        (OF_A_PAPER, "the bound of Lemma 4"),
        (OF_A_PAPER, "the map of Fig. 6"),
    ],
)
def test_a_breach_is_seen(wall: re.Pattern[str], line: str) -> None:
    assert wall.search(line)


@pytest.mark.parametrize("line", ["import glassproof", "Euler's Lemma", "spin glasses", "organ"])
def test_what_is_no_breach_is_not_seen(line: str) -> None:
    assert not any(pattern.search(line) for pattern in (A_MODEL, A_PAPER, OF_A_PAPER))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_nothing_above_it(layer: str) -> None:
    above = {*LAYERS[LAYERS.index(layer) + 1 :], "glassproof"}
    for path in modules(layer):
        upward = {m for m in imports_of(path) if layer_of(m) in above}
        assert not upward, f"{path} imports {upward}"


def test_an_upward_import_is_seen() -> None:
    inside = "def f():\n    from glassproof.verify.judging.judge import judge\n"
    assert {layer_of(m) for m in imported_modules(inside)} == {"verify"}
    assert layer_of("glassproof.console.session.Options") == "glassproof"


def test_nobody_imports_by_a_bare_name() -> None:
    for path in modules(*LAYERS, "glassproof"):
        bare = {m for m in imports_of(path) if m.split(".")[0] in LAYERS}
        assert not bare, f"{path} imports {bare}"


def test_derivations_draw_nothing_and_read_nothing() -> None:
    forbidden = {"random", "secrets", "numpy", "scipy", "os", "pathlib", "sqlite3", "subprocess"}
    for path in modules("derivations"):
        assert not {m.split(".")[0] for m in imports_of(path)} & forbidden, path


def test_every_module_says_what_it_is() -> None:
    for path in modules(*LAYERS, "glassproof"):
        assert ast.get_docstring(ast.parse((ROOT / path).read_text())), path

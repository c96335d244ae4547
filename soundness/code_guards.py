"""Which tests guard which module: its examples, and the test files of its own name or room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = ("derivations", "numerics", "verify")


def modules(root: Path) -> list[str]:
    """The modules of the three layers but for what papers say, as paths from ``root``."""
    found = (path for layer in LAYERS for path in (root / layer).rglob("*.py"))
    names = (str(path.relative_to(root)) for path in found if path.stem != "__init__")
    return sorted(name for name in names if not name.startswith("verify/papers/"))


def guards(module: str) -> tuple[str, ...]:
    """The module itself, for its examples, and its test file; all of its room's if it has none.

    >>> guards("numerics/work/streams.py")
    ('glassproof/numerics/work/streams.py', 'tests/numerics/work/test_streams.py')
    """
    path = Path(module)
    own = ROOT / "tests" / path.parent / f"test_{path.name}"
    found = [own] if own.exists() else sorted(_tests_of_the_room(ROOT / "tests" / path.parent))
    return f"glassproof/{module}", *(str(test.relative_to(ROOT)) for test in found)


def _tests_of_the_room(folder: Path) -> list[Path]:
    """The test files of the nearest folder that has any."""
    while folder != ROOT:
        if found := list(folder.glob("test_*.py")):
            return found
        folder = folder.parent
    return []


def dependants(module: str, root: Path) -> Iterator[str]:
    """The module and those of the layers that import it, directly or not."""
    waiting, seen = [module], {module}
    texts = {name: (root / name).read_text(encoding="utf-8") for name in modules(root)}
    while waiting:
        current = waiting.pop()
        yield current
        room, _, name = f"glassproof/{current[:-3]}".replace("/", ".").rpartition(".")
        users = [
            user
            for user, text in texts.items()
            if f"from {room}.{name} import" in text or f"from {room} import {name}" in text
        ]
        waiting += [user for user in users if user not in seen]
        seen |= set(users)

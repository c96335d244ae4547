"""What a shell offers while words are typed: papers, and the claims and figures of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_SHELF = Path(__file__).parents[1] / "verify" / "papers"


def papers(incomplete: str) -> list[str]:
    """Names of papers that begin so, without importing any; claims files are the shell's."""
    import pkgutil
    from importlib.metadata import entry_points

    shipped = [module.name for module in pkgutil.iter_modules([str(_SHELF)]) if module.ispkg]
    brought = [entry.name for entry in entry_points(group="glassproof.papers")]
    return sorted(name for name in {*shipped, *brought} if name.startswith(incomplete))


def claims(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Ids of claims that begin so, each with its title."""
    return _offered([(each.id, each.title) for each in _read(ctx, "claims")], incomplete)


def figures(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Names of figures that begin so, each with its title."""
    return _offered([(each.name, each.title) for each in _read(ctx, "figures")], incomplete)


def _read(ctx: Any, what: str) -> tuple[Any, ...]:
    """Claims or figures of the paper that is named; none where it cannot be read: the command
    says why."""
    from glassproof.commands.options import named
    from glassproof.derivations.proof.domain import DomainError
    from glassproof.verify.papers import load

    try:
        found: tuple[Any, ...] = getattr(load(named(ctx.params.get("paper"))), what)
    except DomainError:
        return ()
    return found


def _offered(names: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    from glassproof.derivations.prose.marked import plain

    return [(name, plain(title)) for name, title in names if name.startswith(incomplete)]

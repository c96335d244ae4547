"""What a shell offers while words are typed: papers, and claims of the paper that is named."""

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
    """Ids of claims that begin so, each with its title.

    Nothing is offered where the paper cannot be read: the command says why.
    """
    from glassproof.commands.options import named
    from glassproof.derivations.proof.domain import DomainError
    from glassproof.derivations.prose.marked import plain
    from glassproof.verify.papers import load

    try:
        found = load(named(ctx.params.get("paper"))).claims
    except DomainError:
        return []
    return [(each.id, plain(each.title)) for each in found if each.id.startswith(incomplete)]

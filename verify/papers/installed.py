"""Papers that other distributions bring, by entry points of the group ``glassproof.papers``.

    [project.entry-points."glassproof.papers"]
    my_paper = "my_package.paper:PAPER"

The value names a :class:`Paper`, or a function that returns one; its reference has the entry
point's name.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.claims.paper import Paper
from glassproof.verify.keeping import fingerprint

GROUP = "glassproof.papers"


def entries() -> list[EntryPoint]:
    """The entry points of the group; nothing is imported."""
    return sorted(set(entry_points(group=GROUP)), key=lambda entry: (entry.name, entry.value))


def home(entry: EntryPoint) -> str:
    """Which distribution declares the entry point, and what it names."""
    distribution = entry.dist.name if entry.dist is not None else "an unnamed distribution"
    return f"{distribution} ({entry.value})"


def load(entry: EntryPoint) -> Paper:
    """The paper that the entry point names.

    :class:`DomainError` names the entry point if it cannot be imported, is no paper, or one that
    contradicts itself. Results that rest on the distribution's packages are computed again when
    its code changes, as those of glassproof's own code are.
    """
    try:
        found = entry.load()
        paper = found if isinstance(found, Paper) else found()
        complaint = contradiction(entry.name, paper)
    except (Exception, SystemExit) as error:
        raise _broken(entry, f"{type(error).__name__}: {error}") from error
    if complaint:
        raise _broken(entry, complaint)
    fingerprint.follow(*_packages(entry))
    return paper


def _broken(entry: EntryPoint, complaint: str) -> DomainError:
    return DomainError(
        f"the paper {entry.name} of {home(entry)} cannot be used: {complaint}; mend or uninstall it"
    )


def _packages(entry: EntryPoint) -> set[str]:
    """The importable packages of the entry point's distribution."""
    listed = entry.dist.read_text("top_level.txt") if entry.dist is not None else None
    return {entry.module.split(".")[0], *(listed or "").split()}


def contradiction(name: str, paper: Paper) -> str:
    """What a paper says of itself that cannot be; empty if nothing."""
    if not isinstance(paper, Paper):
        return f"it gives {type(paper).__name__}, not a Paper"
    if paper.name != name:
        return f"its Reference is named {paper.name!r}, its entry point {name!r}"
    ids = [claim.id for claim in paper.claims]
    for kind, given in (
        ("claims", ids),
        ("figures", [figure.name for figure in paper.figures]),
        ("explorers", [explorer.name for explorer in paper.explorers]),
    ):
        if twice := [one for number, one in enumerate(given) if one in given[:number]]:
            return f"two of its {kind} are called {twice[0]!r}"
    for claim in paper.claims:
        if claim.source.reference.name != name:
            return f"the source of claim {claim.id} is {claim.source.reference.name!r}"
        if unknown := [used for used in claim.uses if used not in ids]:
            return f"claim {claim.id} uses {unknown[0]!r}, which is no claim"
    for figure in paper.figures:
        if unknown := [one for one in figure.concerns if one not in ids]:
            return f"{figure.name} concerns {unknown[0]!r}, which is no claim"
    return ""

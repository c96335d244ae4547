"""The papers at hand: those that ship with the judge, and those that other distributions bring.

A shipped paper is a package in this folder that declares PAPER. Another distribution brings one by
an entry point of the group ``glassproof.papers`` (:mod:`glassproof.verify.papers.installed`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.near import near
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.exhibits.explorer import Explorer
from glassproof.verify.claims.paper import Paper
from glassproof.verify.keeping.faults import MistypedError
from glassproof.verify.papers import installed

DEFAULT = "gan_spin_glass"
"""The paper that is meant where none is named."""


def shipped() -> list[str]:
    """Names of the papers in this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def names() -> list[str]:
    """Names of the papers at hand."""
    return sorted({*shipped(), *(entry.name for entry in installed.entries())})


def contents(paper: str) -> bytes | None:
    """What the claims file ``paper`` holds; None of a paper that is no file."""
    if not paper.endswith(".toml"):
        return None
    from glassproof.verify.checking import claims_file

    return claims_file.contents(paper)


def load(paper: str = DEFAULT, *, trust: bool = False, raw: bytes | None = None) -> Paper:
    """A paper at hand, or a claims file (a path that ends in .toml).

    ``trust`` lets a claims file name functions to run; ``raw`` stands for what it holds.
    :class:`DomainError` on an unknown name, a faulty file, a name that two papers have, and a
    paper of another distribution that is broken.
    """
    if paper.endswith(".toml"):
        from glassproof.verify.checking.claims_file import load_file, parse_claims

        if raw is not None:
            return parse_claims(raw, Path(paper).name, trust=trust)
        return load_file(Path(paper), trust=trust)
    brought = [entry for entry in installed.entries() if entry.name == paper]
    ours = paper in shipped()
    if ours + len(brought) > 1:
        homes = ["glassproof itself"] * ours + [installed.home(entry) for entry in brought]
        raise DomainError(
            f"the paper {paper} comes from {' and from '.join(homes)}: uninstall one, or rename "
            f"its entry point in the group {installed.GROUP} and its Reference"
        )
    if ours:
        found: Paper = importlib.import_module(f"{__name__}.{paper}").PAPER
        return found
    if brought:
        return installed.load(brought[0])
    raise MistypedError(
        f"--paper {paper or repr(paper)} is unknown: give one of {', '.join(names())}, "
        "or a .toml file",
        paper,
        "".join(near(paper, names())),
    )


def select(claims: tuple[Claim, ...], ids: list[str]) -> tuple[Claim, ...]:
    """The claims named, in the paper's order; all of them if none is named.

    An unknown id raises :class:`DomainError` with the nearest ids that exist.
    """
    known = [claim.id for claim in claims]
    for wanted in ids:
        if wanted not in known:
            meant = near(wanted, known, most=3, cutoff=0.3)
            remedy = f"did you mean {', '.join(meant)}?" if meant else "see `glassproof list`"
            raise MistypedError(
                f"no claim has the id {wanted!r}: {remedy}", wanted, "".join(meant[:1])
            )
    return tuple(claim for claim in claims if not ids or claim.id in ids)


def explorer(paper: Paper, name: str) -> Explorer:
    """The paper's explorer of that name; :class:`DomainError` says which papers have it."""
    for found in paper.explorers:
        if found.name == name:
            return found
    others = having(lambda other: any(found.name == name for found in other.explorers))
    raise DomainError(f"the paper {paper.name} has no explorer {name!r}: {others}")


def having(what: Callable[[Paper], bool]) -> str:
    """Where to find what a paper lacks: a remedy that names the papers for which ``what`` holds."""
    found = []
    for name in names():
        try:
            found += [name] * what(load(name))
        except DomainError:  # a broken paper is reported when it is asked for
            continue
    return f"give --paper {' or '.join(found)}" if found else "no paper at hand has one"

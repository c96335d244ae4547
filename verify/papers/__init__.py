"""The papers that ship with the judge, each a package that declares PAPER."""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.paper import Paper

DEFAULT = "gan_spin_glass"


def names() -> list[str]:
    """Names of the papers at hand."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def load(paper: str = DEFAULT, *, trust: bool = False) -> Paper:
    """A paper that ships, or a claims file (a path that ends in .toml).

    ``trust`` lets a claims file name functions to run. :class:`DomainError` on an unknown name or
    a faulty file.
    """
    if paper.endswith(".toml"):
        from glassproof.verify.checking.claims_file import load_file

        return load_file(Path(paper), trust=trust)
    if paper not in names():
        raise DomainError(
            f"--paper {paper} is unknown: give one of {', '.join(names())}, or a .toml file"
        )
    return importlib.import_module(f"{__name__}.{paper}").PAPER


def select(claims: tuple[Claim, ...], ids: list[str]) -> tuple[Claim, ...]:
    """The claims named, in the paper's order; all of them if none is named.

    An unknown id raises :class:`DomainError` with the nearest ids that exist.
    """
    known = [claim.id for claim in claims]
    for wanted in ids:
        if wanted not in known:
            near = get_close_matches(wanted, known, n=3, cutoff=0.3)
            remedy = f"did you mean {', '.join(near)}?" if near else "see `glassproof list`"
            raise DomainError(f"no claim has the id {wanted!r}: {remedy}")
    return tuple(claim for claim in claims if not ids or claim.id in ids)

"""What a review rests on without proof, and what it leaves out, as a paper's data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cited:
    """A theorem that is used and not proven here, for what, and where it stands (BibTeX)."""

    theorem: str
    used_for: str
    bibtex: str = ""


@dataclass(frozen=True)
class Limits:
    """What is cited and not proven, and which parts of the paper were not examined.

    >>> Limits((Cited("Stirling's formula", "the constant"),)).to_dict()["cited"][0]["used_for"]
    'the constant'
    """

    cited: tuple[Cited, ...] = ()
    unexamined: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, list[dict[str, str]] | list[str]]:
        """Plain data for the ledger."""
        return {
            "cited": [
                {"theorem": c.theorem, "used_for": c.used_for, "bibtex": c.bibtex}
                for c in self.cited
            ],
            "unexamined": list(self.unexamined),
        }


NO_LIMITS = Limits()
"""Of a paper that names none."""

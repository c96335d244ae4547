"""Where a claim stands: the document, the place in it, and what it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReadFrom(StrEnum):
    """The kind of thing that a claim was read from."""

    TYPESET = "typeset"  # a formula as the paper prints it
    PROSE = "prose"  # a statement of the paper's running text
    CODE = "code"  # what the authors' own code computes
    COMMENT = "comment"  # a remark in code: no claim of the paper
    CITED = "as cited"  # a result as later literature cites it
    READING = "another reading"  # not the most charitable one: no claim of the paper
    UNSTATED = "unstated"


@dataclass(frozen=True)
class Reference:
    """The bibliographic data of a document.

    ``name`` is the one by which it is asked for, ``citation`` where it appeared. ``sections``
    names the section of each group of claims, by the part of their ids before the first dot.
    ``at_hand`` says what of it the reviewer could read, and what not.
    """

    name: str
    title: str
    authors: str
    citation: str
    sections: Mapping[str, str] = field(default_factory=dict)
    at_hand: str = ""


@dataclass(frozen=True)
class Source:
    r"""Where a claim stands, and what it was read from.

    ``place`` is the place in the paper, ``read_from`` says in words what was read. More exactly:
    its ``kind``, the ``document`` (an edition, a repository) and its ``version`` (a commit), the
    ``lines`` there, the formula ``as_read`` in LaTeX, as literally as mathematics allows (of which
    the claim's ``published`` is the simplified reading), the date it was ``accessed``. ``also``
    says where else the same stands, or where it is taken back; ``withdrawn`` that its authors
    took it back.

    >>> toy = Reference("toy", "A toy", "nobody", "unpublished")
    >>> code = Source(toy, "Lemma 1", "code", ReadFrom.CODE, "toy", "1.0", "toy.py 3", r"\sqrt{x}")
    >>> code.is_remark, Source(toy, "toy.py", "a comment", ReadFrom.COMMENT).is_remark
    (False, True)
    """

    reference: Reference
    place: str
    read_from: str
    kind: ReadFrom = ReadFrom.UNSTATED
    document: str = ""
    version: str = ""
    lines: str = ""
    as_read: str = ""
    accessed: str = ""
    also: str = ""
    withdrawn: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", ReadFrom(self.kind))

    @property
    def is_remark(self) -> bool:
        """Whether it is no claim of the paper, and judged beside its claims.

        A comment in code, what was taken back, another reading of what is judged as a claim.
        """
        return self.kind in (ReadFrom.COMMENT, ReadFrom.READING) or self.withdrawn

    def to_dict(self) -> dict[str, str | bool]:
        """Plain data for the ledger; what is not known is left out."""
        found: dict[str, str | bool] = {
            "paper": self.reference.title,
            "reference": self.reference.citation,
            "authors": self.reference.authors,
            "place": self.place,
            "read_from": self.read_from,
            "kind": str(self.kind),
        }
        optional = {
            "at_hand": self.reference.at_hand,
            "document": self.document,
            "version": self.version,
            "lines": self.lines,
            "as_read": self.as_read,
            "accessed": self.accessed,
            "also": self.also,
        }
        found |= {key: value for key, value in optional.items() if value}
        return found | ({"withdrawn": True} if self.withdrawn else {})

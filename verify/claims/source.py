"""Where a claim stands: the document, the place in it, and what it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reference:
    """The bibliographic data of a document.

    ``name`` is the one by which it is asked for, ``citation`` where it appeared. ``sections``
    names the section of each group of claims, by the part of their ids before the first dot.
    """

    name: str
    title: str
    authors: str
    citation: str
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Where a claim stands, and what it was read from (the text, or code the authors ran)."""

    reference: Reference
    place: str
    read_from: str

"""What a source is read as: items of text, mathematics, theorems, sections, each in its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glassproof.verify.scanning.equation import Place

LEVELS = {name: level for level, name in enumerate(
    ("part", "chapter", "section", "subsection", "subsubsection", "paragraph"))}  # fmt: skip


class Kind(StrEnum):
    """What an item of the stream is."""

    TEXT = "text"
    MATH = "math"
    DISPLAY = "display"
    BEGIN = "begin"
    END = "end"
    SECTION = "section"
    LABEL = "label"
    BREAK = "break"


@dataclass(frozen=True)
class Item:
    """A piece of the source, in the order of reading.

    ``text`` is what it says: words, mathematics without its delimiters, a section's title; ``name``
    the environment, or the kind of section; ``source`` a display with its delimiters.
    """

    kind: Kind
    text: str
    place: Place
    name: str = ""
    source: str = ""
    end: int = 0

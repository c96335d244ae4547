"""A figure that has been drawn: where it is, what it shows, and what it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Drawn:
    """A figure's file, its number and caption, a description in words, and the claims' ids."""

    name: str
    path: Path
    title: str
    caption: str
    claims: tuple[str, ...] = ()

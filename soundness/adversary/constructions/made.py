"""What a construction gives, and the small numbers of which it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import sympy as sp


@dataclass(frozen=True)
class Made:
    """A true relation in SymPy syntax; ``latex`` holds both sides in LaTeX where they are given."""

    left: str
    right: str
    where: str = ""
    relation: str = "="
    latex: tuple[str, str] | None = None


Construction = Callable[[Random], Iterator[Made]]
"""An endless supply of formulas of one kind."""


def number(rng: Random) -> sp.Integer:
    """A small integer that is not 0."""
    return sp.Integer(rng.choice([-3, -2, -1, 1, 2, 3, 4, 5]))


def positive(rng: Random) -> sp.Integer:
    """A small positive integer."""
    return sp.Integer(rng.randrange(1, 6))


def conditions(*said: str) -> str:
    """Conditions that are said, joined."""
    return ", ".join(filter(None, said))

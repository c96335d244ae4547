"""A laid out graph of claims: boxes and the arrows between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 210, 40, 16, 46, 12

Edges: TypeAlias = Mapping[str, Sequence[str]]
"""The claims from which an arrow leads to each claim."""

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A claim's place in the drawing; ``x`` and ``y`` are those of the upper left corner."""

    claim_id: str
    x: float
    y: float


@dataclass(frozen=True)
class Arrow:
    """From a claim to one that rests on it: a chain of cubic Bézier curves.

    ``points`` are the first end, and then for each curve its two handles and its end.
    """

    source: str
    target: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The curves as the data of an SVG path."""
        (x, y), *rest = self.points
        return f"M{x:.1f} {y:.1f}C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in rest)


@dataclass(frozen=True)
class Drawing:
    """Boxes and arrows with the size of the canvas."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def size(boxes: Sequence[Box], arrows: Sequence[Arrow], least: float = 0.0) -> Drawing:
    """The drawing with a canvas that holds all of it."""
    right = max((box.x + BOX_WIDTH for box in boxes), default=1.0)
    foot = max((box.y + BOX_HEIGHT for box in boxes), default=1.0)
    right = max([right, *(x for arrow in arrows for x, _ in arrow.points)])
    foot = max([foot, *(y for arrow in arrows for _, y in arrow.points)])
    return Drawing(tuple(boxes), tuple(arrows), max(least, right + MARGIN), foot + MARGIN)

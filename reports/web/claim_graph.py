"""A drawing of what rests on what: claims in layers, premises above, conclusions below."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

from glassproof.reports.summary import Overview

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 210, 40, 16, 46, 12
MOST_ABREAST = 5
_SWEEPS = 8


@dataclass(frozen=True)
class Box:
    """A claim's place in the drawing; ``x`` and ``y`` are those of the upper left corner."""

    claim_id: str
    x: float
    y: float


@dataclass(frozen=True)
class Arrow:
    """From a claim to one that rests on it, as the data of an SVG path."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """Boxes and arrows with the size of the canvas."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def draw_graph(overview: Overview) -> Drawing:
    """Lay the claims out: each below all it rests on, near to what it is joined with.

    Arrows that follow from a chain of others are left out. Claims joined to nothing are set apart,
    below the others.
    """
    rows = _rows(overview)
    widest = max((len(row) for row in rows), default=1)
    width = 2 * MARGIN + widest * (BOX_WIDTH + GAP_X) - GAP_X
    places: dict[str, Box] = {}
    for depth, row in enumerate(rows):
        slack = (width - 2 * MARGIN - len(row) * (BOX_WIDTH + GAP_X) + GAP_X) / 2
        for index, claim_id in enumerate(row):
            x = MARGIN + slack + index * (BOX_WIDTH + GAP_X)
            places[claim_id] = Box(claim_id, x, MARGIN + depth * (BOX_HEIGHT + GAP_Y))
    arrows = tuple(
        _arrow(places[used], places[claim_id])
        for claim_id, uses in overview.uses.items()
        for used in uses
        if not any(used in overview.below[other] for other in uses)
    )
    height = 2 * MARGIN + len(rows) * (BOX_HEIGHT + GAP_Y) - GAP_Y
    return Drawing(tuple(places[i] for i in overview.claims), arrows, width, max(height, 1))


def _rows(overview: Overview) -> list[list[str]]:
    """Layers by longest path from a premise, wide ones folded, ordered by their neighbours."""
    uses = overview.uses
    joined = {i for i, used in uses.items() if used} | {u for used in uses.values() for u in used}
    depth: dict[str, int] = {}
    for claim_id in TopologicalSorter(uses).static_order():
        depth[claim_id] = max((depth[used] + 1 for used in uses[claim_id]), default=0)
    layers = [
        [i for i in overview.claims if i in joined and depth[i] == level]
        for level in range(max(depth.values(), default=0) + 1)
    ]
    layers = [layer for layer in _ordered(overview, layers) if layer]
    layers.append([i for i in overview.claims if i not in joined])
    return [
        layer[start : start + MOST_ABREAST]
        for layer in layers
        for start in range(0, len(layer), MOST_ABREAST)
    ]


def _ordered(overview: Overview, layers: list[list[str]]) -> list[list[str]]:
    """Each layer sorted by the mean place of what its claims are joined with, swept both ways."""
    neighbours: dict[str, list[str]] = {i: list(used) for i, used in overview.uses.items()}
    for claim_id, uses in overview.uses.items():
        for used in uses:
            neighbours[used].append(claim_id)
    place = {i: j / max(1, len(layer) - 1) for layer in layers for j, i in enumerate(layer)}
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            mean = {
                i: sum(place[j] for j in neighbours[i]) / len(neighbours[i])
                for i in layer
                if neighbours[i]
            }
            layer.sort(key=lambda i: mean[i])
            place.update({i: j / max(1, len(layer) - 1) for j, i in enumerate(layer)})
    return layers


def _arrow(source: Box, target: Box) -> Arrow:
    x1, y1 = source.x + BOX_WIDTH / 2, source.y + BOX_HEIGHT
    x2, y2 = target.x + BOX_WIDTH / 2, target.y - 5
    bend = max(20.0, (y2 - y1) / 2)
    path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}"
    return Arrow(source.claim_id, target.claim_id, path)

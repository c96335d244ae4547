"""Graphs of claims in layers: premises above, conclusions below, arrows between the boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise

from glassproof.reports.web.drawing import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GAP_X,
    GAP_Y,
    MARGIN,
    Arrow,
    Box,
    Drawing,
    Edges,
    Point,
    size,
)

MOST_ABREAST = 5
_SWEEPS = 8


def lay_out(edges: Edges) -> Drawing:
    """The claims in rows, each below all it rests on and near to what it is joined with.

    An arrow that passes a row passes it between two boxes, straight down.
    """
    rows = _rows(edges)
    widest = max((len(row) for row in rows), default=1)
    width = 2 * MARGIN + widest * (BOX_WIDTH + GAP_X) - GAP_X
    places: dict[str, tuple[int, Box]] = {}
    for depth, row in enumerate(rows):
        slack = (width - 2 * MARGIN - len(row) * (BOX_WIDTH + GAP_X) + GAP_X) / 2
        for index, claim_id in enumerate(row):
            x = MARGIN + slack + index * (BOX_WIDTH + GAP_X)
            places[claim_id] = depth, Box(claim_id, x, _top(depth))
    arrows = [
        Arrow(used, claim_id, _route(places, rows, used, claim_id))
        for claim_id, uses in edges.items()
        for used in uses
    ]
    return size([places[i][1] for i in edges], arrows)


def _top(depth: int) -> float:
    return MARGIN + depth * (BOX_HEIGHT + GAP_Y)


def _route(
    places: Mapping[str, tuple[int, Box]], rows: Sequence[Sequence[str]], source: str, target: str
) -> tuple[Point, ...]:
    """Bends from row to row, each within the gap between two rows, and straight lines through."""
    (first, start), (last, end) = places[source], places[target]
    x, goal = start.x + BOX_WIDTH / 2, end.x + BOX_WIDTH / 2
    points: list[Point] = [(x, _top(first) + BOX_HEIGHT)]
    for depth in range(first + 1, last + 1):
        if depth == last:
            x = goal
        else:
            aim = x + (goal - x) / (last - depth + 1)
            x = min(_passages(places, rows[depth]), key=lambda gap: abs(gap - aim))
        points += _bend(points[-1], (x, _top(depth)))
        if depth < last:
            points += _bend(points[-1], (x, _top(depth) + BOX_HEIGHT))
    return tuple(points)


def _bend(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """A curve that leaves and arrives straight down."""
    middle = (start[1] + end[1]) / 2
    return (start[0], middle), (end[0], middle), end


def _passages(places: Mapping[str, tuple[int, Box]], row: Sequence[str]) -> list[float]:
    """Where an arrow may pass a row: between its boxes, and beside them."""
    boxes = [places[claim_id][1] for claim_id in row]
    between = [(one.x + BOX_WIDTH + other.x) / 2 for one, other in pairwise(boxes)]
    return [boxes[0].x - GAP_X / 2, *between, boxes[-1].x + BOX_WIDTH + GAP_X / 2]


def _rows(edges: Edges) -> list[list[str]]:
    """Layers by longest path from a premise, wide ones folded, ordered by their neighbours."""
    depth: dict[str, int] = {}
    for claim_id in TopologicalSorter(edges).static_order():
        depth[claim_id] = max((depth[used] + 1 for used in edges[claim_id]), default=0)
    layers = [
        [i for i in edges if depth[i] == level]
        for level in range(max(depth.values(), default=-1) + 1)
    ]
    return [
        layer[start : start + MOST_ABREAST]
        for layer in _ordered(edges, layers)
        for start in range(0, len(layer), MOST_ABREAST)
    ]


def _ordered(edges: Edges, layers: list[list[str]]) -> list[list[str]]:
    """Each layer sorted by the mean place of what its claims are joined with, swept both ways."""
    neighbours: dict[str, list[str]] = {i: list(used) for i, used in edges.items()}
    for claim_id, uses in edges.items():
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
            layer.sort(key=lambda i: mean.get(i, place[i]))
            place.update({i: j / max(1, len(layer) - 1) for j, i in enumerate(layer)})
    return layers

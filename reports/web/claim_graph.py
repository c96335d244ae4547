"""Drawings of what rests on what: the whole of a ledger, and what one claim has to do with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glassproof.reports.summary import Overview
from glassproof.reports.web import graphviz, layers
from glassproof.reports.web.drawing import BOX_HEIGHT as BOX_HEIGHT
from glassproof.reports.web.drawing import BOX_WIDTH as BOX_WIDTH
from glassproof.reports.web.drawing import GAP_X, GAP_Y, MARGIN, Box, Drawing, Edges, size


def draw_graph(overview: Overview) -> Drawing:
    """All claims: each after all that it rests on; those joined to nothing below the others.

    Arrows that follow from a chain of others are left out.
    """
    (drawing,) = _draw([_edges(overview, tuple(overview.claims))])
    return _with_alone(drawing, overview)


def draw_around(overview: Overview) -> Mapping[str, Drawing]:
    """For each claim that is joined to others: what it rests on and what rests on it."""
    joined = [i for i in overview.claims if overview.below[i] or overview.above[i]]
    around = [(*overview.below[i], i, *overview.above[i]) for i in joined]
    drawings = _draw([_edges(overview, ids) for ids in around])
    return dict(zip(joined, drawings, strict=True))


def _draw(graphs: Sequence[Edges]) -> tuple[Drawing, ...]:
    """Laid out by Graphviz where it is present, else in layers."""
    return graphviz.lay_out(graphs) or tuple(layers.lay_out(edges) for edges in graphs)


def _edges(overview: Overview, ids: Sequence[str]) -> Edges:
    """What each of the claims that are joined to others rests on, without what follows."""
    kept = set(ids)
    uses = {i: [used for used in overview.uses[i] if used in kept] for i in ids}
    joined = {i for i, used in uses.items() if used} | {u for used in uses.values() for u in used}
    return {
        i: tuple(u for u in uses[i] if not any(u in overview.below[other] for other in uses[i]))
        for i in overview.claims
        if i in joined
    }


def _with_alone(drawing: Drawing, overview: Overview) -> Drawing:
    """The drawing with the claims that are joined to nothing in rows below it."""
    placed = {box.claim_id for box in drawing.boxes}
    alone = [i for i in overview.claims if i not in placed]
    abreast = max(4, int((drawing.width - 2 * MARGIN + GAP_X) // (BOX_WIDTH + GAP_X)))
    top = drawing.height - MARGIN + GAP_Y / 2 if placed else MARGIN
    boxes = tuple(
        Box(
            claim_id,
            MARGIN + k % abreast * (BOX_WIDTH + GAP_X),
            top + k // abreast * (BOX_HEIGHT + GAP_X),
        )
        for k, claim_id in enumerate(alone)
    )
    every = {box.claim_id: box for box in (*drawing.boxes, *boxes)}
    return size([every[i] for i in overview.claims], drawing.arrows, drawing.width)

"""Graphs of claims laid out by Graphviz, where ``dot`` is present."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence

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

TIMEOUT = 20.0
"""Seconds after which a layout is given up."""

_INCH = 72.0


def lay_out(graphs: Sequence[Edges]) -> tuple[Drawing, ...] | None:
    """The graphs, from left to right, by one run of ``dot``; None if it is missing or fails."""
    program = shutil.which("dot")
    if not program or not graphs:
        return None
    try:
        done = subprocess.run(
            [program, "-Tplain"],
            input="".join(map(_source, graphs)),
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=True,
        )
        parts = done.stdout.split("stop\n")[:-1]
        return tuple(map(_drawing, graphs, parts)) if len(parts) == len(graphs) else None
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _source(edges: Edges) -> str:
    """The graph in the language of ``dot``; claims are numbers there, so that no id is quoted.

    >>> print(_source({"a": (), "b": ("a",)}).splitlines()[-2])
    0 -> 1
    """
    numbers = {claim_id: number for number, claim_id in enumerate(edges)}
    lines = [
        "digraph {",
        f"rankdir=LR; ranksep={GAP_Y / _INCH:.3f}; nodesep={GAP_X / _INCH:.3f}",
        f'node [shape=box, fixedsize=true, label="", width={BOX_WIDTH / _INCH:.4f}, '
        f"height={BOX_HEIGHT / _INCH:.4f}]",
        "edge [arrowhead=none]",
        *map(str, numbers.values()),
        *(f"{numbers[used]} -> {numbers[i]}" for i, uses in edges.items() for used in uses),
    ]
    return "\n".join(lines) + "\n}\n"


def _drawing(edges: Edges, plain: str) -> Drawing:
    """What ``dot`` says in its plain format, in points from the upper left corner."""
    ids = list(edges)
    rows = [shlex.split(line) for line in plain.splitlines()]
    height = float(rows[0][3]) * _INCH
    boxes = [
        Box(ids[int(name)], x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2)
        for _, name, *rest in (row for row in rows if row[0] == "node")
        for x, y in _points(rest[:2], height)
    ]
    arrows = [
        Arrow(ids[int(tail)], ids[int(head)], tuple(_points(rest[: 2 * int(count)], height)))
        for _, tail, head, count, *rest in (row for row in rows if row[0] == "edge")
    ]
    return size(sorted(boxes, key=lambda box: ids.index(box.claim_id)), arrows)


def _points(numbers: Sequence[str], height: float) -> Iterator[Point]:
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        yield MARGIN + float(x) * _INCH, MARGIN + height - float(y) * _INCH

"""What a benchmark notes for the report: which work, done which way, at how many points."""

from __future__ import annotations

from typing import Any

OURS, PAIR, TEXTBOOK = "ours", "ours on the textbook's points", "textbook"


def record(benchmark: Any, *, work: str, way: str, points: int, **more: Any) -> None:
    """Attach the note; ``way`` is one of OURS, PAIR, TEXTBOOK, the last two on the same points."""
    benchmark.extra_info.update(work=work, way=way, points=points, **more)

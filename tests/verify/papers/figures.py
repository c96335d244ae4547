"""What every figure of a paper must do, small: finite data, a drawing, a caption with numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from glassproof.reports.figures import draw
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.paper import Paper


def holds(paper: Paper, figure: Figure, found: Any, folder: Path) -> None:
    """The figure of ``found``, drawn into ``folder``, concerns claims and says its numbers."""
    assert {claim.id for claim in paper.claims}.issuperset(figure.concerns)
    for array in _arrays(vars(found)):
        assert np.isfinite(array).all()
    out = folder / "figure.svg"
    (drawn,) = draw(replace(figure, data=lambda: found), [out])
    assert out.stat().st_size > 1000
    text = figure.caption(found)
    assert text == drawn.caption
    assert sum(character.isdigit() for character in text) > 6
    assert not re.search(r"\b(nan|inf)\b", text)


def _arrays(values: dict[Any, Any]) -> Iterator[Any]:
    for value in values.values():
        if isinstance(value, dict):
            yield from _arrays(value)
        elif isinstance(value, (np.ndarray, float)):
            yield value

"""The figures, small: finite data, captions with numbers, and what they show."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from glassproof.reports.figures import draw
from glassproof.verify.papers import load
from glassproof.verify.papers.universal_outliers.figures import data

PAPER = load("universal_outliers")
SMALL = {
    "positions": partial(data.positions, 40, 3),
    "spectrum": partial(data.spectrum, 40, 3),
    "batches": partial(data.batches, 200),
    "preconditioner": partial(data.preconditioner, (40, 80, 160), 8),
}


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    assert {claim.id for claim in PAPER.claims}.issuperset(figure.concerns)
    found = SMALL[figure.name]()
    for key, value in vars(found).items():
        for part in value.values() if isinstance(value, dict) else [value]:
            if isinstance(part, np.ndarray):
                assert np.isfinite(part).all(), key
    out = tmp_path / "figure.svg"
    (drawn,) = draw(replace(figure, data=lambda: found), [out])
    assert out.stat().st_size > 1000
    text = figure.caption(found)
    assert text == drawn.caption
    assert sum(character.isdigit() for character in text) > 6
    assert not re.search(r"\b(nan|inf)\b", text)


def test_the_form_falls_and_the_vector_stays():
    form, vector = SMALL["preconditioner"]().exponents
    assert abs(form + 0.5) < 0.2
    assert abs(vector) < 0.2

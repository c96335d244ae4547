"""The figures, small: finite data, captions with numbers, and what they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from glassproof.verify.papers import load
from glassproof.verify.papers.universal_outliers.figures import data
from tests.verify.papers.figures import holds

PAPER = load("universal_outliers")
SMALL = {
    "positions": partial(data.positions, 40, 3),
    "spectrum": partial(data.spectrum, 40, 3),
    "batches": partial(data.batches, 200),
    "preconditioner": partial(data.preconditioner, (40, 80, 160), 8),
}


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    holds(PAPER, figure, SMALL[figure.name](), tmp_path)


def test_the_form_falls_and_the_vector_stays():
    form, vector = SMALL["preconditioner"]().exponents
    assert abs(form + 0.5) < 0.2
    assert abs(vector) < 0.2

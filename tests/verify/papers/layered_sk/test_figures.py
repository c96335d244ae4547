"""The figures, small: finite data, captions with numbers, and what they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from glassproof.verify.papers import load
from glassproof.verify.papers.layered_sk.figures import data
from tests.verify.papers.figures import holds

PAPER = load("layered_sk")
SMALL = {
    "readings": data.readings,
    "crossing": partial(data.crossing, (4, 8), 20),
    "stability": partial(data.stability, 30, 2, 12),
    "overlaps": partial(data.overlaps, (4, 8), 20, 8),
}


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    holds(PAPER, figure, SMALL[figure.name](), tmp_path)


def test_densities_of_overlaps_are_densities():
    found = data.overlaps((4, 8), 20, 8)
    masses = found.densities @ np.diff(found.borders)
    assert np.all((masses > 0.4) & (masses <= 1 + 1e-12))  # q = 0 falls into no bin

"""The figures, small: finite data, captions with numbers, and what they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from glassproof.verify.papers import load
from glassproof.verify.papers.gram_concentrated import measured, resolvents
from glassproof.verify.papers.gram_concentrated.figures import data
from tests.verify.papers.figures import holds

PAPER = load("gram_concentrated")
SMALL = {
    "spectrum": partial(data.spectrum, 2, 40),
    "rate": partial(data.rate, (10, 20), 20),
    "walk": partial(data.walk, 8, 60, (2.0,)),
    "universality": partial(data.universality, 4, 12),
}


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    holds(PAPER, figure, SMALL[figure.name](), tmp_path)


def test_the_norm_of_an_exchangeable_matrix_is_that_of_the_matrix():
    given = resolvents.with_means(6, 4.0, 0.25)
    diagonal, couplings = np.array([0.3, -2.0]), np.array([[0.1, 0.4], [0.4, -0.7]])
    labels = np.repeat([0, 1], given.counts)
    full = np.diag(diagonal[labels]) + couplings[np.ix_(labels, labels)]
    assert measured.norm(given, diagonal, couplings) == pytest.approx(np.linalg.norm(full, 2))

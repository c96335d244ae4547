"""The figures, small: finite data, captions with numbers, and what they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from glassproof.verify.papers import load
from glassproof.verify.papers.general_activation.figures import data
from tests.verify.papers.figures import holds

PAPER = load("general_activation")
SMALL = {
    "asymptotics": partial(data.asymptotics, (6, 12, 24), (-2.0,)),
    "fields": partial(data.fields, (4, 8), 3),
    "perturbed": partial(data.perturbed, (4, 8), (0.0, 1.0), 5),
    "trivialisation": partial(data.trivialisation, (5, 10), 7),
}


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    holds(PAPER, figure, SMALL[figure.name](), tmp_path)


def test_without_field_nothing_changes_and_larger_sizes_are_nearer_to_the_limit():
    found = data.fields((6, 12), 3)
    for exact, limit in ((found.low, found.low_limit), (found.all, found.all_limit)):
        assert exact[:, 0] == pytest.approx(1, abs=1e-6)
        assert abs(exact[1, -1] - limit[-1]) < abs(exact[0, -1] - limit[-1])


def test_at_the_threshold_there_are_two_points_for_each_spin():
    found = data.trivialisation((5, 10), 3)
    assert np.exp(found.exact[:, 1]) == pytest.approx([10, 20], rel=1e-6)

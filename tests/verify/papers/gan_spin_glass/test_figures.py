"""The paper's figures: all nine, data without nan, captions with their numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from glassproof.verify.claims.figure import Figure
from glassproof.verify.papers import load
from tests.verify.papers.gan_spin_glass.small_figures import SMALL_FIGURES


@pytest.mark.parametrize("figure", SMALL_FIGURES, ids=lambda figure: figure.name)
def test_data_are_finite_and_captions_have_their_numbers(figure: Figure) -> None:
    data = figure.data()
    for key, value in vars(data).items():
        if isinstance(value, np.ndarray):
            assert not np.isnan(value).any(), key
    text = figure.caption(data)
    assert "as published" in text or "published" in text
    assert "derived" in text
    assert sum(character.isdigit() for character in text) > 6
    assert not re.search(r"\b(nan|inf)\b", text)


def test_the_paper_has_all_its_figures() -> None:
    paper = load("gan_spin_glass")
    assert [figure.name for figure in paper.figures] == [f"fig{k}" for k in range(1, 10)]
    ids = {claim.id for claim in paper.claims}
    for number, figure in enumerate(paper.figures, start=1):
        assert figure.title == f"Figure {number}"
        assert ids.issuperset(figure.concerns)

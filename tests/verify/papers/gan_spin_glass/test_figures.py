"""The paper's figures: all nine, data without nan, captions with their numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.papers import load
from glassproof.verify.papers.gan_spin_glass.figures import complexity_data
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


def test_captions_of_the_sweeps_say_what_the_claims_say() -> None:
    """The paper's minimum and its flat part are those of the grid, and the caption says so."""
    (sweep,) = (f for f in SMALL_FIGURES if f.name == "fig8")
    falling = -np.arange(1.0, 6.0)
    D, G = np.array([-2.0, -3.0, -4.0, -3.0, -2.0]), np.array([-1.0, -2.0, -3.0, -3.0, -3.0])
    data = complexity_data.Sweep(
        "sigma_z", np.logspace(-2, 2, 5), (5,), D, G, D - 0.01, G,
        falling, falling, falling[None], falling[None],
    )  # fmt: skip
    text = sweep.caption(data)
    assert "discriminator's least loss falls and rises again as published" in text
    assert "generator's falls and is then constant as published" in text
    assert "falls throughout as published" not in text
    assert "by at most 0.01 (discriminator) and 0 (generator)" in text
    assert "grid's ends" in text


@pytest.mark.parametrize("name", ["fig3", "fig5", "fig6", "fig7", "fig8", "fig9"])
def test_captions_say_what_is_mixed(name: str) -> None:
    (figure,) = (f for f in SMALL_FIGURES if f.name == name)
    text = figure.caption(figure.data())
    assert (
        "As published: the constants, quartic, choice of root, range of quadrature and grid" in text
    )
    assert "with the exact log-potential" in text

"""The figures: every one drawn from small data, with names, axes and numbers; equal files."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.text import Text

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports import figures, plots
from glassproof.verify.papers.gan_spin_glass.figures import captions
from glassproof.verify.papers.gan_spin_glass.figures import complexity_data as curves_complexity
from glassproof.verify.papers.gan_spin_glass.figures import spectrum_data as curves_spectrum

SMALL = {
    "densities": partial(curves_spectrum.densities, draws=2, size=40, points=80),
    "plane": partial(curves_spectrum.plane, points=12),
    "determinants": partial(curves_spectrum.determinants, draws=3, size=20, points=4),
    "surface": partial(curves_complexity.surface, points=9, coarse=5),
    "indexed": partial(curves_complexity.indexed, points=5),
    "bands": partial(curves_complexity.bands, points=6, coarse=3),
    "noise_sweep": partial(curves_complexity.noise_sweep, points=3),
    "size_sweep": partial(curves_complexity.size_sweep, points=3),
}


@cache
def small(data: str) -> Any:
    return SMALL[data]()


@pytest.fixture
def _small_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_data", lambda _, data: small(data))


@pytest.mark.parametrize("name", figures.PLANS)
def test_data_are_finite_and_captions_have_their_numbers(name: str) -> None:
    plan = figures.PLANS[name]
    data = small(plan.data)
    for key, value in vars(data).items():
        if isinstance(value, np.ndarray):
            assert not np.isnan(value).any(), key
    text = getattr(captions, plan.caption)(data)
    assert "as published" in text or "published" in text
    assert "derived" in text
    assert sum(character.isdigit() for character in text) > 6
    assert not re.search(r"\b(nan|inf)\b", text)


@pytest.mark.parametrize("name", figures.PLANS)
def test_axes_are_named_and_text_is_set_in_the_fonts_of_the_report(name: str) -> None:
    plan = figures.PLANS[name]
    with plots.style():
        figure = getattr(plots, plan.drawing)(small(plan.data))
        figure.draw_without_rendering()
    panels = [ax for ax in figure.axes if ax.get_label() != "<colorbar>"]
    assert any(ax.get_xlabel() for ax in panels)
    assert any(ax.get_ylabel() for ax in panels)
    assert all(ax.has_data() for ax in panels)
    fonts = {text.get_fontfamily()[0] for text in figure.findobj(Text)}
    assert fonts <= {"serif"}


@pytest.mark.usefixtures("_small_data")
def test_equal_data_make_equal_files(tmp_path: Path) -> None:
    """In every format."""
    first, second = (
        figures.draw_formats("fig7", [tmp_path / f"{name}{e}" for e in figures.FORMATS])
        for name in "ab"
    )
    for one, other in zip(first, second, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
        assert one.title == "Figure 7"
    assert first[0].path.read_bytes().startswith(b"%PDF")


def test_the_paper_has_all_its_figures() -> None:
    assert figures.PAPERS["gan_spin_glass"] == tuple(f"fig{k}" for k in range(1, 10))


def test_callers_mistakes_are_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="'fig10': give one of fig1"):
        figures.draw("fig10", tmp_path / "a.pdf")
    with pytest.raises(DomainError, match=r"end it in one of \.pdf, \.svg, \.png"):
        figures.draw("fig1", tmp_path / "a.doc")
    with pytest.raises(DomainError, match="is not a directory"):
        figures.draw("fig1", tmp_path / "nowhere" / "a.pdf")


def test_colours_differ_in_grey() -> None:
    """Published and derived differ in luminance by enough to print, besides their dashes."""

    def luminance(colour: str) -> float:
        r, g, b = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert luminance(plots.PUBLISHED) - luminance(plots.DERIVED) > 0.05
    assert luminance(plots.NATURE) - luminance(plots.PUBLISHED) > 0.2

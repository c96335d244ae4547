"""Figures on the canvas: every one drawn from small data, with names and axes; equal files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.reports import canvas, figures
from glassproof.verify.claims.exhibits.canvas import Canvas, Entry, Role
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.papers import load
from tests.verify.papers.gan_spin_glass.small_figures import SMALL_FIGURES


def drawn(figure: Figure) -> canvas.Figure:
    """The Matplotlib figure of a paper's figure."""
    with canvas.style():
        page = canvas.Canvas()
        figure.draw(figure.data(), page)
        page.figure.draw_without_rendering()
    return page.figure


@pytest.mark.parametrize("figure", SMALL_FIGURES, ids=lambda figure: figure.name)
def test_axes_are_named_and_text_is_set_in_the_fonts_of_the_report(figure: Figure) -> None:
    found = drawn(figure)
    panels = [ax for ax in found.axes if ax.get_label() != "<colorbar>"]
    assert any(ax.get_xlabel() for ax in panels)
    assert any(ax.get_ylabel() for ax in panels)
    assert all(ax.has_data() for ax in panels)
    fonts = {text.get_fontfamily()[0] for text in found.findobj(Text)}
    assert fonts <= {"serif"}


@pytest.mark.parametrize("figure", SMALL_FIGURES[:2], ids=lambda figure: figure.name)
def test_axes_for_a_notebook_are_those_that_a_file_shows(figure: Figure) -> None:
    titles = [[ax.get_title(), ax.get_xlabel()] for ax in drawn(figure).axes]
    assert [[ax.get_title(), ax.get_xlabel()] for ax in figures.axes(figure)] == titles
    paper = replace(load("gan_spin_glass"), figures=(figure,))
    assert [[ax.get_title(), ax.get_xlabel()] for ax in gp.plot(figure.name, paper=paper)] == titles


def everything(data: np.ndarray, page: Canvas) -> None:
    """A drawing that uses all that a canvas offers."""
    (first, second), (third, fourth) = page.panels(2, 2, height=4, share_x="none", share_y="row")
    for role in Role:
        first.line(data, data**2, role, label=str(role), dash=7 if role is Role.NATURE else None)
    first.points(data, data, data / 9, mark=2, label="sampled")
    first.horizontal(0.5)
    first.vertical(0.5)
    first.legend("lower right")
    first.label(title="$x_1$", x="x", y="y", small=True)
    second.histogram(data[1:], data, label="counted")
    second.limits(x=(0, None), y=(None, 2))
    grid = np.add.outer(data, data) - 1
    page.scale(third.filled(data, data, grid, [-0.5, 0, 0.5]), [third], "values", step=0.5)
    third.contour(data, data, grid, Role.DERIVED, level=0.25)
    third.contour(data, data, grid, Role.DERIVED, level=9.0)
    page.scale(fourth.cells(data, data, grid, least=0, most=1), [fourth], "cells")
    fourth.star(0.5, 0.5)
    fourth.note(0.5, 0.5, "here")
    page.legend([Entry("published", Role.PUBLISHED), Entry("third", Role.NEUTRAL, 2, 2)])


PAGE = Figure("all", "All", (), lambda: np.linspace(0, 1, 5), everything, "All with {}".format)


def test_all_marks_are_where_they_are_said_to_be() -> None:
    first, second, third, *_ = drawn(PAGE).axes
    lines = {line.get_label(): line for line in first.get_lines()}
    assert lines["published"].get_color() == canvas.PUBLISHED
    assert lines["published"].get_linestyle() != lines["derived"].get_linestyle()
    assert lines["derived"].get_ydata().tolist() == [0, 1 / 16, 1 / 4, 9 / 16, 1]
    assert second.get_xlim()[0] == 0
    assert second.get_ylim()[1] == 2
    (bars,) = (c for c in first.collections if isinstance(c, LineCollection))
    ends = np.array([segment[:, 1] for segment in bars.get_segments()])
    assert np.allclose(np.diff(ends, axis=1).ravel(), 4 * np.linspace(0, 1, 5) / 9)
    assert first.get_legend_handles_labels()[1][-1] == "sampled"
    assert second.get_legend_handles_labels()[1] == ["counted"]
    assert first.get_title() == "$x_1$"
    contours = [c for c in third.collections if len(getattr(c, "levels", [])) == 1]
    assert [list(c.levels) for c in contours] == [[0.25], [0.25]]  # a rim and a line, no level 9


def test_a_scale_says_where_it_is_cut() -> None:
    """Values that reach beyond an end make it a bound; a map within its levels has none."""

    def ends(low: float, high: float) -> tuple[str, str]:
        with canvas.style():
            page = canvas.Canvas()
            ((panel,),) = page.panels(1, 1, height=2)
            grid = np.linspace(low, high, 9).reshape(3, 3)
            scale = panel.filled([0, 1, 2], [0, 1, 2], grid, np.linspace(-30, 14, 12))
            page.scale(scale, [panel], "values", step=5)
            page.figure.draw_without_rendering()
        texts = [text.get_text() for text in page.figure.axes[1].get_yticklabels()]
        return texts[0], texts[-1]

    assert ends(-30, 14) == ("${-30}$", "${10}$")
    assert ends(-31, 14) == (r"$\leq {-30}$", "${10}$")
    assert ends(-30, 15) == ("${-30}$", r"$\geq {14}$")
    assert ends(-30 - 1e-9, 14 + 1e-9) == ("${-30}$", "${10}$")  # rounding cuts nothing


def test_a_legend_explains_points_and_areas_and_stays_on_the_page() -> None:
    with canvas.style():
        page = canvas.Canvas()
        page.panels(1, 1, height=2)
        looks = [(Role.DERIVED, 0), (Role.NATURE, 1), (Role.NATURE, None), (Role.PUBLISHED, None)]
        page.legend([Entry("a label of many words", role, mark=mark) for role, mark in looks])
        page.figure.draw_without_rendering()
    (legend,) = page.figure.legends
    width = page.figure.bbox.width
    assert 0 <= legend.get_window_extent().x0 < legend.get_window_extent().x1 <= width
    line, points, area, bare = legend.legend_handles
    assert isinstance(line, Line2D)
    assert isinstance(points, Line2D)
    assert isinstance(area, Patch)
    assert (line.get_marker(), points.get_marker(), bare.get_marker()) == ("o", "s", "None")
    assert line.get_markerfacecolor() == "black"
    assert points.get_linestyle() == "None"


def test_a_logarithmic_axis_of_two_decades_names_powers_of_ten_alone() -> None:
    def names(*ends: float) -> set[str]:
        with canvas.style():
            page = canvas.Canvas()
            ((panel,),) = page.panels(1, 1, height=2)
            panel.line([1, 2], ends, Role.DERIVED)
            panel.logarithmic(y=True)
            page.figure.draw_without_rendering()
        ticks = [tick for minor in (0, 1) for tick in panel.axes.yaxis.get_ticklabels(minor=minor)]
        return {tick.get_text() for tick in ticks} - {""}

    assert not any("times" in name for name in names(0.02, 7.0))
    assert {"$0.3$", "$2$"} <= names(0.2, 3.0)


def test_equal_data_make_equal_files(tmp_path: Path) -> None:
    """In every format."""
    first, second = (
        figures.draw(PAGE, [tmp_path / f"{name}{e}" for e in figures.FORMATS]) for name in "ab"
    )
    for one, other in zip(first, second, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
        assert one.title == "All"
        assert one.caption.startswith("All with [0.")
    assert first[0].path.read_bytes().startswith(b"%PDF")


def test_callers_mistakes_are_named(tmp_path: Path) -> None:
    paper = load("gan_spin_glass")
    with pytest.raises(DomainError, match=r"'fig10': did you mean fig1\? there are fig1, .*, fig9"):
        figures.find(paper, "fig10")
    with pytest.raises(DomainError, match="has no figures"):
        figures.find(replace(paper, figures=()), "fig1")
    with pytest.raises(DomainError, match=r"end it in one of \.pdf, \.svg, \.png"):
        figures.draw(PAGE, [tmp_path / "a.doc"])
    with pytest.raises(DomainError, match="is not a directory"):
        figures.draw(PAGE, [tmp_path / "nowhere" / "a.pdf"])


@pytest.mark.parametrize("part", ["data", "draw", "caption"])
def test_a_figure_that_breaks_is_named_and_leaves_no_file(tmp_path: Path, part: str) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    with pytest.raises(DomainError, match="all cannot be drawn: ZeroDivisionError: by nothing"):
        figures.draw(replace(PAGE, **{part: broken}), [tmp_path / "a.svg"])
    assert list(tmp_path.iterdir()) == []


def test_colours_differ_in_grey() -> None:
    """Published and derived differ in luminance by enough to print, besides their dashes."""

    def luminance(colour: str) -> float:
        r, g, b = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert luminance(canvas.PUBLISHED) - luminance(canvas.DERIVED) > 0.05
    assert luminance(canvas.NATURE) - luminance(canvas.PUBLISHED) > 0.2

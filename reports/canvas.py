"""The canvas that figures are drawn on, by Matplotlib; how each role looks is said here alone.

Colours are those of Okabe and Ito; what differs by colour differs by dash or lightness as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import LogFormatterSciNotation
from numpy.typing import ArrayLike

from glassproof.verify.claims.exhibits.canvas import Corner, Entry, Role, Scale, Share

PUBLISHED, DERIVED, NATURE = "#D55E00", "#0072B2", "#C9CDD2"
COLOURS = {
    Role.PUBLISHED: PUBLISHED,
    Role.DERIVED: DERIVED,
    Role.NATURE: "black",
    Role.CONTEXT: "0.45",
    Role.NEUTRAL: "black",
}
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
MARKS = ("o", "s", "^", "D", "v", "x")
"""Shapes of points."""
DASH = {Role.PUBLISHED: 1, Role.CONTEXT: 1}
WIDTH = {Role.CONTEXT: 0.9}
STYLE: dict[Any, Any] = {
    "font.family": "serif",
    "font.serif": ["cmr10"],
    "mathtext.fontset": "cm",
    "axes.formatter.use_mathtext": True,
    "axes.unicode_minus": False,
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.labelsize": 9,
    "legend.fontsize": 8,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "lines.linewidth": 1.4,
    "axes.linewidth": 0.6,
    "legend.frameon": False,
    "image.cmap": "cividis",
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "glassproof",
    "figure.dpi": 100,
}
PAGE_WIDTH = 6.9
"""Of a figure, in inches."""


@contextmanager
def style() -> Iterator[None]:
    """Fonts as in the report's text, and files that do not depend on when they are written."""
    fonts = logging.getLogger("fontTools")
    level = fonts.level
    fonts.setLevel(logging.ERROR)  # it wonders at fonts that carry no date
    try:
        with mpl.rc_context(STYLE):
            yield
    finally:
        fonts.setLevel(level)


@dataclass(frozen=True)
class Coloured:
    """A coloured map; ``foot`` is its least level, and ``grey`` says that lesser values are."""

    image: ScalarMappable
    foot: float
    top: float
    grey: bool = False


@dataclass(frozen=True)
class Panel:
    """A panel as :mod:`glassproof.verify.claims.exhibits.canvas` has it, on Matplotlib's axes;
    ``cut`` says of each of its maps whether values lay below or above the colours."""

    axes: Axes
    cut: list[tuple[bool, bool]] = field(default_factory=list)

    def line(
        self,
        x: ArrayLike,
        y: ArrayLike,
        role: Role,
        *,
        dash: int | None = None,
        width: float | None = None,
        label: str = "",
    ) -> None:
        """A curve in the look of its role."""
        self.axes.plot(x, y, label=label or None, **_look(role, dash, width))

    def points(
        self,
        x: ArrayLike,
        y: ArrayLike,
        errors: ArrayLike | None = None,
        *,
        mark: int = 0,
        label: str = "",
    ) -> None:
        """Black points with grey bars, beneath the curves."""
        shape = MARKS[mark % len(MARKS)]
        bars = None if errors is None else 2 * np.asarray(errors, dtype=float)
        self.axes.errorbar(
            x, y, bars, fmt=shape, markersize=1.8 if shape == "o" else 2.6, label=label or None,
            color=COLOURS[Role.NATURE], ecolor="0.55", elinewidth=0.8, zorder=1,
        )  # fmt: skip

    def histogram(self, heights: ArrayLike, borders: ArrayLike, *, label: str = "") -> None:
        """A grey area."""
        self.axes.stairs(heights, borders, fill=True, color=NATURE, label=label or None)

    def filled(self, x: ArrayLike, y: ArrayLike, values: ArrayLike, levels: ArrayLike) -> Coloured:
        """Filled contours; values beyond the levels are drawn as their end."""
        steps = np.asarray(levels, dtype=float)
        heights = np.asarray(values, dtype=float)
        shown = np.clip(heights, steps[0], steps[-1])
        slack = 1e-9 * (steps[-1] - steps[0])  # what rounding adds is no cut
        self.cut.append(
            (bool((heights < steps[0] - slack).any()), bool((heights > steps[-1] + slack).any()))
        )
        image = self.axes.contourf(x, y, shown, steps, cmap="cividis")
        image.set(edgecolor="face", linewidth=0.3)  # or white seams show where areas meet
        return Coloured(image, float(steps[0]), float(steps[-1]))

    def cells(
        self, x: ArrayLike, y: ArrayLike, values: ArrayLike, *, least: float, most: float
    ) -> Coloured:
        """Cells around the grid's points."""
        colours = mpl.colormaps["cividis"].with_extremes(under="0.8")
        image = self.axes.pcolormesh(
            x, y, values, cmap=colours, vmin=least, vmax=most, shading="nearest", rasterized=True
        )
        return Coloured(image, least, most, grey=True)

    def contour(
        self,
        x: ArrayLike,
        y: ArrayLike,
        values: ArrayLike,
        role: Role,
        *,
        level: float = 0.0,
        width: float | None = None,
    ) -> None:
        """A line with a white rim."""
        heights = np.asarray(values, dtype=float)
        if not ((heights > level).any() and (heights < level).any()):
            return
        self.axes.contour(x, y, heights, [level], colors="white", linewidths=2.6)
        self.axes.contour(x, y, heights, [level], colors=COLOURS[role], linewidths=width)

    def star(self, x: float, y: float) -> None:
        """A white star with a black rim."""
        self.axes.plot(x, y, marker="*", markersize=11, color="white", markeredgecolor="black")

    def note(self, x: float, y: float, text: str) -> None:
        """Small text to the right of a place."""
        self.axes.annotate(text, (x, y), fontsize=7, xytext=(4, -2), textcoords="offset points")

    def horizontal(self, at: float) -> None:
        """A thin black line."""
        self.axes.axhline(at, color=COLOURS[Role.NEUTRAL], linewidth=0.6)

    def vertical(self, at: float) -> None:
        """A thin black line."""
        self.axes.axvline(at, color=COLOURS[Role.NEUTRAL], linewidth=0.6)

    def label(self, *, title: str = "", x: str = "", y: str = "", small: bool = False) -> None:
        """Title and names of the axes."""
        size: dict[str, Any] = {"fontsize": 8} if small else {}
        for text, name in ((title, self.axes.set_title), (x, self.axes.set_xlabel)):
            if text:
                name(text)
        if y:
            self.axes.set_ylabel(y, **size)

    def limits(
        self,
        *,
        x: tuple[float | None, float | None] = (None, None),
        y: tuple[float | None, float | None] = (None, None),
    ) -> None:
        """Ends of the axes that are given; those of the data stay."""
        if x != (None, None):
            self.axes.set_xlim(*x)
        if y != (None, None):
            self.axes.set_ylim(*y)

    def logarithmic(self, *, x: bool = False, y: bool = False) -> None:
        """Logarithmic axes."""
        if x:
            self.axes.set_xscale("log")
        if y:
            self.axes.set_yscale("log")
        for axis in [self.axes.xaxis] * x + [self.axes.yaxis] * y:
            axis.set_major_formatter(_Decades())
            axis.set_minor_formatter(_Decades())

    def legend(self, where: Corner = "upper left") -> None:
        """All that has a label."""
        self.axes.legend(loc=where)


class _Decades(LogFormatterSciNotation):
    """Powers of ten; plain numbers, and some between, where an axis has less than two decades."""

    def __init__(self) -> None:
        super().__init__(minor_thresholds=(2, 0.4))

    def __call__(self, x: float, pos: int | None = None) -> str:
        low, high = self.axis.get_view_interval()  # type: ignore[union-attr]
        told: str = super().__call__(x, pos)
        if told and 0 < high < 100 * low and 1e-3 <= x < 1e4:
            return f"${x:g}$"
        return "" if r"\times" in told and high >= 100 * low else told


class Canvas:
    """:class:`glassproof.verify.claims.exhibits.canvas.Canvas` on a Matplotlib figure."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(PAGE_WIDTH, PAGE_WIDTH / 2), layout="constrained")

    def panels(
        self,
        rows: int,
        columns: int,
        *,
        height: float,
        share_x: Share = "none",
        share_y: Share = "none",
    ) -> list[list[Panel]]:
        """Rows of panels."""
        self.figure.set_size_inches(PAGE_WIDTH, height)
        axes = self.figure.subplots(rows, columns, squeeze=False, sharex=share_x, sharey=share_y)
        return [[Panel(ax) for ax in row] for row in axes]

    def scale(
        self, scale: Scale, panels: Sequence[Panel], label: str, *, step: float | None = None
    ) -> None:
        """A bar of colours."""
        assert isinstance(scale, Coloured)
        options: dict[str, Any] = {"extend": "min"} if scale.grey else {}
        if step is not None:
            ticks = np.arange(scale.foot, scale.top + 1e-9, step)
            below, above = (any(cut[end] for p in panels for cut in p.cut) for end in (0, 1))
            if above and ticks[-1] < scale.top - 1e-9:
                near = scale.top - ticks[-1] < step / 2
                ticks = np.append(ticks[:-1] if near else ticks, scale.top)
            bounds = {ticks[0]: r"\leq " * below, ticks[-1]: r"\geq " * above}
            options["ticks"] = ticks
            options["format"] = lambda at, _: f"${bounds.get(at, '')}{{{at:g}}}$"
        self.figure.colorbar(scale.image, ax=[p.axes for p in panels], label=label, **options)

    def legend(self, entries: Sequence[Entry], *, length: float = 2.0) -> None:
        """Below the panels, in as few rows as the page's width allows."""
        page: Any = FigureCanvasAgg(self.figure)
        handles = [_shown(entry) for entry in entries]
        for rows in range(1, len(entries) + 1):
            drawn = self.figure.legend(
                handles=handles,
                loc="outside lower center",
                ncols=-(-len(entries) // rows),
                handlelength=length,
            )
            if drawn.get_window_extent(page.get_renderer()).width <= self.figure.bbox.width:
                return
            drawn.remove()


def _shown(entry: Entry) -> Line2D | Patch:
    """A line of a legend: a curve with the points that belong to it, points, or an area."""
    if entry.role is Role.NATURE and entry.mark is None:
        return Patch(color=NATURE, label=entry.label)
    look = _look(entry.role, entry.dash, None)
    if entry.mark is not None:
        look |= {"marker": MARKS[entry.mark % len(MARKS)], "markersize": 3.2}
        look |= {"markerfacecolor": COLOURS[Role.NATURE], "markeredgecolor": COLOURS[Role.NATURE]}
    if entry.role is Role.NATURE:
        look["linestyle"] = "none"
    return Line2D([], [], label=entry.label, **look)


def _look(role: Role, dash: int | None, width: float | None) -> dict[str, Any]:
    """Colour, dash and width of a line."""
    number = DASH.get(role, 0) if dash is None else dash
    found = {"color": COLOURS[role], "linestyle": DASHES[number % len(DASHES)]}
    chosen = WIDTH.get(role) if width is None else width
    return found if chosen is None else {**found, "linewidth": chosen}

"""Drawings of the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.exhibits.canvas import Canvas, Panel, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.loss_landscapes.figures import data as figures


def _band(panel: Panel, x: np.ndarray, band: figures.Band, label: str = "networks") -> None:
    """The median as a line of nature, quartiles as thin ones."""
    panel.line(x, band.middle, Role.NATURE, dash=0, label=f"{label}, median")
    for edge, words in ((band.low, "quartiles"), (band.high, "")):
        panel.line(x, edge, Role.NATURE, dash=1, width=0.6, label=words)


def cuts(data: figures.Cuts, canvas: Canvas) -> None:
    """Two panels; the reflected median shows the asymmetry."""
    (row,) = canvas.panels(1, 2, height=3.0, share_y="all")
    both = (
        (data.gaussian, "Gaussian directions"),
        (data.signs, r"along $|\epsilon|$ sign$(\theta)$"),
    )
    for panel, (band, title) in zip(row, both, strict=True):
        _band(panel, data.at, band)
        panel.line(data.at, band.middle[::-1], Role.CONTEXT, dash=2, label="median, reflected")
        panel.label(title=title, x=r"$\lambda$")
        panel.vertical(0.0)
    row[0].label(y="training loss")
    row[1].legend("upper right")


def surface(data: figures.Surface, canvas: Canvas) -> None:
    """Filled contours; stars at the solution and at its copy."""
    ((panel,),) = canvas.panels(1, 1, height=3.4)
    levels = np.linspace(0, np.ceil(data.losses.max()), 21)
    scale = panel.filled(data.x, data.y, data.losses, levels)
    panel.star(0.0, 0.0)
    panel.star(1.0, 0.0)
    panel.label(x="towards the permuted copy, at 1", y="Gaussian direction, in the same units")
    canvas.scale(scale, [panel], "training loss", step=float(levels[-1] / 4))


def families(data: figures.Families, canvas: Canvas) -> None:
    """Dendrograms above, the statistic among its null below."""
    rows = canvas.panels(2, 2, height=5.0)
    both = ((data.independent, "independent seeds"), (data.branched, "four common ancestors"))
    every = [value for family, _ in both for value in (*family.null, family.statistic)]
    for column, (family, title) in enumerate(both):
        tree, null = rows[0][column], rows[1][column]
        for x, y in zip(family.across, family.heights, strict=True):
            tree.line(x, y, Role.NATURE, dash=0, width=1.0)
        tree.limits(y=(0.0, None))
        tree.label(title=title, x="solutions")
        heights, borders = np.histogram(family.null, bins=25, density=True)
        null.histogram(heights, borders)
        null.vertical(family.statistic)
        null.limits(x=(min(every) - 0.02, max(every) + 0.02))
        null.label(title="line: these solutions; grey: independent points", x="$(a - b)/(a - c)$")
    rows[0][0].label(y="distance")
    rows[1][0].label(y="density of the null")


def walks(data: figures.Walks, canvas: Canvas) -> None:
    """Shares against the overlap, with the glass's correlation."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    _band(panel, data.overlaps, data.networks)
    panel.line(data.overlaps, data.glass, Role.DERIVED, label="glass of two spins")
    panel.horizontal(0.0)
    panel.label(x="overlap with the solution", y="share of the way back")
    panel.legend("upper left")


def barriers(data: figures.Barriers, canvas: Canvas) -> None:
    """Heights against width, both logarithmic."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    _band(panel, data.widths, data.heights)
    panel.logarithmic(x=True, y=True)
    panel.label(x="hidden units", y="barrier (training loss)")
    panel.legend("lower left")


def patterns(data: figures.Patterns, canvas: Canvas) -> None:
    """Shares that survive on both sides; weights whose sign turns."""
    (row,) = canvas.panels(1, 2, height=3.0)
    row[0].line(data.at, data.ahead, Role.DERIVED, dash=0, label=r"at $\lambda$")
    row[0].line(data.at, data.behind, Role.DERIVED, dash=1, label=r"at $-\lambda$")
    for mark, label in enumerate((r"at $\lambda$, sampled", r"at $-\lambda$, sampled")):
        values, errors = data.sampled[mark], data.errors[mark]
        row[0].points(data.sampled_at, values, errors, mark=mark, label=label)
    row[0].label(title="activations that survive", x=r"$\lambda$", y="share")
    row[0].limits(y=(0.0, 1.05))
    row[0].legend("lower left")
    row[1].line(data.at, data.turned, Role.DERIVED, dash=1, label=r"at $-\lambda$")
    row[1].points(
        data.sampled_at, data.sampled[2], data.errors[2], mark=1, label=r"at $-\lambda$, sampled"
    )
    row[1].label(title="weights whose sign turns", x=r"$\lambda$")
    row[1].limits(y=(0.0, 1.05))
    row[1].legend("lower right")

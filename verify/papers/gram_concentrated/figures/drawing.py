"""Drawings of the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.exhibits.canvas import Canvas, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.gram_concentrated.figures import data as figures
    from glassproof.verify.papers.gram_concentrated.measured import Norms


def spectrum(data: figures.Spectrum, canvas: Canvas) -> None:
    """Densities over the histogram of sampled eigenvalues."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    panel.histogram(data.heights, data.borders, label="sampled")
    panel.line(data.x, data.derived, Role.DERIVED, label="as derived")
    panel.line(data.x, data.submission, Role.PUBLISHED, label="submission")
    panel.line(data.x, data.slides, Role.PUBLISHED, dash=2, label="slide, with $1/p$")
    panel.label(x="eigenvalue of $G$", y="density")
    panel.limits(y=(0, data.top))
    panel.legend("upper right")


def rate(data: Norms, canvas: Canvas) -> None:
    """Norms against p on logarithmic axes."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    panel.line(data.p, data.slides, Role.PUBLISHED, dash=2, label="slide")
    panel.line(data.p, data.submission, Role.PUBLISHED, label="submission")
    panel.line(data.p, data.derived, Role.DERIVED, label="as derived")
    published = np.sqrt(np.log(data.p) / data.p)
    panel.line(data.p, published, Role.NEUTRAL, label=r"$\sqrt{\log p / p}$")
    inverse = data.derived[0] * data.p[0] / data.p
    panel.line(data.p, inverse, Role.NEUTRAL, dash=2, label=r"$\propto 1/p$")
    panel.points(data.p, data.derived, data.error)
    panel.logarithmic(x=True, y=True)
    panel.label(x="$p$", y=r"$\| E R - \tilde R \|$")
    panel.legend("lower left")


def walk(data: figures.Trace, canvas: Canvas) -> None:
    """Largest singular values before and after the second step."""
    (row,) = canvas.panels(1, 2, height=3.0, share_y="all")
    for panel, curves, title in zip(
        row, (data.before, data.after), ("before the second step", "after it"), strict=True
    ):
        panel.line(data.iterations, data.without, Role.CONTEXT, label="without it")
        for curve, root in zip(curves, data.roots, strict=True):
            panel.line(data.iterations, curve, Role.DERIVED)
            panel.horizontal(float(root))
        for cap, root in zip(data.caps, data.roots, strict=True):
            panel.note(0.85 * data.iterations[-1], float(root) + 0.2, f"$s = {cap:g}$")
        panel.label(title=title, x="iteration")
        panel.legend("lower right")
    row[0].label(y=r"$\sigma_1$")


def universality(data: figures.Universality, canvas: Canvas) -> None:
    """Histograms and the densities of their moments, side by side."""
    (row,) = canvas.panels(1, 2, height=3.0)
    row[0].histogram(data.concentrated, data.borders, label="sampled")
    row[0].line(data.x, data.of_moments, Role.PUBLISHED, label="of the moments")
    row[0].label(
        title="images of a random network", x="eigenvalue of $G$", y="density of its logarithm"
    )
    row[1].histogram(data.others, data.borders, label="sampled")
    row[1].line(data.x, data.white, Role.PUBLISHED, label="of the moments")
    row[1].line(data.x, data.half_empty, Role.DERIVED, label="two classes")
    row[1].label(title="lengths that do not concentrate", x="eigenvalue of $G$")
    for panel, heights in zip(row, (data.concentrated, data.others), strict=True):
        panel.logarithmic(x=True)
        panel.limits(y=(0, 1.6 * float(heights.max())))  # the legend stands above the data
        panel.legend("upper left")

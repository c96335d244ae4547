"""Drawings of Figs. 1, 2 and 4: densities over histograms, the exponent's plane, determinants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.exhibits.canvas import Canvas, Entry, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
        Densities,
        Determinants,
        Plane,
    )

LOWEST = -30.0
"""An exponent below this is drawn as this: so deep the scale says nothing."""


def densities(data: Densities, canvas: Canvas) -> None:
    """Fig. 1: both densities over eigenvalue histograms, a column per x1; below, what they differ
    by, and what the histogram differs by from the derived one."""
    above, below = canvas.panels(2, 3, height=4.1, share_x="col")
    for k, x1 in enumerate(data.x1):
        middles = (data.bins[k][1:] + data.bins[k][:-1]) / 2
        above[k].histogram(data.histogram[k], data.bins[k])
        above[k].line(data.z[k], data.published[k], Role.PUBLISHED)
        above[k].line(data.z[k], data.derived[k], Role.DERIVED)
        above[k].limits(y=(0, None))
        below[k].points(middles, data.histogram[k] - data.expected[k], data.errors[k])
        below[k].line(data.z[k], data.published[k] - data.derived[k], Role.PUBLISHED)
        below[k].horizontal(0)
        above[k].label(title=f"$x_1 = {x1:g}$")
        below[k].label(x=r"eigenvalue $z$")
    above[0].label(y=r"density $\rho(z)$")
    below[0].label(y="less the derived density")
    canvas.legend(
        [
            Entry("as published", Role.PUBLISHED),
            Entry("as derived", Role.DERIVED),
            Entry("sampled eigenvalues", Role.NATURE),
            Entry("sampled less derived", Role.NATURE, mark=0),
        ]
    )


def plane(data: Plane, canvas: Canvas) -> None:
    """Fig. 2: the exponent over the plane of shifts, with both regions in either reading."""
    (row,) = canvas.panels(1, 2, height=3.2, share_y="all")
    drawn = (
        ("as published", data.published, data.best_published),
        ("as derived", data.derived, data.best_derived),
    )
    for panel, (title, values, best) in zip(row, drawn, strict=True):
        levels = np.linspace(LOWEST, np.ceil(values.max()), 19)
        scale = panel.filled(data.x, data.x1, values, levels)
        panel.contour(data.x, data.x1, data.inside, Role.PUBLISHED, width=1.3)
        panel.contour(data.x, data.x1, -data.binding, Role.DERIVED, width=1.3)
        panel.star(*best)
        canvas.scale(scale, [panel], r"exponent$\,-\,K$", step=5)
        panel.label(title=title, x=r"$x$, in units of $\sqrt{2N}$")
    row[0].label(y=r"$x_1$, in units of $\sqrt{2N}$")
    canvas.legend(
        [
            Entry("boundary of the published region", Role.PUBLISHED, 0),
            Entry("where a bound begins to cost, as derived", Role.DERIVED),
        ]
    )


def determinants(data: Determinants, canvas: Canvas) -> None:
    """Fig. 4: log-determinants over x, sampled and from the limiting spectrum; below, what the
    two readings differ by, and what the samples differ by from the derived one."""
    row, (gap, residual) = canvas.panels(2, 2, height=5.0, share_x="all")
    drawn = (
        ("as published", data.published, data.sampled_published, data.error_published),
        ("as derived", data.derived, data.sampled_derived, data.error_derived),
    )
    roles = (Role.PUBLISHED, Role.DERIVED)
    for panel, (title, curves, sampled, errors), role, b in zip(
        row, drawn, roles, data.b, strict=True
    ):
        for k in range(len(data.x1)):
            panel.points(data.x, sampled[k], errors[k], mark=k)
            panel.line(data.x, curves[k], role, dash=k)
        panel.label(title=f"{title}, $b = {b:.4g}$")
        panel.limits(y=(2, 6))
    for k in range(len(data.x1)):
        gap.line(data.x, data.published[k] - data.derived[k], Role.PUBLISHED, dash=k)
        residual.points(
            data.x, data.sampled_derived[k] - data.derived[k], data.error_derived[k], mark=k
        )
    for panel, label in ((gap, "published less derived"), (residual, "sampled less derived")):
        panel.horizontal(0)
        panel.label(x=r"$x$, in units of $\sqrt{2N}$", y=label)
    entries = [Entry(f"$x_1 = {x1:g}$", Role.NEUTRAL, k, k) for k, x1 in enumerate(data.x1)]
    canvas.legend(entries, length=2.8)
    row[0].label(y=r"$\frac{1}{N}\,\log\,\mathbb{E}\,|\det H(x, x_1)|$")

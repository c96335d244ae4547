"""Drawings of Figs. 1, 2 and 4: densities over histograms, the exponent's plane, determinants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.canvas import Canvas, Entry, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
        Densities,
        Determinants,
        Plane,
    )

LOWEST = -30.0
"""An exponent below this is drawn as this: so deep the scale says nothing."""


def densities(data: Densities, canvas: Canvas) -> None:
    """Fig. 1: densities over eigenvalue histograms, a column per x1."""
    panels = canvas.panels(2, 3, height=3.9, share_x="col", share_y="col")
    curves = ((data.published, Role.PUBLISHED), (data.derived, Role.DERIVED))
    for k, x1 in enumerate(data.x1):
        for row, (curve, role) in zip(panels, curves, strict=True):
            row[k].histogram(data.histogram[k], data.bins[k])
            row[k].line(data.z[k], curve[k], role)
            row[k].limits(y=(0, None))
        panels[0][k].label(title=f"$x_1 = {x1:g}$")
        panels[1][k].label(x=r"eigenvalue $z$")
    for row, label in zip(panels, ("as published", "as derived"), strict=True):
        row[0].label(y=f"{label}\ndensity " + r"$\rho(z)$")


def plane(data: Plane, canvas: Canvas) -> None:
    """Fig. 2: the exponent over the plane of shifts, with the region of integration."""
    (row,) = canvas.panels(1, 2, height=2.9, share_y="all")
    drawn = (
        ("as published", data.published, data.inside, data.best_published),
        ("as derived", data.derived, -data.binding, data.best_derived),
    )
    for panel, (title, values, region, best) in zip(row, drawn, strict=True):
        levels = np.linspace(LOWEST, np.ceil(values.max()), 19)
        scale = panel.filled(data.x, data.x1, values, levels)
        panel.contour(data.x, data.x1, region, Role.PUBLISHED, width=1.3)
        panel.star(*best)
        canvas.scale(scale, [panel], r"exponent$\,-\,K$", step=5)
        panel.label(title=title, x=r"$x$, in units of $\sqrt{2N}$")
    row[0].label(y=r"$x_1$, in units of $\sqrt{2N}$")


def determinants(data: Determinants, canvas: Canvas) -> None:
    """Fig. 4: log-determinants over x, sampled and from the limiting spectrum."""
    (row,) = canvas.panels(1, 2, height=3.3, share_y="all")
    drawn = (
        ("as published", data.published, data.sampled_published, data.error_published),
        ("as derived", data.derived, data.sampled_derived, data.error_derived),
    )
    roles = (Role.PUBLISHED, Role.DERIVED)
    for panel, (title, curves, sampled, errors), role, b in zip(
        row, drawn, roles, data.b, strict=True
    ):
        for k in range(len(data.x1)):
            panel.points(data.x, sampled[k], 2 * errors[k])
            panel.line(data.x, curves[k], role, dash=k)
        panel.label(title=f"{title}, $b = {b:.4g}$", x=r"$x$, in units of $\sqrt{2N}$")
    entries = [Entry(f"$x_1 = {x1:g}$", Role.NEUTRAL, k) for k, x1 in enumerate(data.x1)]
    canvas.legend(entries, length=2.8)
    row[0].label(y=r"$\frac{1}{N}\,\log\,\mathbb{E}\,|\det H(x, x_1)|$")

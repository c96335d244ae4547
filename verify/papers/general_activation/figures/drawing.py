"""Drawings of the figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.exhibits.canvas import Canvas, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.general_activation.figures import data as figures


def asymptotics(data: figures.Asymptotics, canvas: Canvas) -> None:
    """Ratios against 1/N, down to their extrapolated limits."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    for dash, (energy, row, limit) in enumerate(
        zip(data.energies, data.ratios, data.limits, strict=True)
    ):
        x, y = np.append(1 / data.sizes, 0.0), np.append(row, limit)
        panel.line(x, y, Role.DERIVED, dash=dash, label=f"$u = {energy:g}$")
        panel.points(1 / data.sizes, row, mark=dash)
    panel.horizontal(1.0)
    panel.label(x="$1/N$", y="exact over sharp count")
    panel.legend("lower left")


def fields(data: figures.Fields, canvas: Canvas) -> None:
    """Ratios against h at several sizes, with their limits."""
    (row,) = canvas.panels(1, 2, height=3.0)
    titles = (f"below $u = {data.energy:g}$", "all critical points")
    both = ((data.low, data.low_limit), (data.all, data.all_limit))
    for panel, title, (exact, limit) in zip(row, titles, both, strict=True):
        for dash, (size, curve) in enumerate(zip(data.sizes, exact, strict=True)):
            panel.line(data.h, curve, Role.CONTEXT, dash=dash, label=f"$N = {size}$")
        panel.line(data.h, limit, Role.DERIVED, label="limit")
        panel.label(title=title, x="$h$", y=r"$E\,\mathrm{Crt}(h)/E\,\mathrm{Crt}(0)$")
    row[0].legend("upper left")
    row[1].legend("lower left")


def perturbed(data: figures.Perturbed, canvas: Canvas) -> None:
    """Ratios against the strength, a panel for each shift."""
    (row,) = canvas.panels(1, len(data.shifts), height=3.0, share_y="all")
    for panel, shift, exact, derived in zip(
        row, data.shifts, data.exact, data.derived, strict=True
    ):
        for dash, (size, curve) in enumerate(zip(data.sizes, exact, strict=True)):
            panel.line(data.strengths, curve, Role.CONTEXT, dash=dash, label=f"$N = {size}$")
        panel.line(data.strengths, derived, Role.DERIVED, label="limit")
        panel.label(title=f"$x = {shift:g}$", x="$s$")
        panel.legend("lower left")
    row[0].label(y="factor of $E|\\det|$")


def trivialisation(data: figures.Trivialisation, canvas: Canvas) -> None:
    """log of the expected number against sigma."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    for dash, (size, curve) in enumerate(zip(data.sizes, data.exact, strict=True)):
        panel.line(data.sigma, curve, Role.CONTEXT, dash=dash, label=f"$N = {size}$")
    panel.line(data.before, data.derived, Role.DERIVED, label=f"derived, $N = {data.sizes[-1]}$")
    panel.horizontal(math.log(2))
    panel.vertical(data.threshold)
    panel.label(x=r"$\sigma$", y=r"$\log\, E\,\mathrm{Crt}$")
    panel.legend("upper right")

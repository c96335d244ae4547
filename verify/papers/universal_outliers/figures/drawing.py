"""Drawings of the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.verify.claims.exhibits.canvas import Canvas, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.universal_outliers.figures import data as figures


_WAYS = {
    "replaced": "with replacement, sampled",
    "distinct": "without replacement, sampled",
    "fresh": "new samples, sampled",
}


def positions(data: figures.Positions, canvas: Canvas) -> None:
    """Eigenvalues, and overlaps, against the spike."""
    (row,) = canvas.panels(1, 2, height=3.0)
    row[0].line(data.spikes, data.semicircular, Role.DERIVED, label="semicircular")
    row[0].line(data.spikes, data.covariance, Role.DERIVED, dash=2, label="sample covariance")
    for mark, (law, values) in enumerate(data.values.items()):
        row[0].points(data.sampled, values[0], values[2], mark=mark, label=f"{law}, sampled")
    row[0].label(title="outermost eigenvalue", x=r"$\theta$")
    row[0].legend("upper left")
    row[1].line(data.spikes, data.overlaps, Role.DERIVED, label=r"$1 - s^2/\theta^2$")
    for mark, law in enumerate(("Gaussian", "sparse")):
        values = data.values[law]
        row[1].points(data.sampled, values[1], values[3], mark=mark, label=f"{law}, sampled")
    row[1].label(title="squared overlap", x=r"$\theta$")
    row[1].legend("lower right")


def spectrum(data: figures.Spectrum, canvas: Canvas) -> None:
    """Two histograms: with a spike, and of heavy tails."""
    (row,) = canvas.panels(1, 2, height=3.0)
    row[0].histogram(data.heights, data.borders, label="sampled")
    row[0].line(data.x, data.density, Role.DERIVED, label="free convolution")
    row[0].vertical(data.outlier)
    row[0].label(title=r"$X/2 + A$, spike at 2", x="eigenvalue", y="density")
    row[0].limits(y=(0, 1.35 * float(np.max(data.density))))
    row[0].legend("upper left")
    row[1].histogram(data.heavy, data.wide_borders, label="sampled")
    row[1].line(data.wide, data.semicircle, Role.DERIVED, label="semicircle")
    row[1].label(title="heavy tails, no spike", x="eigenvalue")
    row[1].limits(y=(0, 0.55))
    row[1].legend("upper left")


def batches(data: figures.Batches, canvas: Canvas) -> None:
    """The noise against the batch's size, on logarithmic axes."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    panel.line(data.sizes, data.published, Role.PUBLISHED, label="$1/b$, as published")
    inner = data.distinct > 0
    panel.line(data.sizes[inner], data.distinct[inner], Role.DERIVED, dash=2,
               label="without replacement, as derived")  # fmt: skip
    for mark, (way, values) in enumerate(data.sampled.items()):
        seen = values[0] > 1e-9
        panel.points(
            data.sizes[seen], values[0][seen], values[1][seen], mark=mark, label=_WAYS[way]
        )
    panel.logarithmic(x=True, y=True)
    panel.label(x="$b$", y="$s(b)^2/s(1)^2$")
    panel.legend("lower left")


def preconditioner(data: figures.Preconditioner, canvas: Canvas) -> None:
    """Errors against the size, on logarithmic axes."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    constant = np.full_like(data.sizes, data.vector_derived)
    panel.line(data.sizes, constant, Role.DERIVED, label="the vector, as derived")
    panel.line(data.sizes, data.form_derived, Role.DERIVED, dash=2, label="a form, as derived")
    panel.points(data.sizes, *data.vector, label="the vector, sampled")
    panel.points(data.sizes, *data.form, mark=1, label="a form, sampled")
    panel.logarithmic(x=True, y=True)
    panel.label(x="$N$", y="root mean square error")
    panel.legend("lower left")

"""Drawings of the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glassproof.verify.claims.exhibits.canvas import Canvas, Role

if TYPE_CHECKING:
    from glassproof.verify.papers.layered_sk.figures import data as figures


def readings(data: figures.Readings, canvas: Canvas) -> None:
    """T_c against what L counts."""
    ((panel,),) = canvas.panels(1, 1, height=3.0)
    panel.line(data.counts, data.matrices, Role.DERIVED, label="$L$ weight matrices")
    panel.line(data.counts, data.published, Role.PUBLISHED, label="as printed")
    panel.line(data.counts, data.hidden, Role.CONTEXT, label="$L$ hidden layers")
    panel.line(data.counts, data.spins, Role.CONTEXT, dash=2, label="$L$ layers of spins")
    panel.label(x="$L$", y=r"$T_c / \sqrt{C}$")
    panel.legend("lower right")


def crossing(data: figures.Crossing, canvas: Canvas) -> None:
    """Scaled overlaps of all sizes, with the temperatures that the readings give."""
    ((panel,),) = canvas.panels(1, 1, height=3.2)
    for number, width in enumerate(data.widths):
        panel.line(
            data.temperatures,
            data.scaled[number],
            Role.NATURE,
            dash=number,
            label=f"layers of {width:.0f} spins",
        )
        panel.points(data.temperatures, data.scaled[number], data.errors[number])
    top = float(data.scaled.max())
    panel.line([data.derived] * 2, [0.3, top], Role.DERIVED, label="$T_c$ as derived")
    for other, label in zip(data.others, ("$T_c$ of other readings", ""), strict=True):
        panel.line([float(other)] * 2, [0.3, top], Role.CONTEXT, label=label)
    panel.logarithmic(y=True)
    panel.label(x="$T$", y=r"$N^{2/3} \, E \langle q^2 \rangle$")
    panel.legend("upper right")


def stability(data: figures.Stability, canvas: Canvas) -> None:
    """The Hessian at the left, iterations at the right."""
    (row,) = canvas.panels(1, 2, height=3.0)
    row[0].line(data.ratios, data.least, Role.DERIVED, label="limit, as derived")
    row[0].points(data.at, *data.sampled, label="sampled")
    row[0].horizontal(0)
    row[0].label(title="Hessian at $m = 0$", x="$T / T_c$", y="least eigenvalue")
    row[1].line(data.ratios, data.memory, Role.DERIVED, label="with memory")
    row[1].line(data.ratios, data.parallel, Role.DERIVED, dash=2, label="parallel")
    row[1].points(data.at, *data.grown, label="with memory, sampled")
    row[1].horizontal(1)
    row[1].label(title="iterations", x="$T / T_c$", y="growth factor a step")
    for panel in row:
        panel.vertical(1)
        panel.legend("upper right")
    row[0].limits(y=(-0.1, 1.4))
    row[1].limits(y=(0, 4))


def overlaps(data: figures.Overlaps, canvas: Canvas) -> None:
    """Densities of overlaps, and the Perron root that has to be below one."""
    (row,) = canvas.panels(1, 2, height=3.0)
    middle = (data.borders[1:] + data.borders[:-1]) / 2
    for number, width in enumerate(data.widths):
        row[0].line(
            middle,
            data.densities[number],
            Role.NATURE,
            dash=number,
            label=f"layers of {width:.0f} spins",
        )
    top = float(data.densities.max())
    row[0].line([data.symmetric] * 2, [0, top], Role.DERIVED, label="replica-symmetric")
    row[0].label(title="overlaps at $T = 0.8$", x="$|q|$", y="density")
    row[0].legend("upper right")
    row[1].line(data.ratios, data.roots, Role.DERIVED, label="Perron root")
    row[1].horizontal(1)
    row[1].vertical(1)
    row[1].limits(y=(0, 4))
    row[1].label(title="stability of the solution", x="$T / T_c$")
    row[1].legend("upper right")

"""Drawings of Figs. 3 and 5 to 9: Theta and what is read off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.canvas import Canvas, Entry, Panel, Role, Scale

if TYPE_CHECKING:
    from glassproof.verify.papers.gan_spin_glass.figures.complexity_data import (
        Bands,
        Indexed,
        Surface,
        Sweep,
    )

LOWEST, HIGHEST = -30.0, 15.0
"""Theta below or above this is drawn as this: so deep the scale says nothing."""

U_D, U_G = r"$u_D$, in units of $\sqrt{N}$", r"$u_G$, in units of $\sqrt{N}$"


def _theta(panel: Panel, u: FloatArray, values: FloatArray) -> Scale:
    """Filled contours of Theta, and the line where it vanishes."""
    scale = panel.filled(u, u, values, np.linspace(LOWEST, HIGHEST, 19))
    panel.contour(u, u, values, Role.NEUTRAL, width=1.2)
    return scale


def surface(data: Surface, canvas: Canvas) -> None:
    """Fig. 3: contours of Theta and its cross-sections."""
    maps, sections = canvas.panels(2, 2, height=5.4)
    drawn = (("as published", data.coarse, data.published), ("as derived", data.u, data.derived))
    for panel, (title, u, values) in zip(maps, drawn, strict=True):
        scale = _theta(panel, u, values)
        panel.label(title=title, x=U_D)
    maps[0].label(y=U_G)
    canvas.scale(scale, maps, r"$\Theta(u_D, u_G)$", step=5)
    names = ((U_D, r"$\Theta(u_D, \infty)$"), (U_G, r"$\Theta(\infty, u_G)$"))
    for k, (panel, (below, beside)) in enumerate(zip(sections, names, strict=True)):
        panel.line(data.wide, data.section_published[k], Role.PUBLISHED, label="as published")
        panel.line(data.wide, data.section_derived[k], Role.DERIVED, label="as derived")
        panel.horizontal(0)
        panel.label(x=below, y=beside)
        panel.limits(y=(-8, 16))
        panel.legend("upper left")


def indexed(data: Indexed, canvas: Canvas) -> None:
    """Fig. 5: Theta at prescribed indices."""
    panels = canvas.panels(2, len(data.indices), height=4.4, share_x="all", share_y="all")
    drawn = (("as published", data.published), ("as derived", data.derived))
    for row, (label, values) in zip(panels, drawn, strict=True):
        for panel, theta in zip(row, values, strict=True):
            scale = _theta(panel, data.u, theta)
        row[0].label(y=f"{label}\n{U_G}")
    for above, below, (k_D, k_G) in zip(*panels, data.indices, strict=True):
        above.label(title=f"$k_D = {k_D}$, $k_G = {k_G}$")
        below.label(x=U_D)
    canvas.scale(
        scale, [p for row in panels for p in row], r"$\Theta_{k_D, k_G}(u_D, u_G)$", step=5
    )


def bands(data: Bands, canvas: Canvas) -> None:
    """Fig. 6: the largest index that occurs below given losses."""
    rows = canvas.panels(2, 2, height=5.2, share_x="all", share_y="all")
    panels = [panel for row in rows for panel in row]
    drawn = (
        (data.coarse, data.published_D, "as published, $k_D$"),
        (data.coarse, data.published_G, "as published, $k_G$"),
        (data.u, data.derived_D, "as derived, $k_D$"),
        (data.u, data.derived_G, "as derived, $k_G$"),
    )
    for panel, (u, largest, title) in zip(panels, drawn, strict=True):
        scale = panel.cells(u, u, largest, least=0, most=29)
        panel.label(title=title)
        panel.limits(x=(u[0], u[-1]), y=(u[0], u[-1]))
    for panel in rows[-1]:
        panel.label(x=U_D)
    for row in rows:
        row[0].label(y=U_G)
    canvas.scale(scale, panels, "largest index that occurs (29: or more)")


def ratio(data: Surface, canvas: Canvas) -> None:
    """Fig. 7: the share of points low in both losses among those low in one."""
    (row,) = canvas.panels(1, 2, height=2.9, share_y="all")
    drawn = (
        ("as published", data.coarse, data.ratio_published),
        ("as derived", data.u, data.ratio_derived),
    )
    for panel, (title, u, values) in zip(row, drawn, strict=True):
        scale = panel.filled(u, u, values, np.linspace(LOWEST, 0, 13))
        panel.label(title=title, x=U_D)
    row[0].label(y=U_G)
    canvas.scale(scale, row, "exponent of the share", step=5)


def noise_sweep(data: Sweep, canvas: Canvas) -> None:
    """Fig. 8: minus the least losses of both players over sigma_z, on logarithmic scales."""
    (row,) = canvas.panels(1, 2, height=3.1)
    for panel, (player, letter, published, derived) in zip(row, _players(data), strict=True):
        panel.logarithmic(x=True, y=True)
        panel.line(data.parameter, -published, Role.PUBLISHED)
        for k, order in enumerate(data.orders):
            if order == 5:
                panel.line(data.parameter, -derived[k], Role.DERIVED, width=1.6)
            else:
                panel.line(data.parameter, -derived[k], Role.CONTEXT, dash=1 + k % 4)
            panel.note(data.parameter[-1], -derived[k][-1], f"${order}$")
        panel.label(title=player, x=r"$\sigma_z$", y=r"$-$ " + _least(letter))
        panel.limits(x=(None, 3 * data.parameter[-1]))
    canvas.legend(
        [
            Entry("as published, $p = q = 5$", Role.PUBLISHED),
            Entry("as derived, $p = q = 5$", Role.DERIVED),
            Entry("as derived, $p = q$ as numbered", Role.CONTEXT),
        ]
    )


def size_sweep(data: Sweep, canvas: Canvas) -> None:
    """Fig. 9: the least losses of both players over kappa; published and derived lie far apart."""
    above, below = canvas.panels(2, 2, height=4.7, share_x="all")
    for upper, lower, (player, letter, published, derived) in zip(
        above, below, _players(data), strict=True
    ):
        upper.line(data.parameter, published, Role.PUBLISHED)
        lower.line(data.parameter, derived[0], Role.DERIVED)
        upper.label(title=player)
        lower.label(x=r"$\kappa$")
        for panel, label in ((upper, "as published"), (lower, "as derived")):
            panel.label(y=f"{label}\n{_least(letter)}", small=True)


def _players(data: Sweep) -> tuple[tuple[str, str, FloatArray, FloatArray], ...]:
    return (
        ("discriminator", "D", data.published_D, data.derived_D),
        ("generator", "G", data.published_G, data.derived_G),
    )


def _least(letter: str) -> str:
    return rf"least $u_{letter}$ with $\Theta > 0$, in units of $\sqrt{{N}}$"

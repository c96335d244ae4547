"""Drawings of Figs. 3 and 5 to 9: Theta and what is read off it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.exhibits.canvas import Canvas, Entry, Panel, Role, Scale
from glassproof.verify.papers.gan_spin_glass.figures.finite_index import SIZE
from glassproof.verify.papers.gan_spin_glass.figures.finite_losses import SIZE as WHOLE
from glassproof.verify.papers.gan_spin_glass.figures.trained_data import scaled

if TYPE_CHECKING:
    from glassproof.verify.papers.gan_spin_glass.figures.complexity_data import (
        Bands,
        Indexed,
        Surface,
        Sweep,
    )

LOWEST, HIGHEST = -30.0, 15.0
"""Theta below or above this is drawn as this: so deep the scale says nothing."""

PUBLISHED, DERIVED = "as published", "as derived"
NO_GRID = "published constants,\nno grid"
"""The published constants and region, with the exact log-potential, at the supremum."""

CURVES = (
    Entry(PUBLISHED, Role.PUBLISHED),
    Entry("published constants, no grid", Role.PUBLISHED, 2),
    Entry(DERIVED, Role.DERIVED),
)
"""How the three readings look in every figure."""

U_D, U_G = r"$u_D$, in units of $\sqrt{N}$", r"$u_G$, in units of $\sqrt{N}$"


def _theta(panel: Panel, u: FloatArray, values: FloatArray) -> Scale:
    """Filled contours of Theta, and the line where it vanishes."""
    values = np.maximum(values, LOWEST - 1)  # -inf where no point of a grid lies in the region
    scale = panel.filled(u, u, values, np.linspace(LOWEST, HIGHEST, 19))
    panel.contour(u, u, values, Role.NEUTRAL, width=1.2)
    return scale


def surface(data: Surface, canvas: Canvas) -> None:
    """Fig. 3: contours of Theta and its cross-sections."""
    maps, sections = canvas.panels(2, 3, height=5.0)
    drawn = (
        (PUBLISHED, data.u, data.published),
        (NO_GRID, data.coarse, data.no_grid),
        (DERIVED, data.u, data.derived),
    )
    for panel, (title, u, values) in zip(maps, drawn, strict=True):
        scale = _theta(panel, u, values)
        panel.label(title=title, x=U_D)
    maps[0].label(y=U_G)
    canvas.scale(scale, maps, r"$\Theta(u_D, u_G)$", step=5)
    drawn_sections = (data.section_published, data.section_no_grid, data.section_derived)
    canvas.legend([*CURVES, _finite(data.finite.size)])
    names = ((U_D, r"$\Theta(u_D, \infty)$"), (U_G, r"$\Theta(\infty, u_G)$"))
    for k, (panel, (below, beside)) in enumerate(zip(sections, names, strict=False)):
        for section, look in zip(drawn_sections, CURVES, strict=True):
            panel.line(data.wide, _seen(section[k]), look.role, dash=look.dash)
        panel.points(data.finite.u, data.finite.values[k], data.finite.errors[k])
        panel.horizontal(0)
        panel.label(x=below, y=beside)
        panel.limits(y=(-8, 16))
    effect = sections[2]
    for k, below in enumerate((r"$u = u_D$", r"$u = u_G$")):
        gap = _seen(data.section_published[k]) - data.section_no_grid[k]
        effect.line(data.wide, gap, Role.PUBLISHED, dash=k, label=below)
    effect.label(x=r"bound $u$, in units of $\sqrt{N}$", y="effect of grid and quadrature")
    effect.legend("lower right")


def _finite(size: tuple[int, int]) -> Entry:
    """Of points of the derived law at ``size`` (n_D, n_G)."""
    n_D, n_G = size
    return Entry(f"derived, $n_D, n_G = {n_D}, {n_G}$", Role.NATURE, mark=0)


def _seen(values: FloatArray) -> FloatArray:
    """Values with what is not finite left out of the line."""
    return np.where(np.isfinite(values), values, np.nan)


def indexed(data: Indexed, canvas: Canvas) -> None:
    """Fig. 5: Theta at prescribed indices; below, the derived one with one bound free, and at a
    finite size."""
    *panels, below = canvas.panels(4, len(data.indices), height=8.4, share_x="all", share_y="row")
    drawn = ((PUBLISHED, data.published), (NO_GRID, data.no_grid), (DERIVED, data.derived))
    for row, (label, values) in zip(panels, drawn, strict=True):
        for panel, theta in zip(row, values, strict=True):
            scale = _theta(panel, data.u, theta)
        row[0].label(y=f"{label}\n{U_G}", small=True)
    for panel, (k_D, k_G) in zip(panels[0], data.indices, strict=True):
        panel.label(title=f"$k_D = {k_D}$, $k_G = {k_G}$")
    canvas.scale(
        scale, [p for row in panels for p in row], r"$\Theta_{k_D, k_G}(u_D, u_G)$", step=5
    )
    for panel in panels[-1]:
        panel.label(x=U_D)
    along = data.sections
    for panel, lines, counted in zip(below, along.limit, along.counted, strict=True):
        for k, (limit, points) in enumerate(zip(lines, counted, strict=True)):
            panel.line(along.u, limit, Role.DERIVED, dash=k)
            panel.points(points.at, points.values, points.errors, mark=k)
        panel.horizontal(0)
        panel.label(x=r"bound $u$, in units of $\sqrt{N}$")
        panel.limits(y=(-10, 1))
    below[0].label(y=r"$\Theta_{k_D, k_G}$, one bound free", small=True)
    canvas.legend(_limits_and_points("$u = u_D$ bounded", "$u = u_G$ bounded"), length=2.8)


def _limits_and_points(*names: str) -> list[Entry]:
    """Lines of the derived limit, each with the points of a finite size that belong to it."""
    n_D, n_G = SIZE
    return [
        Entry(f"{name}: limit, and $n_D, n_G = {n_D}, {n_G}$", Role.DERIVED, k, k)
        for k, name in enumerate(names)
    ]


def bands(data: Bands, canvas: Canvas) -> None:
    """Fig. 6: the largest index that occurs below given losses; below, the derived exponent over
    the index, and at a finite size."""
    *rows, below = canvas.panels(4, 2, height=9.6, share_y="row")
    panels = [panel for row in rows for panel in row]
    drawn = (
        (data.u, data.published_D, f"{PUBLISHED}, $k_D$"),
        (data.u, data.published_G, f"{PUBLISHED}, $k_G$"),
        (data.coarse, data.no_grid_D, "published constants, no grid, $k_D$"),
        (data.coarse, data.no_grid_G, "published constants, no grid, $k_G$"),
        (data.u, data.derived_D, f"{DERIVED}, $k_D$"),
        (data.u, data.derived_G, f"{DERIVED}, $k_G$"),
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
    for panel, found in zip(below, data.by_index, strict=True):
        name = found.player
        for k, (limit, points) in enumerate(zip(found.limit, found.counted, strict=True)):
            panel.line(found.indices, limit, Role.DERIVED, dash=k)
            panel.points(points.at, points.values, points.errors, mark=k)
        panel.horizontal(0)
        panel.label(x=f"index $k_{name}$, for $u = u_{name}$")
        panel.limits(y=(-1, 1))
    below[0].label(y=r"$\Theta$ at one index")
    canvas.legend(_limits_and_points(*(f"$u = {bound:g}$" for bound in found.bounds)), length=2.8)


def ratio(data: Surface, canvas: Canvas) -> None:
    """Fig. 7: the share of points low in both losses among those low in one; below, where both
    bounds are equal, and what the readings differ by."""
    row, (diagonal, gap, effect) = canvas.panels(2, 3, height=5.0)
    drawn = (
        (PUBLISHED, data.u, data.ratio_published),
        (NO_GRID, data.coarse, data.ratio_no_grid),
        (DERIVED, data.u, data.ratio_derived),
    )
    for panel, (title, u, values) in zip(row, drawn, strict=True):
        scale = panel.filled(u, u, np.maximum(values, LOWEST - 1), np.linspace(LOWEST, 0, 13))
        panel.label(title=title, x=U_D)
    row[0].label(y=U_G)
    canvas.scale(scale, row, "exponent of the share", step=5)
    few, many = (
        [np.maximum(_seen(np.diagonal(ratio)), LOWEST) for ratio in ratios]
        for ratios in ((data.ratio_no_grid,), (data.ratio_published, data.ratio_derived))
    )
    published, derived = many
    no_grid = np.interp(data.u, data.coarse, few[0])
    for values, look in zip((published, no_grid, derived), CURVES, strict=True):
        diagonal.line(data.u, values, look.role, dash=look.dash)
    canvas.legend([*CURVES, _finite(data.share.size)])
    diagonal.points(data.share.u, data.share.values, data.share.errors)
    gap.line(data.u, published - derived, Role.PUBLISHED)
    effect.line(data.u, published - no_grid, Role.PUBLISHED)
    for panel, label in (
        (diagonal, "exponent of the share"),
        (gap, "published less derived"),
        (effect, "effect of grid and quadrature"),
    ):
        panel.label(x=r"$u = u_D = u_G$, in units of $\sqrt{N}$", y=label)
        panel.limits(x=(-6, 6))
        panel.horizontal(0)
    diagonal.limits(x=(-6, 6), y=(LOWEST, 2))


def noise_sweep(data: Sweep, canvas: Canvas) -> None:
    """Fig. 8: minus the least losses of both players over sigma_z, on logarithmic scales; below
    them those of trained networks."""
    count = 2 if data.trained else 1
    row, *below = canvas.panels(count, 2, height=0.8 + 2.5 * count, share_x="col")
    for panel, (player, letter, published, no_grid, derived) in zip(
        row, _players(data), strict=True
    ):
        panel.logarithmic(x=True, y=True)
        panel.line(data.parameter, _seen(-published), Role.PUBLISHED)
        panel.line(data.parameter, -no_grid, Role.PUBLISHED, dash=2)
        for k, order in enumerate(data.orders):
            if order == 5:
                panel.line(data.parameter, -derived[k], Role.DERIVED, width=1.6)
            else:
                panel.line(data.parameter, -derived[k], Role.CONTEXT, dash=1 + k % 4)
            panel.note(data.parameter[-1], -derived[k][-1], f"${order}$")
        if data.finite:
            which = "DG".index(letter)
            panel.points(
                data.finite.at, -data.finite.values[which], data.finite.errors[which], mark=1
            )
        panel.label(title=player, y=r"$-$ " + _least(letter))
        panel.limits(x=(None, 3 * data.parameter[-1]))
    _trained(data, below)
    for panel in [row, *below][-1]:
        panel.label(x=r"$\sigma_z$")
    canvas.legend(
        [
            *CURVES[:2],
            Entry("derived, $p = q = 5$", Role.DERIVED),
            Entry("derived, as numbered", Role.CONTEXT),
            *_sampled(data),
        ]
    )


def size_sweep(data: Sweep, canvas: Canvas) -> None:
    """Fig. 9: the least losses of both players over kappa, in three ways that lie far apart; below
    them those of trained networks."""
    count = 4 if data.trained else 3
    rows = canvas.panels(count, 2, height=0.5 + 1.9 * count, share_x="all")
    players = _players(data)
    labels = (PUBLISHED, NO_GRID, DERIVED)
    for column, (player, letter, published, no_grid, derived) in enumerate(players):
        rows[0][column].label(title=player)
        curves = (published, no_grid, derived[0])
        for row, label, look, values in zip(rows[:3], labels, CURVES, curves, strict=True):
            row[column].line(data.parameter, _seen(values), look.role, dash=look.dash)
            row[column].label(y=f"{label}\n{_least(letter)}", small=True)
        if data.finite:
            found = data.finite
            rows[2][column].points(found.at, found.values[column], found.errors[column], mark=1)
    _trained(data, rows[3:])
    for panel in rows[-1]:
        panel.label(x=r"$\kappa$")
    canvas.legend([*CURVES, *_sampled(data)])


def _sampled(data: Sweep) -> list[Entry]:
    """Of the points: the derived law at a finite size, and networks."""
    finite = Entry(f"derived, one point expected at $N = {WHOLE}$", Role.NATURE, mark=1)
    networks = Entry("trained networks", Role.NATURE, mark=0)
    return [finite] * (data.finite is not None) + [networks] * (data.trained is not None)


def _trained(data: Sweep, rows: Sequence[Sequence[Panel]]) -> None:
    """Least losses of trained networks with two standard errors, in a row of their own, beside
    the published curve in their units."""
    if data.trained:
        for k, (panel, published) in enumerate(
            zip(rows[0], (data.published_D, data.published_G), strict=True)
        ):
            curve, _ = scaled(data.trained, k, data.parameter, published)
            panel.line(data.parameter, curve, Role.PUBLISHED)
            panel.points(data.trained.at, data.trained.means[k], data.trained.errors[k])
            panel.label(y="trained networks\nleast cross-entropy", small=True)


def _players(data: Sweep) -> tuple[tuple[str, str, FloatArray, FloatArray, FloatArray], ...]:
    return (
        ("discriminator", "D", data.published_D, data.no_grid_D, data.derived_D),
        ("generator", "G", data.published_G, data.no_grid_G, data.derived_G),
    )


def _least(letter: str) -> str:
    return rf"least $u_{letter}$ with $\Theta > 0$, in units of $\sqrt{{N}}$"

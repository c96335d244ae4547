"""Drawings of the paper's figures: published above or left, derived below or right.

Colours are those of Okabe and Ito; what differs by colour differs by dash or lightness as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.complexity_data import (
    Bands,
    Indexed,
    Surface,
    Sweep,
)
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
    Densities,
    Determinants,
    Plane,
)

PUBLISHED, DERIVED, NATURE = "#D55E00", "#0072B2", "#C9CDD2"
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
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
LOWEST, HIGHEST = -30.0, 15.0
"""Theta below or above this is drawn as this: so deep the scale says nothing."""


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


def _figure(rows: int, columns: int, height: float, **options: Any) -> tuple[Figure, Any]:
    figure = Figure(figsize=(6.9, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def _scale(figure: Figure, image: QuadContourSet, axes: Any, label: str) -> None:
    """A scale of colours with a number at every fifth unit."""
    ticks = np.arange(LOWEST, max(image.levels) + 1e-9, 5.0)
    figure.colorbar(image, ax=axes, label=label, ticks=ticks, format=lambda at, _: f"${at:.0f}$")


def draw_densities(data: Densities) -> Figure:
    """Fig. 1: densities over eigenvalue histograms, a column per x1."""
    figure, axes = _figure(2, 3, 3.9, sharex="col", sharey="col")
    for k, x1 in enumerate(data.x1):
        for row, curve, colour in ((0, data.published, PUBLISHED), (1, data.derived, DERIVED)):
            ax = axes[row][k]
            ax.stairs(data.histogram[k], data.bins[k], fill=True, color=NATURE)
            ax.plot(data.z[k], curve[k], color=colour, linestyle="--" if row == 0 else "-")
            ax.set_ylim(bottom=0)
        axes[0][k].set_title(f"$x_1 = {x1:g}$")
        axes[1][k].set_xlabel(r"eigenvalue $z$")
    for row, label in ((0, "as published"), (1, "as derived")):
        axes[row][0].set_ylabel(f"{label}\ndensity " + r"$\rho(z)$")
    return figure


def draw_plane(data: Plane) -> Figure:
    """Fig. 2: the exponent over the plane of shifts, with the region of integration."""
    figure, axes = _figure(1, 2, 2.9, sharey=True)
    panels = (
        (axes[0][0], "as published", data.published, data.inside, data.best_published),
        (axes[0][1], "as derived", data.derived, -data.binding, data.best_derived),
    )
    for ax, title, values, region, best in panels:
        levels = np.linspace(LOWEST, np.ceil(values.max()), 19)
        image = ax.contourf(data.x, data.x1, np.maximum(values, LOWEST), levels, cmap="cividis")
        ax.contour(data.x, data.x1, region, [0.0], colors="white", linewidths=2.6)
        ax.contour(data.x, data.x1, region, [0.0], colors=PUBLISHED, linewidths=1.3)
        ax.plot(*best, marker="*", markersize=11, color="white", markeredgecolor="black")
        _scale(figure, image, ax, r"exponent$\,-\,K$")
        ax.set(title=title, xlabel=r"$x$, in units of $\sqrt{2N}$")
    axes[0][0].set_ylabel(r"$x_1$, in units of $\sqrt{2N}$")
    return figure


def draw_surface(data: Surface) -> Figure:
    """Fig. 3: contours of Theta and its cross-sections."""
    figure, axes = _figure(2, 2, 5.4)
    panels = (("as published", data.coarse, data.published), ("as derived", data.u, data.derived))
    for ax, (title, u, values) in zip(axes[0], panels, strict=True):
        image = _contours(ax, u, values)
        ax.set(title=title, xlabel=r"$u_D$, in units of $\sqrt{N}$")
    axes[0][0].set_ylabel(r"$u_G$, in units of $\sqrt{N}$")
    _scale(figure, image, axes[0], r"$\Theta(u_D, u_G)$")
    names = ((r"$u_D$", r"$\Theta(u_D, \infty)$"), (r"$u_G$", r"$\Theta(\infty, u_G)$"))
    for k, (ax, (below, above)) in enumerate(zip(axes[1], names, strict=True)):
        ax.plot(data.wide, data.section_published[k], "--", color=PUBLISHED, label="as published")
        ax.plot(data.wide, data.section_derived[k], color=DERIVED, label="as derived")
        ax.axhline(0, color="black", linewidth=0.6)
        ax.set(xlabel=below + r", in units of $\sqrt{N}$", ylabel=above, ylim=(-8, 16))
        ax.legend(loc="upper left")
    return figure


def _contours(ax: Axes, u: FloatArray, values: FloatArray) -> QuadContourSet:
    """Filled contours of Theta between LOWEST and HIGHEST, and the line where it vanishes."""
    levels = np.linspace(LOWEST, HIGHEST, 19)
    image = ax.contourf(u, u, np.clip(values, LOWEST, HIGHEST), levels, cmap="cividis")
    if (values > 0).any() and (values < 0).any():
        ax.contour(u, u, values, [0.0], colors="white", linewidths=2.6)
        ax.contour(u, u, values, [0.0], colors="black", linewidths=1.2)
    return image


def draw_determinants(data: Determinants) -> Figure:
    """Fig. 4: log-determinants over x, sampled and from the limiting spectrum."""
    figure, axes = _figure(1, 2, 3.3, sharey=True)
    panels = (
        ("as published", data.published, data.sampled_published, data.error_published, PUBLISHED),
        ("as derived", data.derived, data.sampled_derived, data.error_derived, DERIVED),
    )
    for ax, (title, curves, sampled, errors, colour), b in zip(
        axes[0], panels, data.b, strict=True
    ):
        for k in range(len(data.x1)):
            ax.errorbar(
                data.x, sampled[k], 2 * errors[k], fmt="o", markersize=1.8, color="black",
                ecolor="0.55", elinewidth=0.8, zorder=1,
            )  # fmt: skip
            ax.plot(data.x, curves[k], color=colour, linestyle=DASHES[k])
        ax.set(title=f"{title}, $b = {b:.4g}$", xlabel=r"$x$, in units of $\sqrt{2N}$")
    handles = [
        Line2D([], [], color="black", linestyle=dash, label=f"$x_1 = {x1:g}$")
        for dash, x1 in zip(DASHES, data.x1, strict=True)
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=5, handlelength=2.8)
    axes[0][0].set_ylabel(r"$\frac{1}{N}\,\log\,\mathbb{E}\,|\det H(x, x_1)|$")
    return figure


def draw_indexed(data: Indexed) -> Figure:
    """Fig. 5: Theta at prescribed indices."""
    figure, axes = _figure(2, len(data.indices), 4.4, sharex=True, sharey=True)
    for row, values, label in (
        (0, data.published, "as published"),
        (1, data.derived, "as derived"),
    ):
        for k, (k_D, k_G) in enumerate(data.indices):
            image = _contours(axes[row][k], data.u, values[k])
            axes[0][k].set_title(f"$k_D = {k_D}$, $k_G = {k_G}$")
            axes[1][k].set_xlabel(r"$u_D$, in units of $\sqrt{N}$")
        axes[row][0].set_ylabel(label + "\n" + r"$u_G$, in units of $\sqrt{N}$")
    _scale(figure, image, axes, r"$\Theta_{k_D, k_G}(u_D, u_G)$")
    return figure


def draw_bands(data: Bands) -> Figure:
    """Fig. 6: the largest index that occurs below given losses."""
    figure, axes = _figure(2, 2, 5.2, sharex=True, sharey=True)
    panels = (
        (data.coarse, data.published_D, "as published, $k_D$"),
        (data.coarse, data.published_G, "as published, $k_G$"),
        (data.u, data.derived_D, "as derived, $k_D$"),
        (data.u, data.derived_G, "as derived, $k_G$"),
    )
    colours = mpl.colormaps["cividis"].with_extremes(under="0.8")
    for ax, (u, largest, title) in zip(axes.ravel(), panels, strict=True):
        image = ax.pcolormesh(
            u, u, largest, cmap=colours, vmin=0, vmax=29, shading="nearest", rasterized=True
        )
        ax.set(title=title, xlabel=r"$u_D$, in units of $\sqrt{N}$")
        ax.set_ylabel(r"$u_G$, in units of $\sqrt{N}$")
        ax.set(xlim=(u[0], u[-1]), ylim=(u[0], u[-1]))
        ax.label_outer()
    figure.colorbar(image, ax=axes, label="largest index that occurs (29: or more)", extend="min")
    return figure


def draw_ratio(data: Surface) -> Figure:
    """Fig. 7: the share of points low in both losses among those low in one."""
    figure, axes = _figure(1, 2, 2.9, sharey=True)
    panels = (
        ("as published", data.coarse, data.ratio_published),
        ("as derived", data.u, data.ratio_derived),
    )
    for ax, (title, u, values) in zip(axes[0], panels, strict=True):
        shown = np.clip(values, LOWEST, 0.0)
        image = ax.contourf(u, u, shown, np.linspace(LOWEST, 0, 13), cmap="cividis")
        ax.set(title=title, xlabel=r"$u_D$, in units of $\sqrt{N}$")
    axes[0][0].set_ylabel(r"$u_G$, in units of $\sqrt{N}$")
    _scale(figure, image, axes, "exponent of the share")
    return figure


def draw_noise_sweep(data: Sweep) -> Figure:
    """Fig. 8: minus the least losses of both players over sigma_z, on logarithmic scales."""
    figure, axes = _figure(1, 2, 3.1)
    for ax, (player, letter, published, derived) in zip(axes[0], _players(data), strict=True):
        ax.plot(data.parameter, -published, "--", color=PUBLISHED)
        for k, order in enumerate(data.orders):
            main = order == 5
            ax.plot(
                data.parameter, -derived[k], color=DERIVED if main else "0.45",
                linestyle="-" if main else DASHES[1 + k % 4], linewidth=1.6 if main else 0.9,
            )  # fmt: skip
            ax.annotate(
                f"${order}$", (data.parameter[-1], -derived[k][-1]), fontsize=7,
                xytext=(4, -2), textcoords="offset points",
            )  # fmt: skip
        ax.set(xscale="log", yscale="log", title=player, xlabel=r"$\sigma_z$")
        ax.set_xlim(right=3 * data.parameter[-1])
        ax.set_ylabel(r"$-$ " + _least(letter))
    handles = [
        Line2D([], [], color=PUBLISHED, linestyle="--", label="as published, $p = q = 5$"),
        Line2D([], [], color=DERIVED, label="as derived, $p = q = 5$"),
        Line2D(
            [], [], color="0.45", linestyle="--", linewidth=0.9,
            label="as derived, $p = q$ as numbered",
        ),
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def draw_size_sweep(data: Sweep) -> Figure:
    """Fig. 9: the least losses of both players over kappa; published and derived lie far apart."""
    figure, axes = _figure(2, 2, 4.7, sharex=True)
    for column, (player, letter, published, derived) in zip(axes.T, _players(data), strict=True):
        column[0].plot(data.parameter, published, "--", color=PUBLISHED)
        column[1].plot(data.parameter, derived[0], color=DERIVED)
        column[0].set_title(player)
        column[1].set_xlabel(r"$\kappa$")
        for ax, label in zip(column, ("as published", "as derived"), strict=True):
            ax.set_ylabel(f"{label}\n{_least(letter)}", fontsize=8)
    return figure


def _players(data: Sweep) -> tuple[tuple[str, str, FloatArray, FloatArray], ...]:
    return (
        ("discriminator", "D", data.published_D, data.derived_D),
        ("generator", "G", data.published_G, data.derived_G),
    )


def _least(letter: str) -> str:
    return rf"least $u_{letter}$ with $\Theta > 0$, in units of $\sqrt{{N}}$"

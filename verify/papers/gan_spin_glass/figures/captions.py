"""Captions: what a figure shows, and by how much published and derived differ, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glassproof.numerics.ensembles.importance import LEAST_EFFECTIVE
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.complexity_data import (
    Bands,
    Indexed,
    Surface,
    Sweep,
)
from glassproof.verify.papers.gan_spin_glass.figures.finite_index import SIZE, ByIndex, Counted
from glassproof.verify.papers.gan_spin_glass.figures.finite_losses import SIZE as WHOLE
from glassproof.verify.papers.gan_spin_glass.figures.finite_losses import away
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
    U_D,
    U_G,
    Densities,
    Determinants,
    Plane,
)

_GLASS = "$p = q = 3$, $kappa = 0.9$, $sigma_z = 1$"
_AS_PUBLISHED = (
    "As published: the constants, quartic, choice of root, range of quadrature and grid of ($x$, "
    "$x1$) of the authors' code"
)
_NO_GRID = (
    "Published constants, no grid: the same constants and region with the exact "
    "log-potential, at "
    "the supremum, to show what grid and quadrature do"
)


def densities(data: Densities) -> str:
    """Fig. 1."""
    distances = "; ".join(
        f"{theirs:.3f} and {ours:.3f} at $x1 = {x1:g}$"
        for x1, (theirs, ours) in zip(data.x1, data.distances, strict=True)
    )
    pieces = ", ".join(
        f"{count} at $x1 = {x1:g}$" for x1, count in zip(data.x1, data.components, strict=True)
    )
    return (
        "Spectral density of $b M + b1 (M1 ⊕ 0) - x1 (I ⊕ 0)$ at $kappa = 0.9$, $b = 1$, $b1 = "
        "0.5$, from the published quartic with the published choice of root, and as derived. "
        f"Grey: eigenvalues of {data.sampled[0]} sampled matrices of size {data.sampled[1]}. "
        "Below: what the published density and the sampled one (bars of two standard errors) "
        "differ by from the derived one, which has no correction for the finite size. Distances "
        "(integrals of the absolute difference) of the published and the derived density from the "
        f"histogram: {distances}. Components of the derived support: {pieces}; it splits at $x1 = "
        f"{data.transition:.6f}$."
    )


def plane(data: Plane) -> str:
    """Fig. 2."""
    (a, a1), (c, c1) = data.best_published, data.best_derived
    gap = data.published - data.derived
    there, here = (
        gap[np.argmin(np.abs(data.x1 - at_x1)), np.argmin(np.abs(data.x - at_x))]
        for at_x, at_x1 in (data.best_published, data.best_derived)
    )
    return (
        f"The exponent, less $K$, over the shifts $x$ and $x1$, at {_GLASS}. Left: as published "
        "(constants, quartic, choice of root, range of quadrature). Right: as derived, at the "
        f"cheapest losses within the bounds $u_D = {U_D:g}$, $u_G = {U_G:g}$. Lines in both: the "
        "boundary of the published region; and where, as derived, a bound begins to cost "
        "something (the losses do not fix the shifts, so there is no sharp region). Stars: the "
        f"largest value on the grid, at $x = {a:.1f}$, $x1 = {a1:.1f}$ as published, where the "
        f"derived exponent is lower than the published by {there:.0f}, and at $x = {c:.1f}$, $x1 "
        f"= {c1:.1f}$ as derived, where it is {'higher' if here < 0 else 'lower'} by "
        f"{abs(here):.2f}."
    )


def surface(data: Surface) -> str:
    """Fig. 3."""
    ways = (data.section_published, data.section_no_grid, data.section_derived)
    largest = [f"{section[np.isfinite(section)].max():.4f}" for section in ways]
    limit = np.stack([np.interp(data.finite.u, data.wide, row) for row in data.section_derived])
    apart = float(np.abs(data.finite.values - limit)[limit > -8].max(initial=0.0))
    zeros = [f"{_zero('u_D', data.wide, d)}, {_zero('u_G', data.wide, g)}" for d, g in ways]
    return (
        f"$Theta(u_D, u_G)$ at {_GLASS}; black line: $Theta = 0$. {_AS_PUBLISHED}: where no point "
        f"of the grid lies in the region the map is at its foot. {_NO_GRID}. Below: sections with "
        "one bound free, and by how much grid and quadrature change them; points (with two "
        "standard errors) are ($1/N$) log of the expected number, by the derived law of Kac and "
        f"Rice, at $n_D$, $n_G = {data.finite.size[0]}$, {data.finite.size[1]}, up to {apart:.2f} "
        f"away from the limit where that is above $-8$. The largest value is {largest[0]} as "
        f"published, {largest[1]} with no grid, {largest[2]} as derived; the sections cross zero "
        f"at {zeros[0]} as published, at {zeros[1]} with no grid and at {zeros[2]} as derived."
    )


def _zero(name: str, u: FloatArray, values: FloatArray) -> str:
    """Where values turn positive, by linear interpolation.

    >>> _zero("u_D", np.array([0.0, 1.0]), np.array([-1.0, 3.0]))
    '$u_D = 0.25$'
    >>> _zero("u_D", np.array([0.0, 1.0]), np.array([-np.inf, 3.0]))
    '$u_D = 1.00$ (the end of the grid)'
    """
    after = int(np.argmax(values > 0))
    if after == 0:
        return f"a bound ${name}$ outside the figure"
    left, right = values[after - 1], values[after]
    if not np.isfinite(left):
        return f"${name} = {u[after]:.2f}$ (the end of the grid)"
    return f"${name} = {u[after - 1] - left * (u[after] - u[after - 1]) / (right - left):.2f}$"


def determinants(data: Determinants) -> str:
    """Fig. 4."""
    draws, size = data.sampled
    to_exact = _by_shift(np.abs(data.published - data.exact), data.x1)
    to_nature = _by_shift(np.abs(data.published - data.sampled_published), data.x1)
    ours = np.abs(data.derived - data.sampled_derived).max()
    return (
        f"($1/N$) log of the mean absolute determinant at {_GLASS}: lines from the limiting "
        f"spectrum, points from {draws} sampled matrices of size {size}, the same at every $x$, "
        "bars of two standard errors; below, what the readings differ by (at most "
        f"{np.abs(data.published - data.derived).max():.2f}), and what the samples differ by from "
        f"the derived one. Left: published $b = {data.b[0]:.4f}$, quartic, choice of root and "
        "range of quadrature (from $-5$ times the lower to 5 times the upper end, in absolute "
        f"value, of the guessed interval); right: derived $b = {data.b[1]:.4f}$ and closed form. "
        f"On that range the published density has mass {data.masses.min():.3f} at its least and "
        f"{data.masses.max():.3f} at its largest. Largest distance of the published computation "
        f"from the exact log-potential at the same $b$: {to_exact}; from the sampled matrices: "
        f"{to_nature}; of the derived line from its own sampled matrices: {ours:.3f} (finite size "
        f"accounts for the order of $log(N)/N = {np.log(size) / size:.2f}$)."
    )


def _by_shift(gaps: FloatArray, x1: FloatArray) -> str:
    """The largest gap at the outermost shifts, and at all others."""
    outer = np.abs(x1) == np.abs(x1).max()
    ends = " and ".join(f"$x1 = {shift:g}$" for shift in x1[outer])
    return f"{gaps[outer].max():.2g} at {ends}, {gaps[~outer].max():.2g} at the others"


def indexed(data: Indexed) -> str:
    """Fig. 5."""
    best = [
        ", ".join(_largest(theta) for theta in values)
        for values in (data.published, data.no_grid, data.derived)
    ]
    indices = ", ".join(f"({k_D}, {k_G})" for k_D, k_G in data.indices)
    return (
        f"$Theta$ at prescribed indices $(k_D, k_G) = {indices}$, at {_GLASS}; black line: $Theta "
        f"= 0$. {_AS_PUBLISHED}. {_NO_GRID}. Largest values in the figure: {best[0]} as "
        f"published, {best[1]} with no grid, {best[2]} as derived. Below: the derived $Theta$ with "
        "the other bound free, and "
        f"{_sampled([one for pair in data.sections.counted for one in pair])} They differ by up to "
        f"{data.sections.away:.2f} from the limit, in which an index of 5 is no share of the "
        f"eigenvalues; of the generator's {SIZE[1] - 1} it is {5 / (SIZE[1] - 1):.0%}."
    )


def _sampled(counted: Sequence[Counted]) -> str:
    """What the points of a finite size are, how well they are known, and how many are not."""
    least = min(one.least_effective for one in counted)
    refused = sum(one.refused for one in counted)
    of = refused + sum(len(one.at) for one in counted)
    few = f"fewer than {LEAST_EFFECTIVE} carry"
    if refused == of:
        return f"no points, since {few} each."
    left = f"; {refused} of {of} points, which {few}, are not drawn" if refused else ""
    return (
        "points (with two standard errors) for ($1/N$) log of the expected number, by the derived "
        f"law of Kac and Rice, at $n_D$, $n_G = {SIZE[0]}$, {SIZE[1]}: each rests on {least:.0f} "
        f"or more effective populations of sampled matrices given their index{left}."
    )


def _largest(values: FloatArray) -> str:
    """The largest finite value."""
    finite = values[np.isfinite(values)]
    return f"{finite.max():.3f}" if finite.size else "none"


def bands(data: Bands) -> str:
    """Fig. 6."""
    gap = max(float(np.ptp(panel.limit, axis=0).max()) for panel in data.by_index)
    return (
        f"The largest index up to 29 with $Theta > 0$ below given losses, at {_GLASS}; grey: "
        f"none. {_AS_PUBLISHED}, of which index 0 restricts nothing. {_NO_GRID}. As derived index "
        "0 does restrict, and the other player's index is left free here. With both indices "
        f"prescribed, as few as (0, 0), the derived $Theta$ is {data.derived_both:.4f} at its "
        "largest, so that for large $N$ no such points are to be expected at any losses. Below: "
        "the derived $Theta$ over one index, all else free but a bound $u$ of the same player's "
        f"loss (the lines of a panel are at most {gap:.1g} apart), and "
        f"{_sampled([one for panel in data.by_index for one in panel.counted])} They differ by up "
        f"to {max(_apart(panel) for panel in data.by_index):.2f} from the limit, where an index "
        "takes no share of the eigenvalues."
    )


def _apart(panel: ByIndex) -> float:
    pairs = zip(panel.counted, panel.limit, strict=True)
    return max(points.away(panel.indices, limit) for points, limit in pairs)


def ratio(data: Surface) -> str:
    """Fig. 7."""
    ways = (data.ratio_published, data.ratio_no_grid, data.ratio_derived)
    finite = [values[np.isfinite(values)] for values in ways]
    most = [_plain(values.max()) for values in finite]
    least = [f"{values.min():.1f}" for values in finite]
    return (
        "Exponent of the share of points low in both losses among those low in at least one, at "
        f"{_GLASS}. {_AS_PUBLISHED}. {_NO_GRID}. Below: equal bounds, and what the readings "
        "differ by there; points (with two standard errors) are the share of expected numbers by "
        f"the derived law of Kac and Rice at $n_D$, $n_G = {data.share.size[0]}$, "
        f"{data.share.size[1]}. Largest value in the figure: {most[0]} as published, {most[1]} "
        f"with no grid, {most[2]} as derived; least: {least[0]}, {least[1]} and {least[2]}."
    )


def _plain(value: float) -> str:
    return f"{0.0 if abs(value) < 1e-9 else value:.3g}"


def noise_sweep(data: Sweep) -> str:
    """Fig. 8."""
    k = data.orders.index(5)
    at = int(np.argmin(np.abs(np.log(data.parameter))))
    D = (data.published_D, data.no_grid_D, data.derived_D[k])
    G = (data.published_G, data.no_grid_G, data.derived_G[k])
    return (
        f"Least losses with $Theta > 0$ over $sigma_z$, at $kappa = 0.9$. {_AS_PUBLISHED}. "
        f"{_NO_GRID}. {_quadrature(data)} At $sigma_z = {data.parameter[at]:.3g}$, $p = q = 5$ "
        f"the discriminator's is {_three(D, at)}, the generator's {_three(G, at)}. The "
        f"discriminator's least loss {_course(D[0])} as published, {_course(D[1])} with no grid, "
        f"and {_course(D[2])} as derived; the generator's {_course(G[0])} as published, "
        f"{_course(G[1])} with no grid, and {_course(G[2])} as derived. {_ends(D, G)}"
        + _expected(data, k)
        + _trained(data, "sigma_z")
    )


def _expected(data: Sweep, order: int) -> str:
    """What the points beside the derived curve are."""
    if data.finite is None:
        return ""
    limits = (data.derived_D[order], data.derived_G[order])
    apart = away(data.finite, data.parameter, limits)
    return (
        " Squares: the losses below which the derived law of Kac and Rice expects one critical "
        f"point at $N = {WHOLE}$, $p = q = 5$, at most {apart:.1%} from the limit."
    )


def _trained(data: Sweep, name: str) -> str:
    """What the row of trained networks shows, where there is one."""
    if data.trained is None:
        return ""
    at, means = data.trained.at, data.trained.means
    told = " and ".join(
        f"the {player}'s from {losses[0]:.3g} to {losses[-1]:.3g}, least ({losses.min():.3g}) at "
        f"${name} = {at[losses.argmin()]:.2g}$"
        for player, losses in zip(("discriminator", "generator"), means, strict=True)
    )
    return (
        f" Last row: mean least cross-entropies of {data.trained.runs} pairs of networks on "
        f"digits, with two standard errors: {told}; beside them the published curves, 0 drawn at "
        "$2 log(2)$ and $log(2)$, the losses of networks that guess, and scaled by least squares."
    )


def _quadrature(data: Sweep) -> str:
    """By how much quartic and quadrature alone move the published curves."""
    pairs = ((data.published_D, data.grid_D), (data.published_G, data.grid_G))
    moved = [np.abs(a - b)[np.isfinite(a) & np.isfinite(b)].max() for a, b in pairs]
    return (
        "On the same grid the exact log-potential would change the published curves by at most "
        f"{moved[0]:.1g} (discriminator) and {moved[1]:.1g} (generator), so that the rest of "
        f"what "
        "lies between the first two curves is the grid's."
    )


def _three(curves: tuple[FloatArray, ...], at: int) -> str:
    published, no_grid, derived = (f"{curve[at]:.4g}" for curve in curves)
    return f"{published} as published, {no_grid} with no grid and {derived} as derived"


FLAT = 1e-3
"""Relative changes below this are no change, to a reader of a figure."""


def _course(losses: FloatArray) -> str:
    """Whether a curve falls, rises or stays, in words.

    >>> _course(np.array([0.0, -1.0, -2.0])), _course(np.array([0.0, -2.0, -1.0]))
    ('falls throughout', 'falls and rises again')
    >>> _course(np.array([0.0, -2.0, -2.0])), _course(np.array([-2.0, -2.0, -2.0]))
    ('falls and is then constant', 'is constant')
    """
    known = losses[np.isfinite(losses)]
    steps = np.diff(known)
    small = FLAT * max(float(np.abs(known).max()), 1e-300) if known.size else 0.0
    signs = [int(np.sign(step)) if abs(step) > small else 0 for step in steps]
    falls, rises = -1 in signs, 1 in signs
    if falls and rises:
        first = signs.index(-1) < signs.index(1)
        return "falls and rises again" if first else "rises and falls again"
    if rises:
        return "rises"
    if not falls:
        return "is constant"
    after = signs[len(signs) - 1 - signs[::-1].index(-1) + 1 :]
    return "falls and is then constant" if after else "falls throughout"


def _ends(D: tuple[FloatArray, ...], G: tuple[FloatArray, ...]) -> str:
    """What the grid alone does to the shapes, computed."""
    changed = [
        name
        for name, curves in (("discriminator", D), ("generator", G))
        if _course(curves[0]) != _course(curves[1])
    ]
    if not changed:
        return "The grid does not change the shape of either curve."
    return (
        f"Where these two curves differ in shape (those of the {' and the '.join(changed)}), the "
        "shape of the first is that of the grid's ends, not of the published formulas."
    )


def size_sweep(data: Sweep) -> str:
    """Fig. 9."""
    lowest = [f"{data.parameter[int(np.argmin(c))]:.2f}" for c in
              (data.published_D, data.no_grid_D, data.derived_D[0])]  # fmt: skip
    D = (data.published_D, data.no_grid_D, data.derived_D[0])
    G = (data.published_G, data.no_grid_G, data.derived_G[0])
    return (
        "Least losses with $Theta > 0$ over $kappa$, at $p = q = 5$, $sigma_z = 1$; the scales of "
        f"the rows differ. {_AS_PUBLISHED}. {_NO_GRID}. {_quadrature(data)} The discriminator's "
        f"is lowest at $kappa = {lowest[0]}$, {lowest[1]} and {lowest[2]} and varies by "
        f"{_spreads(D)}; the generator's varies by {_spreads(G)}."
        + _expected(data, 0)
        + _trained(data, "kappa")
    )


def _spreads(curves: tuple[FloatArray, ...]) -> str:
    """By how much each of three curves varies, and where it is lowest."""
    names = ("as published", "with no grid", "as derived")
    return ", ".join(f"{_spread(curve)} {name}" for curve, name in zip(curves, names, strict=True))


def _spread(curve: FloatArray) -> str:
    known = np.where(np.isfinite(curve), curve, np.nan)
    low, high = np.nanmin(known), np.nanmax(known)
    if high - low <= FLAT * abs(low):
        return "nothing"
    return f"{(high - low) / abs(low):.1%}"

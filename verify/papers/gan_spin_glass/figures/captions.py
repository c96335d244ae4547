"""Captions: what a figure shows, and by how much published and derived differ, in numbers."""

from __future__ import annotations

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.gan_spin_glass.figures.complexity_data import (
    Bands,
    Indexed,
    Surface,
    Sweep,
)
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
    U_D,
    U_G,
    Densities,
    Determinants,
    Plane,
)

_GLASS = "p = q = 3, kappa = 0.9, sigma_z = 1"


def densities(data: Densities) -> str:
    """Fig. 1."""
    distances = "; ".join(
        f"{theirs:.3f} and {ours:.3f} at x1 = {x1:g}"
        for x1, (theirs, ours) in zip(data.x1, data.distances, strict=True)
    )
    pieces = ", ".join(
        f"{count} at x1 = {x1:g}" for x1, count in zip(data.x1, data.components, strict=True)
    )
    return (
        "Spectral density of b M + b1 (M1 ⊕ 0) - x1 (I ⊕ 0) at kappa = 0.9, b = 1, b1 = 0.5, above "
        "from the published quartic with the published choice of root, below as derived. Grey: "
        f"eigenvalues of {data.sampled[0]} sampled matrices of size {data.sampled[1]}. Distances "
        "(integrals of the absolute difference) of the published and the derived density from the "
        f"histogram: {distances}. "
        f"Components of the derived support: {pieces}; it splits at x1 = {data.transition:.6f}."
    )


def plane(data: Plane) -> str:
    """Fig. 2."""
    (a, a1), (c, c1) = data.best_published, data.best_derived
    return (
        f"The exponent, less K, over the shifts x and x1, at {_GLASS}. Left: as published, with "
        f"the boundary of the region of u_D = {U_D:g}, u_G = {U_G:g}. Right: as derived, at the "
        "cheapest losses within the same bounds; at the lines a bound begins to cost something "
        "(the losses do not fix the shifts, so there is no sharp region). Stars: the largest "
        f"value on the grid, at x = {a:.1f}, x1 = {a1:.1f} as published, "
        f"at x = {c:.1f}, x1 = {c1:.1f} as derived."
    )


def surface(data: Surface) -> str:
    """Fig. 3."""
    zeros = [
        [_zero(data.wide, row) for row in rows]
        for rows in (data.section_published, data.section_derived)
    ]
    return (
        f"Theta(u_D, u_G) at {_GLASS}; black line: Theta = 0. Below: its sections with one bound "
        f"free. The largest value is {data.section_published.max():.4f} as published and "
        f"{data.section_derived.max():.4f} as derived; the sections cross zero at "
        f"u_D = {zeros[0][0]}, u_G = {zeros[0][1]} as published and at u_D = {zeros[1][0]}, "
        f"u_G = {zeros[1][1]} as derived."
    )


def _zero(u: FloatArray, values: FloatArray) -> str:
    """Where values turn positive, by linear interpolation."""
    after = int(np.argmax(values > 0))
    if after == 0:
        return "a bound outside the figure"
    left, right = values[after - 1], values[after]
    return f"{u[after - 1] - left * (u[after] - u[after - 1]) / (right - left):.2f}"


def determinants(data: Determinants) -> str:
    """Fig. 4."""
    draws, size = data.sampled
    gaps = [
        np.abs(curve - sampled).max()
        for curve, sampled in (
            (data.published, data.sampled_published),
            (data.derived, data.sampled_derived),
        )
    ]
    return (
        f"(1/N) log of the mean absolute determinant at {_GLASS}: lines from the limiting "
        f"spectrum, points from {draws} sampled matrices of size {size}, the same at every x, bars "
        "of two standard errors. Left: "
        f"published b = {data.b[0]:.4f}, quartic, choice of root and support; right: derived "
        f"b = {data.b[1]:.4f} and closed form. On the published support the published density has "
        f"mass {data.masses.min():.3f} at its least and {data.masses.max():.3f} at its largest. "
        f"Largest distance of a line from nature: {gaps[0]:.3f} as published, {gaps[1]:.3f} as "
        f"derived (finite size accounts for the order of log(N)/N = {np.log(size) / size:.2f})."
    )


def indexed(data: Indexed) -> str:
    """Fig. 5."""
    best = [", ".join(f"{v:.3f}" for v in values.max(axis=(1, 2))) for values in
            (data.published, data.derived)]  # fmt: skip
    indices = ", ".join(f"({k_D}, {k_G})" for k_D, k_G in data.indices)
    return (
        f"Theta at prescribed indices (k_D, k_G) = {indices}, at {_GLASS}; black line: Theta = 0. "
        f"Largest values in the figure: {best[0]} as published, {best[1]} as derived."
    )


def bands(data: Bands) -> str:
    """Fig. 6."""
    return (
        f"The largest index up to 29 with Theta > 0 below given losses, at {_GLASS}; grey: none. "
        "As published index 0 restricts nothing; as derived it does, and the other player's index "
        "is left free here. With both indices prescribed, as few as (0, 0), Theta is "
        f"{data.derived_both:.4f} at its largest, so that no such points are to be expected at any "
        "losses."
    )


def ratio(data: Surface) -> str:
    """Fig. 7."""
    return (
        "Exponent of the share of points low in both losses among those low in at least one, at "
        f"{_GLASS}. Largest value in the figure: {_plain(data.ratio_published.max())} as "
        f"published, {_plain(data.ratio_derived.max())} as derived; least: "
        f"{data.ratio_published.min():.1f} and {data.ratio_derived.min():.1f}."
    )


def _plain(value: float) -> str:
    return f"{0.0 if abs(value) < 1e-9 else value:.3g}"


def noise_sweep(data: Sweep) -> str:
    """Fig. 8."""
    k = data.orders.index(5)
    rises = [bool((np.diff(row) > 0).any()) for row in (data.published_D, data.derived_D[k])]
    words = ["rises again after a least value" if r else "falls throughout" for r in rises]
    at = int(np.argmin(np.abs(np.log(data.parameter))))
    return (
        "Least losses with Theta > 0 over sigma_z, at kappa = 0.9. At "
        f"sigma_z = {data.parameter[at]:.3g}, p = q = 5 the discriminator's is "
        f"{data.published_D[at]:.2f} as published and {data.derived_D[k][at]:.2f} as derived, the "
        f"generator's {data.published_G[at]:.2f} and {data.derived_G[k][at]:.2f}. The "
        f"discriminator's least loss {words[0]} as published, and {words[1]} as derived."
    )


def size_sweep(data: Sweep) -> str:
    """Fig. 9."""
    curves = (data.published_D, data.derived_D[0], data.published_G, data.derived_G[0])
    lowest = [f"{data.parameter[int(np.argmin(c))]:.2f}" for c in curves]
    spread = [f"{(c.max() - c.min()) / abs(c.min()):.1%}" for c in curves]
    return (
        "Least losses with Theta > 0 over kappa, at p = q = 5, sigma_z = 1. The discriminator's is "
        f"lowest at kappa = {lowest[0]} as published and {lowest[1]} as derived and varies by "
        f"{spread[0]} and {spread[1]}; the generator's is lowest at {lowest[2]} and {lowest[3]} "
        f"and varies by {spread[2]} and {spread[3]}."
    )

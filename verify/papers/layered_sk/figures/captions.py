"""Captions: what a figure shows, in numbers of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from glassproof.verify.papers.layered_sk.figures import data as figures


def readings(data: figures.Readings) -> str:
    """The readings."""
    gaps = [float(np.max(np.abs(data.published - other)))
            for other in (data.matrices, data.spins, data.hidden)]  # fmt: skip
    return (
        "$T_c$ of equal layers over $sqrt(C)$, as printed and as the Perron root of $K$ gives it, "
        f"$L = {data.counts[0]:.0f}$ to {data.counts[-1]:.0f}. The printed formula differs from "
        f"it by less than {max(2 * gaps[0], 1e-12):.0e} if $L$ counts weight matrices, by up to "
        f"{gaps[1]:.3f} if it counts layers of spins, and by up to {gaps[2]:.3f} if it counts "
        "hidden layers."
    )


def crossing(data: figures.Crossing) -> str:
    """The crossing."""
    gap = np.log(data.scaled[-1] / data.scaled[0])
    at = np.polyfit(gap, data.temperatures, 1)[1]
    slope = np.polyfit(data.temperatures, gap, 1)[0]
    error = float(np.hypot(*(data.errors[k] / data.scaled[k] for k in (0, -1))).mean() / abs(slope))
    return (
        "Scaled mean square overlaps of two replicas, three equal layers, $C = 1$, by parallel "
        f"tempering. The smallest and the largest size cross near {at:.3f}, with an error of "
        f"about {error:.3f}; $T_c$ is {data.derived:.4f} as derived, and {data.others[0]:.4f} and "
        f"{data.others[1]:.4f} in the other readings of the printed formula."
    )


def stability(data: figures.Stability) -> str:
    """The notions of stability."""
    nearest = float(data.least[np.argmin(np.abs(data.ratios - 1))])
    coldest = float(data.least[0])
    return (
        "Three equal layers. Left: the least eigenvalue of the TAP Hessian at $m = 0$, in the "
        f"limit, touches zero at $T_c$ ({nearest:.4f} beside it) and is {coldest:.3f} at "
        f"{data.ratios[0]:g} $T_c$; points are means of sampled Hessians. Right: growth factors "
        "of the iterations; with memory it passes 1 at $T_c$, in parallel at "
        f"{data.parallel_leaves:.3f} $T_c$; points are sampled iterations with memory."
    )


def overlaps(data: figures.Overlaps) -> str:
    """The overlaps."""
    below = data.borders[1:] <= data.symmetric / 2
    width = np.diff(data.borders)[below]
    shares = [float(density[below] @ width) for density in data.densities]
    return (
        f"Left: density of $abs(q)$ at $T = 0.8$, three equal layers, {data.draws} glasses of "
        "each size; the share of bins (without $abs(q) < 1/48$) below half the symmetric value "
        f"{data.symmetric:.4f} is {shares[0]:.3f} for layers of {data.widths[0]:.0f} spins and "
        f"{shares[1]:.3f} for {data.widths[1]:.0f}. Right: the Perron root that has to be below 1 "
        f"for the solution to be stable: {np.min(data.roots[data.ratios < 0.97]):.4f} at least "
        "below $0.97 T_c$."
    )

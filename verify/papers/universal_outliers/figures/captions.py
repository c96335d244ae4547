"""Captions: what a figure shows, in numbers of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from glassproof.verify.papers.universal_outliers.figures import data as figures


def positions(data: figures.Positions) -> str:
    """Positions and overlaps."""

    def at_spikes(curve: np.ndarray) -> np.ndarray:
        found: np.ndarray = np.interp(data.sampled, data.spikes, curve)
        return found

    derived = {
        "Gaussian": data.semicircular,
        "sparse": data.semicircular,
        "sample covariance": data.covariance,
    }
    far = "; ".join(
        f"{law} {np.abs(at_spikes(curve) - data.values[law][0]).max():.3f}"
        for law, curve in derived.items()
    )
    return (
        "Largest eigenvalue of $X + theta v v^T$ and squared overlap of its eigenvector with $v$, "
        f"$N = {data.size}$, means of {data.draws} matrices at each of {len(data.sampled)} "
        "spikes. $X$ is semicircular (Gaussian, and sparse with 50 entries a row), or a centred "
        "sample covariance of ratio 1/4, whose third cumulant moves the outlier. Largest distance "
        f"from the derived curves, the thresholds at finite $N$ included: {far}."
    )


def spectrum(data: figures.Spectrum) -> str:
    """Spectra."""
    middle = (data.borders[1:] + data.borders[:-1]) / 2
    density = np.interp(middle, data.x, data.density)
    distance = float((np.abs(density - data.heights) * np.diff(data.borders)).sum())
    return (
        f"Left: eigenvalues of {data.draws} matrices $X/2 + A$, $N = {data.size}$, $X$ Gaussian, "
        "$A$ with atoms $-1$ and 1 and one spike 2; distance from the free convolution "
        f"{distance:.3f}; the line is the derived outlier {data.outlier:.4f}. Right: $X$ alone "
        "with independent entries of variance one and $P(|x| > t)$ proportional to $t^-3$: "
        f"{data.beyond} eigenvalues of {data.heavy_matrices} matrices, $N = {data.size // 4}$, "
        "lie beyond 2.6 or $-2.6$, where universality has none."
    )


def batches(data: figures.Batches) -> str:
    """Batches."""
    last = data.sampled["distinct"][0][-2]
    return (
        f"Mean squared distance of $H_b$ from $A$ over its value at $b = 1$, {data.draws} batches "
        f"each, from $n = {data.population}$ samples. With replacement and for new samples it "
        "falls as $1/b$, as published; without replacement as $(n - b)/(b (n - 1))$: at $b = "
        f"{data.sizes[-2]}$ it is {last:.5f} sampled, {data.distinct[-2]:.5f} derived, "
        f"{data.published[-2]:.5f} published, and at $b = n$ it vanishes."
    )


def preconditioner(data: figures.Preconditioner) -> str:
    """The regularised inverse."""
    form, vector = data.exponents
    return (
        "Root mean square of $e_i^T (R - Q) e_j$, and of $|R v - Q v|$ for $|v| = 1$, $Q = g I$, "
        "no $A$, $s = 1$, $lambda = 5/2$, against $N$. The form's error falls as $N$ to the power "
        f"{form:.2f}; the vector's as $N$ to the power {vector:.2f}, towards the derived "
        f"{data.vector_derived:.4f}: at $N = {data.sizes[-1]:.0f}$ it is "
        f"{data.vector[0][-1]:.4f}."
    )

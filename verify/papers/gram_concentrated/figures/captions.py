"""Captions: what a figure shows, in numbers of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glassproof.derivations.prose.uncertain import with_error

if TYPE_CHECKING:
    from glassproof.verify.papers.gram_concentrated.figures import data as figures
    from glassproof.verify.papers.gram_concentrated.measured import Norms


def spectrum(data: figures.Spectrum) -> str:
    """The spectrum."""
    middle = (data.borders[1:] + data.borders[:-1]) / 2
    width = np.diff(data.borders)

    def distance(density: np.ndarray) -> float:
        at = np.interp(middle[1:], data.x, density)
        return float((np.abs(at - data.heights[1:]) * width[1:]).sum())

    far = [distance(d) for d in (data.derived, data.submission, data.slides)]
    return (
        "Density of the eigenvalues of $G$, two classes of 100 and 300 columns, $p = 200$, "
        f"covariances $I$ and $4 I$; grey: {data.draws} sampled matrices. Distances from the "
        f"histogram: as derived {far[0]:.3f}, as published {far[1]:.3f} (submission) and "
        f"{far[2]:.3f} (slide, read with $1/p$). The densities as "
        f"published are cut off at {data.top:.2g}."
    )


def rate(data: Norms) -> str:
    """The rate."""
    (slope, error), last = data.exponent(data.derived), f"{data.p[-1]:.0f}"
    return (
        "Norm of $E R$ less its equivalent, balanced classes, $p = n$, $|mu| = 2$, $z = 1/4$; "
        "black: the published rate $sqrt(log p/p)$, and $1/p$ through the first point. As derived "
        f"it falls as $p$ to the power {with_error(slope, error)}, from {data.derived[0]:.3f} at "
        f"$p = {data.p[0]:.0f}$ to {with_error(data.derived[-1], data.error[-1])} at $p = {last}$; "
        f"as published it is {data.submission[-1]:.3f} (submission) and {data.slides[-1]:.3f} "
        "(slide) there."
    )


def walk(data: figures.Trace) -> str:
    """The walk."""
    last = slice(-len(data.iterations) // 10, None)
    told = "; ".join(
        f"$s = {cap:g}$: {before[last].mean():.3f} and {after[last].mean():.3f}, line {root:.3f}"
        for cap, before, after, root in zip(
            data.caps, data.before, data.after, data.roots, strict=True
        )
    )
    return (
        "Largest singular value before and after the second step, with the lines $sqrt(s^2 + 1)$, "
        "which the sources publish as a bound and which is derived to be the root mean square "
        f"before it. Means over the last tenth of the iterations: {told}. Without the second step "
        f"{data.without[-1]:.3f} is reached."
    )


def universality(data: figures.Universality) -> str:
    """Universality."""
    logs, width = np.log(data.borders), np.diff(np.log(data.borders))
    middle = np.exp((logs[1:] + logs[:-1]) / 2)

    def distance(density: np.ndarray, heights: np.ndarray) -> float:
        return float((np.abs(np.interp(middle, data.x, density) - heights) * width).sum())

    return (
        f"Logarithms of eigenvalues of $G$ for {data.draws} samples. Left: images of a random "
        f"network, at a distance of {distance(data.of_moments, data.concentrated):.3f} from the "
        "density of their first two moments, as published. Right: data of covariance $I$ that do "
        f"not concentrate, at {distance(data.white, data.others):.3f} from the density of their "
        f"moments and at {distance(data.half_empty, data.others):.3f} from the derived one."
    )

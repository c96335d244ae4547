"""Captions: what a figure shows, in numbers of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glassproof.verify.papers.loss_landscapes.figures.long_runs import stored

if TYPE_CHECKING:
    from glassproof.verify.papers.loss_landscapes.figures import data as figures


def _cost(name: str) -> str:
    """Seed and cost of a long run."""
    run = stored()
    return f"Long run, seed {run['seed']}, {run['processor seconds'][name]:g} s of one processor."


def cuts(data: figures.Cuts) -> str:
    """Cuts."""
    gaussian, signs = (
        f"{band.middle[0]:.3g} at $-1$ and {band.middle[-1]:.3g} at 1"
        for band in (data.gaussian, data.signs)
    )
    return (
        f"Training losses of {data.networks} networks 64-16-10 on digits, median and quartiles, "
        f"along Gaussian directions ({gaussian}) and along the solution's signs ({signs}); $eps$ "
        f"has the solution's norm. {_cost('cuts')}"
    )


def surface(data: figures.Surface) -> str:
    """Surface."""
    row = int(abs(data.y).argmin())
    at = [int(abs(data.x - place).argmin()) for place in (0.0, 0.5, 1.0)]
    here, middle, there = (data.losses[row, column] for column in at)
    return (
        "Training loss over the plane of a solution, a copy with permuted hidden units (stars), "
        f"and a Gaussian direction: {here:.3g} at the solution, {middle:.3g} half way, "
        f"{there:.3g} "
        f"at the copy. {_cost('surface')}"
    )


def families(data: figures.Families) -> str:
    """Families."""
    told = "; ".join(
        f"{words}: {family.statistic:.3f} where the null has {family.null.mean():.3f} on average, "
        f"$p = {family.p_value:.2g}$"
        for words, family in (
            ("independent seeds", data.independent),
            ("four common ancestors", data.branched),
        )
    )
    return (
        f"Dendrograms (average linkage) of {len(data.independent.across) + 1} solutions each, and "
        "the mean of $(a - b)/(a - c)$ over triangles of sides $a >= b >= c$ (vertical line), 0 "
        f"in an ultrametric space, among {len(data.independent.null)} draws of independent points "
        f"with the same distances' law. {told}. {_cost('families')}"
    )


def walks(data: figures.Walks) -> str:
    """Walks."""
    at = int(abs(data.overlaps - 0.8).argmin())
    return (
        "(plateau - loss)/(plateau - loss at the start) along random walks on the sphere "
        "through a "
        "solution, median and quartiles over networks, and the correlation of the spherical "
        "glass "
        f"of two spins: {data.networks.middle[at]:.3f} and {data.glass[at]:.3f} at the overlap "
        f"{data.overlaps[at]:.2f}, {data.networks.middle[-1]:.3f} and {data.glass[-1]:.3f} at "
        f"{data.overlaps[-1]:.2f}. {_cost('walks')}"
    )


def barriers(data: figures.Barriers) -> str:
    """Barriers."""
    told = ", ".join(
        f"{height:.2g} at {width:g}"
        for width, height in zip(data.widths, data.heights.middle, strict=True)
    )
    return (
        "Rise of the training loss above the chord between a solution and a copy with permuted "
        f"hidden units, against their number; {data.networks} networks each, median and "
        f"quartiles: "
        f"{told}. {_cost('barriers')}"
    )


def patterns(data: figures.Patterns) -> str:
    """Patterns."""
    at = int(abs(data.at - 1.0).argmin())
    return (
        "One rectified unit, $w = (3, -1, -3, 1)$, Gaussian inputs: shares of activations that "
        f"survive towards $sign(w)$, {data.ahead[at]:.4f} at $lambda = 1$ and "
        f"{data.behind[at]:.4f} at $-1$; and of Gaussian weights whose sign turns at $-lambda$, "
        f"{data.turned[at]:.4f} at $lambda = 1$, none at $lambda > 0$. Points are sampled."
    )

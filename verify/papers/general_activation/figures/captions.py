"""Captions: what a figure shows, in numbers of its data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glassproof.verify.papers.general_activation.figures import data as figures


def asymptotics(data: figures.Asymptotics) -> str:
    """Exact counts over asymptotics."""
    told = "; ".join(
        f"$u = {u:g}$: {row[-1]:.4f} at $N = {data.sizes[-1]}$, limit {limit:.4f} ± {error:.1g}"
        for u, row, limit, error in zip(
            data.energies, data.ratios, data.limits, data.errors, strict=True
        )
    )
    return (
        "Exact expected numbers of critical points below $N u$ (points) over their sharp "
        f"asymptotics, $p = 3$, $-E_inf = {-2 * math.sqrt(2 / 3):.4f}$. Lines lead on to what is "
        f"extrapolated by $1/N$ and $1/N^2$: {told}."
    )


def fields(data: figures.Fields) -> str:
    """Fixed fields."""
    return (
        "Expected numbers of critical points with a fixed field over those without, $p = 3$, "
        f"exactly at $N = {', '.join(map(str, data.sizes))}$. At $h = {data.h[-1]:g}$ below $u = "
        f"{data.energy:g}$: {data.low[-1, -1]:.3f} at $N = {data.sizes[-1]}$, limit "
        f"{data.low_limit[-1]:.3f}; of all points {data.all[-1, -1]:.4f} and "
        f"{data.all_limit[-1]:.4f}."
    )


def perturbed(data: figures.Perturbed) -> str:
    """Determinants."""
    gaps = [float(abs(row[-1] / limit - 1).max()) for row, limit in
            zip(data.exact, data.derived, strict=True)]  # fmt: skip
    told = ", ".join(f"{gap:.2g} at $x = {x:g}$" for gap, x in zip(gaps, data.shifts, strict=True))
    return (
        "$E|det(M - x + s e e^T)|$ over $E|det(M - x)|$, $M$ of the Gaussian orthogonal ensemble "
        "with off-diagonal variance 1/2, $s$ and $x$ in units of $sqrt(N)$: exact at $N = "
        f"{' and '.join(map(str, data.sizes))}$, and the derived limit $sqrt(1 - 2 s x + 2 s^2)$. "
        f"Largest relative distance at $N = {data.sizes[-1]}$: {told}."
    )


def trivialisation(data: figures.Trivialisation) -> str:
    """Random fields."""
    at = int(abs(data.sigma - data.threshold).argmin())
    told = ", ".join(
        f"{math.exp(row[-1]):.4g}, {math.exp(row[at]):.4g} at $N = {size}$"
        for size, row in zip(data.sizes, data.exact, strict=True)
    )
    return (
        "log of the exact expected number of critical points with a random field of standard "
        f"deviation $sigma$, $p = 3$; the threshold is $sqrt(p (p-2)) = {data.threshold:.4f}$, "
        "and the horizontal line $log 2$. Expected numbers at the right end and nearest to the "
        f"threshold: {told}."
    )

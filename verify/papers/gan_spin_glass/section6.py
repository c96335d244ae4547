"""Section 6: what the paper concludes for the training of adversarial networks.

Each prose claim is stated as a proposition at the parameters of the paper's own figures, judged
with the exact model, and compared with what the published constants give (with the right
log-potential).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np

from glassproof.derivations.gan_glass.complexity import concavity
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.domain import Point
from glassproof.numerics.gan_glass.certified_complexity import theta_ball
from glassproof.numerics.gan_glass.losses import Player, least_loss_D, least_loss_G
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass.paper import text
from glassproof.verify.papers.gan_spin_glass.published_complexity import (
    published_least_loss,
    theta_published,
)
from glassproof.verify.papers.gan_spin_glass.published_grid import (
    FIGURE_X,
    grid_end,
    grid_losses,
)
from glassproof.verify.papers.gan_spin_glass.published_surface import grid
from glassproof.verify.papers.gan_spin_glass.section5 import GLASS_2

NOISES = tuple(Fraction(10) ** k for k in range(-3, 3))
SHARES = tuple(Fraction(k, 20) for k in (1, 5, 10, 15, 19))
FIGURE_8 = {"p": 5, "q": 5}
SHARE_8 = Fraction(9, 10)
MOST = 29
FLAT = 1e-3
"""Relative changes below this are no change, to a reader of a figure."""


def _monotone() -> Finding:
    """The supremum over a smaller region is not larger."""
    concavity()
    return Finding(
        Kind.SYMBOLIC,
        Outcome.HOLDS,
        "$Theta(u_D, u_G)$ is a supremum over a subset of the regions of $Theta(u_D, oo)$ and "
        "$Theta(oo, u_G)$",
        "true of every model, since fewer points satisfy two bounds than one: it says nothing "
        "about this one",
    )


RATIO = Claim(
    id="section6.ratio",
    title="Good minima never outnumber bad ones",
    published="$Theta(u_D, u_G) - max(Theta(u_D, oo), Theta(oo, u_G)) <= 0$.",
    domain=MODEL_DOMAIN,
    examinations=(Examination("monotonicity", _monotone),),
    source=text(
        "Section 6, Figure 7",
        "lines 114-116",
        r"\Theta(u_D, u_G) - \max(\Theta(u_D, \infty), \Theta(\infty, u_G))",
        code_lines="rmt/complexity.py 35-53",
    ),
    uses=("section5.theta",),
)


def _bands() -> Finding:
    """Is Theta positive at any low index? Index (0, 0) bounds every other from above."""
    both = theta_ball(inf, inf, **GLASS_2, index=True)
    plain: dict[str, Any] = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
    shown = [f"{theta_published(inf, inf, **plain, k_D=k, k_G=k):.4g}" for k in range(3)]
    empty = bool(both < 0)
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if empty else Outcome.SILENT,
        f"at the parameters of Figures 5 and 6 $Theta$ is at most {both.str(8)} for every index "
        "($k_D$, $k_G$) and all bounds: there are no critical points of low index, hence no "
        "bands",
        "points of low index for both players are exponentially rare; the published constants "
        f"give $Theta(oo, oo) = {', '.join(shown)}$ at index (0, 0), (1, 1), (2, 2) instead. "
        "Where they are not empty, regions of higher index lie inside those of lower index, since "
        "the cost grows with the index",
        {"Theta at index (0, 0)": both.str(12)},
    )


def _bands_as_published() -> Finding:
    """Are the regions of the published Theta on the published grid not empty, and nested?"""
    plain = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
    theirs, bounds = grid("figure 5", **plain), np.linspace(-20.0, 15.0, 71)
    both = {"$(k, 0)$": (1, 0), "$(0, k)$": (0, 1), "$(k, k)$": (1, 1)}
    chains = {
        name: [theirs.theta(bounds, bounds, k_D=D * k, k_G=G * k) > 0 for k in range(MOST + 1)]
        for name, (D, G) in both.items()
    }
    last = {
        name: max((k for k, region in enumerate(chain) if region.any()), default=-1)
        for name, chain in chains.items()
    }
    nested = all(
        bool((inner <= outer).all())
        for chain in chains.values()
        for outer, inner in pairwise(chain)
    )
    held = nested and min(last.values()) > 0
    largest = ", ".join(f"{k} at {name}" for name, k in last.items())
    return Finding(
        Kind.CERTIFIED,
        Outcome.HOLDS if held else Outcome.FAILS,
        "on the published grid, in double precision, there are bounds up to 15 with $Theta > 0$ "
        f"for $k$ from 0 to {largest} ({MOST} being the last tried), and the region of every "
        f"index {'lies' if nested else 'does not lie'} in that of the index below",
    )


BANDED = Claim(
    id="section6.banded",
    title="Critical points of low index form bands towards low losses",
    published="At $p = q = 3$, $kappa = 9/10$, $sigma_z = 1$ the regions of ($u_D$, $u_G$) with "
    "$Theta > 0$ at low index ($k_D$, $k_G$), from (0, 0) up, are not empty and nested towards "
    "low losses.",
    domain=MODEL_DOMAIN,
    examinations=(Examination("Theta at low index", _bands),),
    source=text(
        "Section 6, Figures 5 and 6",
        "lines 106-111",
        code_lines="rmt/complexity.py 35-53 and rmt/coulomb.py 25-31",
    ),
    uses=("section5.theta", "section5.index-zero", "section5.index-weight-D",
          "section5.index-weight-G", "section5.index-edge-D", "section5.index-edge-G"),
    follows=Examination("bands as published", _bands_as_published),
)  # fmt: skip


def _falls(player: str, points: Sequence[Point], losses: Sequence[float]) -> list[bool]:
    """For each neighbouring pair, is the least loss certified to be lower at the second point?

    Between the two least losses lies a bound at which balls show Theta < 0 for the first point
    and Theta > 0 for the second.
    """
    found = []
    for first, second, high, low in zip(points, points[1:], losses, losses[1:], strict=False):
        bound = (high + low) / 2
        bounds = (bound, inf) if player == "D" else (inf, bound)
        found.append(
            bool(theta_ball(*bounds, **first) < 0) and bool(theta_ball(*bounds, **second) > 0)
        )
    return found


def _floats(points: Sequence[Point]) -> list[dict[str, Any]]:
    return [{k: v if k in ("p", "q") else float(v) for k, v in point.items()} for point in points]


def _losses(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Least losses of discriminator and generator with Theta > 0, in float64."""
    plain = _floats(points)
    return [float(least_loss_D(**g)) for g in plain], [float(least_loss_G(**g)) for g in plain]


def _published_losses(player: Player, plain: Sequence[dict[str, Any]]) -> list[float]:
    """Least losses of one player with the published constants and region, at the supremum."""
    return [float(published_least_loss(player, **glass)) for glass in plain]


def _on_the_grid(plain: Sequence[dict[str, Any]]) -> str:
    """Least losses as published, over the grid of x and x1 of Figures 8 and 9."""
    found = [grid_losses(**glass) for glass in plain]
    ends = [grid_end(p=glass["p"], q=glass["q"]) for glass in plain]
    at_end = sum(g.u_G == end for g, end in zip(found, ends, strict=True))
    return (
        f"{_listed([g.u_D for g in found])} and {_listed([g.u_G for g in found])}; of the latter "
        f"{at_end} are the least that the grid holds, $x = {FIGURE_X[0]:g}$"
    )


def _listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.5g}" for value in values)


def _variance_ratio() -> Finding:
    """The least losses along the sweep of Figure 8: every step is certified to fall."""
    points = [{**FIGURE_8, "sigma_z": noise, "kappa": SHARE_8} for noise in NOISES]
    least_D, least_G = _losses(points)
    falling = _falls("D", points, least_D) + _falls("G", points, least_G)
    where = ", ".join(f"{float(noise):g}" for noise in NOISES)
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if all(falling) else Outcome.SILENT,
        f"at $p = q = 5$, $kappa = 9/10$, $sigma_z = {where}$ both least losses fall at every "
        f"step: discriminator {_listed(least_D)}; generator {_listed(least_G)}",
        "neither has a minimum or becomes flat: both end up proportional to $sigma_z$",
        {"least u_D": least_D, "least u_G": least_G},
    )


def _variance_ratio_as_published() -> Finding:
    """Has the published Theta, where no grid ends, a minimum and a flat part?"""
    points = _floats([{**FIGURE_8, "sigma_z": noise, "kappa": SHARE_8} for noise in NOISES])
    least_D, least_G = (_published_losses(player, points) for player in ("D", "G"))
    minimum = 0 < int(np.argmin(least_D)) < len(least_D) - 1
    flat = abs(least_G[-1] - least_G[-2]) < FLAT * abs(least_G[-1])
    return Finding(
        Kind.CERTIFIED,
        Outcome.HOLDS if minimum and flat else Outcome.FAILS,
        f"the published constants and region, with the right log-potential and at the supremum, "
        f"give {_listed(least_D)} for the discriminator and {_listed(least_G)} for the generator "
        f"(double precision): {'a' if minimum else 'no'} minimum, {'a' if flat else 'no'} flat "
        f"part. The published grid gives {_on_the_grid(points)}",
    )


VARIANCE_RATIO = Claim(
    id="section6.variance-ratio",
    title="The effect of the variance ratio on the least losses",
    published="At $p = q = 5$, $kappa = 9/10$ the least $u_D$ with $Theta(u_D, oo) > 0$ has a "
    "minimum in $sigma_z$ inside [1e-5, 1e2]; the least $u_G$ with $Theta(oo, u_G) > 0$ falls and "
    "is then constant.",
    domain=MODEL_DOMAIN,
    examinations=(Examination("least losses along the sweep", _variance_ratio),),
    source=text(
        "Section 6, Figure 8",
        "lines 132-137",
    ),
    uses=("section5.theta",),
    follows=Examination("the sweep with the published Theta", _variance_ratio_as_published),
)


def _size_ratio() -> Finding:
    """The least losses along the sweep of Figure 9: where they are certified to differ."""
    points = [{**FIGURE_8, "sigma_z": 1, "kappa": share} for share in SHARES]
    least_D, least_G = _losses(points)
    middle = len(points) // 2
    optimum = all(_falls("D", points[: middle + 1], least_D[: middle + 1])) and all(
        _falls("D", points[middle:][::-1], least_D[middle:][::-1])
    )
    depends = _falls("G", points[:2], least_G[:2])[0]
    where = ", ".join(str(share) for share in SHARES)
    first = "has its optimum near 1/2, as published" if optimum else "is not certified to"
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if depends else Outcome.SILENT,
        f"at $p = q = 5$, $sigma_z = 1$, $kappa = {where}$ the generator's least loss is "
        f"{_listed(least_G)}: it depends on $kappa$",
        f"the discriminator's least loss, {_listed(least_D)}, {first}; the generator's has the "
        "same shape",
        {"least u_D": least_D, "least u_G": least_G, "optimum of u_D near 1/2": optimum},
    )


def _size_ratio_as_published() -> Finding:
    """Has the published Theta, where no grid ends, an optimum in D and no dependence in G?"""
    points = _floats([{**FIGURE_8, "sigma_z": 1, "kappa": share} for share in SHARES])
    least_D, least_G = (_published_losses(player, points) for player in ("D", "G"))
    optimum = int(np.argmin(least_D)) == len(points) // 2
    constant = max(least_G) - min(least_G) < FLAT * abs(least_G[0])
    return Finding(
        Kind.CERTIFIED,
        Outcome.HOLDS if optimum and constant else Outcome.FAILS,
        "the published constants and region, with the right log-potential and at the supremum, "
        f"give {_listed(least_D)} for the discriminator and {_listed(least_G)} for the generator "
        f"(double precision), which {'does not depend' if constant else 'depends'} on $kappa$. "
        f"The published grid gives {_on_the_grid(points)}",
    )


SIZE_RATIO = Claim(
    id="section6.size-ratio",
    title="The effect of the size ratio on the least losses",
    published="At $p = q = 5$, $sigma_z = 1$ the least $u_D$ with $Theta(u_D, oo) > 0$ has a "
    "broad optimum in $kappa$ about 1/2; the least $u_G$ with $Theta(oo, u_G) > 0$ does not "
    "depend on $kappa$.",
    domain=MODEL_DOMAIN,
    examinations=(Examination("least losses along the sweep", _size_ratio),),
    source=text(
        "Section 6, Figure 9",
        "lines 141-146",
    ),
    uses=("section5.theta",),
    follows=Examination("the sweep with the published Theta", _size_ratio_as_published),
)

CLAIMS = (RATIO, BANDED, VARIANCE_RATIO, SIZE_RATIO)

"""Figure 8 on trained networks: the statements, with margins that the figure's own curves set.

Losses of model and experiment have no scale in common, but both have an origin: what a point that
knows nothing has, 0 in the model (its mean), log 2 and 2 log 2 of generator and discriminator (both
outcomes equally likely). Depths below it are compared as shares of one another. A margin lies
halfway between the published curve and a flat one, so that either, were it nature's, is told with
the same number of runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from glassproof.numerics.gan_glass.losses import Player
from glassproof.numerics.probability.contrasts import Contrast, contrast, growth, power
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, all_hold, concluded
from glassproof.verify.papers.gan_spin_glass.published_grid import GridLosses, grid_losses
from glassproof.verify.papers.gan_spin_glass.trained import decades, lost

Bands = Mapping[str, Sequence[float]]
DECADES = tuple(str(k) for k in range(-5, 2))
FIRST, *INNER, LAST = DECADES
GUESSING: dict[Player, float] = {"G": math.log(2), "D": 2 * math.log(2)}
"""Losses of networks that guess."""
UNCHANGED = 1e-3
"""Depths of the published curve that differ by less, as a share, are the same."""
FLAT = "flat"
"""The band of all decades in which the published curve of the generator is flat."""


class Bounded(NamedTuple):
    """A contrast, and the bound above which a statement holds."""

    contrast: Contrast
    bound: float

    def holds(self, level: float) -> bool | None:
        """Whether it does; None where neither is shown at the level."""
        if self.contrast.above(self.bound, level):
            return True
        return False if self.contrast.below(self.bound, level) else None


@cache
def published_depths(player: Player) -> dict[str, float]:
    """Depths of Figure 8's curve in the middles of the decades, the deepest being 1.

    As the authors' code computes them: p = q = 5, kappa = 9/10, on its grid.
    """
    depths = {k: -(v.u_G if player == "G" else v.u_D) for k, v in _published_losses().items()}
    return {k: depth / max(depths.values()) for k, depth in depths.items()}


@cache
def _published_losses() -> dict[str, GridLosses]:
    places = {name: 10.0 ** (int(name) + 0.5) for name in DECADES}
    return {k: grid_losses(p=5, q=5, sigma_z=z, kappa=0.9) for k, z in places.items()}


def halfway(share: float) -> float:
    """Between a share of the published curve and that of a flat one, which is 1."""
    return (1 + share) / 2


def with_plateau(bands: Bands) -> dict[str, Sequence[float]]:
    """The bands, and all runs of those in which the published generator's curve is flat."""
    depths = published_depths("G")
    flat = [k for k in DECADES if abs(depths[k] - depths[LAST]) < UNCHANGED]
    return {**bands, FLAT: [loss for k in flat for loss in bands[k]]}


def fall(bands: Bands) -> Bounded:
    """The depth of the first decade is at most halfway from its published share of the plateau's.

    With losses L, log 2 - L_first <= m (log 2 - L_flat).
    """
    share = halfway(published_depths("G")[FIRST])
    found = contrast(bands, {FIRST: 1, FLAT: -share})
    return Bounded(found, (1 - share) * GUESSING["G"])


def gains(bands: Bands) -> list[Bounded]:
    """From a decade to the next the depth gains half of what the published curve gains at most
    within one, as a share of the plateau's."""
    depths = list(published_depths("G").values())
    half = max(after - before for before, after in pairwise(depths)) / 2
    weights = [{high: 1, low: -1, FLAT: half} for high, low in pairwise(DECADES)]
    return [Bounded(contrast(bands, w), half * GUESSING["G"]) for w in weights]


def flatness(bands: Bands) -> list[Bounded]:
    """From the first decade of the plateau to the last the loss neither falls nor rises by half of
    the published fall: losses obey -(x - y) - h L_flat > -h log 2, h being that half."""
    depths = published_depths("G")
    half = (1 - depths[FIRST]) / 2
    start = next(k for k in DECADES if abs(depths[k] - depths[LAST]) < UNCHANGED)
    weights = [{start: -sign, LAST: sign, FLAT: -half} for sign in (1.0, -1.0)]
    return [Bounded(contrast(bands, w), -half * GUESSING["G"]) for w in weights]


def noise_generator(rows: Sequence[Row]) -> Finding:
    bands = with_plateau(decades(rows, "G"))
    falls, steps, level_parts = fall(bands), gains(bands), flatness(bands)
    level = LEVEL / (1 + len(steps) + len(level_parts))
    sharp = [step.holds(level) for step in steps]
    parts = {
        "falls by half of the published fall": falls.holds(level),
        "gains half of the published step within one decade": some_holds(sharp),
        "is then flat to half of that fall": all_hold(p.holds(level) for p in level_parts),
    }
    depth = GUESSING["G"] - contrast(bands, {FLAT: 1}).estimate
    gap = (1 - halfway(published_depths("G")[FIRST])) * depth
    runs = math.ceil(len(rows) * growth(falls.contrast, gap, level)) if gap > 0 else 0
    enough = (
        f"; a curve that is flat, or falls as published, is told from that half with probability "
        f"0.999 by {runs} runs at this scatter"
    )
    return concluded(
        all_hold(parts.values()),
        f"mean least generator losses by decade of $sigma_z$ from 1e-5: {_means(bands)}; the "
        f"published curve has {published_depths('G')[FIRST]:.2g} of its plateau's depth in the "
        f"first decade, the runs {_share(bands, 'G', FIRST, FLAT)}; the curve "
        f"{_yes_and_no(parts)}; {power([b.contrast for b in (falls, *steps, *level_parts)], level)}"
        + (enough if gap > 0 else "")
        + lost(rows),
        f"the depth of the least generator loss below $log(2)$ at $sigma_z < 1e-4$ is "
        f"{_share(bands, 'G', FIRST, FLAT)} of that from 1e-3 on",
    )


def some_holds(parts: Sequence[bool | None]) -> bool | None:
    """Whether one holds; False if all are excluded."""
    return True if True in parts else None if None in parts else False


def minimum(bands: Bands, inner: str) -> list[Bounded]:
    """The depths of both ends are at most halfway from their published shares of the inner's."""
    found = []
    for end in (FIRST, LAST):
        share = halfway(published_depths("D")[end])
        weighed = contrast(bands, {end: 1, inner: -share})
        found.append(Bounded(weighed, (1 - share) * GUESSING["D"]))
    return found


def noise_discriminator(rows: Sequence[Row]) -> Finding:
    bands = decades(rows, "D")
    level = LEVEL / (2 * len(INNER))
    tested = {inner: minimum(bands, inner) for inner in INNER}
    tried = {k: all_hold(end.holds(level) for end in both) for k, both in tested.items()}
    least = min(INNER, key=lambda k: contrast(bands, {k: 1}).estimate)
    drawn = published_depths("D")
    return concluded(
        some_holds(list(tried.values())),
        f"mean least discriminator losses by decade of $sigma_z$ from 1e-5: {_means(bands)}; of "
        f"the published minimum's depth the ends have {drawn[FIRST]:.3g} and {drawn[LAST]:.3g}, of "
        f"that in the runs' decade from 1e{least} {_share(bands, 'D', FIRST, least)} and "
        f"{_share(bands, 'D', LAST, least)}; a decade is deeper than both ends by half of what is "
        f"published: {', '.join(k for k, yes in tried.items() if yes) or 'none'} (by powers of "
        f"ten); {power([end.contrast for both in tested.values() for end in both], level)}"
        + lost(rows),
        f"the least discriminator loss does not depend on $sigma_z$ as published: of the depth "
        f"below $2 log(2)$ from 1e{least} on the ends have {_share(bands, 'D', FIRST, least)} and "
        f"{_share(bands, 'D', LAST, least)}",
    )


def _share(bands: Bands, player: Player, one: str, other: str) -> str:
    depths = [GUESSING[player] - contrast(bands, {k: 1}).estimate for k in (one, other)]
    return f"{depths[0] / depths[1]:.3g}"


def _means(bands: Bands) -> str:
    return ", ".join(contrast(bands, {name: 1}).words for name in DECADES)


def _yes_and_no(said: Mapping[str, bool | None]) -> str:
    words = {True: "yes", False: "no", None: "not decided"}
    return ", ".join(f"{what}: {words[answer]}" for what, answer in said.items())

"""Figure 9, and the models' order, on trained networks, at levels fixed before they are trained.

Each statement is a set of linear contrasts of mean least losses over bands of noises or shares.
A contrast is called positive, or not positive, where Welch's test says so at the level; the levels
of all contrasts of a claim add up to its own. What neither is shown stays undecided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from glassproof.numerics.gan_glass.losses import Player, least_loss_D, least_loss_G
from glassproof.numerics.networks.training.adversarial import FILTERS
from glassproof.numerics.probability.contrasts import Contrast, contrast, power
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, concluded
from glassproof.verify.papers.gan_spin_glass.published_complexity import published_least_loss
from glassproof.verify.papers.gan_spin_glass.trained import (
    decades,
    lost,
    thirds,
)

Bands = Mapping[str, Sequence[float]]
MIDDLE = "8"


def _between(bands: Bands, high: str, low: str) -> Contrast:
    return contrast(bands, {high: 1, low: -1})


def _all(contrasts: Sequence[Contrast], level: float) -> bool | None:
    """Whether all are positive; None where that is not decided."""
    if all(c.above(0, level) for c in contrasts):
        return True
    return False if any(c.below(0, level) for c in contrasts) else None


def _means(bands: Bands) -> str:
    return ", ".join(f"{contrast(bands, {name: 1}).words}" for name in bands)


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def share_discriminator(rows: Sequence[Row]) -> Finding:
    bands = thirds(rows, "D")
    low, near, mid, far, high = bands
    level = LEVEL / 6
    optimum = [_between(bands, low, mid), _between(bands, high, mid)]
    broad = [
        contrast(bands, _added({near: sign, far: -sign}, {end: 0.5, mid: -0.5}))
        for sign in (1.0, -1.0)
        for end in (low, high)
    ]
    return concluded(
        _all([*optimum, *broad], level),
        "mean least discriminator losses at $kappa$ about 2/16, 5/16, 8/16, 11/16, 14/16: "
        f"{_means(bands)}; both ends lie above the middle by {optimum[0].words} and "
        f"{optimum[1].words}; {power([*optimum, *broad], level)}" + lost(rows),
        f"from $kappa$ about 1/8 to 1/2 the least discriminator loss falls by {optimum[0].words}, "
        f"and from 1/2 to 7/8 it changes by {optimum[1].words}",
    )


def share_generator(rows: Sequence[Row]) -> Finding:
    bands = thirds(rows, "G")
    *_, high = bands
    rise = _between(bands, high, MIDDLE)
    return concluded(
        _all([rise], LEVEL),
        "mean least generator losses at $kappa$ about 2/16, 5/16, 8/16, 11/16, 14/16: "
        f"{_means(bands)}; from 1/2 to 7/8 it rises by {rise.words}; {power([rise], LEVEL)}"
        + lost(rows),
        f"from $kappa$ about 1/2 to 7/8 the least generator loss changes by {rise.words}",
    )


def _order(bands: Bands, level: float) -> dict[tuple[str, str], int]:
    """1 where the first band of a pair is higher, -1 where lower; undecided pairs are left out."""
    found = {}
    for one, other in combinations(bands, 2):
        between = _between(bands, one, other)
        if sign := int(between.above(0, level)) - int(between.below(0, level)):
            found[one, other] = sign
    return found


def model_losses(player: Player, which: str, places: Sequence[Mapping[str, float]]) -> list[float]:
    """Least losses of the model at p = q = 5, as ``published`` or ``derived``."""
    if which == "derived":
        least: Any = least_loss_D if player == "D" else least_loss_G
        return [float(least(p=5, q=5, **place)) for place in places]
    return [float(published_least_loss(player, p=5, q=5, **place)) for place in places]


def at_noises(bands: Bands) -> list[dict[str, float]]:
    """The middle of each decade, at the share of Figure 8."""
    return [{"sigma_z": 10.0 ** (int(k) + 0.5), "kappa": 0.9} for k in bands]


def at_shares(bands: Bands) -> list[dict[str, float]]:
    """The middle share of each band, at the noise of Figure 9."""
    return [{"sigma_z": 1.0, "kappa": int(k) / FILTERS} for k in bands]


UNCHANGED = 1e-3
"""Relative differences of the model's least losses below this are ties."""


def agreement(by_noise: Sequence[Row], by_share: Sequence[Row]) -> Finding:
    """Pairs of bands whose order the runs decide, and the order the model gives them."""
    sweeps = {"sigma_z": (decades, by_noise, at_noises), "kappa": (thirds, by_share, at_shares)}
    level = LEVEL / (2 * 2 * (21 + 10))
    told, against, decided, pairs = [], 0, 0, 0
    players: tuple[Player, Player] = ("D", "G")
    for name, (divide, rows, places) in sweeps.items():
        for player in players:
            bands = divide(rows, player)
            seen = _order(bands, level)
            decided, pairs = decided + len(seen), pairs + len(bands) * (len(bands) - 1) // 2
            for which in ("published", "derived"):
                losses = dict(zip(bands, model_losses(player, which, places(bands)), strict=True))
                agree, disagree = _compared(seen, losses)
                against += disagree if which == "published" else 0
                told.append(
                    f"{'discriminator' if player == 'D' else 'generator'} along ${name}$, {which}: "
                    f"{agree} with, {disagree} against"
                )
    holds = False if against else True if decided >= pairs / 2 else None
    return concluded(
        holds,
        f"the runs decide the order of {decided} of {pairs} pairs of bands, each way at level "
        f"{level:.2g}; with the model's: " + "; ".join(told) + lost(by_noise, by_share),
        f"of the pairs decided the model's order is {'; '.join(told)}",
    )


def _compared(seen: Mapping[tuple[str, str], int], losses: Mapping[str, float]) -> tuple[int, int]:
    """How many decided pairs the model orders alike, and how many the other way."""
    agree = disagree = 0
    for (one, other), sign in seen.items():
        gap = losses[one] - losses[other]
        if abs(gap) > UNCHANGED * max(abs(losses[one]), abs(losses[other])):
            agree, disagree = agree + (gap * sign > 0), disagree + (gap * sign < 0)
    return agree, disagree

"""What trained networks show in Figs. 8 and 9: means of the least losses of the shipped runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from glassproof.numerics.networks.training.adversarial import FILTERS
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.study import Row, Study, shipped
from glassproof.verify.papers.gan_spin_glass.noise_tests import GUESSING
from glassproof.verify.papers.gan_spin_glass.trained import BY_NOISE, BY_SHARE, NOISES, SHARES

TOGETHER = 3
"""Neighbouring noises whose runs make one point."""
Groups = Iterator[tuple[float, set[float]]]
"""Where a point is drawn, and the laws whose runs it is the mean of."""


@dataclass(frozen=True)
class Trained:
    """Mean least losses (cross-entropies) and their standard errors, rows of D and of G."""

    at: FloatArray
    means: FloatArray
    errors: FloatArray
    runs: int


def _by_noise() -> Groups:
    for k in range(0, len(NOISES), TOGETHER):
        group = NOISES[k : k + TOGETHER]
        yield float(np.exp(np.log(group).mean())), set(group)


def _by_share() -> Groups:
    for filters in SHARES:
        yield filters / FILTERS, {float(filters)}


SWEEPS: dict[str, tuple[Study, Callable[[], Groups]]] = {
    "sigma_z": (BY_NOISE, _by_noise),
    "kappa": (BY_SHARE, _by_share),
}


def trained(name: str) -> Trained | None:
    """The shipped runs along ``sigma_z`` or ``kappa``; None if none ship."""
    study, groups = SWEEPS[name]
    kept = shipped(study)
    return None if kept is None else summarised(kept.rows, study.law, groups())


def scaled(
    found: Trained, number: int, at: FloatArray, published: FloatArray
) -> tuple[FloatArray, float]:
    """The published least losses u of one player (0: discriminator, 1: generator) in units of the
    runs': guess + a u, guess being the loss of networks that guess, at which a model that knows
    nothing has 0; and a, by least squares over the runs' points. Not finite is left out."""
    guess, known = (GUESSING["D"], GUESSING["G"])[number], np.isfinite(published)
    there = np.interp(np.log(found.at), np.log(at[known]), published[known])
    factor = float((found.means[number] - guess) @ there / (there @ there))
    return guess + factor * published, factor


def summarised(rows: Sequence[Row], law: str, groups: Groups) -> Trained:
    """Means over the runs of each group that did not diverge; a group needs two of them."""
    at, means, errors, runs = [], [], [], 0
    for place, laws in groups:
        found = np.array(
            [[row["D"], row["G"]] for row in rows if row[law] in laws and row["D"] is not None]
        )
        if len(found) > 1:
            at.append(place)
            means.append(found.mean(axis=0))
            errors.append(found.std(axis=0, ddof=1) / np.sqrt(len(found)))
            runs += len(found)
    return Trained(np.array(at), np.array(means).T, np.array(errors).T, runs)

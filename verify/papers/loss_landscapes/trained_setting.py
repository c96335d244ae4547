"""Trained networks: the setting of the cuts, for seven laws of noise and two ways to scale it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Comparison, Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, summarised
from glassproof.verify.papers.loss_landscapes.trained import (
    ANEW,
    FEW,
    STRICT,
    Recipe,
    measured,
    new_seeds,
    sound,
    to_norm,
)
from glassproof.verify.papers.loss_landscapes.trained_valleys import HALF_WAY, asymmetry

_RECIPE = Recipe()
Law = Callable[[np.random.Generator, tuple[int, ...]], FloatArray]
LAWS: dict[str, Law] = {
    "N(0, 1)": lambda rng, size: rng.standard_normal(size),
    "U(-1, 1)": lambda rng, size: rng.uniform(-1, 1, size),
    "U(0, 1)": lambda rng, size: rng.uniform(0, 1, size),
    "{-1, 1}": lambda rng, size: rng.choice([-1.0, 1.0], size),
    "{-1, 0, 1}": lambda rng, size: rng.choice([-1.0, 0.0, 1.0], size),
    "{0, 1}": lambda rng, size: rng.choice([0.0, 1.0], size),
    "exponential": lambda rng, size: rng.exponential(1.0, size),
}
"""Of the entries of eps."""


def to_unit_norms(recipe: Recipe, directions: FloatArray, theta: FloatArray) -> FloatArray:
    """Directions scaled to the solutions' norms unit by unit: a row of a weight matrix each, and
    each vector of biases."""
    found = directions.copy()
    for name, place in recipe.network.slices.items():
        shape = (len(theta), *dict(recipe.network.sizes)[name])
        parts = [rows[:, place].reshape(shape) for rows in (directions, theta)]
        found[:, place] = to_norm(*parts).reshape(len(theta), -1)
    return found


def setting_ways(theta: FloatArray, rng: np.random.Generator) -> dict[tuple[str, str], FloatArray]:
    """abs(eps) sign(theta) for each law of eps, scaled as a whole, and unit by unit."""
    found = {}
    for name, law in LAWS.items():
        way = np.abs(law(rng, theta.shape)) * np.sign(theta)
        found[name, "whole"] = to_norm(way, theta)
        found[name, "units"] = to_unit_norms(_RECIPE, way, theta)
    return found


@dataclass(frozen=True)
class EachTailTest(TailTest):
    """Probabilities against one upper bound; sums are (n, numbers of occurrences)."""

    words: ClassVar[str] = TailTest.words + " of any of them"
    statistic: ClassVar[str] = (
        "the largest number of occurrences, binomial with the bound as its probability, times "
        "how many are compared (Bonferroni)"
    )

    def compare(self, total: Sums, predicted: float) -> Comparison:
        """The largest, at the level that all share."""
        n, *seen = total
        single = TailTest(level=self.level / len(seen))
        worst = single.compare(np.array([n, max(seen)]), predicted)
        return replace(worst, p_value=min(1.0, len(seen) * worst.p_value), level=self.level)


def _higher_ahead(rng: np.random.Generator, count: int) -> Sums:
    """How many networks, and in how many the loss at 1/2 is not below that at -1/2, a way each."""
    theta = _RECIPE.solutions(new_seeds(rng, count))
    theta = theta[sound(theta).all(axis=1)]
    ways = setting_ways(theta, rng).values()
    higher = [(asymmetry(_RECIPE, theta, way, HALF_WAY) <= 0).sum() for way in ways]
    return np.array([len(theta), *higher], float)


NETWORKS = 128
"""Enough that directions without signs, along which either side is the lower one in every second
network, are told from nine in ten with probability 0.999."""

CLAIMS = (
    measured(
        "valley.setting",
        "Cuts along $abs(eps) sign(theta)$ are asymmetric whatever the law and the scale of "
        "$eps$",
        f"For $eps$ of each of {len(LAWS)} laws ({', '.join(LAWS)}), scaled to the solution's "
        "norm as a whole or unit by unit, the training loss (64-16-10, digits) at $lambda = 1/2$ "
        "along $abs(eps) sign(theta)$ is below that at $-1/2$ in nine networks of ten: a statement "
        "for each law and scale, where $eps$ of symmetric signs has it in five of ten.",
        summarised(VALLEY, "seven laws of noise; $eps$ scaled to the norm of $theta_f$, whole or "
        "per filter; $eps$ replaced by $abs(eps) sign(theta_f)$", also="laws ours"),
        Experiment(
            f"each law and scale, {ANEW}",
            "share of networks in which the loss at 1/2 is not below that at -1/2, for the law and "
            f"scale of {2 * len(LAWS)} where it is largest",
            {},
            _higher_ahead,
            NETWORKS,
            EachTailTest(level=STRICT),
            asserted=lambda: (FEW, FEW),
            chunks=2,
        ),
        uses=("valley.sign.trained",),
    ),
)  # fmt: skip

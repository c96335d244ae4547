"""Trained networks: fusion of two, by the midpoint of their parameters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.loss_landscapes.paper import VALLEY, abstract, summarised
from glassproof.verify.papers.loss_landscapes.trained import (
    Recipe,
    measured,
    mostly,
    new_seeds,
    sound,
)

_RECIPE = Recipe()
PRETRAINED, TUNED = _RECIPE.but(epochs=5), _RECIPE.but(epochs=15)
NOISES = np.array([0.0, 0.25, 0.5, 0.75, 1.0, 1.5])
"""Perturbations of the pretrained model, in units of its parameters' standard deviation."""


def same_signs(one: FloatArray, other: FloatArray) -> FloatArray:
    """The share of parameters with one sign, a number a pair."""
    return np.asarray((np.sign(one) == np.sign(other)).mean(axis=-1))


def midpoint_error(one: FloatArray, other: FloatArray) -> FloatArray:
    """The test error of the mean of two models, a number a pair."""
    return _RECIPE.loss((one + other) / 2, error=True, test=True)


def tuned_pairs(
    rng: np.random.Generator, count: int, noise: FloatArray | float = 0.0
) -> tuple[FloatArray, FloatArray]:
    """Pairs tuned from one pretrained model each, both perturbed by independent noise first."""
    start = PRETRAINED.solutions(new_seeds(rng, count))
    return perturbed_pairs(start, rng, noise)


def perturbed_pairs(
    start: FloatArray, rng: np.random.Generator, noise: FloatArray | float
) -> tuple[FloatArray, FloatArray]:
    """Two models tuned from each row, after independent perturbations."""
    scale = np.broadcast_to(noise, len(start))[:, None] * start.std(axis=1, keepdims=True)
    one, other = (
        TUNED.solutions(
            new_seeds(rng, len(start)), start=start + scale * rng.standard_normal(start.shape)
        )
        for _ in range(2)
    )
    return one, other


def _tuned_is_no_better(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    tuned = tuned_pairs(rng, count)
    scratch = [_RECIPE.solutions(new_seeds(rng, count)) for _ in range(2)]
    keep = sound(*tuned, *scratch).all(axis=1)
    signs, errors = (
        [measure(a[keep], b[keep]) for a, b in (tuned, scratch)]
        for measure in (same_signs, midpoint_error)
    )
    return np.asarray((signs[0] <= signs[1]) | (errors[0] >= errors[1]))


def fusion_correlation(rng: np.random.Generator) -> float:
    """Spearman's, of the share of equal signs and the midpoint's error, over NOISES."""
    start = np.repeat(PRETRAINED.solutions(new_seeds(rng, 1)), len(NOISES), axis=0)
    one, other = perturbed_pairs(start, rng, NOISES)
    return float(spearmanr(same_signs(one, other), midpoint_error(one, other)).statistic)


def _no_correlation(rng: np.random.Generator, count: int) -> NDArray[np.bool_]:
    found = np.array([fusion_correlation(rng) for _ in range(count)])
    return np.asarray(found[np.isfinite(found)] >= 0)


CLAIMS = (
    measured(
        "fusion.sign",
        "Models tuned from one pretrained model agree in more signs and have the better midpoint",
        "Two models (64-16-10, digits) tuned from one pretrained model agree in more signs, and "
        "their midpoint has the smaller test error, than two from different seeds, in nine pairs "
        "of ten.",
        summarised(VALLEY, "VGG16, CIFAR10; ResNet18, Flowers", also="here on digits"),
        mostly("pairs", "tuned models agree in more signs and have the better midpoint",
               _tuned_is_no_better, 64),
    ),
    measured(
        "fusion.correlation",
        "Interpolation succeeds in proportion to sign agreement",
        f"Over {len(NOISES)} pairs tuned from one pretrained model, perturbed by noise of 0 to "
        f"{NOISES[-1]:g} standard deviations first, the rank correlation of the share of equal "
        "signs and the midpoint's test error is negative, in nine families of ten.",
        abstract(VALLEY, "the efficacy of interpolating separate models significantly correlates "
                 "with their sign consistency ratio"),
        mostly("families", "equal signs and the midpoint's error are negatively correlated",
               _no_correlation, 32),
        uses=("fusion.sign",),
    ),
)  # fmt: skip

"""Small rectified networks in NumPy, exactly: what symmetries and cuts are sampled on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.nature.statistical_tests.base import Sums

Layers = list[FloatArray]
"""Weights of each layer, (fan out, fan in)."""


def moments(values: Sequence[float] | FloatArray) -> Sums:
    """n, sum, sum of squares."""
    found = np.asarray(values, float)
    return np.array([len(found), found.sum(), (found**2).sum()])


def sampled(
    draw: Callable[[np.random.Generator], float], rng: np.random.Generator, draws: int
) -> Sums:
    """So many draws of one number."""
    return moments([draw(rng) for _ in range(draws)])


def whole_network(rng: np.random.Generator, widths: Sequence[int], most: int = 3) -> Layers:
    """Weights that are small integers, so that floats compute with them exactly."""
    return [rng.integers(-most, most + 1, (n, m)).astype(float) for m, n in pairwise(widths)]


def network(rng: np.random.Generator, widths: Sequence[int]) -> Layers:
    """Independent Gaussian weights of variance 2 over fan in."""
    return [rng.normal(0, (2 / m) ** 0.5, (n, m)) for m, n in pairwise(widths)]


def outputs(layers: Layers, x: FloatArray) -> FloatArray:
    """Of inputs (fan in, n), rectified between the layers."""
    for number, W in enumerate(layers):
        x = W @ x
        x = np.maximum(x, 0) if number < len(layers) - 1 else x
    return x


def squared_loss(layers: Layers, x: FloatArray, y: FloatArray) -> float:
    """Half the mean squared distance of outputs and targets."""
    return float(((outputs(layers, x) - y) ** 2).sum() / x.shape[1] / 2)


def cross_entropy(layers: Layers, x: FloatArray, labels: FloatArray) -> float:
    """Mean of log sum exp of the logits less the right one."""
    z = outputs(layers, x)
    z = z - z.max(axis=0)
    right = z[labels.astype(int), np.arange(z.shape[1])]
    return float((np.log(np.exp(z).sum(axis=0)) - right).mean())


def moved(layers: Layers, directions: Layers, at: float) -> Layers:
    """The network at a coordinate of a cut."""
    return [W + at * D for W, D in zip(layers, directions, strict=True)]

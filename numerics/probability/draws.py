"""Independent draws of the laws that formulas may name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError

Draw = Callable[..., NDArray[Any]]

_DRAWS: dict[str, Draw] = {
    "normal": lambda rng, n, mean, variance: rng.normal(mean, variance**0.5, n),
    "uniform": lambda rng, n, low, high: rng.uniform(low, high, n),
    "exponential": lambda rng, n, rate: rng.exponential(1 / rate, n),
    "semicircle": lambda rng, n, radius, mean: mean + radius * (2 * rng.beta(1.5, 1.5, n) - 1),
    "gamma": lambda rng, n, shape, rate: rng.gamma(shape, 1 / rate, n),
    "beta": lambda rng, n, first, second: rng.beta(first, second, n),
    "bernoulli": lambda rng, n, probability: rng.binomial(1, probability, n),
    "rademacher": lambda rng, n: rng.integers(0, 2, n),
    "poisson": lambda rng, n, mean: rng.poisson(mean, n),
    "binomial": lambda rng, n, trials, probability: rng.binomial(round(trials), probability, n),
    "geometric": lambda rng, n, probability, first: rng.geometric(probability, n) - 1 + first,
}


def draws(
    law: str, parameters: Sequence[float], count: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """So many independent draws of the law of that name (:mod:`derivations.probability.laws`).

    A semicircle is a Beta(3/2, 3/2) law, stretched to its radius.

    >>> float(abs(draws("semicircle", [2.0, 0.0], 4000, np.random.default_rng(0))).max()) < 2
    True
    """
    try:
        return np.asarray(_DRAWS[law](rng, count, *parameters), dtype=float)
    except (ValueError, OverflowError) as error:
        raise DomainError(f"{law}{tuple(parameters)} cannot be drawn from: {error}") from None

"""Columns in two classes: images of a random network, and a Gaussian mixture of their moments."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from glassproof.numerics.ensembles.concentrated import Columns, Mixture, RandomNetwork
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import StatisticalTest, Sums
from glassproof.verify.claims.nature.statistical_tests.means import EstimatedMeanTest, MeanTest
from glassproof.verify.papers.gram_concentrated.spectra import moments

P, COUNTS = 100, (80, 80)
N = sum(COUNTS)
NETWORK = RandomNetwork(P, latent=60, width=120, k=2, seed=7)
MIXTURE = Mixture(NETWORK)
LABELS = np.repeat([1.0, -1.0], COUNTS)
DRAWS = 160
Array = np.ndarray
Statistic = Callable[[Columns, np.random.Generator], float]
Drawn = Callable[[int, np.random.Generator, int], Array]
"""(p, rng, n) -> (p, n): columns of one law."""


def data(columns: Columns, rng: np.random.Generator) -> Array:
    """X: the columns of both classes, side by side."""
    return np.hstack([columns(rng, label, count) for label, count in enumerate(COUNTS)])


def spectrum(X: Array) -> Array:
    """Eigenvalues of G."""
    return np.linalg.eigvalsh(X.T @ X / P)


def total(one: Callable[[np.random.Generator], float], rng: Any, draws: int) -> Sums:
    """Moments of ``draws`` of a statistic."""
    return moments(np.array([one(rng) for _ in range(draws)]))


def same(value: Callable[[], Any]) -> Callable[[], tuple[Any, Any]]:
    """What a statement asserts where the published and the derived value are one."""
    return lambda: (value(), value())


def _of(columns: Columns, statistic: Statistic) -> Callable[[np.random.Generator, int], Sums]:
    return partial(total, partial(statistic, columns))


def experiment(
    name: str,
    describes: str,
    statistic: Statistic,
    value: Callable[[], Any],
    test: StatisticalTest,
    *,
    columns: Columns = NETWORK,
    whose: str = "images of a random network",
) -> Experiment:
    """The mean of a statistic over samples of X against ``value``."""
    return Experiment(
        name,
        f"{describes}, {whose}, $p = {P}$, $n = {COUNTS}$",
        {},
        _of(columns, statistic),
        DRAWS,
        test,
        asserted=same(value),
    )


def with_value(
    name: str, describes: str, statistic: Statistic, value: Callable[[], float], bias: float
) -> Experiment:
    """Of the network's images against a derived value, with an allowance for the finite size."""
    return experiment(name, describes, statistic, value, MeanTest(bias=bias))


def with_mixture(name: str, describes: str, statistic: Statistic) -> Experiment:
    """Of the network's images against the same of a Gaussian mixture of their moments."""
    value = partial(of_mixture, statistic)
    whose = "images of a random network and a Gaussian mixture of the same moments"
    return experiment(name, describes, statistic, value, EstimatedMeanTest(), whose=whose)


@cache
def of_mixture(statistic: Statistic) -> tuple[float, float]:
    """The statistic's mean on the Gaussian mixture, and its standard error."""
    n, first, second = _of(MIXTURE, statistic)(np.random.default_rng(11), DRAWS)
    mean = first / n
    return float(mean), float(np.sqrt((second / n - mean**2) / (n - 1)))

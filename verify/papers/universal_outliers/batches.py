"""How the noise falls with the size of the batch: three ways to draw one, each exactly."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.probability import finite_populations
from glassproof.derivations.probability.finite_populations import FRESH, POPULATION, b, n
from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.prose.marked import plain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.universal_outliers.matrices import moments
from glassproof.verify.papers.universal_outliers.paper import cited, reading

Array = np.ndarray
PEOPLE, SIDE = 40, 5
AT = {n: sp.Integer(PEOPLE), b: sp.Integer(16)}
Batch = Callable[[np.random.Generator, int], Array]
"""Draws b Hessians, shape (b, SIDE, SIDE)."""


def hessians(rng: np.random.Generator, count: int) -> Array:
    """Hessians of single samples: g g^T for uneven, heavy vectors g; symmetric, far from normal."""
    g = rng.exponential(1.0, (count, SIDE)) * np.arange(1, SIDE + 1) - 1
    found: Array = g[:, :, None] * g[:, None, :]
    return found


def _mean_hessian() -> Array:
    """E g g^T: E(k e - 1)(l e' - 1), e exponential, is k l - k - l + 1 + k^2 [k = l]."""
    k = np.arange(1.0, SIDE + 1)
    found: Array = np.outer(k - 1, k - 1) + np.diag(k * k)
    return found


@cache
def population() -> Array:
    """The Hessians of the samples at hand."""
    return hessians(np.random.default_rng(40), PEOPLE)


def with_replacement(rng: np.random.Generator, count: int) -> Array:
    """A batch of the population's, the same one perhaps twice."""
    return population()[rng.integers(0, PEOPLE, count)]


def without_replacement(rng: np.random.Generator, count: int) -> Array:
    """A batch of different ones of the population's."""
    return population()[rng.permutation(PEOPLE)[:count]]


def _spread(
    batch: Batch, centre: Callable[[], Array], rng: np.random.Generator, draws: int
) -> Sums:
    """|H_b - A|^2 over its mean at b = 1."""
    A = centre()
    values = [((batch(rng, int(AT[b])).mean(axis=0) - A) ** 2).sum() for _ in range(draws)]
    return moments(np.array(values) / scale(batch, A))


def scale(batch: Batch, A: Array) -> float:
    """E |H_1 - A|^2: over the population exactly, for new samples from moments of g."""
    if batch is not hessians:
        return float(((population() - A) ** 2).sum(axis=(1, 2)).mean())
    k = np.arange(1.0, SIDE + 1)
    second = k * k + (k - 1) ** 2  # of k e - 1, as E e = 1, E e^2 = 2
    fourth = 24 * k**4 - 24 * k**3 + 12 * k**2 - 4 * k + 1
    squares = np.outer(second, second)
    np.fill_diagonal(squares, fourth)
    return float((squares - A * A).sum())


def _source(name: str, also: str) -> Source:
    """Where the proportionality stands; drawing without replacement is another reading of it."""
    place, as_read = "the noise of a batch", r"\frac{s(b)^2}{s(1)^2} = \frac{1}{b}"
    if name == "distinct":
        return reading(place, "later literature", as_read, also=also)
    return cited(place, as_read, also=also)


def _claim(
    name: str,
    words: str,
    centre: str,
    derived: Callable[[], Derivation],
    domain: Domain,
) -> Claim:
    batch, about = WAYS[name]
    at: dict[sp.Symbol, Any] = {x: value for x, value in AT.items() if x in domain.ranges}
    return Claim(
        id=f"outliers.batch.{name}",
        title=f"$s(b)^2$ over $s(1)^2$, {words}",
        published=1 / b,
        derived=derived,
        domain=domain.restricted(at),
        nature=(
            Experiment(
                plain(f"batches of {AT[b]}, {words}"),
                f"mean squared distance of $H_b$ from $A$ over that at $b = 1$, {words}",
                at,
                partial(_spread, batch, about),
                16_000,
                MeanTest(),
            ),
        ),
        source=_source(name, f"A is {centre}"),
    )


def _centre_of_population() -> Array:
    found: Array = population().mean(axis=0)
    return found


WAYS: dict[str, tuple[Batch, Callable[[], Array]]] = {
    "replaced": (with_replacement, _centre_of_population),
    "distinct": (without_replacement, _centre_of_population),
    "fresh": (hessians, _mean_hessian),
}
"""How batches are drawn, and the A about which they vary."""

CLAIMS = (
    _claim(
        "replaced", "drawn with replacement from $n$ samples",
        "the Hessian of all $n$ samples, by which the mean over batches is meant",
        finite_populations.independent, FRESH,
    ),
    _claim(
        "distinct", "drawn without replacement from $n$ samples",
        "the Hessian of all $n$ samples; at $b = n$ the batch is everything, and the noise is "
        "gone",
        finite_populations.without_replacement, POPULATION,
    ),
    _claim(
        "fresh", "new samples at every step",
        "the population's Hessian, which no finite set of samples has",
        finite_populations.independent, FRESH,
    ),
)  # fmt: skip

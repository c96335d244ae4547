"""The figure of the largest singular value: what its curves are after 1000 iterations."""

from __future__ import annotations

from functools import partial
from math import sqrt

import numpy as np

from glassproof.derivations.ensembles.capped_walk import WALK_DOMAIN
from glassproof.numerics.ensembles.capped_walk import Walk
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.papers.gram_concentrated.paper import prose
from glassproof.verify.papers.gram_concentrated.spectra import moments

D, ITERATIONS, LAST, SHORT = 100, 1000, 50, 0.015
ETA = 1 / D
TRACY_WIDOM = -1.2065335745820
"""Mean of the Tracy-Widom law of real matrices: F. Bornemann, Markov Process. Related Fields 16
(2010) 803-866, Table 9."""
EDGE = 2 * sqrt(1 / 3 + ITERATIONS * ETA**2 * D)
FREE = EDGE * (1 + 2 ** (-5 / 3) * TRACY_WIDOM * D ** (-2 / 3))
"""E s_1 of a square matrix of independent entries of the variance 1/(3 d) + t eta^2, to O(1/d)."""
SOURCE = prose("slide 6, figure; submission, figure 2")


def _uniform(rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(-1 / sqrt(D), 1 / sqrt(D), (1, D, D))


def _after(rng: np.random.Generator, free: int) -> np.ndarray:
    """Weights after ``free`` steps without a cut, made at once: a sum of Gaussians."""
    return _uniform(rng) + ETA * sqrt(free) * rng.standard_normal((1, D, D))


def _without(rng: np.random.Generator, draws: int) -> Sums:
    values = [np.linalg.norm(_after(rng, ITERATIONS)[0], 2) for _ in range(draws)]
    return moments(np.array(values))


def _uncut(s: float) -> int:
    """Steps that surely stay below the cap: the edge 2 sqrt(1/3 + t/d) is a tenth below it."""
    return int(((0.9 * s / 2) ** 2 - 1 / 3) / (ETA**2 * D))


def _short_of_the_line(s: float, rng: np.random.Generator, draws: int) -> np.ndarray:
    """The line sqrt(s^2 + 1) less the mean of the last iterates before the second step."""
    walk, found = Walk(D, ETA, s), []
    for _ in range(draws):
        W, last = _after(rng, _uncut(s)), []
        for number in range(_uncut(s), ITERATIONS):
            W, values = walk.step(W, rng)
            if number >= ITERATIONS - LAST:
                last.append(values[0, 0])
        found.append(sqrt(s**2 + 1) - np.mean(last))
    return np.array(found)


def _far(s: float, rng: np.random.Generator, draws: int) -> Sums:
    return np.array([draws, np.sum(np.abs(_short_of_the_line(s, rng, draws)) > 2 * SHORT)])


def _reached(s: float, rng: np.random.Generator, draws: int) -> Sums:
    return np.array([draws, np.sum(_short_of_the_line(s, rng, draws) <= SHORT)])


def _last(name: str, describes: str, chunk: partial[Sums]) -> Experiment:
    return Experiment(
        name,
        f"share of walks whose last {LAST} iterations {describes} in the mean",
        {},
        chunk,
        4,
        TailTest(),
        asserted=lambda: (0.0, 0.0),
        chunks=2,
    )


CLAIMS = (
    Claim(
        id="sn.figure.without",
        title="The largest singular value without the second step",
        published=f"$d = {D}$, $eta = 1/{D}$, weights uniform at first: after $t$ iterations "
        "without the second step $s_1$ is $2 sqrt(1/3 + t/100)$ less its Tracy-Widom shift in the "
        f"mean, after {ITERATIONS} iterations {FREE:.3f}: beyond 6, where the figure's vertical "
        "axis ends.",
        domain=WALK_DOMAIN,
        nature=(
            Experiment(
                "walk without a cut",
                f"mean largest singular value after {ITERATIONS} iterations, $d = {D}$",
                {},
                _without,
                160,
                MeanTest(bias=FREE / D),
                asserted=lambda: (FREE, FREE),
            ),
        ),
        source=SOURCE,
    ),
    Claim(
        id="sn.figure.reached",
        title="The curves for $s = 2$ and $s = 3$ within 1000 iterations",
        published=f"$d = {D}$, $eta = 1/{D}$, $s = 2$ and $s = 3$: the largest singular value "
        f"before the second step has reached its line $sqrt(s^2 + 1)$, up to {2 * SHORT:g} in the "
        f"mean of the last {LAST} of {ITERATIONS} iterations.",
        domain=WALK_DOMAIN,
        nature=tuple(
            _last(
                f"the last iterations, s = {s}",
                f"are farther than {2 * SHORT:g} from the line of $s = {s}$",
                partial(_far, float(s)),
            )
            for s in (2, 3)
        ),
        source=SOURCE,
    ),
    Claim(
        id="sn.figure.stationary",
        title="The curve for $s = 4$ within 1000 iterations",
        published=f"$d = {D}$, $eta = 1/{D}$, $s = 4$: {ITERATIONS} iterations are too few for "
        "the stationary regime; the largest singular value before the second step stays below its "
        f"line $sqrt(s^2 + 1)$ by more than {SHORT:g} in the mean of the last {LAST} iterations.",
        domain=WALK_DOMAIN,
        nature=(
            _last(
                "the last iterations, s = 4",
                f"come within {SHORT:g} of the line",
                partial(_reached, 4.0),
            ),
        ),
        source=SOURCE,
    ),
)

"""Trained networks as nature: recipes, solutions from many seeds, and counts of what goes wrong.

All networks are small: one hidden rectified layer, half of the digits to train on, half to test.
A statement about networks is one about a network from a random seed: "A in nine networks of ten"
bounds the probability that A fails. The number of failures is binomial, and so the test is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.landscape.objective import Objective
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.loss_landscapes.small_networks import moments

FEW = 0.1
"""How often what holds "in nine networks of ten" may fail."""
STRICT = 2e-9
"""The level of one comparison: there are many."""
MOST_DIVERGED = 0.5
ANEW = "drawn anew"
"""Ends the name of an experiment whose allowance (the walk's 1/25), number of directions (16 along
signs) or corrected value was chosen after a first draw: its streams are keyed by its name, so that
none of the networks that it is judged by had been seen when it was fixed."""

Seeds = NDArray[np.int64]
Failures = Callable[[np.random.Generator, int], NDArray[np.bool_]]
"""For each of so many new networks, whether the statement fails."""
Values = Callable[[np.random.Generator, int], FloatArray]
"""One number for each of so many new networks."""


@cache
def halves() -> tuple[DataSet, DataSet]:
    """Digits to train on, and to test on."""
    return digits().split(0.5)


@dataclass(frozen=True)
class Recipe:
    """How a family of networks is made; the seed decides the start and the order of the data."""

    width: int = 16
    epochs: int = 30
    batch: int = 32
    rate: float = 0.1
    decay: float = 0.0
    bias: bool = True
    batch_norm: bool = False
    widths: tuple[int, ...] = ()

    @property
    def network(self) -> Network:
        """64 - width - 10, or what ``widths`` says."""
        return mlp(self.widths or (64, self.width, 10), self.bias, batch_norm=self.batch_norm)

    def solutions(
        self, seeds: Seeds, *, start: ArrayLike | None = None, rate: ArrayLike | None = None
    ) -> FloatArray:
        """Parameters at the end of training, a row a seed; NaN where training diverged.

        :class:`DomainError` if more than half of the runs diverged.
        """
        training = Training(self.epochs, batch=self.batch)
        found = train(
            self.network,
            halves()[0],
            training,
            [int(seed) for seed in seeds],
            rate=self.rate if rate is None else rate,
            decay=self.decay,
            start=start,
        )
        if found.diverged.mean() > MOST_DIVERGED:
            raise DomainError(
                f"{int(found.diverged.sum())} of {len(seeds)} runs of {self} diverged: give a "
                "smaller rate"
            )
        theta = found.parameters.astype(float)
        theta[found.diverged] = np.nan
        return theta

    def loss(self, points: FloatArray, *, error: bool = False, test: bool = False) -> FloatArray:
        """Cross-entropy, or share of errors, on training or test digits; points (.., theta)."""
        objective = _objective(self.network, "error" if error else "cross entropy", test)
        flat = points.reshape(-1, points.shape[-1])
        return objective.values(flat).reshape(points.shape[:-1])

    def but(self, **changes: Any) -> Recipe:
        """The recipe with changes."""
        return replace(self, **changes)


@cache
def _objective(network: Network, loss: str, test: bool) -> Objective:
    return Objective(network, halves()[int(test)], loss, single=True)


def new_seeds(rng: np.random.Generator, count: int) -> Seeds:
    """Seeds of so many networks."""
    return rng.integers(2**31, size=count)


def to_norm(directions: FloatArray, theta: FloatArray) -> FloatArray:
    """Directions scaled to the norms of the solutions, row by row."""
    norms = [np.linalg.norm(x, axis=-1, keepdims=True) for x in (theta, directions)]
    return np.asarray(directions * norms[0] / norms[1])


def agreeing(theta: FloatArray, rng: np.random.Generator, share: float = 1.0) -> FloatArray:
    """Gaussian magnitudes, signs that agree with theta's with that probability; theta's norm."""
    signs = np.where(rng.random(theta.shape) < share, 1.0, -1.0)
    return to_norm(signs * np.sign(theta) * np.abs(rng.standard_normal(theta.shape)), theta)


def gaussian(theta: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Gaussian directions of theta's norm."""
    return to_norm(rng.standard_normal(theta.shape), theta)


def sound(*columns: FloatArray) -> NDArray[np.bool_]:
    """Rows at which every column is finite: what diverged is left out of every count."""
    return np.asarray(np.all([np.isfinite(column) for column in columns], axis=0))


def _count(failures: Failures, rng: np.random.Generator, draws: int) -> Sums:
    found = failures(rng, draws)
    return np.array([len(found), found.sum()], float)


def _mean(values: Values, rng: np.random.Generator, draws: int) -> Sums:
    found = values(rng, draws)
    return moments(found[np.isfinite(found)])


def mostly(
    name: str, describes: str, failures: Failures, draws: int = 64, *, holds: bool = True
) -> Experiment:
    """That a statement fails in at most one network of ten; ``holds`` is what the reviewer says."""
    return Experiment(
        name,
        f"share of networks in which this fails: {describes}",
        {},
        partial(_count, failures),
        draws,
        TailTest(level=STRICT),
        asserted=lambda: (FEW, FEW if holds else 1.0),
        chunks=2,
    )


def about(
    name: str,
    describes: str,
    values: Values,
    asserted: Callable[[], tuple[float, float]],
    allowance: float,
    draws: int = 128,
) -> Experiment:
    """That a mean over networks is as published, or, second, as the reviewer corrects it."""
    return Experiment(
        name,
        describes,
        {},
        partial(_mean, values),
        draws,
        MeanTest(bias=allowance, level=STRICT),
        asserted=asserted,
        chunks=2,
    )


def measured(
    claim_id: str,
    title: str,
    published: str,
    source: Source,
    *nature: Experiment,
    uses: tuple[str, ...] = (),
) -> Claim:
    """A claim that trained networks alone decide."""
    return Claim(
        id=claim_id,
        title=title,
        published=published,
        source=source,
        domain=Domain({}),
        nature=nature,
        uses=uses,
        needs=extras.NETWORKS,
        modules=extras.NETWORK_MODULES,
    )


def curvature(recipe: Recipe, theta: FloatArray) -> FloatArray:
    """The trace of the Hessian of the training loss, one hidden layer, exactly, a row a network.

    Outputs are linear in each single weight, so that the trace is that of J^T (diag p - p p^T) J.
    """
    return np.array([_trace(recipe.network, row) for row in theta])


def _trace(network: Network, theta: FloatArray) -> float:
    blocks = network.unpack(theta)
    x = halves()[0].inputs.astype(float)
    before = x @ blocks["weight 0"].T + blocks["bias 0"]
    h, a = np.maximum(before, 0), blocks["weight 1"]
    z = h @ a.T + blocks["bias 1"]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    outer = ((h**2).sum(axis=1) + 1) * (1 - (p**2).sum(axis=1))
    through = p @ a**2 - (p @ a) ** 2
    inner = ((x**2).sum(axis=1) + 1) * (through * (before > 0)).sum(axis=1)
    return float((outer + inner).mean())

"""Nature for the equivalent: sampled resolvents of Gaussian classes, averaged over a class.

By exchangeability E R is a number a_l on the diagonal of class l and a number B_ab between columns
of classes a and b: what is sampled are these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import isclose, log, sqrt
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.gram_symbols import a_1, a_2, n_1, n_2, p, z
from glassproof.numerics.gram_matrices.equivalent import GramEquivalent, gram_equivalent
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.papers.gram_concentrated.spectra import moments

Array = np.ndarray
_AT_ONCE = 2_000_000  # entries of sampled matrices that are held together


@dataclass(frozen=True)
class Classes:
    """Gaussian classes: sizes, factors F with covariance F F^T, means; and where R is taken."""

    p: int
    counts: tuple[int, ...]
    factors: tuple[Any, ...]
    means: Array | None
    z: float

    def equivalent(self) -> GramEquivalent:
        """The derived equivalent."""
        covariances = [np.square(f) if np.ndim(f) == 0 else f @ f.T for f in self.factors]
        return gram_equivalent(
            self.z, p=self.p, counts=self.counts, covariances=covariances, means=self.means
        )

    def columns(self, rng: np.random.Generator, draws: int) -> Array:
        """``draws`` samples of X, shape (draws, p, n)."""
        blocks = []
        for label, (count, factor) in enumerate(zip(self.counts, self.factors, strict=True)):
            Z = rng.standard_normal((draws, self.p, count))
            block = factor * Z if np.ndim(factor) == 0 else factor @ Z
            blocks.append(block if self.means is None else block + self.means[label][:, None])
        return np.concatenate(blocks, axis=2)

    def sums(self, rng: np.random.Generator, draws: int) -> tuple[Array, Array]:
        """Of ``draws`` resolvents R the traces on classes (draws, k), and the sums of entries
        between classes (draws, k, k)."""
        n = sum(self.counts)
        J = np.repeat(np.eye(len(self.counts)), self.counts, axis=0)
        at_once = max(1, _AT_ONCE // (n * max(n, self.p)))
        traces, totals = [], []
        for done in range(0, draws, at_once):
            X = self.columns(rng, min(at_once, draws - done))
            R = np.linalg.inv(X.transpose(0, 2, 1) @ X / self.p + self.z * np.eye(n))
            traces.append(np.diagonal(R, axis1=1, axis2=2) @ J)
            totals.append(J.T @ R @ J)
        return np.concatenate(traces), np.concatenate(totals)


def white(size: int, counts: tuple[int, int], scales: tuple[int, int], at: float) -> Classes:
    """Two classes without means, of covariances a_1 I and a_2 I."""
    return Classes(size, counts, tuple(sqrt(a) for a in scales), None, at)


def general(size: int, counts: tuple[int, int], at: float) -> Classes:
    """Two classes without means whose covariances do not commute."""
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    smooth = np.linalg.cholesky(0.7**steps)
    uneven = np.diag(np.sqrt(np.linspace(0.2, 4, size)))
    return Classes(size, counts, (smooth, uneven), None, at)


def with_means(size: int, lengths: float, at: float) -> Classes:
    """Balanced classes, p = n, C_l = I + mu mu^T, |mu|^2 = ``lengths``, 60 degrees apart."""
    means = np.zeros((2, size))
    means[0, 0] = sqrt(lengths)
    means[1, :2] = sqrt(lengths) / 2, sqrt(3 * lengths) / 2
    return Classes(size, (size // 2, size // 2), (1.0, 1.0), means, at)


def _diagonal(given: Classes, rng: np.random.Generator, draws: int) -> Sums:
    traces, _ = given.sums(rng, draws)
    return moments(traces[:, 0] / given.counts[0])


def _coupling(given: Classes, other: int, rng: np.random.Generator, draws: int) -> Sums:
    """p times the mean entry between columns of class 0 and other columns of class ``other``."""
    traces, totals = given.sums(rng, draws)
    own = traces[:, 0] if other == 0 else 0.0
    pairs = given.counts[0] * (given.counts[other] - (other == 0))
    return moments(given.p * (totals[:, 0, other] - own) / pairs)


def _quadratic(given: Classes, rng: np.random.Generator, draws: int) -> Sums:
    """u^T R u, u the normalised indicator of class 0."""
    _, totals = given.sums(rng, draws)
    return moments(totals[:, 0, 0] / given.counts[0])


def point(given: Classes) -> dict[Any, Any]:
    """Where the experiment is made, for the record."""
    found = {p: given.p, n_1: given.counts[0], n_2: given.counts[1]}
    scales = {
        symbol: sp.nsimplify(round(factor**2, 12))
        for symbol, factor in zip((a_1, a_2), given.factors, strict=True)
        if np.ndim(factor) == 0
    }
    return found | scales | {z: sp.nsimplify(given.z)}


Published = Callable[[], float] | None
"""What a printed formula predicts, computed when it is asked for; None where it is the derived."""


def class_value(name: str, given: Classes, published: Published, draws: int = 64) -> Experiment:
    """The diagonal of R on the first class; the allowance is 2/(p z), for the finite size."""
    return Experiment(
        name,
        f"mean diagonal entry of $R$ on the first class, $p = {given.p}$, $n = {given.counts}$",
        point(given),
        partial(_diagonal, given),
        draws,
        MeanTest(bias=2 / (given.p * given.z)),
        asserted=partial(_pair, published, lambda: float(given.equivalent().class_values[0])),
    )


def coupling(name: str, given: Classes, other: int, published: Published) -> Experiment:
    """Entries of R between columns; the allowance is p^(-1/2)."""
    where = "of the first class" if other == 0 else "of the two classes"
    return Experiment(
        name,
        f"$p$ times the mean entry of $R$ between different columns {where}, $p = n = {given.p}$",
        point(given),
        partial(_coupling, given, other),
        240,
        MeanTest(bias=1 / sqrt(given.p)),
        asserted=partial(
            _pair, published, lambda: float(given.p * given.equivalent().couplings[0, other])
        ),
    )


def quadratic(name: str, given: Classes, published: Published) -> Experiment:
    """A quadratic form of R, at most |E R - Rt| away; the allowance is sqrt(log p/p)/z."""

    def derived() -> float:
        found = given.equivalent()
        return float(found.class_values[0] + given.counts[0] * found.couplings[0, 0])

    return Experiment(
        name,
        f"mean of $u^T R u$, $u$ the first class's normalised indicator, $p = n = {given.p}$",
        point(given),
        partial(_quadratic, given),
        120,
        MeanTest(bias=sqrt(log(given.p) / given.p) / given.z),
        asserted=partial(_pair, published, derived),
    )


def _pair(published: Published, derived: Callable[[], float]) -> tuple[float, float]:
    """Both predictions; one number where they differ by rounding alone."""
    ours = derived()
    theirs = ours if published is None else published()
    return (ours if isclose(theirs, ours, rel_tol=1e-9) else theirs), ours


def iterated(given: Classes, shares: tuple[float, float], trace: float) -> Array:
    """delta of a printed system: ``trace`` tr C_l (sum_j shares_j C_j/(1 + delta_j) + z)^(-1), for
    multiples of I; the iteration converges from any start."""
    scales = np.square(np.array(given.factors, dtype=float))
    delta = np.zeros(2)
    for _ in range(100_000):
        new = trace * given.p * scales / ((np.array(shares) * scales / (1 + delta)).sum() + given.z)
        if np.max(np.abs(new - delta)) <= 1e-13 * np.max(new):
            break
        delta = new
    return delta

"""Nature: sampled Gram matrices of two classes, their isolated eigenvalues and eigenvectors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.gram_outlier import c, rho
from glassproof.numerics.gram_matrices.detection import Detection, gram_detection
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

Array = np.ndarray


def moments(values: Array) -> Sums:
    """(n, sum, sum of squares) of independent draws."""
    return np.array([len(values), values.sum(), (values**2).sum()])


@dataclass(frozen=True)
class Labelled:
    """n columns mu y_i + noise of one covariance; half of the labels y_i are 1, half -1."""

    name: str
    p: int
    n: int
    length: float  # |mu|^2
    correlation: float  # of neighbouring coordinates; the noise is white where it is 0

    @property
    def mean(self) -> Array:
        """mu: in no special direction of the noise."""
        wave = np.cos(np.arange(self.p))
        found: Array = wave * np.sqrt(self.length / (wave @ wave))
        return found

    @property
    def covariance(self) -> Array:
        """Of the noise."""
        steps = np.abs(np.subtract.outer(np.arange(self.p), np.arange(self.p)))
        return np.eye(self.p) if self.correlation == 0 else self.correlation**steps

    def derived(self) -> Detection:
        """Position and overlap as derived."""
        return gram_detection(p=self.p, n=self.n, mean=self.mean, covariance=self.covariance)

    def leading(self, rng: np.random.Generator, draws: int) -> tuple[Array, Array]:
        """Of sampled G the leading eigenvalue, and its eigenvector's squared overlap with y."""
        labels = np.repeat([1.0, -1.0], self.n // 2)
        root, signal = np.linalg.cholesky(self.covariance), np.outer(self.mean, labels)
        found = np.empty((2, draws))
        for draw in range(draws):
            X = signal + root @ rng.standard_normal((self.p, self.n))
            values, vectors = np.linalg.eigh(X @ X.T / self.p)
            right = X.T @ vectors[:, -1]
            found[:, draw] = values[-1], (right @ labels) ** 2 / (self.n * right @ right)
        return found[0], found[1]


@cache
def _derived(given: Labelled) -> Detection:
    return given.derived()


def _leading(given: Labelled, which: int, rng: np.random.Generator, draws: int) -> Sums:
    return moments(given.leading(rng, draws)[which])


def _experiment(
    given: Labelled, which: int, name: str, bias: float, derived: Callable[[], float]
) -> Experiment:
    return Experiment(
        f"{name}, {given.name}",
        f"mean {name} of $G$, {given.name}, $p = {given.p}$, $n = {given.n}$, $|mu|^2 = "
        f"{given.length:g}$",
        {c: sp.Rational(given.p, given.n), rho: sp.nsimplify(given.length)},
        partial(_leading, given, which),
        120,
        MeanTest(bias=bias),
        asserted=lambda: (derived(), derived()),
    )


def isolated_eigenvalue(given: Labelled) -> Experiment:
    """The mean leading eigenvalue; the allowance is 2/p of its order (1 + |mu|^2) n/p, for the
    finite size."""
    order = (1 + given.length) * given.n / given.p
    return _experiment(
        given, 0, "leading eigenvalue", 2 * order / given.p, lambda: _derived(given).position or 0.0
    )


def overlap_with_labels(given: Labelled) -> Experiment:
    """The mean squared overlap of the leading eigenvector with the labels. The allowance is 2/p
    where an eigenvalue is isolated, and p^(-1/2) where none is and the limit is 0."""
    bias = 2 / given.p if given.length > 1 else given.p**-0.5
    return _experiment(
        given, 1, "squared overlap of labels and leading eigenvector", bias,
        lambda: _derived(given).overlap,
    )  # fmt: skip


LOUD = Labelled("white noise", 120, 240, 2.0, 0.0)
FAINT = Labelled("white noise below the threshold", 120, 240, 0.35, 0.0)
COLOURED = Labelled("correlated noise", 120, 240, 5.0, 0.5)

"""Columns in classes with known first two moments: images of Gaussians by a deep random network,
Gaussian mixtures, and data that do not concentrate, of one length in two or with heavy tails.

The network is a Lipschitz map of a Gaussian vector, so that its images concentrate, and are far
from Gaussian: tanh, a residual block with ReLU, an affine layer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from glassproof.numerics.work.arguments import FloatArray

Columns = Callable[[np.random.Generator, int, int], FloatArray]
"""Draws (class, count) -> (p, count)."""

_MOMENT_DRAWS, _AT_ONCE = 100_000, 10_000


@dataclass(frozen=True)
class RandomNetwork:
    """A network with random weights that are drawn once, by ``seed``; one latent mean a class."""

    p: int
    latent: int
    width: int
    k: int
    seed: int

    @cached_property
    def weights(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Three layers, each with rows of norm about one, and the latent means (latent, k)."""
        rng = np.random.default_rng(self.seed)
        sizes = ((self.width, self.latent), (self.width, self.width), (self.p, self.width))
        first, second, third = (rng.standard_normal(s) / np.sqrt(s[1]) for s in sizes)
        return first, second, third, 0.4 * rng.standard_normal((self.latent, self.k))

    def __call__(self, rng: np.random.Generator, label: int, count: int) -> FloatArray:
        """Columns of a class, shape (p, count)."""
        first, second, third, means = self.weights
        latent = rng.standard_normal((self.latent, count)) + means[:, label][:, None]
        hidden = np.tanh(1.5 * first @ latent)
        found: FloatArray = third @ (hidden + np.maximum(second @ hidden, 0.0))
        return found

    @cached_property
    def moments(self) -> tuple[FloatArray, tuple[FloatArray, ...]]:
        """Means (k, p) and covariances of the classes, from draws of their own.

        >>> means, covariances = RandomNetwork(5, 4, 6, 2, seed=0).moments
        >>> means.shape, covariances[1].shape
        ((2, 5), (5, 5))
        """
        rng = np.random.default_rng([self.seed, 1])
        means, covariances = [], []
        for label in range(self.k):
            total, square = np.zeros(self.p), np.zeros((self.p, self.p))
            for _ in range(_MOMENT_DRAWS // _AT_ONCE):
                x = self(rng, label, _AT_ONCE)
                total += x.sum(axis=1)
                square += x @ x.T
            mean = total / _MOMENT_DRAWS
            means.append(mean)
            covariances.append(square / _MOMENT_DRAWS - np.outer(mean, mean))
        return np.array(means), tuple(covariances)


@dataclass(frozen=True)
class Mixture:
    """A Gaussian mixture with the moments of a network's images."""

    of: RandomNetwork

    @cached_property
    def _roots(self) -> list[FloatArray]:
        """Square roots of the covariances."""
        found = []
        for covariance in self.of.moments[1]:
            values, vectors = np.linalg.eigh(covariance)
            found.append(vectors * np.sqrt(np.maximum(values, 0.0)))
        return found

    def __call__(self, rng: np.random.Generator, label: int, count: int) -> FloatArray:
        """Columns of a class, shape (p, count)."""
        mean, root = self.of.moments[0][label], self._roots[label]
        found: FloatArray = mean[:, None] + root @ rng.standard_normal((self.of.p, count))
        return found


def gaussian_or_nothing(p: int, rng: np.random.Generator, count: int) -> FloatArray:
    """sqrt(2) times a standard Gaussian vector, or zero, with equal chance: mean 0, covariance I.

    Its length is sqrt(2 p) or 0, and does not concentrate.

    >>> x = gaussian_or_nothing(3, np.random.default_rng(0), 1000)
    >>> bool(abs(np.mean((x == 0).all(axis=0)) - 0.5) < 0.1)
    True
    """
    lengths = np.sqrt(2.0) * rng.integers(0, 2, count)
    found: FloatArray = lengths * rng.standard_normal((p, count))
    return found


def signs(p: int, rng: np.random.Generator, count: int) -> FloatArray:
    """Independent entries 1 and -1: mean 0, covariance I, discrete."""
    found: FloatArray = rng.choice(np.array([-1.0, 1.0]), (p, count))
    return found


def student_columns(p: int, rng: np.random.Generator, count: int) -> FloatArray:
    """Columns of a multivariate Student law of three degrees of freedom: mean 0, covariance I.

    A standard Gaussian vector over the root of a chi-squared variable of three degrees of freedom,
    one a column: lengths have a heavy tail, and do not concentrate.

    >>> x = student_columns(200, np.random.default_rng(0), 2000)
    >>> bool(abs(np.mean(x**2) - 1) < 0.2)
    True
    """
    found: FloatArray = rng.standard_normal((p, count)) / np.sqrt(rng.chisquare(3, count))
    return found


def student_entries(p: int, rng: np.random.Generator, count: int) -> FloatArray:
    """Independent entries of Student's law of three degrees of freedom, variance 1: fourth moments
    are infinite.

    >>> x = student_entries(200, np.random.default_rng(0), 2000)
    >>> bool(abs(np.mean(x**2) - 1) < 0.2)
    True
    """
    found: FloatArray = rng.standard_t(3, (p, count)) / np.sqrt(3)
    return found

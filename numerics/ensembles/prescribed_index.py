"""Gaussian symmetric matrices of prescribed index, however rare: populations of pivots.

W of size n with independent Gaussian entries, of variance 1 off the diagonal and 2 on it, has the
tridiagonal form of Dumitriu and Edelman: diagonal N(0, 2), squares off it chi^2 of n-1, ..., 1
degrees of freedom. The pivots of W + shift are then a Markov chain,

    r_1 ~ N(shift, 2),    r_{i+1} ~ N(shift - c_i/r_i, 2),    c_i ~ chi^2_{n-i},

and as many of them are negative as there are negative eigenvalues. A population of chains takes
each step together: where no more pivots may be negative, or none positive, the next one is
drawn so, for the price of its probability, and chains are resampled by price before the next
step. The mean price is an unbiased estimate of the probability of the index.

References: I. Dumitriu, A. Edelman, Matrix models for beta ensembles, J. Math. Phys. 43 (2002);
P. Del Moral, Feynman-Kac Formulae, Springer 2004, section 7.4 (unbiasedness).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

FAR = 5.0
"""Beyond so many deviations a tail is drawn from Rayleigh's law, with its likelihood ratio."""
LEAST_LOG = -1e4
"""A step of lower log-probability than this is taken as impossible: no double holds it."""


@dataclass(frozen=True)
class Pivots:
    """Populations (populations, chains, ...) of pivots of W + shift, given the index.

    ``log_chance`` (populations,) estimates the probability of the index, without bias; -inf where a
    population died out, whose pivots then mean nothing. ``squares`` are those of the entries off
    the diagonal.
    """

    log_chance: FloatArray
    pivots: FloatArray
    squares: FloatArray

    @property
    def log_determinant(self) -> FloatArray:
        """log|det(W + shift)| of each chain."""
        return np.asarray(np.log(np.abs(self.pivots)).sum(axis=-1))

    def matrices(self) -> FloatArray:
        """The tridiagonal matrices W + shift."""
        populations, chains, n = self.pivots.shape
        found = np.zeros((populations, chains, n, n))
        at, below = np.arange(n), np.arange(1, n)
        found[..., at, at] = self.pivots
        found[..., below, below] += self.squares / self.pivots[..., :-1]
        found[..., below, below - 1] = found[..., below - 1, below] = np.sqrt(self.squares)
        return found

    def compressed_inverse(self, columns: int, rng: np.random.Generator) -> FloatArray:
        """C^T (W + shift)^(-1) C, C a matrix of independent N(0, 1) with so many columns.

        The law of W is invariant under rotations, so that its tridiagonal form may stand for it.
        """
        populations, chains, n = self.pivots.shape
        rows = np.empty((populations, chains, n, columns))
        ratios = np.sqrt(self.squares) / self.pivots[..., :-1]
        for i in range(n):
            rows[..., i, :] = rng.standard_normal((populations, chains, columns))
            if i:
                rows[..., i, :] -= ratios[..., i - 1, None] * rows[..., i - 1, :]
        scaled = rows / self.pivots[..., None]
        return np.asarray(np.swapaxes(rows, -1, -2) @ scaled)


def pivots(
    size: int, shift: FloatArray, index: int | None, chains: int, rng: np.random.Generator
) -> Pivots:
    """Populations of ``chains`` chains, one population a shift; ``index`` None asks nothing.

    >>> found = pivots(1, np.array([0.0, 1.0]), 1, 1000, np.random.default_rng(1))
    >>> np.round(np.exp(found.log_chance), 1), bool((found.pivots < 0).all())
    (array([0.5, 0.2]), True)
    """
    shape = (len(shift), chains)
    drawn, squares = np.ones((size, *shape)), np.ones((size, *shape))
    parents = np.zeros((size, *shape), dtype=np.int64)
    log_chance, count = np.zeros(len(shift)), np.zeros(shape, dtype=np.int64)
    if size == 0 and index:
        log_chance[:] = -math.inf
    prices, before = np.zeros(shape), np.ones(shape)
    for i in range(size):
        mean = np.broadcast_to(shift[:, None], shape)
        if i:
            squares[i] = rng.chisquare(size - i, shape)
            mean = mean - squares[i] / before
        asked = np.zeros(shape) if index is None else _sign(index - count, size - i)
        drawn[i], logs = _next(mean / math.sqrt(2), asked, rng)
        count += drawn[i] < 0
        before = drawn[i]
        if index is None:
            continue
        prices += logs
        if i == size - 1:
            prices[count != index] = -math.inf
        parents[i] = _resampled(prices, log_chance, rng, last=i == size - 1)
        before, count = (np.take_along_axis(a, parents[i], axis=1) for a in (before, count))
    if index is not None:
        _traced(drawn, squares, parents)
    return Pivots(log_chance, *(np.moveaxis(a, 0, -1) for a in (drawn, squares[1:])))


def _traced(drawn: FloatArray, squares: FloatArray, parents: NDArray[np.int64]) -> None:
    """The steps of the chains that are left at the end, in place: each step's own resampled by its
    parents and by those of all later steps."""
    line = np.broadcast_to(np.arange(drawn.shape[2]), drawn.shape[1:])
    for i in reversed(range(len(drawn))):
        line = np.take_along_axis(parents[i], line, axis=1)
        drawn[i] = np.take_along_axis(drawn[i], line, axis=1)
        squares[i] = np.take_along_axis(squares[i], line, axis=1)


def _sign(missing: NDArray[np.int64], left: int) -> FloatArray:
    """The sign that the next pivot must have (0: either), by how many negative ones are missing."""
    return np.where(missing <= 0, 1.0, np.where(missing >= left, -1.0, 0.0))


def _next(
    mean: FloatArray, sign: FloatArray, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """N(mean, 1) times sqrt(2), of the sign that is asked, and the logs of what that costs."""
    drawn, logs = mean + rng.standard_normal(mean.shape), np.zeros(mean.shape)
    asked = sign != 0
    if asked.any():
        size, logs[asked] = _positive((sign * mean)[asked], rng)
        drawn[asked] = sign[asked] * size
    dead = ~(logs > LEAST_LOG) | (drawn == 0)
    return math.sqrt(2) * np.where(dead, 1.0, drawn), np.where(dead, -math.inf, logs)


def _positive(mean: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Positive draws of N(mean, 1), and the logs of weights that make them unbiased."""
    log_uniform = np.log1p(-rng.random(mean.shape))
    logs = special.log_ndtr(mean)
    drawn = np.maximum(mean - special.ndtri_exp(logs + log_uniform), 0.0)
    far = mean < -FAR
    if far.any():  # Rayleigh's law beyond -mean, where the difference above cancels
        edge = mean[far]
        tail = np.sqrt(edge**2 - 2 * log_uniform[far])
        drawn[far] = -2 * log_uniform[far] / (tail - edge)
        logs[far] = -(edge**2) / 2 - math.log(2 * math.pi) / 2 - np.log(tail)
    return drawn, logs


def _resampled(
    prices: FloatArray, log_chance: FloatArray, rng: np.random.Generator, *, last: bool
) -> NDArray[np.int64]:
    """Which chains go on, by systematic resampling of populations of which half would count.

    Their ``prices`` are then paid: into ``log_chance``, both changed in place.
    """
    populations, chains = prices.shape
    top = prices.max(axis=1, keepdims=True)
    weights = np.exp(prices - np.where(np.isfinite(top), top, 0.0))
    total = weights.sum(axis=1)
    due = last | (total**2 < 0.5 * chains * (weights**2).sum(axis=1)) | (total == 0)
    with np.errstate(divide="ignore"):
        log_chance += np.where(due, np.log(total / chains) + top[:, 0], 0.0)
    prices[due] = 0.0
    weights[total == 0] = 1.0
    ends = np.cumsum(weights, axis=1)
    ends /= ends[:, -1:]
    row = np.arange(populations)[:, None]
    places = (np.arange(chains) + rng.random((populations, 1))) / chains
    chosen = np.searchsorted((ends + row).ravel(), (places + row).ravel()).reshape(prices.shape)
    chosen = np.clip(chosen - row * chains, 0, chains - 1)
    return np.where(due[:, None], chosen, np.arange(chains))

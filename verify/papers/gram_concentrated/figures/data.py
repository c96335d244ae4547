"""Data of the figures: sampled matrices beside what printed and derived formulas make of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from glassproof.numerics.ensembles.capped_walk import Walk
from glassproof.numerics.ensembles.concentrated import gaussian_or_nothing
from glassproof.numerics.gram_matrices.branch import upper
from glassproof.numerics.gram_matrices.classes import classes
from glassproof.numerics.gram_matrices.density import gram_density
from glassproof.numerics.gram_matrices.systems import system
from glassproof.verify.papers.gram_concentrated import resolvents
from glassproof.verify.papers.gram_concentrated.measured import Norms, norms
from glassproof.verify.papers.gram_concentrated.samples import COUNTS, NETWORK, N, P

Array = np.ndarray
ROWS, SIZES, SCALES = 200, (100, 300), (1, 4)


@dataclass(frozen=True)
class Spectrum:
    """Densities at x as derived and as two sources print it; a histogram of sampled eigenvalues."""

    x: Array
    derived: Array
    submission: Array
    slides: Array
    heights: Array
    borders: Array
    draws: int

    @property
    def top(self) -> float:
        """Where the figure ends; the densities as printed rise beyond it."""
        return 1.2 * float(self.derived[5:].max())


def _density(x: Array, weights: float) -> Array:
    """The density with n_l/p replaced by one number for both classes, as it is printed."""
    share = round(weights * ROWS)
    printed = classes(ROWS, (share, share), SCALES)
    delta, _ = upper(system(printed), printed, (-x).astype(complex))
    shares = np.array(SIZES) / sum(SIZES)
    found: Array = np.maximum(((shares / (1 + delta)).sum(axis=1) / -x).imag, 0) / np.pi
    return found


def spectrum(draws: int = 12, points: int = 300) -> Spectrum:
    """Two white classes of different sizes."""
    x = np.linspace(0.02, 24, points)
    given = resolvents.white(ROWS, SIZES, SCALES, 1.0)
    rng = np.random.default_rng(0)
    values = []
    for X in given.columns(rng, draws):
        values.append(np.linalg.eigvalsh(X.T @ X / given.p))
    flat = np.concatenate(values)
    borders = np.linspace(0.02, 24, 61)
    heights = np.histogram(flat, borders)[0] / (len(flat) * np.diff(borders))
    return Spectrum(
        x,
        np.asarray(gram_density(x, p=ROWS, counts=SIZES, covariances=SCALES)),
        _density(x, sum(SIZES) / (2 * ROWS)),
        _density(x, 0.5),
        heights,
        borders,
        draws,
    )


def rate(sizes: tuple[int, ...] = (8, 16, 32, 64, 96), draws: int = 4000) -> Norms:
    """Norms of E R less an equivalent, for several p."""
    return norms(sizes, draws)


@dataclass(frozen=True)
class Trace:
    """Largest singular values before each cut, for several caps, and without a cut."""

    caps: tuple[float, ...]
    iterations: Array
    before: Array
    after: Array
    without: Array
    roots: Array


def walk(d: int = 100, steps: int = 1000, caps: tuple[float, ...] = (2.0, 3.0, 4.0)) -> Trace:
    """Weights uniform at first, eta = 1/d, as the sources' figure has it."""
    reach = 1 / sqrt(d)
    before, after, without = [], [], np.empty(steps)
    for cap in caps:
        rng, one = np.random.default_rng(5), Walk(d, 1 / d, cap)
        W = rng.uniform(-reach, reach, (1, d, d))
        tops = np.empty((steps, 2))
        for number in range(steps):
            W, values = one.step(W, rng)
            tops[number] = values[0, 0], max(min(values[0, 0], cap), values[0, 1])
        before.append(tops[:, 0])
        after.append(tops[:, 1])
    rng = np.random.default_rng(5)
    W = rng.uniform(-reach, reach, (d, d))
    for number in range(steps):
        W = W - rng.standard_normal((d, d)) / d
        without[number] = np.linalg.norm(W, 2)
    roots = np.array([sqrt(cap**2 + 1) for cap in caps])
    return Trace(caps, np.arange(1, steps + 1), np.array(before), np.array(after), without, roots)


@dataclass(frozen=True)
class Universality:
    """Densities of log eigenvalues as of two moments, and histograms of data that have them."""

    x: Array
    borders: Array
    concentrated: Array
    of_moments: Array
    others: Array
    white: Array
    half_empty: Array
    draws: int


def universality(draws: int = 40, points: int = 200) -> Universality:
    """Images of a random network; Gaussian vectors of one of two lengths."""
    rng = np.random.default_rng(9)
    x, borders = np.geomspace(0.01, 12, points), np.geomspace(0.01, 12, 41)
    means, covariances = NETWORK.moments
    concentrated, others = [], []
    for _ in range(draws):
        X = np.hstack([NETWORK(rng, label, count) for label, count in enumerate(COUNTS)])
        concentrated.append(np.linalg.eigvalsh(X.T @ X / P))
        X = gaussian_or_nothing(P, rng, N)
        others.append(np.linalg.eigvalsh(X.T @ X / P))

    def heights(values: list[Array]) -> Array:
        flat = np.concatenate(values)
        found: Array = np.histogram(flat, borders)[0] / (len(flat) * np.diff(np.log(borders)))
        return found

    def of(counts: list[int], spreads: list[float]) -> Array:
        density = gram_density(x, p=P, counts=counts, covariances=spreads)
        return np.asarray(x * np.asarray(density))

    mixed = gram_density(x, p=P, counts=COUNTS, covariances=covariances, means=means)
    return Universality(
        x,
        borders,
        heights(concentrated),
        x * np.asarray(mixed),
        heights(others),
        of([N], [1.0]),
        of([N // 2, N - N // 2], [0.0, 2.0]),
        draws,
    )

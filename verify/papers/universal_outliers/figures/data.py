"""Data of the figures: sampled matrices beside what the formulas make of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.outliers import s, theta
from glassproof.numerics.ensembles.wigner_type import heavy_tailed
from glassproof.numerics.free_convolution.outliers import outlier, overlap
from glassproof.verify.papers.universal_outliers import batches as samples
from glassproof.verify.papers.universal_outliers import matrices
from glassproof.verify.papers.universal_outliers import spectrum as bulk
from glassproof.verify.papers.universal_outliers.preconditioner import Damped, forms, vectors

Array = np.ndarray


@dataclass(frozen=True)
class Positions:
    """Outermost eigenvalues and overlaps: derived along a grid, sampled at some spikes."""

    spikes: Array
    semicircular: Array
    covariance: Array
    overlaps: Array
    sampled: Array
    values: dict[str, Array]
    """By law: means and standard errors of eigenvalue and overlap, rows (4, spikes)."""
    size: int
    draws: int


_RATIO = float(matrices.RATIO) ** 0.5


def _beside_covariance(spikes: Array) -> Array:
    """The outlier right of a centred sample covariance, or its edge 2 + r."""
    beyond = spikes > 1 + _RATIO
    safe = np.where(beyond, spikes, 2 + _RATIO)
    found: Array = np.where(beyond, safe + 1 / (safe - _RATIO), 2 + _RATIO)
    return found


def positions(size: int = 160, draws: int = 24) -> Positions:
    """s = 1, no bulk, spikes from 1/4 to 4."""
    grid, at = np.linspace(0.25, 4, 151), np.arange(0.5, 4.1, 0.5)
    rng = np.random.default_rng(1)
    values = {}
    for law in ("Gaussian", "sparse", "sample covariance"):
        rows = []
        for spike in at:
            given = matrices.Sum(law, {theta: sp.Rational(str(spike)), s: sp.Integer(1)}, size)
            vector, found = matrices.spike(size), []
            for _ in range(draws):
                eigenvalues, vectors_ = np.linalg.eigh(given.sampled(rng))
                found.append((eigenvalues[-1], (vectors_[:, -1] @ vector) ** 2))
            pair = np.array(found)
            rows.append([*pair.mean(axis=0), *(pair.std(axis=0, ddof=1) / np.sqrt(draws))])
        values[law] = np.array(rows).T
    return Positions(
        grid,
        outlier(grid, s=1.0).filled(2.0),
        _beside_covariance(grid),
        overlap(grid, s=1.0).filled(0.0),
        at,
        values,
        size,
        draws,
    )


@dataclass(frozen=True)
class Spectrum:
    """Histograms: with density and outlier; of a heavy-tailed matrix with the semicircle."""

    x: Array
    density: Array
    outlier: float
    borders: Array
    heights: Array
    wide: Array
    semicircle: Array
    wide_borders: Array
    heavy: Array
    beyond: int
    size: int
    draws: int
    heavy_matrices: int


def spectrum(size: int = 400, draws: int = 6) -> Spectrum:
    """Two atoms +-1, s = 1/2, a spike at 2; and X alone with P(|x| > t) ~ t^-3."""
    at = {**bulk.SIGNS, s: sp.Rational(1, 2), theta: sp.Integer(2)}
    given, rng = matrices.Sum("Gaussian", at, size), np.random.default_rng(2)
    values = np.concatenate([np.linalg.eigvalsh(given.sampled(rng)) for _ in range(draws)])
    draw = heavy_tailed(bulk.EXPONENT)
    heavy = np.concatenate([np.linalg.eigvalsh(draw(size // 4, rng)) for _ in range(16 * draws)])
    x, borders = np.linspace(-2.2, 2.6, 481), np.linspace(-2.2, 2.6, 65)
    wide, wide_borders = np.linspace(-5, 5, 401), np.linspace(-5, 5, 81)
    return Spectrum(
        x,
        bulk.sum_with_signs("Gaussian", 0.5).density(x),
        outlier(2.0, s=0.5, bulk=([1, -1], [0.5, 0.5])),
        borders,
        np.histogram(values, borders)[0] / (len(values) * np.diff(borders)),
        wide,
        np.sqrt(np.maximum(4 - wide**2, 0)) / (2 * np.pi),
        wide_borders,
        np.histogram(heavy, wide_borders)[0] / (len(heavy) * np.diff(wide_borders)),
        int((np.abs(heavy) > bulk.LEVEL).sum()),
        size,
        draws,
        16 * draws,
    )


@dataclass(frozen=True)
class Batches:
    """|H_b - A|^2 over its value at b = 1: formulas, and samples with their errors."""

    sizes: Array
    published: Array
    distinct: Array
    sampled: dict[str, Array]
    """By way of drawing: means and standard errors, rows (2, sizes)."""
    population: int
    draws: int


def batches(draws: int = 2000) -> Batches:
    """Batches of one to all of the samples at hand."""
    total = samples.PEOPLE
    sizes = np.array([1, 2, 4, 8, 16, 24, 32, 38, total])
    rng, sampled = np.random.default_rng(3), {}
    for name, (batch, centre) in samples.WAYS.items():
        A = centre()
        unit, rows = samples.scale(batch, A), []
        for size in sizes:
            values = [
                ((batch(rng, int(size)).mean(axis=0) - A) ** 2).sum() / unit for _ in range(draws)
            ]
            rows.append((np.mean(values), np.std(values, ddof=1) / np.sqrt(draws)))
        sampled[name] = np.array(rows).T
    distinct = (total - sizes) / (sizes * (total - 1))
    return Batches(sizes, 1 / sizes, distinct, sampled, total, draws)


@dataclass(frozen=True)
class Preconditioner:
    """Root mean square errors of forms and of vectors against the size, and their limits.

    ``form`` and ``vector`` are rows (2, sizes) of values and standard errors.
    """

    sizes: Array
    form: Array
    vector: Array
    form_derived: Array
    vector_derived: float
    exponents: tuple[float, float]


def _root(sums: Array) -> tuple[float, float]:
    """The root of a mean, from (n, sum, sum of squares), and its standard error."""
    n, first, second = sums
    mean = first / n
    spread = np.sqrt(max(second / n - mean**2, 0.0) / (n - 1))
    return float(np.sqrt(mean)), float(spread / (2 * np.sqrt(mean)))


def preconditioner(sizes: tuple[int, ...] = (50, 100, 200, 400), draws: int = 12) -> Preconditioner:
    """No A, s = 1, lambda = 5/2."""
    rng, rows = np.random.default_rng(4), []
    for size in sizes:
        given = Damped(size)
        form, vector = forms(given, rng, draws), vectors(given, rng, draws)
        rows.append((_root(form / (1, size, size**2)), _root(vector)))
    form, vector = np.array(rows).transpose(1, 2, 0)
    slopes = [float(np.polyfit(np.log(sizes), np.log(v[0]), 1)[0]) for v in (form, vector)]
    limit = Damped(100)
    return Preconditioner(
        np.array(sizes, dtype=float),
        form,
        vector,
        np.sqrt(limit.form_variance() / np.array(sizes)),
        float(np.sqrt(limit.vector_error())),
        (slopes[0], slopes[1]),
    )

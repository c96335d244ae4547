"""Data of the figures: formulas at many temperatures beside sampled glasses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glassproof.derivations.layered_spins.chain import C, L
from glassproof.numerics.layered_spins.edges import (
    edge,
    least_hessian_eigenvalue,
    parallel_temperature,
)
from glassproof.numerics.layered_spins.replica_symmetric import solve
from glassproof.numerics.layered_spins.sampling import equilibrium_averages
from glassproof.numerics.layered_spins.tap import iterated, least_eigenvalues
from glassproof.numerics.layered_spins.temperature import temperature
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.papers.layered_sk.breaking import TEMPERATURES
from glassproof.verify.papers.layered_sk.temperature import PUBLISHED, equal


@dataclass(frozen=True)
class Readings:
    """T_c/sqrt(C) as printed, and as derived for L matrices, L layers of spins, L hidden layers."""

    counts: FloatArray
    published: FloatArray
    matrices: FloatArray
    spins: FloatArray
    hidden: FloatArray


def readings(most: int = 12) -> Readings:
    """L from 2 to ``most``."""
    counts = np.arange(2, most + 1)

    def derived(more: int) -> FloatArray:
        return np.array([temperature(equal(8, int(n) + more)) for n in counts])

    published = np.array([float(PUBLISHED.subs({C: 1, L: int(n)})) for n in counts])
    return Readings(counts.astype(float), published, derived(1), derived(0), derived(2))


@dataclass(frozen=True)
class Crossing:
    """N^(2/3) E<q^2> with errors, a row a size; T_c as derived and as other readings have it."""

    temperatures: FloatArray
    widths: FloatArray
    scaled: FloatArray
    errors: FloatArray
    derived: float
    others: FloatArray


def crossing(widths: tuple[int, ...] = (16, 32, 64), draws: int = 240) -> Crossing:
    """Three equal layers, parallel tempering."""
    T = np.array([1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.55])
    rng = np.random.default_rng(6)
    scaled, errors = [], []
    for width in widths:
        layers = equal(width)
        squares = equilibrium_averages(
            layers, T.tolist(), Tempering.squared_overlaps, rng, draws, burn=200, samples=60
        )
        unit = layers.spins ** (2 / 3)
        scaled.append(unit * squares.mean(axis=0))
        errors.append(unit * squares.std(axis=0) / np.sqrt(draws))
    others = np.array([float(PUBLISHED.subs({C: 1, L: n})) for n in (1, 3)])
    sizes, highest = np.array(widths, float), temperature(equal(8))
    return Crossing(T, sizes, np.array(scaled), np.array(errors), highest, others)


@dataclass(frozen=True)
class Stability:
    """The Hessian's least eigenvalue and growth factors of iterations, against T/T_c.

    ``sampled`` eigenvalues and ``grown`` factors are means over glasses at ``at``; rows (2, at) of
    means and standard errors.
    """

    ratios: FloatArray
    least: FloatArray
    memory: FloatArray
    parallel: FloatArray
    at: FloatArray
    sampled: FloatArray
    grown: FloatArray
    parallel_leaves: float


def stability(width: int = 150, draws: int = 6, points: int = 60) -> Stability:
    """Three equal layers."""
    layers = equal(width)
    T_c, rng = temperature(layers), np.random.default_rng(7)
    ratios, at = np.linspace(0.5, 3.0, points), np.array([0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5])
    least = [least_hessian_eigenvalue(layers, T_c * r).value for r in ratios]
    fastest = [edge(layers, layers.onsager / (T_c * r) ** 2, 1 / (T_c * r)).value for r in ratios]
    least_of = np.array([least_eigenvalues(layers, T_c * r, rng, draws) for r in at])
    sampled = [least_of.mean(axis=1), least_of.std(axis=1, ddof=1) / np.sqrt(draws)]
    grown = []
    for r in at:
        each = iterated(layers, T_c * r, rng, 4 * draws, steps=7, memory=True).mean(axis=2)
        late, early = each[:, 7], each[:, 3]
        factor = (late.mean() / early.mean()) ** (1 / 8)
        spread = (late / late.mean() - early / early.mean()).std(ddof=1) / np.sqrt(len(each))
        grown.append((factor, factor * spread / 8))
    return Stability(
        ratios,
        np.array(least),
        1 / ratios,
        np.array(fastest),
        at,
        np.array(sampled),
        np.array(grown).T,
        parallel_temperature(layers) / T_c,
    )


@dataclass(frozen=True)
class Overlaps:
    """Densities of abs(q) at T = 0.8 for two sizes; q of the symmetric solution, its Perron root
    against T/T_c."""

    borders: FloatArray
    densities: FloatArray
    widths: FloatArray
    symmetric: float
    ratios: FloatArray
    roots: FloatArray
    draws: int


def overlaps(widths: tuple[int, int] = (16, 48), draws: int = 240, points: int = 40) -> Overlaps:
    """Three equal layers."""
    # overlaps of 48 spins are multiples of 1/24, of 144 spins of 1/72; bins hold one or three
    borders, rng = (np.arange(25) + 0.5) / 24, np.random.default_rng(8)
    densities = []
    for width in widths:

        def binned(walk: Tempering) -> FloatArray:
            q = np.abs(walk.overlaps()[:, 0].mean(axis=1))
            return np.asarray(q[:, None] < borders, float)

        below = equilibrium_averages(
            equal(width), TEMPERATURES, binned, rng, draws, burn=300, samples=60
        ).mean(axis=0)
        densities.append(np.diff(below) / np.diff(borders))
    layers = equal(8)
    T_c = temperature(layers)
    ratios = np.linspace(0.1, 1.4, points)
    roots = np.array([solve(layers, r * T_c, T_c).stability for r in ratios])
    symmetric = float(solve(layers, TEMPERATURES[0], T_c).overlaps.mean())
    return Overlaps(
        borders, np.array(densities), np.array(widths, float), symmetric, ratios, roots, draws
    )

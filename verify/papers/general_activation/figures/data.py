"""Data of the figures: exact numbers at growing N beside derived limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from glassproof.derivations.p_spin import trivialisation as thresholds
from glassproof.derivations.p_spin.exact_count import N as SPINS
from glassproof.derivations.p_spin.model import p
from glassproof.numerics.ensembles.finite_rank import modulus_ratio
from glassproof.numerics.p_spin.addition import count_with_addition
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.papers.general_activation import glass, sharp
from glassproof.verify.papers.general_activation.determinant import inside
from glassproof.verify.papers.general_activation.statements import extrapolated

Array = np.ndarray
DEGREE = 3


@dataclass(frozen=True)
class Asymptotics:
    """Exact count over the sharp one, by energy and size; extrapolated limits and errors."""

    sizes: Array
    energies: tuple[float, ...]
    ratios: Array
    limits: Array
    errors: Array


def asymptotics(
    sizes: tuple[int, ...] = (12, 25, 50, 100, 200), energies: tuple[float, ...] = glass.ENERGIES
) -> Asymptotics:
    """At the energies that the claim is decided at."""
    ratios = np.array([[glass.ratio(n, DEGREE, u) for n in sizes] for u in energies])
    found = np.array([extrapolated(list(row)) for row in ratios])
    return Asymptotics(np.array(sizes), energies, ratios, found[:, 0], found[:, 1])


@dataclass(frozen=True)
class Fields:
    """E Crt(h)/E Crt(0) by size, at an energy below the threshold and of all points; limits."""

    h: Array
    sizes: tuple[int, ...]
    energy: float
    low: Array
    all: Array
    low_limit: Array
    all_limit: Array


def fields(sizes: tuple[int, ...] = (10, 20, 80), points: int = 25, energy: float = -1.8) -> Fields:
    """Fields up to two."""
    h = np.linspace(0, 2, points)

    def exact(u: float) -> Array:
        return np.array(
            [
                [count_with_addition(n, DEGREE, [0.0, field], u) for field in h]
                / np.array(float(p_spin_count(n, DEGREE, u, digits=9)))
                for n in sizes
            ]
        )

    limits = [[sharp.factor(u, float(field)) for field in h] for u in (energy, math.inf)]
    return Fields(h, sizes, energy, exact(energy), exact(math.inf), *map(np.array, limits))


@dataclass(frozen=True)
class Perturbed:
    """Ratios of E|det| by strength, for shifts inside the spectrum: exact at two sizes, derived."""

    strengths: Array
    shifts: tuple[float, ...]
    sizes: tuple[int, ...]
    exact: Array
    derived: Array


def perturbed(
    sizes: tuple[int, ...] = (10, 40),
    shifts: tuple[float, ...] = (0.0, 1.0),
    points: int = 41,
) -> Perturbed:
    """Strengths and shifts in units of sqrt(N)."""
    strengths = np.linspace(-2, 2, points)
    exact = np.array(
        [
            [[float(modulus_ratio(n, x * math.sqrt(n), s * math.sqrt(n))) for s in strengths]
             for n in sizes]
            for x in shifts
        ]
    )  # fmt: skip
    derived = np.array([[inside(x, float(s)) for s in strengths] for x in shifts])
    return Perturbed(strengths, shifts, sizes, exact, derived)


@dataclass(frozen=True)
class Trivialisation:
    """log E Crt by sigma and size, the derived law for the largest size, the threshold."""

    sigma: Array
    sizes: tuple[int, ...]
    exact: Array
    before: Array
    derived: Array
    threshold: float


def trivialisation(sizes: tuple[int, ...] = (25, 50, 100, 200), points: int = 25) -> Trivialisation:
    """Fields on both sides of the threshold."""
    threshold = math.sqrt(DEGREE * (DEGREE - 2))
    sigma = np.linspace(0, 2 * threshold, points)
    exact = np.array(
        [
            [float(p_spin_count(n, DEGREE, random_field=float(s), digits=9).log()) for s in sigma]
            for n in sizes
        ]
    )
    before = np.linspace(0, 0.97 * threshold, 60)
    law = thresholds.before_the_threshold().result.subs(SPINS, sizes[-1])
    second = DEGREE * (DEGREE - 1)
    derived = [
        math.log(law.subs({thresholds.t: second / (DEGREE + float(s) ** 2), p: DEGREE}))
        for s in before
    ]
    return Trivialisation(sigma, sizes, exact, before, np.array(derived), threshold)

"""The arrays behind Figs. 1, 2 and 4: densities, the exponent's plane, determinants.

"As published" takes the quartic, constants and rules that the paper computes with; "as derived" the
closed forms of this toolkit; nature is sampled matrices.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.block_matrix.samplers import eigenvalues
from glassproof.numerics.block_matrix.spectrum import density, edges, transition
from glassproof.numerics.ensembles.monte_carlo import log_mean_exp
from glassproof.numerics.gan_glass.glass import model
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.streams import stream
from glassproof.verify.papers.gan_spin_glass.published_potential import (
    published_density,
    published_log_potential,
    published_mass,
)

SEED = 0
GLASS: dict[str, Any] = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
"""Parameters of Figs. 2 to 7."""

U_D, U_G = 5.0, 0.5
"""Bounds of Fig. 2."""


@dataclass(frozen=True)
class Densities:
    """Fig. 1: per row one x1; densities on the grid ``z`` and histograms of eigenvalues.

    ``z`` (k, n), ``published`` and ``derived`` (k, n), ``bins`` (k, j + 1), ``histogram`` (k, j)
    with its standard ``errors`` and the derived density's means ``expected`` over the bins,
    ``masses`` (k, 2) of the two densities, ``distances`` (k, 2) their L1 distances from nature,
    ``sampled`` how many matrices of which size.
    """

    x1: FloatArray
    z: FloatArray
    published: FloatArray
    derived: FloatArray
    bins: FloatArray
    histogram: FloatArray
    errors: FloatArray
    expected: FloatArray
    masses: FloatArray
    distances: FloatArray
    transition: float
    components: tuple[int, ...]
    sampled: tuple[int, int]


@dataclass(frozen=True)
class Plane:
    """Fig. 2: the exponent over (x, x1), arrays of shape (x1, x).

    ``binding`` is positive where a bound on a loss costs something in the derived exponent.
    """

    x: FloatArray
    x1: FloatArray
    published: FloatArray
    derived: FloatArray
    inside: FloatArray
    binding: FloatArray
    best_published: tuple[float, float]
    best_derived: tuple[float, float]


@dataclass(frozen=True)
class Determinants:
    """Fig. 4: (1/N) log E abs det over x, one row per x1; samples have their own b each.

    ``masses`` are those of the published density on the published range of quadrature, for each
    x1; ``exact`` is the exact log-potential at the published b and b1.
    """

    x1: FloatArray
    x: FloatArray
    published: FloatArray
    derived: FloatArray
    sampled_published: FloatArray
    sampled_derived: FloatArray
    error_published: FloatArray
    error_derived: FloatArray
    masses: FloatArray
    exact: FloatArray
    b: tuple[float, float]
    sampled: tuple[int, int]


def densities(*, draws: int = 100, size: int = 200, points: int = 1200) -> Densities:
    """The data of Fig. 1."""
    shifts = np.array([1.1, 1.5, 4.0])
    law = {"kappa": 0.9, "b": 1.0, "b1": 0.5}
    rows = [_density_row(float(x1), law, draws, size, points) for x1 in shifts]
    z, theirs, ours, bins, histogram, errors, expected, masses, distances = map(
        np.stack, zip(*rows, strict=True)
    )
    components = tuple(len(edges(x1=float(x1), **law)) // 2 for x1 in shifts)
    return Densities(
        shifts, z, theirs, ours, bins, histogram, errors, expected, masses, distances,
        transition(**law), components,
        (draws, size),
    )  # fmt: skip


def _density_row(
    x1: float, law: dict[str, float], draws: int, size: int, points: int
) -> tuple[FloatArray, ...]:
    support = edges(x1=x1, **law)
    z = np.linspace(support[0] - 0.5, support[-1] + 0.5, points)
    ours = np.asarray(density(z, x1=x1, **law))
    theirs = published_density(z, x1=x1, **law)
    sampled = eigenvalues(N=size, x1=x1, draws=draws, rng=stream(SEED, "figure 1"), **law)
    histogram, bins = np.histogram(sampled, np.linspace(z[0], z[-1], 91), density=True)
    single = [np.histogram(one, bins, density=True)[0] for one in sampled]
    errors = np.std(single, axis=0, ddof=1) / math.sqrt(draws)  # between independent matrices
    fine = np.linspace(z[0], z[-1], 90 * 40 + 1)
    middles = (fine[1:] + fine[:-1]) / 2
    expected = np.asarray(density(middles, x1=x1, **law)).reshape(90, 40).mean(axis=1)
    masses = np.array([np.trapezoid(theirs, z), np.trapezoid(ours, z)])
    cell = np.minimum(np.searchsorted(bins, z, side="right") - 1, 89)
    distances = [np.trapezoid(np.abs(curve - histogram[cell]), z) for curve in (theirs, ours)]
    return z, theirs, ours, bins, histogram, errors, expected, masses, np.array(distances)


def plane(*, points: int = 110) -> Plane:
    """The data of Fig. 2."""
    x, x1 = np.linspace(-50, 200, points), np.linspace(-15, 10, points)
    p, m = GLASS["p"], GLASS["p"] + GLASS["q"]
    b, b1, s2, s12 = published_scales()
    kappa = GLASS["kappa"]
    potential = np.stack(
        [published_log_potential(x, x1=float(y), kappa=kappa, b=b, b1=b1) for y in x1]
    )
    theirs = potential - x**2 / (2 * s2) - x1[:, None] ** 2 / (2 * s12)
    ratio = m * 2.0**m
    inside = np.minimum(ratio * U_G - x, x1[:, None] + p * U_D + p * x / ratio)
    cost, binding = derived_cost(x, x1[:, None], u_D=U_D, u_G=U_G)
    glass = model(p=3, q=3, sigma_z=1.0, kappa=kappa, k_D=None, k_G=None).landscape
    ours = log_potential(x, x1=x1[:, None], kappa=kappa, b=glass.b, b1=glass.b1) - cost
    best = [_argmax(x, x1, values) for values in (np.where(inside >= 0, theirs, -np.inf), ours)]
    return Plane(x, x1, theirs, ours, inside, binding, *best)


def published_scales() -> tuple[float, float, float, float]:
    """(b, b1, s2, s12) as published, at the parameters of Figs. 2 to 7."""
    p, m, sigma_z = GLASS["p"], GLASS["p"] + GLASS["q"], GLASS["sigma_z"]
    b = sigma_z * math.sqrt(m * (m - 1) * 2.0**m)
    b1 = math.sqrt(p * (p - 1) * GLASS["kappa"])
    return b, b1, sigma_z**2 * m**2 * 2.0 ** (3 * m) / 2, p**2 / 2


def derived_cost(
    x: ArrayLike, x1: ArrayLike, *, u_D: float, u_G: float
) -> tuple[FloatArray, FloatArray]:
    """(cost, slack) of the shifts (x, x1) under the bounds: the Gaussian part of Theta's exponent.

    The losses leave one direction free at given shifts, along which both losses grow with s:
    (alpha, G, delta) = (alpha0, G0, 0) + s (sigma_z/p, 1/m, 1). The cheapest s is where the
    quadratic form is least, or the largest that the bounds allow; ``slack`` is the difference of
    the two, positive where a bound binds.
    """
    p, m, sigma_z = GLASS["p"], GLASS["p"] + GLASS["q"], GLASS["sigma_z"]
    G0 = 2 * math.sqrt(2) * np.asarray(x, float) / (m * sigma_z)
    alpha0 = -math.sqrt(2) * np.asarray(x1, float) / p
    along = np.array([sigma_z / p, 1.0 / m, 1.0])
    weights = np.array([1.0, 2.0**-m, 2.0**-m / m])
    free = -(weights[0] * along[0] * alpha0 + weights[1] * along[1] * G0) / (weights @ along**2)
    bound_D = (u_D - alpha0 + sigma_z * G0) / (along[0] - sigma_z * along[1])
    bound_G = (u_G - sigma_z * G0) / (sigma_z * along[1])
    s = np.minimum(free, np.minimum(bound_D, bound_G))
    terms = (alpha0 + s * along[0], G0 + s * along[1], s * along[2])
    cost = sum(w * term**2 for w, term in zip(weights, terms, strict=True)) / 2
    return np.asarray(cost), np.asarray(free - np.minimum(bound_D, bound_G))


def _argmax(x: FloatArray, x1: FloatArray, values: FloatArray) -> tuple[float, float]:
    row, column = np.unravel_index(np.argmax(values), values.shape)
    return float(x[column]), float(x1[row])


def determinants(*, draws: int = 50, size: int = 50, points: int = 50) -> Determinants:
    """The data of Fig. 4."""
    shifts, x = np.array([-90.0, -45.0, 0.0, 45.0, 90.0]), np.linspace(-200, 200, points)
    kappa, (b, b1) = GLASS["kappa"], published_scales()[:2]
    glass = model(p=3, q=3, sigma_z=1.0, kappa=kappa, k_D=None, k_G=None).landscape
    theirs = np.stack(
        [published_log_potential(x, x1=float(y), kappa=kappa, b=b, b1=b1) for y in shifts]
    )
    ours, exact = (
        np.asarray(log_potential(x, x1=shifts[:, None], kappa=kappa, b=law[0], b1=law[1]))
        for law in ((glass.b, glass.b1), (b, b1))
    )
    samples = [
        np.array([_sampled(x, float(y), law, draws, size) for y in shifts])
        for law in ({"b": b, "b1": b1}, {"b": glass.b, "b1": glass.b1})
    ]
    (values, errors), (our_values, our_errors) = (np.moveaxis(s, -1, 0) for s in samples)
    masses = np.array([published_mass(x1=float(y), kappa=kappa, b=b, b1=b1) for y in shifts])
    return Determinants(
        shifts, x, theirs, ours, values, our_values, errors, our_errors, masses, exact,
        (b, glass.b), (draws, size),
    )  # fmt: skip


def _sampled(
    x: FloatArray, x1: float, law: dict[str, Any], draws: int, size: int
) -> list[tuple[float, float]]:
    """(value, standard error) at each x, from the eigenvalues of the same matrices."""
    spectra = eigenvalues(
        N=size, kappa=GLASS["kappa"], x1=x1, draws=draws, rng=stream(SEED, "figure 4"), **law
    )
    estimates = [log_mean_exp(np.log(np.abs(spectra - at)).sum(axis=1)) for at in x]
    return [(e.value / size, e.standard_error / size) for e in estimates]

"""Sums over the weights: the derived factor against points of the sphere at finite N."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.p_spin import additions
from glassproof.derivations.p_spin.model import p, u
from glassproof.numerics.ensembles.finite_rank import log_mean_determinant

N, ENERGY = 40, -2.2


def logs_at_points(degree: int, gamma: float, points: np.ndarray) -> np.ndarray:
    """log of what the addition changes in the density of critical points of energy N u, p = 3.

    Densities of the glass's gradient and energy, and the mean determinant, at each point.
    """
    he = np.polynomial.hermite_e.HermiteE.basis(degree)
    scale = math.sqrt(2 * 6 / N)
    plain = log_mean_determinant([-3 * ENERGY / scale] * (N - 1))
    found = []
    for w in points:
        value = gamma / math.sqrt(N) * he(w).sum()
        gradient = gamma / math.sqrt(N) * he.deriv()(w)
        radial = gradient @ w
        tangential = gradient @ gradient - radial**2 / N
        energy = N * ENERGY - value  # of the glass
        basis = np.linalg.svd(w[None, :])[2][1:]
        hessian = basis * (gamma / math.sqrt(N) * he.deriv(2)(w)) @ basis.T
        shift = (3 * energy + radial) / N
        moved = log_mean_determinant((np.linalg.eigvalsh(hessian) - shift) / scale)
        weight = (N * ENERGY) ** 2 / (2 * N) - energy**2 / (2 * N) - tangential / 6
        found.append(moved - plain + weight)
    return np.array(found)


@pytest.mark.parametrize(("degree", "gamma"), [(1, 0.5), (3, 0.2), (4, 0.06)])
def test_the_factor_of_a_sum_over_weights(degree, gamma):
    """At both signs: the log of the mean is even in gamma in the limit; what is odd is small."""
    rng = np.random.default_rng(degree)
    points = rng.standard_normal((700, N))
    points *= math.sqrt(N) / np.linalg.norm(points, axis=1, keepdims=True)
    means, errors = [], []
    for sign in (-1, 1):
        weights = np.exp(logs_at_points(degree, sign * gamma, points))
        means.append(weights.mean())
        errors.append(weights.std() / math.sqrt(len(points)))
    limit = additions.hermite_factor().result.subs(
        {additions.l: degree, additions.gamma_l: gamma, u: sp.Rational(-11, 5), p: 3}
    )
    found, noise = sum(map(math.log, means)) / 2, 4 * max(errors)
    assert abs(found - float(limit)) < noise + 6 * float(limit) / N
    assert noise < float(limit)

"""Edges and sides of the index against sampled blocks and counted eigenvalues."""

from __future__ import annotations

import math

import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x, x1
from glassproof.derivations.ensembles.extreme_eigenvalues import rate
from glassproof.derivations.gan_glass import large_deviations as ld
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, k_D, k_G


def goe(n: int, rng: np.random.Generator) -> np.ndarray:
    """Off-diagonal variance 1/(2n), diagonal variance 1/n."""
    entries = rng.normal(size=(n, n))
    return (entries + entries.T) / (2.0 * math.sqrt(n))


def edges(share: float, scale: float, scale1: float) -> tuple[float, float]:
    values = {kappa: share, b: scale, b1: scale1}
    return float(ld.edge_D().result.subs(values)), float(ld.edge_G().result.subs(values))


def block_tops(draws: int, seed: int) -> tuple[np.ndarray, tuple[float, float, float, int]]:
    """Mean largest eigenvalue of the two unshifted diagonal blocks."""
    share, scale, scale1, size = 0.5, 1.0, 2.0, 300
    rng, n = np.random.default_rng(seed), int(share * size)
    tops = np.zeros(2)
    for _ in range(draws):
        M, M1 = goe(size, rng), goe(n, rng)
        top_D = np.linalg.eigvalsh(scale * M[:n, :n] + scale1 * M1)[-1]
        tops += top_D, np.linalg.eigvalsh(scale * M[n:, n:])[-1]
    return tops / draws, (share, scale, scale1, n)


def test_edges_against_sampled_blocks() -> None:
    """Level below 1e-9, power above 1 - 1e-9 against the published edge of the discriminator.

    The largest eigenvalue of a block of size n and edge E is a Lipschitz function of independent
    standard normals with constant E/sqrt(2n); the mean of 40 leaves its expectation by more than
    0.063 E with probability below 2 exp(-40 * 150 * 0.063^2) < 1e-10. The expectation lies below
    E (Sudakov, Fernique) and above (1 - 0.04) E at n = 150 (the Tracy-Widom mean is
    -1.2065 n^(-2/3)/2 relative to E, 2.1%).
    """
    (top_D, top_G), (share, scale, scale1, _) = block_tops(40, seed=20210107)
    edge_D, edge_G = edges(share, scale, scale1)
    for top, edge in ((top_D, edge_D), (top_G, edge_G)):
        assert -0.063 - 0.04 < top / edge - 1 < 0.063
    published = math.sqrt(2 * share * (scale**2 + scale1**2))
    assert not -0.063 - 0.04 < top_D / published - 1 < 0.063
    swapped = math.sqrt(2 * ((1 - share) ** 2 * scale**2))
    assert not -0.063 - 0.04 < top_G / swapped - 1 < 0.063


def tangent_basis(w: np.ndarray) -> np.ndarray:
    return np.linalg.qr(np.column_stack([w, np.eye(w.size)]))[0][:, 1 : w.size]


def test_sides_of_the_index_by_counting() -> None:
    """The covariant Hessian of quadratic losses, by finite differences on the two spheres.

    With p = 2 and quadratic ell_G every Hessian is explicit; the number of its negative
    eigenvalues is compared with the counts of the module docstring, on both sides and for random
    points, where the second derivative along great circles knows nothing of radial shifts.
    """
    rng = np.random.default_rng(5)
    n_D, n_G, sigma = 5, 4, 0.7
    for _ in range(50):
        X, Z = rng.normal(size=(n_D, n_D)), rng.normal(size=(n_D + n_G, n_D + n_G))
        w_D, w_G = (v / np.linalg.norm(v) for v in (rng.normal(size=n_D), rng.normal(size=n_G)))

        def loss_D(
            v: np.ndarray, X: np.ndarray = X, Z: np.ndarray = Z, w: np.ndarray = w_G
        ) -> float:
            v = v / np.linalg.norm(v)
            both = np.concatenate([v, w])
            return float(v @ X @ v - sigma * both @ Z @ both)

        def loss_G(v: np.ndarray, Z: np.ndarray = Z, w: np.ndarray = w_D) -> float:
            both = np.concatenate([w, v / np.linalg.norm(v)])
            return float(sigma * both @ Z @ both)

        S, T, both = (X + X.T) / 2, (Z + Z.T) / 2, np.concatenate([w_D, w_G])
        root = math.sqrt(2 * (n_D + n_G))
        R_D, R_G = 2 * w_D @ (T @ both)[:n_D], 2 * w_G @ (T @ both)[n_D:]
        at_x = sigma * R_G / root
        at_x1 = (-2 * w_D @ S @ w_D + sigma * (R_D - R_G)) / root
        basis_D, basis_G = tangent_basis(w_D), tangent_basis(w_G)
        block_D = basis_D.T @ (2 * sigma * T[:n_D, :n_D] - 2 * S) @ basis_D / root
        block_G = basis_G.T @ (2 * sigma * T[n_D:, n_D:]) @ basis_G / root
        k_of_D = int(np.sum(np.linalg.eigvalsh(block_D) > at_x + at_x1))
        k_of_G = int(np.sum(np.linalg.eigvalsh(block_G) < at_x))
        assert k_of_D == negatives(loss_D, w_D, basis_D)
        assert k_of_G == negatives(loss_G, w_G, basis_G)


def negatives(loss, w: np.ndarray, basis: np.ndarray, h: float = 1e-3) -> int:
    """Negative eigenvalues of the second derivative along great circles, by central differences.

    The loss is extended with degree 0, so its Euclidean Hessian on the tangent space at a unit
    vector is the covariant one up to terms that vanish there.
    """
    n = basis.shape[1]
    hessian = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            e, f = h * basis[:, i], h * basis[:, j]
            hessian[i, j] = (
                loss(w + e + f) - loss(w + e - f) - loss(w - e + f) + loss(w - e - f)
            ) / (4 * h * h)
    return int(np.sum(np.linalg.eigvalsh(hessian) < 0))


def test_weights_belong_to_their_own_block() -> None:
    """kappa with the discriminator, kappa' with the generator; doubling k doubles the cost."""
    point = {kappa: sp.Rational(1, 5), b: 1, b1: 1, x: -4, x1: 9}
    cost_D = ld.index_weight_D().result.subs(point)
    cost_G = ld.index_weight_G().result.subs(point)
    one_D = rate(sp.Integer(5), sp.sqrt(sp.Rational(12, 5)))
    one_G = rate(sp.Integer(4), sp.sqrt(sp.Rational(8, 5)))
    assert abs((cost_D.subs(k_D, 3) - 3 * one_D / 5).evalf()) < 1e-14
    assert abs((cost_G.subs(k_G, 2) - 8 * one_G / 5).evalf()) < 1e-14


def test_index_zero_excludes_the_origin() -> None:
    for point in MODEL_DOMAIN.points(5):
        values = {kappa: point[kappa], b: 1, b1: 1, x: 0, x1: 0}
        assert all(relation.subs(values) == sp.false for relation in ld.index_zero_region())

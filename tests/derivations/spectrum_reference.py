"""References for the spectrum: sampled matrices, their distance from a density, the Dyson map."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import sympy as sp

from glassproof.derivations.block_matrix.certified_support import edges
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, t, x1, z


def sample_eigenvalues(n, *, kappa, b, b1, x1, seed):
    """Eigenvalues of one bM + b1 (M1 (+) 0) - x1 (I (+) 0) of size n, from the definition."""
    rng = np.random.default_rng(seed)
    n_D = round(kappa * n)

    def goe(size):
        gaussian = rng.standard_normal((size, size))
        return (gaussian + gaussian.T) / (2 * np.sqrt(size))

    matrix = b * goe(n)
    matrix[:n_D, :n_D] += b1 * goe(n_D) - x1 * np.eye(n_D)
    return np.linalg.eigvalsh(matrix)


def dyson_by_iteration(z, *, kappa, b, b1, x1, steps=4000):
    """(g_D, g_G) at z with Im z > 0 by the averaged Dyson map, which converges to the solution."""
    z, kappa, b, b1, x1 = (mp.mpmathify(v) for v in (z, kappa, b, b1, x1))
    g_D = g_G = -1j / mp.im(z)
    for _ in range(steps):
        g = kappa * g_D + (1 - kappa) * g_G
        new_D = 1 / (z + x1 - b**2 * g / 2 - b1**2 * g_D / 2)
        new_G = 1 / (z - b**2 * g / 2)
        change = abs(new_D - g_D) + abs(new_G - g_G)
        g_D, g_G = (g_D + new_D) / 2, (g_G + new_G) / 2
        if change < mp.eps * 100:
            break
    return g_D, g_G


def grid_cdf(polynomial, values, grid, *, physical=True):
    """Distribution function on the grid from roots of the quartic, by the trapezoid rule."""
    coefficients = sp.lambdify(z, sp.Poly(polynomial.subs(values), t).all_coeffs())
    share, width = float(values[kappa]), float(values[b])
    density = []
    for at in grid:
        roots = np.roots(np.array(coefficients(at), dtype=float))
        if physical:
            P = roots**2 - at * roots + (1 - share) * width**2 / 2
            roots = roots[(-roots / P).imag > 0]
        density.append(max([0.0, *(2 * roots.imag / (np.pi * width**2))]))
    density = np.array(density)
    steps = np.diff(grid) * (density[1:] + density[:-1]) / 2
    return np.concatenate([[0.0], np.cumsum(steps)])


def wasserstein(values, polynomial, *, size=1000, seed=3, physical=True, margin=0.1):
    """Distance of one sampled spectrum from the density of a quartic, and that density's mass."""
    eigenvalues = sample_eigenvalues(
        size, seed=seed, **{s.name: float(values[s]) for s in (kappa, b, b1, x1)}
    )
    ends = edges(values)
    low = min(float(ends[0].mid()), eigenvalues[0]) - margin
    high = max(float(ends[-1].mid()), eigenvalues[-1]) + margin
    grid = np.linspace(low, high, 3000)
    limit = grid_cdf(polynomial, values, grid, physical=physical)
    sampled = np.searchsorted(eigenvalues, grid) / size
    return np.trapezoid(np.abs(limit - sampled), grid), limit[-1]

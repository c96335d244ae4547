"""Nature for Section 4: eigenvalues of sampled block matrices, counted in bins.

A quartic in t predicts the mass of a bin by integrating 2/(pi b^2) Im t of the root that a rule
picks: the published rule takes the largest imaginary part, the right one the physical root.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from glassproof.derivations.block_matrix.saddle_point import quartic
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, t, x1, z
from glassproof.derivations.proof.domain import Point
from glassproof.numerics.block_matrix.samplers import eigenvalues
from glassproof.numerics.work.kernels import Kernel
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import FractionsTest

SIZE = 400
BALANCED = {kappa: sp.Rational(1, 2), b: sp.Integer(1), b1: sp.Integer(1), x1: sp.Integer(1)}
SHIFTED = {**BALANCED, x1: sp.Integer(3)}
FIGURE_1 = {
    kappa: sp.Rational(9, 10), b: sp.Integer(1), b1: sp.Rational(1, 2), x1: sp.Rational(3, 2),
}  # fmt: skip

PUBLISHED_QUARTIC = (t**2 - z * t + (1 - kappa) * b**2 / 2) * (
    (1 + b1**2 / (kappa * b**2)) * t**2
    + (x1 - b1**2 * z / (kappa * b**2)) * t
    - (1 - kappa) * b1**2 / (2 * kappa)
) + kappa * b**2 * t**2 / 2

Rule = Callable[[NDArray[Any], float, dict[str, float]], float]


def largest(roots: NDArray[Any], _: float, __: dict[str, float]) -> float:
    """The published rule: the largest imaginary part of -t, or zero."""
    return max(0.0, float((-roots.imag).max()))


def physical(roots: NDArray[Any], at: float, values: dict[str, float]) -> float:
    """Im t of the root with Im t > 0 and Im(1/g_D) > 0, or zero."""
    A, B = (1 - values["kappa"]) * values["b"] ** 2 / 2, values["kappa"] * values["b"] ** 2 / 2
    inverse_g_D = -B * roots / (roots**2 - at * roots + A)
    chosen = roots[(roots.imag > 1e-9) & (inverse_g_D.imag > 0)]
    return float(chosen.imag[0]) if chosen.size else 0.0


def bins(point: Point) -> NDArray[np.float64]:
    """Edges of eight bins that cover the spectrum of the point, evenly spaced."""
    values = {str(symbol): float(value) for symbol, value in point.items()}
    reach = np.sqrt(2) * (values["b"] + values["b1"])
    return np.linspace(-reach - max(values["x1"], 0), reach - min(values["x1"], 0), 9)


def masses(polynomial: sp.Expr, point: Point, rule: Rule) -> NDArray[np.float64]:
    """The mass that ``polynomial`` and ``rule`` predict for each bin (100 Gauss nodes a bin)."""
    values = {str(symbol): float(value) for symbol, value in point.items()}
    coefficients = [Kernel(c) for c in sp.Poly(polynomial.subs(point), t).all_coeffs()]
    nodes, weights = np.polynomial.legendre.leggauss(100)

    def density(at: float) -> float:
        roots = np.roots([float(c.numpy(**({"z": at} if c.names else {}))) for c in coefficients])
        return 2 * rule(roots, at, values) / (np.pi * values["b"] ** 2)

    edges = bins(point)
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    return np.array(
        [
            h * sum(w * density(m + h * node) for node, w in zip(nodes, weights, strict=True))
            for m, h in zip(middle, half, strict=True)
        ]
    )


def eigenvalue_masses(name: str, point: Point, polynomial: Callable[[], sp.Expr]) -> Experiment:
    """Bin masses of sampled eigenvalues against a published quartic with the published rule.

    The mean of a count over GOE-like matrices differs from N times its limit by O(1); the
    allowance is two eigenvalues a bin (the one-dimensional GOE has 1/4 at each edge).
    """
    values = {str(symbol): float(value) for symbol, value in point.items()}
    edges = bins(point)

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        sampled = eigenvalues(N=SIZE, draws=draws, rng=rng, **values)
        fractions = np.stack([np.histogram(row, edges)[0] / SIZE for row in sampled])
        return np.concatenate([[draws], fractions.sum(0), (fractions**2).sum(0)])

    return Experiment(
        name,
        f"eigenvalues of sampled matrices of size {SIZE} in eight bins, the worst bin's mass",
        {**point},
        chunk,
        64,
        FractionsTest(bias=2 / SIZE),
        asserted=lambda: (
            masses(polynomial(), point, largest),
            masses(quartic().result, point, physical),
        ),
    )

"""Spectra of symmetric operators that are known by their products: leading pairs, densities.

Lanczos' method: from a start q_1 a basis q_1, .., q_m of the Krylov space in which the operator is
tridiagonal. Its eigenvalues there are nodes, and the squares of their eigenvectors' first entries
weights, of the Gauss quadrature of q_1's spectral measure; averaged over random q_1 this is the
spectral density (Ubaru, Chen, Saad, SIAM J. Matrix Anal. Appl. 38 (2017) 1075).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import eigh_tridiagonal
from scipy.sparse.linalg import LinearOperator, eigsh

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer, real, real_array
from glassproof.numerics.work.streams import stream

FloatArray = NDArray[np.float64]
Product = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Pairs:
    """Eigenvalues, largest first, eigenvectors as columns, and residuals |H v - lambda v|."""

    values: FloatArray
    vectors: FloatArray
    residuals: FloatArray


def leading(
    product: Product, n: int, count: int, *, seed: int = 0, which: str = "largest"
) -> Pairs:
    """The ``count`` eigenpairs of an n x n operator that are ``largest``, ``least`` or of the
    largest ``modulus`` (ARPACK's implicitly restarted Lanczos method).

    >>> A = np.diag([1.0, 2.0, 3.0, -5.0])
    >>> leading(lambda v: A @ v, 4, 2, which="modulus").values.round(12).tolist()
    [3.0, -5.0]
    """
    kinds = {"largest": "LA", "least": "SA", "modulus": "LM"}
    if which not in kinds:
        raise DomainError(f"which = {which!r}: give one of {list(kinds)}")
    n = integer("n", n, least=2)
    count = integer("count", count, least=1, most=n - 1)
    start = stream(seed, "leading").standard_normal(n)
    operator = LinearOperator((n, n), matvec=lambda v: product(np.ravel(v)), dtype=np.float64)
    values, vectors = eigsh(operator, k=count, which=kinds[which], v0=start)
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    left = [
        np.linalg.norm(product(v) - value * v) for value, v in zip(values, vectors.T, strict=True)
    ]
    return Pairs(values, vectors, np.array(left))


@dataclass(frozen=True)
class Quadrature:
    """A measure of mass 1 on the line: ``nodes`` with ``weights``, from so many ``probes``."""

    nodes: FloatArray
    weights: FloatArray
    probes: int

    def moment(self, k: int) -> float:
        """The integral of x^k."""
        return float(self.weights @ self.nodes ** integer("k", k))

    def density(self, x: ArrayLike, width: float) -> FloatArray:
        """The measure smoothed by a Gaussian of standard deviation ``width``, at points x.

        >>> q = Quadrature(np.array([0.0]), np.array([1.0]), 1)
        >>> q.density([0.0], 1.0).round(4).tolist()
        [0.3989]
        """
        at, width = real_array("x", x), real("width", width, above=0)
        t = (at[..., None] - self.nodes) / width
        return np.asarray(np.exp(-(t**2) / 2) @ self.weights / (width * np.sqrt(2 * np.pi)))

    def mass(self, low: float, high: float) -> float:
        """The mass of (low, high]."""
        return float(self.weights[(self.nodes > low) & (self.nodes <= high)].sum())


def spectral_measure(
    product: Product, n: int, *, steps: int = 60, probes: int = 10, seed: int = 0
) -> Quadrature:
    """The spectral measure of an n x n operator by Lanczos quadrature from random signs.

    Moments up to 2 ``steps`` - 1 are those of the probes' measures; the error over probes falls as
    1/sqrt(n probes).

    >>> A = np.diag(np.arange(4.0))
    >>> q = spectral_measure(lambda v: A @ v, 4, steps=4, probes=1)
    >>> [round(q.moment(k), 9) for k in (0, 1, 2)]
    [1.0, 1.5, 3.5]
    """
    n, steps = integer("n", n, least=1), integer("steps", steps, least=1)
    probes = integer("probes", probes, least=1)
    nodes, weights = [], []
    for probe in range(probes):
        start = stream(seed, "probe", probe).choice([-1.0, 1.0], n)
        diagonal, beside = lanczos(product, start, min(steps, n))
        values, vectors = eigh_tridiagonal(diagonal, beside)
        nodes.append(values)
        weights.append(vectors[0] ** 2 / probes)
    return Quadrature(np.concatenate(nodes), np.concatenate(weights), probes)


def lanczos(product: Product, start: FloatArray, steps: int) -> tuple[FloatArray, FloatArray]:
    """Diagonal and off-diagonal of the operator in the Krylov space, orthogonalised in full.

    Fewer than ``steps`` where the space is exhausted.

    >>> lanczos(lambda v: 2 * v, np.ones(3), 3)
    (array([2.]), array([], dtype=float64))
    """
    q = np.asarray(start, np.float64) / np.linalg.norm(start)
    basis, diagonal = [q], list[float]()
    beside = list[float]()
    scale = 0.0
    while True:
        w = product(basis[-1])
        if not np.isfinite(w).all():
            raise DomainError("the operator has values that are not finite: give a sound point")
        diagonal.append(float(basis[-1] @ w))
        known = np.array(basis)
        for _ in range(2):  # twice is enough (Parlett, The symmetric eigenvalue problem, 6.9)
            w = w - known.T @ (known @ w)
        left = float(np.linalg.norm(w))
        scale = max(scale, abs(diagonal[-1]), left)
        if len(diagonal) == steps or left <= 1e-12 * scale * np.sqrt(len(w)):
            return np.array(diagonal), np.array(beside)
        beside.append(left)
        basis.append(w / left)

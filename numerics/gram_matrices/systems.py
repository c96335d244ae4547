"""The map delta_l -> tr C_l S(delta)^(-1)/p in numbers.

S = sum_j (n_j/p) C_j/(1 + delta_j) + z I.

Two ways: coordinate by coordinate where all covariances are diagonal (means come in by the
identity of Woodbury), and by one factorisation of size p a point otherwise. The Jacobian is
(n_j/p)/(1 + delta_j)^2 tr C_l S^(-1) C_j S^(-1)/p; of large matrices its traces are estimated
from fixed random vectors, to a relative error of order (p PROBES)^(-1/2), which Newton's method
forgives.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.gram_matrices.classes import Classes
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

linalg = Late("scipy.linalg")

Array = NDArray[Any]
EXACT = 300
"""The largest p for which all traces of the Jacobian are exact."""
PROBES = 16
_CELLS = 4_000_000  # numbers of one array, at most, where points are taken together


class System(Protocol):
    """The map, and what is made of S at a fixed point; ``evaluations`` counts points mapped."""

    evaluations: int

    def __call__(self, delta: Array, z: Array) -> tuple[Array, Array]:
        """Images (rows, k) and Jacobians (rows, k, k) of ``delta`` (rows, k) at ``z`` (rows)."""

    def resolvent(self, delta: Array, z: complex) -> Array:
        """S^(-1) at one point, shape (p, p)."""

    def pair_traces(self, delta: Array, z: complex) -> Array:
        """tr C_l S^(-1) C_j S^(-1)/p at one point, exact, shape (k, k)."""

    def solved_means(self, delta: Array, z: complex) -> Array:
        """mu_a^T S^(-1) at one point, shape (k, p)."""


def system(given: Classes) -> System:
    """The way that suits the classes."""
    return Diagonal(given) if given.is_diagonal else Dense(given)


class Diagonal:
    """All covariances diagonal: S is diagonal but for the means."""

    def __init__(self, given: Classes) -> None:
        self.given = given
        self.evaluations = 0
        self.diagonals = given.diagonals()
        columns, self.multiplicity = self.diagonals, np.ones(given.p)
        if given.means is None:  # equal coordinates count together
            columns, self.multiplicity = distinct(columns)
        self.columns = columns
        k = given.k
        self.pairs = np.triu_indices(k)
        products = columns[self.pairs[0]] * columns[self.pairs[1]] * self.multiplicity
        self.products = products.T.copy()

    def __call__(self, delta: Array, z: Array) -> tuple[Array, Array]:
        self.evaluations += len(delta)
        rows = max(1, _CELLS // self.columns.shape[1])
        parts = [
            self._some(delta[top : top + rows], z[top : top + rows])
            for top in range(0, len(delta), rows)
        ]
        images, slopes = zip(*parts, strict=True)
        return np.concatenate(images), np.concatenate(slopes)

    def _some(self, delta: Array, z: Array) -> tuple[Array, Array]:
        given, p = self.given, self.given.p
        shares = given.weights / (1 + delta)
        inverse = 1 / (shares @ self.columns + z[:, None])
        images = inverse @ (self.columns * self.multiplicity).T / p
        flat = inverse**2 @ self.products
        traces = np.empty((len(delta), given.k, given.k), flat.dtype)
        traces[:, self.pairs[0], self.pairs[1]] = flat
        traces[:, self.pairs[1], self.pairs[0]] = flat
        if given.means is not None:
            for row in range(len(delta)):
                more, traces[row] = self._with_means(inverse[row], shares[row], traces[row])
                images[row] += more
        return images, traces * (shares / (1 + delta))[:, None, :] / p

    def pair_traces(self, delta: Array, z: complex) -> Array:
        _, slopes = self._some(delta[None], np.array([z]))
        found: Array = slopes[0] * (1 + delta) ** 2 / self.given.weights
        return found

    def _with_means(self, inverse: Array, shares: Array, traces: Array) -> tuple[Array, Array]:
        """What the means add to the image, and the traces with them."""
        M, D, p = self.given.means, self.diagonals, self.given.p
        assert M is not None
        U = M * inverse
        A = np.linalg.inv(np.eye(len(M)) + (U @ M.T) * shares)
        T, W = A @ U, shares[:, None] * A  # T = S^(-1) mu, without a difference that cancels
        low = np.einsum("ai,ab,bi->i", U, W, U)  # S^(-1) = diag(inverse) - U^T W U
        between = T @ M.T
        images = (np.diagonal(between) - D @ low) / p
        UDU = np.einsum("ai,li,bi->lab", U, D, U)
        WUDU = W @ UDU
        traces = traces - 2 * (D * (inverse * low)) @ D.T
        traces = traces + np.einsum("lab,jba->lj", WUDU, WUDU)
        crossed = D @ (T**2).T
        return images, traces + crossed + crossed.T + between**2

    def resolvent(self, delta: Array, z: complex) -> Array:
        inverse, shares, U, A = self._parts(delta, z)
        full: Array = np.diag(inverse) - U.T @ (shares[:, None] * A) @ U
        return full

    def solved_means(self, delta: Array, z: complex) -> Array:
        _, _, U, A = self._parts(delta, z)
        solved: Array = A @ U
        return solved

    def _parts(self, delta: Array, z: complex) -> tuple[Array, Array, Array, Array]:
        """The diagonal D without means, shares, U = M D, and (I + U M^T diag(shares))^(-1)."""
        shares = self.given.weights / (1 + delta)
        inverse = 1 / (shares @ self.diagonals + z)
        M = np.zeros_like(self.diagonals) if self.given.means is None else self.given.means
        U = M * inverse
        return inverse, shares, U, np.linalg.inv(np.eye(len(M)) + (U @ M.T) * shares)


def distinct(columns: FloatArray) -> tuple[FloatArray, FloatArray]:
    found, counts = np.unique(columns, axis=1, return_counts=True)
    return found, counts.astype(float)


def inverse(S: Array, *, positive: bool) -> Array:
    """S^(-1) in place of S; not a number where S is singular."""
    if not positive:
        getrf, getri = linalg.get_lapack_funcs(("getrf", "getri"), (S,))
        factor, pivots, singular = getrf(S, overwrite_a=True)
        if not singular:
            found: Array = getri(factor, pivots, lwork=64 * len(S), overwrite_lu=True)[0]
        else:
            found = np.full(S.shape, np.nan, S.dtype)
        return found
    factor = linalg.cholesky(S, lower=True, overwrite_a=True, check_finite=False)
    found = linalg.lapack.dpotri(factor, lower=1, overwrite_c=1)[0]
    for top in range(0, len(found), 512):  # the other half, block by block
        block = found[top : top + 512]
        block[:, top + 512 :] = found[top + 512 :, top : top + 512].T
        square = block[:, top : top + 512]
        square[:] = np.tril(square) + np.tril(square, -1).T
    return found


class Dense:
    """At least one covariance is a full matrix: one factorisation of size p a point."""

    def __init__(self, given: Classes) -> None:
        self.given = given
        self.evaluations = self.factorisations = 0

    def __call__(self, delta: Array, z: Array) -> tuple[Array, Array]:
        self.evaluations += len(delta)
        k = self.given.k
        images = np.empty((len(delta), k), np.result_type(delta, z))
        slopes = np.empty((len(delta), k, k), images.dtype)
        for row in range(len(delta)):
            images[row], slopes[row] = self._one(delta[row], z[row])
        return images, slopes

    def _one(self, delta: Array, z: complex) -> tuple[Array, Array]:
        p, k = self.given.p, self.given.k
        Y = self.resolvent(delta, z)
        image = np.array([self.trace(l, Y) for l in range(k)]) / p
        traces = self._exact(Y) if p <= EXACT else self._probed(Y)
        return image, traces * (self.given.weights / (1 + delta) ** 2) / p

    def resolvent(self, delta: Array, z: complex) -> Array:
        self.factorisations += 1
        S = self.sum(self.given.weights / (1 + delta), z)
        return inverse(S, positive=bool(np.isrealobj(S) and z.real > 0 and np.min(delta) > -1))

    def pair_traces(self, delta: Array, z: complex) -> Array:
        Y = self.resolvent(delta, z)
        return self.between(Y, Y) / self.given.p

    def between(self, Y: Array, other: Array) -> Array:
        """tr C_l Y C_j other, shape (k, k)."""
        found = np.empty((self.given.k, self.given.k), Y.dtype)
        for j in range(self.given.k):
            product = Y @ self.given.times(j, other)
            found[:, j] = [self.trace(l, product) for l in range(self.given.k)]
        return found

    def solved_means(self, delta: Array, z: complex) -> Array:
        M = self.given.means
        if M is None:
            return np.zeros((self.given.k, self.given.p))
        solved: Array = M @ self.resolvent(delta, z)
        return solved

    def sum(self, shares: Array, z: complex) -> Array:
        """S, of the classes' weights in it, block of rows by block of rows."""
        p, M = self.given.p, self.given.means
        S = np.zeros((p, p), np.result_type(shares, z), order="F")
        diagonal = np.full(p, z, S.dtype)
        for share, covariance in zip(shares, self.given.covariances, strict=True):
            if covariance.ndim < 2:
                diagonal += share * covariance
                continue
            for top in range(0, p, 256):
                S[:, top : top + 256] += share * covariance[top : top + 256].T
        S[np.diag_indices(p)] += diagonal
        if M is not None:
            S += (M.T * shares) @ M
        return S

    def trace(self, l: int, Y: Array) -> Any:
        """tr C_l Y, row by row, so that rounding grows with p alone."""
        covariance, M, p = self.given.covariances[l], self.given.means, self.given.p
        if covariance.ndim < 2:
            rows = covariance * np.diagonal(Y)
        else:
            rows = np.concatenate(
                [
                    np.einsum("ij,ji->i", covariance[top : top + 256], Y[:, top : top + 256])
                    for top in range(0, p, 256)
                ]
            )
        found: complex = math.fsum(rows.real)
        if np.iscomplexobj(rows):
            found = complex(found, math.fsum(rows.imag))
        return found if M is None else found + M[l] @ Y @ M[l]

    def _exact(self, Y: Array) -> Array:
        A = [self.given.times(l, Y).T for l in range(self.given.k)]  # S^(-1) C_l
        return np.array([[(a * b.T).sum() for b in A] for a in A])

    def overlaps(self) -> FloatArray:
        """tr C_l C_j, shape (k, k), as the probes see it."""
        _, CV = self._probes
        return np.array([[(a * b).sum() for b in CV] for a in CV])

    @cached_property
    def _probes(self) -> tuple[FloatArray, list[FloatArray]]:
        signs = np.random.default_rng(0).integers(0, 2, (self.given.p, PROBES))
        V = (2.0 * signs - 1) / np.sqrt(PROBES)
        return V, [self.given.times(l, V) for l in range(self.given.k)]

    def _probed(self, Y: Array) -> Array:
        V, CV = self._probes
        YV = Y @ V
        B = [Y @ self.given.times(j, YV) for j in range(self.given.k)]
        traces = np.array([[(a * b).sum() for b in B] for a in CV])
        symmetric: Array = (traces + traces.T) / 2
        return symmetric

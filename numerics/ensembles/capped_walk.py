"""Sampled walks of matrices whose largest singular value is cut back at every step.

W' = W - eta E, then W'' = W' - max(0, s_1(W') - s) u_1 v_1^T; theory is in
:mod:`glassproof.derivations.ensembles.capped_walk`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glassproof.numerics.work.arguments import FloatArray


def _leading(square: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The two largest eigenvalues of a symmetric matrix, rising, and their eigenvectors."""
    from scipy.linalg import eigh

    last = len(square) - 1
    values, vectors = eigh(
        square, subset_by_index=[max(last - 1, 0), last], overwrite_a=True, check_finite=False
    )
    return values, vectors


@dataclass(frozen=True)
class Walk:
    """Square matrices of size ``d``, steps of ``eta`` times a standard normal matrix, cap ``s``."""

    d: int
    eta: float
    s: float

    def start(self, rng: np.random.Generator, count: int) -> FloatArray:
        """Matrices (count, d, d) near the stationary regime: a flat law of singular values."""
        Q, P = (np.linalg.qr(rng.standard_normal((count, self.d, self.d)))[0] for _ in "QP")
        found: FloatArray = (Q * np.linspace(0, self.s, self.d)) @ P
        return found

    def step(self, W: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """The next matrices, and the two largest singular values of W' (count, 2), largest first.

        They are the roots of the two largest eigenvalues of W'^T W', whose eigenvector gives v_1.
        """
        W = W - self.eta * rng.standard_normal(W.shape)
        values = np.zeros((len(W), 2))
        for one, found in zip(W, values, strict=True):
            squares, vectors = _leading(one.T @ one)
            found[: len(squares)] = np.sqrt(np.maximum(squares[::-1], 0.0))
            if found[0] > self.s:
                v = vectors[:, -1]
                one -= (1 - self.s / found[0]) * np.outer(one @ v, v)
        return W, values

    def largest(
        self, rng: np.random.Generator, count: int, *, burn: int, steps: int
    ) -> tuple[FloatArray, FloatArray]:
        """Largest singular values before and after the cut, of ``count`` independent walks, at
        ``steps`` iterates after ``burn``; both of shape (steps, count).

        >>> before, after = Walk(4, 0.25, 2.0).largest(
        ...     np.random.default_rng(0), 3, burn=40, steps=5)
        >>> before.shape, bool((after <= before).all()), bool((after >= before.clip(max=2)).all())
        ((5, 3), True, True)
        """
        W = self.start(rng, count)
        before, after = np.empty((steps, count)), np.empty((steps, count))
        for number in range(-burn, steps):
            W, values = self.step(W, rng)
            if number >= 0:
                before[number] = values[:, 0]
                after[number] = np.maximum(np.minimum(values[:, 0], self.s), values[:, 1])
        return before, after

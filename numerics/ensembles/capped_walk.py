"""Sampled walks of matrices whose largest singular value is cut back at every step.

W' = W - eta E, then W'' = W' - max(0, s_1(W') - s) u_1 v_1^T; theory is in
:mod:`glassproof.derivations.ensembles.capped_walk`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glassproof.numerics.work.arguments import FloatArray

_SMALL = 24
"""Matrices up to this size are looked at together: calls take longer than what they compute."""


def _leading(squares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Of symmetric matrices (count, d, d): the two largest eigenvalues (count, 2), largest first,
    less if d is 1, and the eigenvectors (count, d) of the largest."""
    count, d, _ = squares.shape
    if d <= _SMALL:
        values, vectors = np.linalg.eigh(squares)
        return values[:, :-3:-1], vectors[:, :, -1]
    from scipy.linalg import eigh

    largest, leading = np.empty((count, 2)), np.empty((count, d))
    for number, square in enumerate(squares):
        values, vectors = eigh(
            square, subset_by_index=[d - 2, d - 1], overwrite_a=True, check_finite=False
        )
        largest[number], leading[number] = values[::-1], vectors[:, -1]
    return largest, leading


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
        squares, vectors = _leading(W.transpose(0, 2, 1) @ W)
        values = np.zeros((len(W), 2))
        values[:, : squares.shape[1]] = np.sqrt(np.maximum(squares, 0.0))
        cut = values[:, 0] > self.s
        v, excess = vectors[cut], 1 - self.s / values[cut, 0]
        W[cut] -= (W[cut] @ v[:, :, None]) * (excess[:, None] * v)[:, None, :]
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

"""Nature: sampled Gram matrices, their isolated eigenvalues and eigenvectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.gram_outlier import c, overlap, position, rho
from glassproof.verify.claims.experiment import Experiment, MeanTest, Sums, value_of

ROWS, COLUMNS = 200, 400
LOUD = {c: sp.Rational(ROWS, COLUMNS), rho: sp.Integer(2)}


def moments(values: np.ndarray) -> Sums:
    """(n, sum, sum of squares) of independent draws."""
    return np.array([len(values), values.sum(), (values**2).sum()])


def _leading(rng: np.random.Generator, draws: int, what: Callable[..., float]) -> Sums:
    """A statistic of the leading eigenvector of X^T X/p, X = mu labels^T + noise."""
    labels = np.repeat([1.0, -1.0], COLUMNS // 2)
    found = np.empty(draws)
    for draw in range(draws):
        X = rng.standard_normal((ROWS, COLUMNS))
        X[0] += np.sqrt(float(LOUD[rho])) * labels
        values, vectors = np.linalg.eigh(X @ X.T / ROWS)
        found[draw] = what(values[-1], (X.T @ vectors[:, -1]) @ labels, COLUMNS)
    return moments(found)


def _position(value: float, _: float, __: int) -> float:
    return value


def _overlap(value: float, projected: float, columns: int) -> float:
    """Of the right singular vector X^T u/sqrt(p lambda) with labels/sqrt n."""
    return projected**2 / (ROWS * value * columns)


def isolated_eigenvalue() -> Experiment:
    """The mean leading eigenvalue; the allowance is 2/p of it, for the finite size."""
    derived = value_of(position().result, LOUD)
    return Experiment(
        "leading eigenvalue of two classes",
        f"mean leading eigenvalue of G, p = {ROWS}, n = {COLUMNS}, |mu|^2 = {LOUD[rho]}",
        LOUD,
        partial(_leading, what=_position),
        160,
        MeanTest(bias=2 * derived / ROWS),
        asserted=lambda: (derived, derived),
    )


def overlap_with_labels() -> Experiment:
    """The mean squared overlap of the leading eigenvector with the labels; allowance 2/p."""
    derived = value_of(overlap().result, LOUD)
    return Experiment(
        "leading eigenvector of two classes",
        f"mean squared overlap with the labels, p = {ROWS}, n = {COLUMNS}, |mu|^2 = {LOUD[rho]}",
        LOUD,
        partial(_leading, what=_overlap),
        160,
        MeanTest(bias=2 / ROWS),
        asserted=lambda: (derived, derived),
    )

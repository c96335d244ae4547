"""The norm of E R less its equivalents at several sizes, and the exponent with which it falls.

By exchangeability E R = diag(a_l on class l) + J B J^T, so that k + k^2 averages sample it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from glassproof.verify.papers.gram_concentrated import resolvents
from glassproof.verify.papers.gram_concentrated.resolvents import Classes

Array = np.ndarray
_PARTS = 4


@dataclass(frozen=True)
class Norms:
    """|E R - Rt| at sizes ``p`` for three equivalents Rt; ``error`` is that of sampling E R."""

    p: Array
    derived: Array
    submission: Array
    slides: Array
    error: Array

    def exponent(self, norms: Array) -> tuple[float, float]:
        """The slope of log norm in log p, weighted by the errors, and its standard error."""
        relative = self.error / norms
        weights = 1 / relative**2
        x = np.log(self.p) - np.average(np.log(self.p), weights=weights)
        slope = (weights * x * np.log(norms)).sum() / (weights * x**2).sum()
        return float(slope), float((weights * x**2).sum() ** -0.5)


def norm(given: Classes, diagonal: Array, couplings: Array) -> float:
    """|diag(a_l) + J B J^T| from its class values: on vectors that are constant on the classes,
    and on those that sum to zero on each."""
    root = np.sqrt(given.counts)
    constant = np.diag(diagonal) + root[:, None] * couplings * root
    return float(max(np.abs(diagonal).max(), np.linalg.norm(constant, 2)))


def averages(given: Classes, draws: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """a_l and B_ab of E R = diag(a_l) + J B J^T, by the mean of ``draws`` samples."""
    traces, totals = (found.mean(axis=0) for found in given.sums(rng, draws))
    counts = np.array(given.counts)
    pairs = np.outer(counts, counts) - np.diag(counts)
    couplings = (totals - np.diag(traces)) / pairs
    return traces / counts - np.diagonal(couplings), couplings


def _norms_at(given: Classes, draws: int, rng: np.random.Generator) -> list[float]:
    parts = [averages(given, draws // _PARTS, rng) for _ in range(_PARTS)]
    diagonal, couplings = (np.mean(part, axis=0) for part in zip(*parts, strict=True))
    found = given.equivalent()
    assert given.means is not None
    own = np.diagonal(given.means @ found.resolvent @ given.means.T) / (given.p * given.z)
    submission = np.diag(own * (found.delta - 1) / (found.delta + 1))
    value = diagonal - found.class_values
    equivalents = (found.couplings, submission, np.diag(own))
    noise = [norm(given, a - diagonal, b - couplings) for a, b in parts]
    error = float(np.sqrt(np.mean(np.square(noise)) / (_PARTS - 1)))
    return [*(norm(given, value, couplings - B) for B in equivalents), error]


@cache
def norms(sizes: tuple[int, ...] = (8, 16, 32, 64), draws: int = 4000) -> Norms:
    """Balanced classes, p = n, |mu| = 2, means 60 degrees apart, z = 1/4."""
    rng = np.random.default_rng(3)
    rows = [_norms_at(resolvents.with_means(p, 4.0, 0.25), draws, rng) for p in sizes]
    return Norms(np.array(sizes, float), *np.array(rows).T)

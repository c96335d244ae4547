"""The map delta_l -> tr C_l S(delta)^(-1)/p in balls: rigorous at every precision.

What the classes say in floats is taken as exact. Diagonal covariances without means are summed
coordinate by coordinate, for any p; other models invert a matrix of balls, for small p.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flint
import numpy as np

from glassproof.numerics.fixed_points.certificate import Balls, Inclusion
from glassproof.numerics.gram_matrices.classes import Classes
from glassproof.numerics.gram_matrices.systems import distinct

MOST_ROWS = 120
"""The largest p at which a matrix of balls is inverted."""


def in_balls(given: Classes, z: flint.acb) -> Inclusion | None:
    """The inclusion of the map at ``z``, or None where p is too large for matrices of balls."""
    if given.is_diagonal and given.means is None:
        return _Coordinates(given, z)
    return _Matrices(given, z) if given.p <= MOST_ROWS else None


def _exact(array: Any) -> flint.acb_mat:
    """Floats, exactly, as a matrix."""
    return flint.acb_mat([[flint.acb(float(x)) for x in row] for row in np.atleast_2d(array)])


class Shares:
    """Weights n_l/p of the classes in S, and what they make of traces."""

    def __init__(self, given: Classes, z: flint.acb) -> None:
        self.p, self.k, self.z = given.p, given.k, z
        self.weights = [flint.fmpq(n, given.p) for n in given.counts]

    def of(self, delta: Sequence[flint.acb]) -> list[flint.acb]:
        """(n_l/p)/(1 + delta_l)."""
        return [flint.acb(w) / (1 + d) for w, d in zip(self.weights, delta, strict=True)]

    def slopes(self, traces: flint.acb_mat, delta: Sequence[flint.acb]) -> flint.acb_mat:
        """The Jacobian, of traces tr C_l S^(-1) C_j S^(-1)."""
        falls = [s / (1 + d) / self.p for s, d in zip(self.of(delta), delta, strict=True)]
        return flint.acb_mat(
            [[t * f for t, f in zip(row, falls, strict=True)] for row in traces.tolist()]
        )

    def unknown(self) -> tuple[Balls, flint.acb_mat]:
        """What is said where nothing is known."""
        ball = flint.acb("nan", "nan")
        return [ball] * self.k, flint.acb_mat([[ball] * self.k] * self.k)


class _Coordinates(Shares):
    """Diagonal covariances, no means."""

    def __init__(self, given: Classes, z: flint.acb) -> None:
        super().__init__(given, z)
        columns, counts = distinct(given.diagonals())
        self.columns, self.turned = _exact(columns), _exact(columns.T)
        self.counts = [int(count) for count in counts]

    def __call__(self, delta: Balls) -> tuple[Balls, flint.acb_mat]:
        sums = (flint.acb_mat([self.of(delta)]) * self.columns).entries()
        inverse = [1 / (s + self.z) for s in sums]
        once = [m * v for m, v in zip(self.counts, inverse, strict=True)]
        images = (self.columns * flint.acb_mat([[v] for v in once])).entries()
        twice = [m * v for m, v in zip(once, inverse, strict=True)]
        weighted = flint.acb_mat(
            [[c * v for c, v in zip(row, twice, strict=True)] for row in self.columns.tolist()]
        )
        return [one / self.p for one in images], self.slopes(weighted * self.turned, delta)


class _Matrices(Shares):
    """Any covariances and means: S is a matrix of p rows."""

    def __init__(self, given: Classes, z: flint.acb) -> None:
        super().__init__(given, z)
        self.one = flint.acb_mat([[int(i == j) for j in range(self.p)] for i in range(self.p)])
        self.covariances = [
            _exact(c if c.ndim == 2 else np.diag(np.broadcast_to(c, self.p)))
            for c in given.covariances
        ]
        means = np.zeros((self.k, self.p)) if given.means is None else given.means
        self.means = [_exact(mean) for mean in means]

    def __call__(self, delta: Balls) -> tuple[Balls, flint.acb_mat]:
        seconds = [c + m.transpose() * m for c, m in zip(self.covariances, self.means, strict=True)]
        S = self.one * self.z
        for share, C in zip(self.of(delta), seconds, strict=True):
            S += C * share
        try:
            inverse = S.inv()
        except ZeroDivisionError:  # singular as far as the balls tell
            return self.unknown()
        products = [C * inverse for C in seconds]
        flat = flint.acb_mat([one.entries() for one in products])
        turned = flint.acb_mat([one.transpose().entries() for one in products]).transpose()
        images = [one.trace() / self.p for one in products]
        return images, self.slopes(flat * turned, delta)

"""Nature: sums s X + A of a size, for several laws of X; statistics of their spectra."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability.outliers import r, s, t_1, t_2, theta, w
from glassproof.numerics.ensembles.wigner_type import (
    Sampler,
    gaussian,
    sample_covariance,
    signs,
    sparse,
)
from glassproof.verify.claims.experiment import Experiment, MeanTest, Sums

Array = np.ndarray
Point = Mapping[sp.Symbol, Any]
SIZE, DEGREE = 120, 50
RATIO = sp.Rational(1, 4)  # rows over columns of sample covariances

LAWS: dict[str, Sampler] = {
    "Gaussian": gaussian,
    "signs": signs,
    "sparse": sparse(DEGREE),
    "sample covariance": sample_covariance(float(RATIO)),
}
"""Laws of X, of variance one; the last is not semicircular."""


@dataclass(frozen=True)
class Sum:
    """s X + A of a size, for a law of X; A has one spike, and a bulk of two atoms or none.

    The eigenvectors of A are a fixed rotation, so that no law of X sees its axes.
    """

    law: str
    at: Point
    size: int = SIZE

    @property
    def spectrum(self) -> Array:
        """The eigenvalues of A, the spike last."""
        values = np.zeros(self.size)
        if t_1 in self.at:
            first = round(float(self.at[w]) * self.size)
            values[:first], values[first:] = float(self.at[t_1]), float(self.at[t_2])
        if theta in self.at:
            values[-1] = float(self.at[theta])
        return values

    def sampled(self, rng: np.random.Generator) -> Array:
        """One matrix."""
        Q = _rotation(self.size)
        X = LAWS[self.law](self.size, rng)
        found: Array = float(self.at[s]) * X + (Q * self.spectrum) @ Q.T
        return found

    @property
    def words(self) -> str:
        """What it is, for a reader."""
        given = ", ".join(f"{symbol} = {value}" for symbol, value in self.at.items())
        return f"X of law {self.law}, N = {self.size}, {given}"

    @property
    def defect(self) -> float:
        """How far the law is from its limit beside the size: the fourth cumulant of sparse ones."""
        return 1 / DEGREE if self.law == "sparse" else 0.0


@cache
def _rotation(size: int) -> Array:
    """An orthogonal matrix of Haar's law, the same in all draws."""
    Q, R = np.linalg.qr(np.random.default_rng(size).standard_normal((size, size)))
    found: Array = Q * np.sign(np.diagonal(R))
    return found


def spike(size: int) -> Array:
    """The unit eigenvector of A that belongs to its spike."""
    return _rotation(size)[:, -1]


def moments(values: Array) -> Sums:
    """(n, sum, sum of squares) of independent draws."""
    return np.array([len(values), values.sum(), (values**2).sum()])


def outermost(given: Sum, rng: np.random.Generator, draws: int) -> Sums:
    """The eigenvalue on the spike's side that is farthest out."""
    found = np.empty(draws)
    for draw in range(draws):
        values = np.linalg.eigvalsh(given.sampled(rng))
        found[draw] = values[-1 if given.at[theta] > 0 else 0]
    return moments(found)


def aligned(given: Sum, rng: np.random.Generator, draws: int) -> Sums:
    """The squared overlap of the outermost eigenvector with the spike's."""
    direction, found = spike(given.size), np.empty(draws)
    for draw in range(draws):
        _, vectors = np.linalg.eigh(given.sampled(rng))
        found[draw] = (vectors[:, -1 if given.at[theta] > 0 else 0] @ direction) ** 2
    return moments(found)


def position(
    law: str, at: Point, *, draws: int = 240, allowance: float = 0.0, size: int = SIZE
) -> Experiment:
    """The mean outermost eigenvalue against a formula.

    The allowance for the finite size is 2 |theta|/N, and the fourth cumulant's term of sparse X.
    """
    given = Sum(law, at, size)
    bias = 2 * abs(float(at[theta])) / given.size + allowance
    bias += given.defect * float(at[s]) ** 4 / abs(float(at[theta])) ** 3
    return Experiment(
        f"outlier, {law}, theta = {at[theta]}",
        f"mean outermost eigenvalue of s X + A, {given.words}",
        at,
        partial(outermost, given),
        draws,
        MeanTest(bias=bias),
    )


def overlap(law: str, at: Point, *, draws: int = 240) -> Experiment:
    """The mean squared overlap against a formula; the allowance is 2/N, and sparse X's."""
    given = Sum(law, at)
    return Experiment(
        f"overlap, {law}, theta = {at[theta]}",
        f"mean squared overlap of the outlier's eigenvector with the spike's, {given.words}",
        at,
        partial(aligned, given),
        draws,
        MeanTest(bias=2 / given.size + given.defect),
    )


def same(value: Callable[[], Any]) -> Callable[[], tuple[Any, Any]]:
    """What is asserted, where published and derived value are one."""
    return lambda: (value(), value())


PLAIN: Point = {theta: sp.Integer(2), s: sp.Integer(1)}
BELOW: Point = {theta: sp.Integer(-3), s: sp.Rational(3, 2)}
TWO_ATOMS: Point = {theta: sp.Integer(3), s: sp.Integer(1), t_1: sp.Integer(1),
                    t_2: sp.Integer(-1), w: sp.Rational(1, 2)}  # fmt: skip
UNEVEN: Point = {theta: sp.Integer(-4), s: sp.Integer(1), t_1: sp.Integer(2),
                 t_2: sp.Integer(-1), w: sp.Rational(1, 4)}  # fmt: skip
COVARIANCE: Point = {theta: sp.Integer(2), s: sp.Integer(1), r: sp.sqrt(RATIO)}

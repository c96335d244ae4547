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
from glassproof.numerics.free_convolution.finite_size import Noise, Spiked
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED, Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

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

ENTRIES: dict[str, Callable[[int], dict[str, float]]] = {
    "Gaussian": lambda _: {},
    "signs": lambda _: {"kurtosis": -2.0, "diagonal": -1.0},
    "sparse": lambda size: {"kurtosis": size / DEGREE - 3, "diagonal": -1.0},
}
"""Of each semicircular law, what its entries have beyond the Gaussian ensemble's."""


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
        return f"$X$ of law {self.law}, $N = {self.size}$, {given}"

    @property
    def noise(self) -> Noise:
        """What s X is to order 1/N."""
        scale = float(self.at[s])
        if self.law == "sample covariance":
            return Noise(scale, r=float(sp.sqrt(RATIO)))
        return Noise(scale, **ENTRIES[self.law](self.size))

    @property
    def bulk(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Atoms of A and their weights, in the limit."""
        if t_1 not in self.at:
            return (0.0,), (1.0,)
        share = float(self.at[w])
        return (float(self.at[t_1]), float(self.at[t_2])), (share, 1 - share)

    def spiked(self) -> Spiked:
        """The outlier to order 1/N, with the very atoms of :attr:`spectrum`."""
        atoms, counts = np.unique(self.spectrum[:-1], return_counts=True)
        return Spiked(float(self.at[theta]), tuple(atoms), tuple(map(int, counts)), self.noise)

    def limits(self) -> tuple[float, float]:
        """Outlier and squared overlap in the limit."""
        spike, noise, (atoms, weights) = float(self.at[theta]), self.noise, self.bulk
        Q = 1 / (spike - np.array(atoms))
        g, second = float(Q @ weights), float(Q**2 @ weights)
        return spike + noise.R(g), 1 - noise.slope(g) * second


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

    The allowance for the finite size is :data:`ALLOWED` times the correction of order 1/N.
    """
    given = Sum(law, at, size)
    bias = ALLOWED * abs(given.spiked().position() - given.limits()[0]) + allowance
    return Experiment(
        f"outlier's position, {law}, theta = {at[theta]}",
        f"mean outermost eigenvalue of $s X + A$, {given.words}",
        at,
        partial(outermost, given),
        draws,
        MeanTest(bias=bias),
    )


def overlap(law: str, at: Point, *, draws: int = 240) -> Experiment:
    """The mean squared overlap against a formula; the allowance as for the position."""
    given = Sum(law, at)
    bias = ALLOWED * abs(given.spiked().overlap() - given.limits()[1])
    return Experiment(
        f"outlier's overlap, {law}, theta = {at[theta]}",
        f"mean squared overlap of the outlier's eigenvector with the spike's, {given.words}",
        at,
        partial(aligned, given),
        draws,
        MeanTest(bias=bias),
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

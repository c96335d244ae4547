"""Experiments on the p-spin glass, from its tensor: derivatives at a point, critical points."""

from __future__ import annotations

from functools import partial
from math import comb

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.p_spin.model import p
from glassproof.numerics.p_spin.isolated import drawn
from glassproof.numerics.polynomials.spheres import tangent_basis
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.nature.statistical_tests.variances import VarianceTest

Array = NDArray[np.float64]

_POINT = np.array([3.0, 4.0, 12.0]) / 13.0
_DEGREE = 4


def _directional(tensors: Array, directions: list[Array]) -> Array:
    """The form that each tensor is, with its slots filled by ``directions`` one after the other."""
    for direction in directions:
        tensors = np.tensordot(tensors, direction, axes=([1], [0]))
    return tensors


def gradient_components(tensors: Array, point: Array) -> Array:
    """Components of the covariant gradient at ``point``, shape (draws, n - 1).

    The derivative along a tangent e is the sum over the slots of the form with e in that slot and
    the point in all others.
    """
    degree = tensors.ndim - 1
    basis = tangent_basis(point)
    return np.stack(
        [
            sum(
                _directional(tensors, [e if slot == i else point for i in range(degree)])
                for slot in range(degree)
            )
            for e in basis.T
        ],
        axis=1,
    )


def mixed_hessian(tensors: Array, point: Array) -> Array:
    """The off-diagonal entry of the covariant Hessian along the first two tangents.

    Off the diagonal the covariant Hessian is the ambient one: the sum over ordered pairs of slots.
    """
    degree = tensors.ndim - 1
    first, second = tangent_basis(point).T[:2]
    total = np.zeros(len(tensors))
    for a in range(degree):
        for b in range(degree):
            if a != b:
                fill = [first if i == a else second if i == b else point for i in range(degree)]
                total += _directional(tensors, fill)
    return total


def _tensors(rng: np.random.Generator, draws: int) -> Array:
    return rng.standard_normal((draws, *(3,) * _DEGREE))


def _gradient_chunk(rng: np.random.Generator, draws: int) -> Sums:
    values = gradient_components(_tensors(rng, draws), _POINT)
    return np.array([values.size, (values**2).sum()])


def _hessian_chunk(rng: np.random.Generator, draws: int) -> Sums:
    values = mixed_hessian(_tensors(rng, draws), _POINT)
    return np.array([values.size, (values**2).sum()])


def critical_points_on_circle(coefficients: Array) -> NDArray[np.int64]:
    """Number of critical points on the circle of sum_j c_j cos^(d-j) sin^j, for each row c.

    The derivative is a form of degree d in (cos, sin); every real root of the polynomial that it
    becomes in tan stands for two opposite points.

    >>> critical_points_on_circle(np.array([[1.0, 0.0, 0.0]]))  # cos^2
    array([4])
    """
    draws, size = coefficients.shape
    degree = size - 1
    slope = np.zeros((draws, size))
    for j in range(size):
        if j > 0:
            slope[:, j - 1] += j * coefficients[:, j]
        if j < degree:
            slope[:, j + 1] -= (degree - j) * coefficients[:, j]
    # np.roots drops vanishing leading coefficients: roots at tan = infinity, counted apart.
    counts = np.empty(draws, dtype=np.int64)
    for row, form in enumerate(slope):
        roots = np.roots(form[::-1])
        at_infinity = degree - len(roots)
        real = np.abs(roots.imag) <= 1e-9 * (1 + np.abs(roots))
        counts[row] = 2 * (int(real.sum()) + at_infinity)
    return counts


def _count_chunk(degree: int, rng: np.random.Generator, draws: int) -> Sums:
    """On the circle the tensor acts by its sums over entries with j indices equal to two."""
    scale = np.sqrt([comb(degree, j) for j in range(degree + 1)])
    counts = critical_points_on_circle(rng.standard_normal((draws, degree + 1)) * scale)
    return np.array([draws, counts.sum(), (counts.astype(float) ** 2).sum()])


GRADIENT = Experiment(
    name="gradient of the p-spin from its tensor",
    describes=f"variance of a gradient component, $N = 3$, $p = {_DEGREE}$",
    point={p: _DEGREE},
    chunk=_gradient_chunk,
    draws=40_000,
    test=VarianceTest(),
)
HESSIAN = Experiment(
    name="Hessian of the p-spin from its tensor",
    describes=f"variance of an off-diagonal Hessian entry, $N = 3$, $p = {_DEGREE}$",
    point={p: _DEGREE},
    chunk=_hessian_chunk,
    draws=40_000,
    test=VarianceTest(),
)


def circle(degree: int) -> Experiment:
    """Critical points of the p-spin on the circle, counted."""
    return Experiment(
        name=f"critical points on the circle, p = {degree}",
        describes=f"mean number of critical points, $N = 2$, $p = {degree}$",
        point={p: degree},
        chunk=partial(_count_chunk, degree),
        draws=40_000,
        test=MeanTest(),
        counts=True,
        instances=partial(drawn, 2, degree, {}),
    )

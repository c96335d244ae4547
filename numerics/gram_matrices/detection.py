"""Whether the means of two balanced classes +mu, -mu of one covariance are seen in G's spectrum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.classes import Classes, classes
from glassproof.numerics.work.arguments import FloatArray, real_array


@dataclass(frozen=True)
class Detection:
    """What :func:`gram_detection` finds.

    ``threshold`` is the least |mu|^2 in the direction of mu from which on an eigenvalue of G is
    isolated above the bulk; ``edge``, the bulk's upper edge. ``position`` of that eigenvalue and
    ``overlap``, the squared one of its eigenvector with the labels, are None and 0 below it.
    """

    threshold: float
    edge: float
    position: float | None
    overlap: float

    @property
    def detected(self) -> bool:
        """Whether there is an isolated eigenvalue."""
        return self.position is not None


def gram_detection(*, p: int, n: int, mean: ArrayLike, covariance: ArrayLike) -> Detection:
    """The isolated eigenvalue of G = X^T X/p for n columns of means +mu and -mu, half of each.

    ``mean`` is mu, a vector of p that is not 0; ``covariance`` that of all columns, a number (times
    I), a vector (a diagonal) or a matrix, not 0. With eigenvalues s_i of it and rho_i the squares
    of mu's components on its eigenvectors, 1 = sum_i rho_i/(t - s_i) gives t > max s, and

        position = t (n/p + (1/p) sum_i s_i/(t - s_i)),
        overlap  = (p/n) position'(t)/(t sum_i rho_i/(t - s_i)^2),      position'(t) > 0,

    of limits p, n -> oo. :class:`DomainError` names what is wrong with an argument.

    >>> seen = gram_detection(p=200, n=400, mean=[1.0] + [0.0] * 199, covariance=1.0)
    >>> round(seen.threshold, 9), round(seen.edge, 9)  # sqrt(p/n) and (1 + sqrt(n/p))^2
    (0.707106781, 5.828427125)
    >>> round(seen.position, 9), round(seen.overlap, 9)
    (6.0, 0.25)

    Source: :mod:`glassproof.derivations.free_probability.gram_outlier`.
    """
    given = classes(p, [n], [covariance], np.atleast_2d(real_array("mean", mean)))
    if given.means is None:
        raise DomainError("mean is 0: there is nothing to detect; give a mean that is not 0")
    s, rho = _spectrum(given)
    if not s.max() > 0:
        raise DomainError("covariance is 0: without noise every mean is seen; give one that is not")
    unit = float(s.max())
    s, rho = s / unit, rho / unit
    ratio = given.n / given.p
    critical = _root(lambda t: _rise(t, s, ratio), 1 + given.n**-0.5, 1 + ratio**-0.5)
    length = float(rho.sum())
    threshold = length / _phi(critical, s, rho)
    edge = _position(critical, s, ratio)
    if not length > threshold:
        return Detection(threshold * unit, edge * unit, None, 0.0)
    t = _root(lambda t: 1 - _phi(t, s, rho), critical, 1 + length)
    overlap = _rise(t, s, ratio) / (ratio * t * float(np.sum(rho / (t - s) ** 2)))
    return Detection(threshold * unit, edge * unit, _position(t, s, ratio) * unit, overlap)


def _spectrum(given: Classes) -> tuple[FloatArray, FloatArray]:
    """The covariance's eigenvalues, and the squared components of the mean."""
    assert given.means is not None
    mean, covariance = given.means[0], given.covariances[0]
    if covariance.ndim < 2:
        return np.broadcast_to(covariance, given.p).astype(float), mean**2
    values, vectors = np.linalg.eigh(covariance)
    return np.maximum(values, 0.0), (mean @ vectors) ** 2


def _phi(t: float, s: FloatArray, rho: FloatArray) -> float:
    return float(np.sum(rho / (t - s)))


def _rise(t: float, s: FloatArray, ratio: float) -> float:
    """The slope of the position in t."""
    return ratio - float(np.mean((s / (t - s)) ** 2))


def _position(t: float, s: FloatArray, ratio: float) -> float:
    return t * (ratio + float(np.mean(s / (t - s))))


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """The root of a function that rises, between ``low`` and ``high`` or at an end, to rounding."""
    from scipy.optimize import brentq

    if rising(low) >= 0:
        return low
    return high if rising(high) <= 0 else float(brentq(rising, low, high, xtol=1e-15, rtol=1e-14))

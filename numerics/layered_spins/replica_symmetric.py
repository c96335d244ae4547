"""The replica-symmetric solution of layered spins, and how far it is from being stable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.glass import Layers, layers
from glassproof.numerics.layered_spins.temperature import temperature as critical
from glassproof.numerics.work.arguments import FloatArray, real

COLDEST = 1e-3
"""T over T_c, above which the Gaussian integrals are sharp."""

_REACH = 9.0
_STEPS = 10_000
_ACCURACY = 1e-14


@dataclass(frozen=True)
class ReplicaSymmetric:
    """Overlaps q_l at a temperature, with what they say.

    ``stability`` is the Perron root of beta^2 diag(E sech^4) K: the solution is stable below 1.
    ``free_energy`` is -T log Z divided by the number of spins; ``residual`` the largest of
    q - f(beta^2 K q).
    """

    overlaps: FloatArray
    stability: float
    free_energy: float
    residual: float

    @property
    def is_stable(self) -> bool:
        """Whether de Almeida and Thouless' condition holds, at the transition up to rounding."""
        return self.stability <= 1 + _ROUNDING


_ROUNDING = 1e-12
"""Of a stability that is 1."""


def gaussian_mean(what: Callable[[FloatArray], FloatArray], variances: FloatArray) -> FloatArray:
    """E what(sqrt(a) z) for each variance a: the trapezoidal rule, exact for analytic functions.

    The step falls as the functions get narrower in z.

    >>> gaussian_mean(np.square, np.array([4.0])).round(12)
    array([4.])
    """
    step = min(0.1, 0.04 / float(np.sqrt(max(variances.max(), 1e-300))))
    z = np.arange(-_REACH, _REACH + step, step)
    weights = np.exp(-(z**2) / 2)
    return np.asarray(what(np.sqrt(variances)[:, None] * z) @ weights / weights.sum())


def _log_cosh(y: FloatArray) -> FloatArray:
    return np.asarray(np.logaddexp(y, -y))


def replica_symmetric(
    widths: ArrayLike, variances: ArrayLike, temperature: float
) -> ReplicaSymmetric:
    """The solution of q_l = E tanh^2(beta sqrt((K q)_l) z) that is not zero, where there is one.

    Domain: layers as in :func:`transition_temperature`, T > T_c/1000; :class:`DomainError`
    otherwise. From T_c upwards q = 0, and nothing else solves.

    >>> found = replica_symmetric([100, 100], [0.01], 0.5)  # Sherrington and Kirkpatrick's q
    >>> found.overlaps.round(6), found.is_stable
    (array([0.530368, 0.530368]), False)
    """
    given = layers(widths, variances)
    highest = critical(given)
    T = real("temperature", temperature, above=0)
    if COLDEST * highest >= T:
        raise DomainError(
            f"temperature = {T:g} is out of its domain: give more than T_c/1000, here "
            f"{COLDEST * highest:g}"
        )
    return solve(given, T, highest)


def solve(given: Layers, T: float, highest: float) -> ReplicaSymmetric:
    """The same of checked layers: Newton's method from above, where the map's iterates fall."""
    K = given.coupling_strengths / T**2
    q = np.ones(len(K)) if highest > T else np.zeros(len(K))

    def image(q: FloatArray) -> FloatArray:
        return gaussian_mean(lambda y: np.tanh(y) ** 2, K @ q)

    for _ in range(_STEPS if q.any() else 0):
        new = image(q)
        # slope of the image in the fields' variances: half the second derivative's mean
        slope = gaussian_mean(lambda y: (1 - np.tanh(y) ** 2) * (1 - 3 * np.tanh(y) ** 2), K @ q)
        step = np.linalg.solve(np.eye(len(K)) - slope[:, None] * K, new - q)
        best = q + step
        moved = best if np.all((best > 0) & (best <= new)) else new
        done = np.max(np.abs(moved - q)) <= _ACCURACY
        q = moved
        if done:
            break
    fourth = gaussian_mean(lambda y: (1 - np.tanh(y) ** 2) ** 2, K @ q)
    root = float(np.max(np.linalg.eigvals(fourth[:, None] * K).real))
    sizes = np.array(given.widths, float)
    pairs = zip(given.variances, sizes[:-1] * (1 - q[:-1]), sizes[1:] * (1 - q[1:]), strict=True)
    log_z = float(sizes @ gaussian_mean(_log_cosh, K @ q))
    log_z += sum(v * one * other for v, one, other in pairs) / (2 * T**2)
    residual = float(np.max(np.abs(image(q) - q)))
    return ReplicaSymmetric(q, root, float(-T * log_z / given.spins), residual)

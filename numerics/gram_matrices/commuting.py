"""Covariances that commute, as those of classes that share one: one basis makes all diagonal."""

from __future__ import annotations

import numpy as np

from glassproof.numerics.gram_matrices.classes import Classes
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

linalg = Late("scipy.linalg")

_ROUNDING = 1e-11
"""Relative to the covariances' largest entries: what counts as zero, in commutators and after."""


def diagonalised(given: Classes) -> Classes | None:
    """The classes in a basis in which all covariances are diagonal, or None if there is none.

    The spectra of the equivalents are the same. It costs p^2 operations to see that there is none,
    and an eigendecomposition to find one.

    >>> from glassproof.numerics.gram_matrices.classes import classes
    >>> common = np.array([[2.0, 1.0], [1.0, 2.0]])
    >>> diagonalised(classes(2, [1, 1], [common, 3 * common])).covariances
    (array([1., 3.]), array([3., 9.]))
    """
    rng = np.random.default_rng(0)
    sizes = [float(np.abs(c).max()) for c in given.covariances]
    probe = rng.standard_normal((given.p, 2))
    mixed = rng.uniform(1, 2, given.k) / np.where(np.array(sizes) > 0, sizes, 1.0)
    both = sum((w * _times(c, probe) for w, c in zip(mixed, given.covariances, strict=True)))
    for covariance, size in zip(given.covariances, sizes, strict=True):
        one = sum(
            w * _times(c, _times(covariance, probe))
            for w, c in zip(mixed, given.covariances, strict=True)
        )
        two = _times(covariance, both)
        if np.abs(one - two).max() > _ROUNDING * given.p * size:
            return None
    total = np.zeros((given.p, given.p))
    for weight, covariance in zip(mixed, given.covariances, strict=True):
        if covariance.ndim == 2:
            total += weight * covariance
        else:
            total[np.diag_indices(given.p)] += weight * covariance
    _, basis = linalg.eigh(total, overwrite_a=True, check_finite=False)
    diagonals = []
    for covariance, size in zip(given.covariances, sizes, strict=True):
        turned = _times(covariance, basis)
        diagonal = np.einsum("ij,ij->j", basis, turned)
        if np.abs(turned - basis * diagonal).max() > _ROUNDING * given.p * size:
            return None
        diagonals.append(np.maximum(diagonal, 0.0))
    means = None if given.means is None else given.means @ basis
    return Classes(given.p, given.counts, tuple(diagonals), means)


def _times(covariance: FloatArray, other: FloatArray) -> FloatArray:
    if covariance.ndim < 2:
        return other * (covariance if covariance.ndim == 0 else covariance[:, None])
    found: FloatArray = covariance @ other
    return found

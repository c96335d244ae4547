"""The limiting density of the eigenvalues of a Gram matrix."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.gram_matrices.branch import upper
from glassproof.numerics.gram_matrices.classes import LARGEST, classes
from glassproof.numerics.gram_matrices.systems import system
from glassproof.numerics.work.arguments import FloatArray, real_array


def gram_density(
    x: ArrayLike,
    *,
    p: int,
    counts: Sequence[int],
    covariances: Sequence[ArrayLike],
    means: ArrayLike | None = None,
) -> FloatArray | float:
    """The limiting density at ``x`` of the n eigenvalues of X^T X/p.

    Arguments as for :func:`glassproof.gram_equivalent`.
    Im of sum_l (n_l/n)/(z (1 + delta_l)) over pi at z = -x - i0. Its mass is one, less the share of
    the eigenvalue 0 where there are more columns than rows; that atom, and eigenvalues that means
    of large norm isolate, are no part of the density. It is 0 off the support and for x < 0.

    :class:`DomainError` as for :func:`glassproof.gram_equivalent`; at x = 0 where the density
    is not finite.

    >>> gram_density([-1.0, 2.0, 5.0], p=100, counts=[100], covariances=[1.0])
    array([0.        , 0.15915494, 0.        ])

    Source: :mod:`glassproof.derivations.free_probability.gram_equivalent`.
    """
    points = real_array("x", x, above=-LARGEST, below=LARGEST)
    given = classes(p, counts, covariances, means)
    unit = float(given.mean_squares.max())
    flat = points.ravel()
    found = np.zeros(flat.shape)
    least = 1e-9 * unit
    where = np.flatnonzero((flat >= 0) & (unit > 0))
    if len(where):
        at = np.maximum(flat[where], least)
        delta, _ = upper(system(given), given, (-at).astype(complex))
        shares = np.array(given.counts) / given.n
        transform = (shares / (1 + delta)).sum(axis=1) / -at
        found[where] = np.maximum(transform.imag, 0.0) / math.pi
        at_zero = flat[where] < least
        if (found[where][at_zero] > 0).any():
            raise DomainError(
                f"x = {flat[where][at_zero][0]:g}: the density reaches 0 there and may diverge; "
                f"give x >= {least:.1g}"
            )
    return found.reshape(points.shape) if points.ndim else float(found[0])

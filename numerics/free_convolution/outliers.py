"""Outliers of s X + A for semicircular X: positions and overlaps, many at once.

theta leads to an outlier at theta + s^2 G_A(theta) where 1 - s^2 int dmu_A(t)/(theta - t)^2 > 0,
which is then the squared overlap of its eigenvector with the spike's
(:mod:`glassproof.derivations.free_probability.outliers`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.free_convolution.measures import LARGEST, checked
from glassproof.numerics.work.arguments import FloatArray, real_array

AT_ONCE = 2**18
"""Pairs of a spike and an atom that are held in memory at a time."""


class NoOutlierError(DomainError):
    """A spike that does not leave the bulk: there is no outlier."""


def outlier(theta: ArrayLike, *, s: ArrayLike, bulk: Any = None) -> Any:
    """Where the spike ``theta`` of A puts an eigenvalue of s X + A, outside the bulk.

    X is a large symmetric matrix with delocalised eigenvectors and the semicircle on [-2, 2]; the
    rest of A has the spectrum ``bulk``: None (zero), or a pair (atoms, weights). The outlier is
    at theta + s^2 sum_j w_j/(theta - t_j), and there is one where s^2 sum_j w_j/(theta - t_j)^2 is
    less than one: without bulk theta + s^2/theta, for abs(theta) > s.

    ``theta`` and ``s`` broadcast. Of numbers the answer is a number, and
    :class:`NoOutlierError` (a ValueError) where there is no outlier; of arrays it is a masked
    array, masked where there is none. s >= 0; other errors as for the bulk's
    :func:`glassproof.numerics.free_convolution.measures.checked`.

    >>> outlier(2.0, s=1.0)
    2.5
    >>> outlier([0.5, 2.0, -2.0], s=1.0).tolist()
    [None, 2.5, -2.5]
    >>> outlier(3.0, s=1.0, bulk=([-1, 1], [0.5, 0.5]))
    3.375
    >>> outlier(0.5, s=1.0)
    Traceback (most recent call last):
    ...
    glassproof...NoOutlierError: theta = 0.5 has no outlier at s = 1: give abs(theta) > 1

    Source: S. Peche, Probab. Theory Relat. Fields 134 (2006) 127-173; M. Capitaine,
    C. Donati-Martin, D. Feral and M. Fevrier, Electron. J. Probab. 16 (2011) 1750-1792.
    """
    return _answer(theta, s, bulk)[0]


def overlap(theta: ArrayLike, *, s: ArrayLike, bulk: Any = None) -> Any:
    """Squared overlap of the outlier's eigenvector with that of the spike ``theta``.

    1 - s^2 sum_j w_j/(theta - t_j)^2; arguments and errors as for :func:`outlier`.

    >>> overlap(2.0, s=1.0)
    0.75
    """
    return _answer(theta, s, bulk)[1]


def _answer(theta: ArrayLike, s: ArrayLike, bulk: Any) -> tuple[Any, Any]:
    """Positions and overlaps, as numbers or as masked arrays."""
    spikes = real_array("theta", theta, above=-LARGEST, below=LARGEST)
    scales = real_array("s", s, above=0, below=LARGEST, closed_low=True)
    atoms, weights = (np.zeros(1), np.ones(1)) if bulk is None else checked(bulk)
    try:
        at, noise = np.broadcast_arrays(spikes, scales)
    except ValueError:
        raise DomainError(
            f"theta has shape {spikes.shape}, s has shape {scales.shape}: give shapes that "
            "broadcast"
        ) from None
    shift, left = _sums(at.ravel(), noise.ravel(), atoms, weights)
    none = ~(left > 0)
    if at.ndim:
        mask = none.reshape(at.shape)
        position = np.where(none, 0.0, at.ravel() + shift).reshape(at.shape)
        found = np.where(none, 0.0, left).reshape(at.shape)
        return np.ma.array(position, mask=mask), np.ma.array(found, mask=mask)
    if none[0]:
        raise NoOutlierError(
            f"theta = {float(at):.15g} has no outlier at s = {float(noise):.15g}: "
            f"give {_remedy(float(noise), atoms, bulk is None)}"
        )
    return float(at + shift[0]), float(left[0])


def _sums(
    at: FloatArray, noise: FloatArray, atoms: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """s^2 G_A(theta) and 1 + s^2 G_A'(theta), a block of spikes after another."""
    shift, left = np.empty(len(at)), np.empty(len(at))
    rows = max(1, AT_ONCE // len(atoms))
    for start in range(0, len(at), rows):
        part = slice(start, start + rows)
        distance = at[part, None] - atoms
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = noise[part, None] / distance  # an atom hit without noise is 0/0: no outlier
            shift[part] = noise[part] * (ratio @ weights)
            np.square(ratio, out=ratio)
            left[part] = 1 - ratio @ weights
    return shift, left


def _remedy(s: float, atoms: FloatArray, plain: bool) -> str:
    """Where there always is an outlier: farther than s from all atoms."""
    if plain:
        return f"abs(theta) > {s:.15g}"
    beyond = f"theta > {atoms.max() + s:.15g} or theta < {atoms.min() - s:.15g}"
    if atoms.min() == atoms.max():
        return beyond
    return f"{beyond}, or one in a gap of the bulk where s^2 sum w/(theta - t)^2 < 1"

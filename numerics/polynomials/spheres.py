"""Unit vectors: checking them, orthonormal bases of their tangent spaces."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray, real_array


def unit(name: str, value: ArrayLike, size: int) -> FloatArray:
    """``value``, shape (..., size), if its vectors have length one to 1e-9; DomainError if not."""
    vector = real_array(name, value)
    if vector.shape[-1:] != (size,):
        raise DomainError(f"{name} has shape {vector.shape}: give {size} components in the end")
    length = np.linalg.norm(vector, axis=-1)
    if not np.allclose(length, 1, rtol=0, atol=1e-9):
        worst = float(length.flat[np.argmax(np.abs(length - 1))])
        raise DomainError(f"{name} has length {worst:g}: give a unit vector")
    return vector


def tangent_basis(w: FloatArray) -> FloatArray:
    """Orthonormal basis of the tangent space at the unit vector ``w``: columns, shape (n, n - 1).

    The reflection that takes the first axis to -sign(w_1) w, without its first column.

    >>> tangent_basis(np.array([1.0, 0.0])).tolist()
    [[0.0], [1.0]]
    """
    normal = w.copy()
    normal[0] += math.copysign(1.0, w[0])
    reflection = np.eye(len(w)) - np.outer(normal, normal) / abs(normal[0])
    found: FloatArray = reflection[:, 1:] + 0.0
    return found

"""Hessians of networks with at most one rectified layer, exactly, by a few matrix products.

z = A h + c, h = max(W x + b, 0), and a loss whose derivatives at z are g and B. With a 1 appended
to x and h, and s_j = 1 where unit j is active, the Hessian of one input's loss has the entries

    A_oq, A_pr:  B_op h_q h_r        W_ji, W_kl:  s_j s_k (A^T B A)_jk x_i x_l
    A_oq, W_ji:  s_j x_i ((B A)_oj h_q + g_o [q = j])

wherever no unit is at its kink. Differentiating for each parameter in turn takes a hundred times as
long.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.data_set import DataSet

FloatArray = NDArray[np.float64]


def rectified_hessian(
    widths: tuple[int, ...], theta: ArrayLike, data: DataSet, loss: str = "cross entropy"
) -> FloatArray:
    """The Hessian of the mean ``loss`` over ``data``, in the order of parameters of
    :func:`glassproof.numerics.networks.models.dense.mlp` (ReLU, with biases).

    ``widths`` are (inputs, outputs) or (inputs, hidden, outputs); ``loss`` is ``cross entropy`` or
    ``squared``. :class:`DomainError` otherwise, or if theta has another length.

    >>> data = DataSet(np.ones((1, 1), np.float32), np.array([0]), 2)
    >>> rectified_hessian((1, 2), np.zeros(4), data)[0].tolist()
    [0.25, -0.25, 0.25, -0.25]
    """
    if len(widths) not in (2, 3):
        raise DomainError(f"widths = {widths}: give those of a network with one hidden layer, or 0")
    theta = np.asarray(theta, float)
    count = sum((m + 1) * k for m, k in pairwise(widths))
    if theta.shape != (count,):
        raise DomainError(f"theta has shape {theta.shape}: give a vector of {count} parameters")
    x = data.inputs.reshape(len(data), -1).astype(float)
    if len(widths) == 2:
        A, c = _layer(theta, widths)
        _, B = _derivatives(x @ A.T + c, data.targets, loss)
        return _ordered(_squares(_extended(x), B), ((widths[1], widths[0]),))
    inner = (widths[0] + 1) * widths[1]
    (W, b), (A, c) = _layer(theta[:inner], widths[:2]), _layer(theta[inner:], widths[1:])
    before = x @ W.T + b
    h, active = np.maximum(before, 0), (before > 0).astype(float)
    g, B = _derivatives(h @ A.T + c, data.targets, loss)
    x, h = _extended(x), _extended(h)
    BA = B @ A
    inside = _squares(x, active[:, :, None] * active[:, None] * (A.T @ BA))
    through = active[:, :, None, None] * BA.transpose(0, 2, 1)[..., None] * h[:, None, None]
    for j in range(widths[1]):
        through[:, j, :, j] += active[:, j, None] * g
    between = x.T @ through.reshape(len(x), -1) / len(x)
    between = between.reshape(len(x.T), widths[1], -1).swapaxes(0, 1).reshape(inner, -1)
    whole = np.block([[inside, between], [between.T, _squares(h, B)]])
    return _ordered(whole, ((widths[1], widths[0]), (widths[2], widths[1])))


def _layer(theta: FloatArray, widths: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
    size = widths[0] * widths[1]
    return theta[:size].reshape(widths[1], widths[0]), theta[size:]


def _extended(x: FloatArray) -> FloatArray:
    return np.concatenate([x, np.ones((len(x), 1))], axis=1)


def _derivatives(z: FloatArray, targets: NDArray[Any], loss: str) -> tuple[FloatArray, FloatArray]:
    """First and second derivatives of each input's loss by its outputs."""
    if targets.dtype.kind in "iu":
        targets = np.eye(z.shape[1])[targets]
    unit = np.eye(z.shape[1])
    if loss == "squared":
        return z - targets, np.broadcast_to(unit, (len(z), *unit.shape))
    if loss != "cross entropy":
        raise DomainError(f"loss = {loss!r}: give 'cross entropy' or 'squared'")
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p - targets, p[:, :, None] * unit - p[:, :, None] * p[:, None]


def _squares(features: FloatArray, weights: FloatArray) -> FloatArray:
    """Means of weights_jk f_i f_l, as a matrix with rows (j, i) and columns (k, l)."""
    k, m = weights.shape[1], features.shape[1]
    found = np.empty((k, m, k, m))
    for one in range(k):
        for other in range(one + 1):
            block = features.T @ (weights[:, one, other, None] * features) / len(features)
            found[one, :, other] = found[other, :, one] = block
    return found.reshape(k * m, k * m)


def _ordered(matrix: FloatArray, layers: tuple[tuple[int, int], ...]) -> FloatArray:
    """Rows and columns of each layer from (unit, input or 1) to all weights, then all biases."""
    order, start = [], 0
    for units, inputs in layers:
        places = start + np.arange(units * (inputs + 1)).reshape(units, inputs + 1)
        order += [places[:, :-1].ravel(), places[:, -1]]
        start += places.size
    chosen = np.concatenate(order)
    return np.asarray(matrix[np.ix_(chosen, chosen)])

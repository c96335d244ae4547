"""Permutations of hidden units: applied, and found so that one network lies close to another.

Units of layer l are permuted by permuting rows of weight l (and of bias, scale, shift) and columns
of weight l + 1: the network's outputs do not change. Reference for the layer-wise descent:
S. K. Ainsworth, J. Hayase, S. Srinivasa, Git Re-Basin (ICLR 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.work.arguments import real_array

FloatArray = NDArray[np.float64]
Permutation = NDArray[np.int64]

MOST = 100
"""Rounds of the descent; each lowers the distance, so that few are needed."""


def hidden(network: Network) -> list[int]:
    """Widths of the hidden layers of an :func:`mlp`.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> hidden(mlp((2, 5, 3, 1)))
    [5, 3]
    """
    shapes = dict(network.sizes)
    if "weight 0" not in shapes:
        raise DomainError("only units of fully connected networks are permuted: give an mlp")
    layers = sum(name.startswith("weight") for name in shapes)
    return [shapes[f"weight {l}"][0] for l in range(layers - 1)]


def permuted(network: Network, theta: ArrayLike, units: Sequence[ArrayLike]) -> FloatArray:
    """theta with unit ``units[l][i]`` of hidden layer l at place i.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> permuted(mlp((1, 2, 1), bias=False), [1.0, 2.0, 3.0, 4.0], [[1, 0]]).tolist()
    [2.0, 1.0, 4.0, 3.0]
    """
    widths = hidden(network)
    orders = [np.asarray(order) for order in units]
    if [sorted(order.tolist()) for order in orders] != [list(range(width)) for width in widths]:
        raise DomainError(f"units are no permutations of the hidden layers {widths}: give one each")
    parts = []
    blocks = network.unpack(real_array("theta", theta))
    for name, _ in network.sizes:
        kind, l = name.split()[0], int(name.split()[1])
        block = blocks[name]
        if l < len(orders):
            block = block[orders[l]]
        if kind == "weight" and l > 0:
            block = block[:, orders[l - 1]]
        parts.append(block.ravel())
    return np.concatenate(parts)


def aligned(network: Network, one: ArrayLike, other: ArrayLike) -> FloatArray:
    """``other`` with its hidden units permuted to lie close to ``one``.

    For one hidden layer the permutation is the closest there is; for more, layers are assigned in
    turn until none changes, which never moves the two apart.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> net, theta = mlp((1, 2, 1), bias=False), np.array([1.0, 2.0, 3.0, 4.0])
    >>> aligned(net, theta, permuted(net, theta, [[1, 0]])).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    first, second = real_array("one", one), real_array("other", other)
    orders: list[Any] = [np.arange(width) for width in hidden(network)]
    near = network.unpack(first)
    for _ in range(MOST):
        before = [order.copy() for order in orders]
        for l in range(len(orders)):
            rest = [*orders]
            rest[l] = np.arange(len(orders[l]))
            far = network.unpack(permuted(network, second, rest))
            gain = near[f"weight {l + 1}"].T @ far[f"weight {l + 1}"]
            for name in (f"weight {l}", f"bias {l}", f"scale {l}", f"shift {l}"):
                if name in near:
                    rows = len(orders[l])
                    gain = gain + near[name].reshape(rows, -1) @ far[name].reshape(rows, -1).T
            orders[l] = linear_sum_assignment(gain, maximize=True)[1]
        if all(map(np.array_equal, before, orders)):
            break
    return permuted(network, second, orders)

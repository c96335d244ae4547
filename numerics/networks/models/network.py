"""A network: named blocks of one flat vector of parameters, and what is computed from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from glassproof.derivations.proof.domain import DomainError

Array = Any
"""A JAX or NumPy array."""

Block = tuple[str, tuple[int, ...]]
"""A name and a shape."""


@dataclass(frozen=True)
class Network:
    """A network with parameters theta, a vector of length :attr:`parameters`.

    ``sizes`` names the blocks of theta in order, each with its shape (row-major); ``apply(theta,
    inputs)`` gives the outputs for a batch of inputs, shape (n, ...); ``initial(key)`` draws theta
    for a JAX key. ``states(theta, inputs)``, where there are such, gives the list of all hidden
    layers' pre-activations, and ``features(theta, inputs)`` what the last linear layer sees. All
    are pure, and may be batched, differentiated and compiled. ``name`` says which network it is.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> net = mlp((2, 3, 1))
    >>> net.parameters, net.slices["weight 1"], net.slices["bias 1"]
    (13, slice(9, 12, None), slice(12, 13, None))
    """

    sizes: tuple[Block, ...]
    apply: Callable[[Array, Array], Array]
    initial: Callable[[Any], Array]
    states: Callable[[Array, Array], list[Array]] | None = None
    features: Callable[[Array, Array], Array] | None = None
    name: str = ""

    @property
    def parameters(self) -> int:
        """The length of theta."""
        return sum(math.prod(shape) for _, shape in self.sizes)

    @cached_property
    def slices(self) -> Mapping[str, slice]:
        """Where each block stands in theta."""
        return slices(self.sizes)

    def unpack(self, theta: Array) -> dict[str, Array]:
        """The blocks of theta, each with its shape."""
        return unpack(self.sizes, theta)


def slices(sizes: tuple[Block, ...]) -> dict[str, slice]:
    """Where blocks of these sizes stand in a vector.

    >>> slices((("a", (2, 2)), ("b", (3,))))
    {'a': slice(0, 4, None), 'b': slice(4, 7, None)}
    """
    found, start = {}, 0
    for name, shape in sizes:
        found[name] = slice(start, start + math.prod(shape))
        start = found[name].stop
    return found


def unpack(sizes: tuple[Block, ...], theta: Array) -> dict[str, Array]:
    """The blocks of a vector; :class:`DomainError` if its length is another.

    >>> import numpy as np
    >>> unpack((("a", (1, 2)), ("b", (1,))), np.arange(3))["a"]
    array([[0, 1]])
    """
    whole = sum(math.prod(shape) for _, shape in sizes)
    if theta.shape != (whole,):
        raise DomainError(
            f"theta has shape {tuple(theta.shape)}: give a vector of {whole} parameters"
        )
    return {
        name: theta[place].reshape(shape)
        for (name, shape), place in zip(sizes, slices(sizes).values(), strict=True)
    }

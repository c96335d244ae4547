"""Fully connected networks of any widths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import jax, jnp
from glassproof.numerics.networks.models.activations import activation as function_of
from glassproof.numerics.networks.models.network import Block, Network, unpack
from glassproof.numerics.work.arguments import integer

EPSILON = 1e-5
"""Added to variances of batches."""


def mlp(
    widths: Sequence[int], bias: bool = True, activation: str = "relu", batch_norm: bool = False
) -> Network:
    """h_0 = x, h_l = f(W_l h_(l-1) + b_l), outputs W_L h_(L-1) + b_L, inputs flattened.

    ``widths`` are those of input, hidden layers, output; blocks are ``weight l`` of shape
    (widths[l+1], widths[l]) and ``bias l``, l from 0. Weights begin as N(0, 2/fan in) for ReLU,
    N(0, 1/fan in) for other activations and for the last layer, biases as 0. With ``batch_norm``
    pre-activations of hidden layers are standardised over the inputs given together, then scaled
    and shifted by ``scale l`` (1 at first) and ``shift l`` (0) in place of the bias.

    >>> from glassproof.numerics.networks.extra import key
    >>> net = mlp((2, 4, 3), bias=False)
    >>> theta = net.initial(key(0))
    >>> net.apply(theta, jnp.ones((5, 2))).shape, net.states(theta, jnp.ones((5, 2)))[0].shape
    ((5, 3), (5, 4))
    """
    shape = tuple(integer("widths", width, least=1) for width in widths)
    if len(shape) < 2:
        raise DomainError(f"widths = {shape}: give at least those of input and output")
    return _mlp(shape, bool(bias), activation, bool(batch_norm))


@cache
def _mlp(shape: tuple[int, ...], bias: bool, activation: str, batch_norm: bool) -> Network:
    f = function_of(activation)
    layers = len(shape) - 1
    sizes = tuple(
        block for l in range(layers) for block in _blocks(shape, l, layers, bias, batch_norm)
    )

    def walk(theta: Any, inputs: Any) -> tuple[list[Any], Any, Any]:
        blocks = unpack(sizes, theta)
        h, before = inputs.reshape(len(inputs), -1), []
        for l in range(layers):
            seen = h
            h = h @ blocks[f"weight {l}"].T
            if f"scale {l}" in blocks:
                h = standardised(h) * blocks[f"scale {l}"] + blocks[f"shift {l}"]
            elif f"bias {l}" in blocks:
                h = h + blocks[f"bias {l}"]
            if l < layers - 1:
                before.append(h)
                h = f(h)
        return before, seen, h

    def initial(key: Any) -> Any:
        parts, keys = [], jax.random.split(key, len(sizes))
        for one, (name, block) in zip(keys, sizes, strict=True):
            if name.startswith("weight"):
                gain = 2 if activation == "relu" and name != f"weight {layers - 1}" else 1
                part = jax.random.normal(one, block) * math.sqrt(gain / block[1])
            else:
                part = jnp.full(block, float(name.startswith("scale")))
            parts.append(part.ravel())
        return jnp.concatenate(parts)

    parts = [lambda t, x, part=part: walk(t, x)[part] for part in range(3)]
    name = f"mlp {shape}, bias {bias}, {activation}, batch norm {batch_norm}"
    return Network(sizes, parts[2], initial, parts[0], parts[1], name)


def standardised(h: Any) -> Any:
    """Mean 0 and variance 1 over all axes but the last."""
    axes = tuple(range(h.ndim - 1))
    centred = h - h.mean(axes)
    return centred * jax.lax.rsqrt((centred**2).mean(axes) + EPSILON)


def _blocks(
    widths: tuple[int, ...], l: int, layers: int, bias: bool, batch_norm: bool
) -> list[Block]:
    found: list[Block] = [(f"weight {l}", (widths[l + 1], widths[l]))]
    if batch_norm and l < layers - 1:
        found += [(f"scale {l}", (widths[l + 1],)), (f"shift {l}", (widths[l + 1],))]
    elif bias:
        found.append((f"bias {l}", (widths[l + 1],)))
    return found

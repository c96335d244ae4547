"""A small convolutional network, after LeNet."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import jax, jnp
from glassproof.numerics.networks.models.activations import activation as function_of
from glassproof.numerics.networks.models.network import Network, unpack
from glassproof.numerics.networks.models.patches import pooled, same
from glassproof.numerics.work.arguments import integer


@cache
def small_convnet(
    side: int = 8,
    channels: int = 1,
    filters: tuple[int, int] = (8, 16),
    classes: int = 10,
    activation: str = "relu",
) -> Network:
    """Two 3 x 3 convolutions, each followed by the activation and 2 x 2 means, and a linear layer.

    Inputs are images (n, side, side, channels), or those flattened; ``side`` is divisible by 4.
    Blocks: ``kernel 0``, ``bias 0``, ``kernel 1``, ``bias 1`` (rows are entries of a patch, columns
    output channels), ``weight``, ``bias``. ``states`` gives the pre-activations, flattened; the
    penultimate layer is ``features``.

    >>> from glassproof.numerics.networks.extra import key
    >>> net = small_convnet()
    >>> theta, images = net.initial(key(0)), jnp.ones((3, 64))
    >>> net.apply(theta, images).shape, net.features(theta, images).shape
    ((3, 10), (3, 64))
    """
    side = integer("side", side, least=4)
    if side % 4:
        raise DomainError(f"side = {side} is not divisible by 4: pad or crop the images")
    channels, classes = integer("channels", channels, least=1), integer("classes", classes, least=1)
    first, second = (integer("filters", count, least=1) for count in filters)
    f = function_of(activation)
    width = second * (side // 4) ** 2
    sizes = (
        ("kernel 0", (9 * channels, first)),
        ("bias 0", (first,)),
        ("kernel 1", (9 * first, second)),
        ("bias 1", (second,)),
        ("weight", (classes, width)),
        ("bias", (classes,)),
    )

    def walk(theta: Any, inputs: Any) -> tuple[list[Any], Any, Any]:
        blocks = unpack(sizes, theta)
        h, before = inputs.reshape(len(inputs), side, side, channels), []
        for l in (0, 1):
            h = same(h, blocks[f"kernel {l}"]) + blocks[f"bias {l}"]
            before.append(h.reshape(len(h), -1))
            h = pooled(f(h))
        features = h.reshape(len(h), -1)
        return before, features, features @ blocks["weight"].T + blocks["bias"]

    def initial(key: Any) -> Any:
        return he_normal(sizes, key, transposed=("weight",))

    parts = [lambda t, x, part=part: walk(t, x)[part] for part in range(3)]
    name = f"convnet {side}, {channels}, {filters}, {classes}, {activation}"
    return Network(sizes, parts[2], initial, parts[0], parts[1], name)


def he_normal(sizes: Any, key: Any, transposed: tuple[str, ...] = ()) -> Any:
    """Matrices of N(0, 2/fan in), fan in being rows (columns of those ``transposed``); 0 else.

    >>> from glassproof.numerics.networks.extra import key
    >>> he_normal((("kernel", (2, 3)), ("bias", (3,))), key(0))[6:].tolist()
    [0.0, 0.0, 0.0]
    """
    parts = []
    for one, (name, shape) in zip(jax.random.split(key, len(sizes)), sizes, strict=True):
        if len(shape) == 1:
            parts.append(jnp.zeros(shape))
        else:
            fan = shape[1] if name in transposed else shape[0]
            parts.append((jax.random.normal(one, shape) * math.sqrt(2 / fan)).ravel())
    return jnp.concatenate(parts)

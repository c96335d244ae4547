"""Generator and discriminator of a DCGAN of five layers each, scaled to images of 8 x 8.

What differs from the networks for 64 x 64 images (Radford, Metz, Chintala 2015): 8 x 8 is
1 x 1 doubled three times, so two of the five layers keep the size (3 x 3, stride 1) where theirs
double it each time; the widths are 4, 2, 2, 1 times the base number of filters, not 8, 4, 2, 1; one
channel.
As there: transposed convolutions of size 4 and stride 2 double the size, convolutions of size 4 and
stride 2 halve it; ReLU and tanh in the generator, leaky ReLU of slope 0.2 in the discriminator;
batch normalisation in all but the generator's last and the discriminator's first and last layer;
weights begin as N(0, 0.02^2), scales as N(1, 0.02^2), and there are no biases elsewhere.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from glassproof.numerics.networks.extra import jax, jnp
from glassproof.numerics.networks.models.dense import standardised
from glassproof.numerics.networks.models.network import Block, Network, unpack
from glassproof.numerics.networks.models.patches import doubled, halved, same
from glassproof.numerics.work.arguments import integer

LATENT = 100
"""Components of the latent noise."""

SPREAD = 0.02
"""Standard deviation of weights at first."""


def _normed(*widths: int) -> tuple[Block, ...]:
    return tuple(
        (f"{name} {l}", (width,)) for l, width in enumerate(widths) for name in ("scale", "shift")
    )


def _initial(sizes: tuple[Block, ...], key: Any) -> Any:
    parts = []
    for one, (name, shape) in zip(jax.random.split(key, len(sizes)), sizes, strict=True):
        centre = float(name.startswith("scale"))
        spread = 0.0 if name.startswith("shift") else SPREAD
        parts.append((centre + spread * jax.random.normal(one, shape)).ravel())
    return jnp.concatenate(parts)


@cache
def generator(filters: int = 8, latent: int = LATENT) -> Network:
    """Images (n, 8, 8, 1) with entries in (-1, 1) of noise (n, latent).

    >>> from glassproof.numerics.networks.extra import key
    >>> net = generator(4)
    >>> net.apply(net.initial(key(0)), jnp.zeros((3, 100))).shape
    (3, 8, 8, 1)
    """
    f, latent = integer("filters", filters, least=1), integer("latent", latent, least=1)
    sizes = (
        ("weight", (latent, 16 * f)),
        ("kernel 1", (4 * f, 16 * 2 * f)),
        ("kernel 2", (9 * 2 * f, 2 * f)),
        ("kernel 3", (2 * f, 16 * f)),
        ("kernel 4", (9 * f, 1)),
        *_normed(4 * f, 2 * f, 2 * f, f),
    )

    def apply(theta: Any, noise: Any) -> Any:
        blocks = unpack(sizes, theta)

        def relu(h: Any, l: int) -> Any:
            normed = standardised(h) * blocks[f"scale {l}"] + blocks[f"shift {l}"]
            return jax.nn.relu(normed)

        h = relu((noise @ blocks["weight"]).reshape(len(noise), 2, 2, 4 * f), 0)
        h = relu(doubled(h, blocks["kernel 1"]), 1)
        h = relu(same(h, blocks["kernel 2"]), 2)
        h = relu(doubled(h, blocks["kernel 3"]), 3)
        return jnp.tanh(same(h, blocks["kernel 4"]))

    return Network(sizes, apply, lambda key: _initial(sizes, key), name=f"generator {f}, {latent}")


@cache
def discriminator(filters: int = 8) -> Network:
    """Logits (n,) that images (n, 8, 8, 1) are real.

    >>> from glassproof.numerics.networks.extra import key
    >>> net = discriminator(4)
    >>> net.apply(net.initial(key(0)), jnp.zeros((3, 8, 8, 1))).shape
    (3,)
    """
    f = integer("filters", filters, least=1)
    sizes = (
        ("kernel 0", (9, f)),
        ("kernel 1", (16 * f, 2 * f)),
        ("kernel 2", (9 * 2 * f, 2 * f)),
        ("kernel 3", (16 * 2 * f, 4 * f)),
        ("weight", (16 * f, 1)),
        *_normed(2 * f, 2 * f, 4 * f),
    )

    def features(theta: Any, images: Any) -> Any:
        blocks = unpack(sizes, theta)

        def leaky(h: Any, l: int) -> Any:
            normed = standardised(h) * blocks[f"scale {l}"] + blocks[f"shift {l}"]
            return jax.nn.leaky_relu(normed, 0.2)

        h = jax.nn.leaky_relu(same(images, blocks["kernel 0"]), 0.2)
        h = leaky(halved(h, blocks["kernel 1"]), 0)
        h = leaky(same(h, blocks["kernel 2"]), 1)
        h = leaky(halved(h, blocks["kernel 3"]), 2)
        return h.reshape(len(h), -1)

    def apply(theta: Any, images: Any) -> Any:
        weight = unpack(sizes, theta)["weight"]
        return (features(theta, images) @ weight)[:, 0]

    return Network(
        sizes, apply, lambda key: _initial(sizes, key), None, features, f"discriminator {f}"
    )

"""Convolutions as matrix products of patches: batches of them are batched products, fast on CPUs.

Images are arrays (n, height, width, channels). A kernel is a matrix with one row for each entry of
a patch (row, column, channel in order) and one column for each output channel.
"""

from __future__ import annotations

from typing import Any

from glassproof.numerics.networks.extra import jnp


def _windows(images: Any, size: int) -> Any:
    """All size x size windows of stride 1 as vectors: (n, h - size + 1, w - size + 1, size^2 c)."""
    height, width = images.shape[1] - size + 1, images.shape[2] - size + 1
    return jnp.concatenate(
        [images[:, i : i + height, j : j + width] for i in range(size) for j in range(size)],
        axis=-1,
    )


def same(images: Any, kernel: Any, size: int = 3) -> Any:
    """The convolution of odd ``size`` and stride 1, padded by zeros to the same height and width.

    >>> same(jnp.ones((1, 3, 3, 1)), jnp.ones((9, 1)))[0, :, :, 0].tolist()
    [[4.0, 6.0, 4.0], [6.0, 9.0, 6.0], [4.0, 6.0, 4.0]]
    """
    edge = size // 2
    return _windows(_padded(images, edge), size) @ kernel


def halved(images: Any, kernel: Any) -> Any:
    """The convolution of size 4, stride 2 and padding 1, to half the height and width.

    Rows of ``kernel`` are blocks of 2 x 2 pixels: (block row, block column, row, column, channel).

    >>> halved(jnp.ones((1, 4, 4, 1)), jnp.ones((16, 1)))[0, :, :, 0].tolist()
    [[9.0, 9.0], [9.0, 9.0]]
    """
    return _windows(_blocks(_padded(images, 1)), 2) @ kernel


def doubled(images: Any, kernel: Any) -> Any:
    """The transposed convolution of size 4, stride 2 and padding 1, to twice the height and width.

    The adjoint of :func:`halved`: ``kernel`` has a row an input channel, and columns (block row,
    block column, row, column, output channel).

    >>> doubled(jnp.ones((1, 2, 2, 1)), jnp.ones((1, 16)))[0, :, :, 0].tolist()
    [[1.0, 2.0, 2.0, 1.0], [2.0, 4.0, 4.0, 2.0], [2.0, 4.0, 4.0, 2.0], [1.0, 2.0, 2.0, 1.0]]
    """
    n, height, width, _ = images.shape
    parts = (images @ kernel).reshape(n, height, width, 4, -1)
    total = sum(
        jnp.pad(parts[:, :, :, 2 * i + j], ((0, 0), (i, 1 - i), (j, 1 - j), (0, 0)))
        for i in (0, 1)
        for j in (0, 1)
    )
    return _pixels(total)[:, 1:-1, 1:-1]


def pooled(images: Any) -> Any:
    """Means of disjoint 2 x 2 windows.

    >>> pooled(jnp.arange(4.0).reshape(1, 2, 2, 1)).ravel().tolist()
    [1.5]
    """
    n, height, width, channels = images.shape
    return images.reshape(n, height // 2, 2, width // 2, 2, channels).mean((2, 4))


def _padded(images: Any, edge: int) -> Any:
    return jnp.pad(images, ((0, 0), (edge, edge), (edge, edge), (0, 0)))


def _blocks(images: Any) -> Any:
    """Blocks of 2 x 2 pixels as channels."""
    n, height, width, channels = images.shape
    split = images.reshape(n, height // 2, 2, width // 2, 2, channels)
    return split.transpose(0, 1, 3, 2, 4, 5).reshape(n, height // 2, width // 2, 4 * channels)


def _pixels(images: Any) -> Any:
    """The inverse of :func:`_blocks`."""
    n, height, width, channels = images.shape
    split = images.reshape(n, height, width, 2, 2, channels // 4)
    return split.transpose(0, 1, 3, 2, 4, 5).reshape(n, 2 * height, 2 * width, channels // 4)

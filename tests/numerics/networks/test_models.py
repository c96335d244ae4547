"""Networks against sums written out in NumPy, and convolutions against SciPy's."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import double, jax, jnp, key
from glassproof.numerics.networks.models.activations import ACTIVATIONS, activation, splits
from glassproof.numerics.networks.models.adversarial import discriminator, generator
from glassproof.numerics.networks.models.convolutional import small_convnet
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.models.patches import doubled, halved, same

WIDTHS = st.lists(st.integers(1, 5), min_size=2, max_size=4)


@settings(max_examples=8, deadline=None)
@given(WIDTHS, st.booleans(), st.integers(0, 5))
def test_a_dense_network_is_its_layers(widths, bias, seed):
    net = mlp(widths, bias)
    rng = np.random.default_rng(seed)
    theta = rng.standard_normal(net.parameters)
    x = rng.standard_normal((3, widths[0]))
    h, start = x, 0
    for l in range(len(widths) - 1):
        shape = widths[l + 1], widths[l]
        W = theta[start : start + shape[0] * shape[1]].reshape(shape)
        start += W.size
        h = h @ W.T
        if bias:
            h, start = h + theta[start : start + shape[0]], start + shape[0]
        if l < len(widths) - 2:
            h = np.maximum(h, 0)
    assert start == net.parameters
    with double():
        np.testing.assert_allclose(net.apply(jnp.asarray(theta), jnp.asarray(x)), h, atol=1e-12)


def test_batch_normalisation_makes_networks_blind_to_the_scale_of_weights():
    net = mlp((3, 4, 2), batch_norm=True)
    rng = np.random.default_rng(0)
    theta, x = np.asarray(net.initial(key(0))), rng.standard_normal((50, 3)).astype(np.float32)
    larger = theta.copy()
    larger[net.slices["weight 0"]] *= 3
    np.testing.assert_allclose(net.apply(larger, x), net.apply(theta, x), atol=1e-4)
    standard = net.states(theta, x)[0]
    np.testing.assert_allclose(standard.mean(0), 0, atol=1e-5)
    np.testing.assert_allclose(standard.std(0), 1, atol=1e-3)


def test_initial_weights_have_the_stated_variance():
    for name, gain in (("relu", 2), ("tanh", 1)):
        net = mlp((200, 300, 100), activation=name)
        blocks = net.unpack(np.asarray(net.initial(key(1))))
        # relative standard error of a variance of n draws: sqrt(2/n); six of them
        for block, expected in (("weight 0", gain / 200), ("weight 1", 1 / 300)):
            W = blocks[block]
            assert abs(W.var() / expected - 1) < 6 * np.sqrt(2 / W.size)
        assert not blocks["bias 0"].any()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_linear_between_their_splits(name):
    f = activation(name)
    ends = (-4.0, *splits(name), 4.0)
    if name == "tanh":
        return
    for low, high in pairwise(ends):
        inside = np.linspace(low, high, 9)[1:-1]
        with double():
            values = np.asarray(f(jnp.asarray(inside)))
        assert np.abs(np.diff(values, 2)).max() < 1e-12


def test_five_pieces_have_their_slopes():
    slopes = [float(jax.grad(activation("five pieces"))(h)) for h in (-3.0, -1.5, 0.5, 1.5, 3.0)]
    np.testing.assert_allclose(slopes, (0.01, 0.1, 1.0, 0.3, 0.03), rtol=1e-5)


def _convolution(images, kernel, stride, pad):
    """Kernel (size, size, c, d), by SciPy's correlation, channel by channel."""
    n, h, w, c = images.shape
    size, d = kernel.shape[0], kernel.shape[3]
    wide = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    found = np.zeros((n, h + 2 * pad - size + 1, w + 2 * pad - size + 1, d))
    for k in range(n):
        for i in range(c):
            for j in range(d):
                found[k, :, :, j] += correlate(wide[k, :, :, i], kernel[:, :, i, j], "valid")
    return found[:, ::stride, ::stride]


def test_patches_are_convolutions():
    rng = np.random.default_rng(0)
    images, kernel = rng.standard_normal((2, 6, 4, 3)), rng.standard_normal((3, 3, 3, 2))
    with double():
        found = same(jnp.asarray(images), jnp.asarray(kernel.reshape(27, 2)))
    np.testing.assert_allclose(found, _convolution(images, kernel, 1, 1), atol=1e-12)
    kernel = rng.standard_normal((4, 4, 3, 2))
    by_blocks = kernel.reshape(2, 2, 2, 2, 3, 2).transpose(0, 2, 1, 3, 4, 5).reshape(48, 2)
    with double():
        found = halved(jnp.asarray(images), jnp.asarray(by_blocks))
    np.testing.assert_allclose(found, _convolution(images, kernel, 2, 1), atol=1e-12)


def test_doubling_is_the_adjoint_of_halving():
    rng = np.random.default_rng(0)
    small, large = rng.standard_normal((2, 2, 3, 5)), rng.standard_normal((2, 4, 6, 4))
    kernel = rng.standard_normal((16 * 4, 5))
    with double():
        down = np.asarray(halved(jnp.asarray(large), jnp.asarray(kernel)))
        up = np.asarray(doubled(jnp.asarray(small), jnp.asarray(kernel.T)))
    assert (down * small).sum() == pytest.approx((large * up).sum(), rel=1e-12)


def test_a_convnet_sees_translations_of_a_pattern_alike():
    net = small_convnet(side=8, filters=(2, 3))
    theta = np.asarray(net.initial(key(0)))
    image = np.zeros((1, 8, 8, 1), np.float32)
    image[0, 2, 2] = 1
    moved = np.roll(image, (0, 4, 0, 0), (0, 1, 2, 3))
    one, other = (np.asarray(net.features(theta, x)).reshape(2, 2, 3) for x in (image, moved))
    assert one.any()
    np.testing.assert_allclose(one[0], other[1], atol=1e-6)


def test_generated_images_have_the_size_that_is_discriminated():
    G, D = generator(2, 5), discriminator(3)
    noise = np.random.default_rng(0).standard_normal((4, 5)).astype(np.float32)
    made = jax.eval_shape(lambda: G.apply(G.initial(key(0)), noise))
    assert made.shape == (4, 8, 8, 1)
    assert jax.eval_shape(lambda x: D.apply(D.initial(key(1)), x), made).shape == (4,)


def test_bad_networks_are_refused():
    with pytest.raises(DomainError, match="give at least those of input and output"):
        mlp((3,))
    with pytest.raises(DomainError, match=r"widths = 0 .* give an integer >= 1"):
        mlp((3, 0))
    with pytest.raises(DomainError, match="activation = 'cosine' is not known: give one of"):
        mlp((3, 2), activation="cosine")
    with pytest.raises(DomainError, match="side = 6 is not divisible by 4"):
        small_convnet(side=6)
    with pytest.raises(DomainError, match="give a vector of 8 parameters"):
        mlp((3, 2)).apply(np.zeros(7), np.zeros((1, 3)))

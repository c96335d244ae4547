"""Training of generative adversarial networks, many at once.

A step draws a batch of images and of noise, moves the discriminator to lower
L_D = mean softplus(-D(x)) + mean softplus(D(G(z))), then the generator to lower
L_G = mean softplus(-D(G(z))) with the same noise: cross-entropies, D being logits. Both by Adam.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.extra import jax, jnp, key, optax
from glassproof.numerics.networks.models.adversarial import LATENT, discriminator, generator
from glassproof.numerics.networks.training.sweep import (
    GIB,
    MOST,
    Result,
    Runs,
    digest,
    footprint,
    sweep,
)
from glassproof.numerics.work.arguments import integer, real, real_array
from glassproof.numerics.work.chunks import Progress

FILTERS = 16
"""Base numbers of filters of both networks together."""


@dataclass(frozen=True)
class Adversarial:
    """How GANs are trained: passes over the data, batches, Adam's rate and first coefficient.

    ``discriminator`` and ``generator`` are base numbers of filters.
    """

    epochs: int = 20
    batch: int = 64
    rate: float = 2e-4
    momentum: float = 0.5
    discriminator: int = FILTERS // 2
    generator: int = FILTERS // 2
    latent: int = LATENT

    def __post_init__(self) -> None:
        for name in ("epochs", "batch", "discriminator", "generator", "latent"):
            integer(name, getattr(self, name), least=1)
        real("rate", self.rate, above=0)
        real("momentum", self.momentum, above=0, below=1, closed_low=True)


def shared_filters(kappa: float, filters: int = FILTERS) -> tuple[int, int]:
    """Filters of discriminator and generator, the discriminator's share being nearest to kappa.

    >>> shared_filters(0.25), shared_filters(0.01)
    ((4, 12), (1, 15))
    """
    share = real("kappa", kappa, above=0, below=1)
    ours = min(max(1, round(share * filters)), integer("filters", filters, least=2) - 1)
    return ours, filters - ours


@dataclass(frozen=True)
class TrainedPairs:
    """What a sweep of GANs gave, a row a run.

    ``least`` (runs, 2): the least losses of a step, of discriminator and generator; ``losses``
    (runs, epochs, 2): their means over each pass; ``generators`` (runs, parameters); ``diverged``
    (runs,): a loss or parameter was not finite. Such runs are counted, and belong in no average.
    """

    least: NDArray[np.float32]
    losses: NDArray[np.float32]
    generators: NDArray[np.float32]
    diverged: NDArray[np.bool_]


TOGETHER = 8
"""Pairs trained at once on a processor: what more of them hold leaves its cache, and a pass of a
pair takes a third longer (of 32, say)."""

COMPILATION = {"xla_backend_optimization_level": 1, "xla_cpu_use_fusion_emitters": False}
"""Further levels take twice as long to compile, and what comes out is no faster; emitters of
fusions take 400 MB and half as long again, and what comes out is a twentieth faster."""


@cache
def _compilation() -> dict[str, Any]:
    """Those options that the compiler at hand knows: names change from version to version."""
    known: dict[str, Any] = {}
    for name, value in COMPILATION.items():
        try:
            jax.jit(lambda: 0, compiler_options={name: value})()
        except RuntimeError:
            continue
        known[name] = value
    return known


@cache
def _trainer(how: Adversarial, n: int) -> Callable[..., Any]:
    together = jax.vmap(_run(how, n), in_axes=(0, 0, None))
    compiled: Callable[..., Any] = jax.jit(together, compiler_options=_compilation())
    return compiled


def _run(how: Adversarial, n: int) -> Callable[..., Any]:
    """One run: (key, sigma_z, images) to least losses, losses, the generator."""
    steps, direction = n // how.batch, optax.scale_by_adam(b1=how.momentum)
    D, G = discriminator(how.discriminator), generator(how.generator, how.latent)

    def loss_D(theta: Any, real_images: Any, made: Any) -> Any:
        genuine, false = D.apply(theta, real_images), D.apply(theta, made)
        return jax.nn.softplus(-genuine).mean() + jax.nn.softplus(false).mean()

    def loss_G(made: Any, opponent: Any) -> Any:
        return jax.nn.softplus(-D.apply(opponent, made)).mean()

    def run(seed: Any, sigma_z: Any, images: Any) -> Any:
        start_D, start_G, order, noises = jax.random.split(seed, 4)
        theta_D, theta_G = D.initial(start_D), G.initial(start_G)

        def step(state: Any, given: Any) -> Any:
            theta_D, theta_G, memory_D, memory_G = state
            chosen, number = given
            noise = sigma_z * jax.random.normal(
                jax.random.fold_in(noises, number), (how.batch, how.latent)
            )
            made, pulled_back = jax.vjp(lambda theta: G.apply(theta, noise), theta_G)
            value_D, slope = jax.value_and_grad(loss_D)(theta_D, images[chosen], made)
            move, memory_D = direction.update(slope, memory_D)
            theta_D = theta_D - how.rate * move
            value_G, slope_made = jax.value_and_grad(loss_G)(made, theta_D)
            (slope,) = pulled_back(slope_made)
            move, memory_G = direction.update(slope, memory_G)
            theta_G = theta_G - how.rate * move
            return (theta_D, theta_G, memory_D, memory_G), jnp.stack([value_D, value_G])

        def epoch(state: Any, number: Any) -> Any:
            shuffled = jax.random.permutation(jax.random.fold_in(order, number), n)
            rows = shuffled[: steps * how.batch].reshape(steps, how.batch)
            state, values = jax.lax.scan(step, state, (rows, number * steps + jnp.arange(steps)))
            return state, (values.min(0), values.mean(0))

        state = (theta_D, theta_G, direction.init(theta_D), direction.init(theta_G))
        state, (least, means) = jax.lax.scan(epoch, state, jnp.arange(how.epochs))
        sound = jnp.isfinite(state[0]).all() & jnp.isfinite(state[1]).all()
        return jnp.where(sound, least.min(0), jnp.nan), means, state[1]

    return run


def train_pairs(
    data: DataSet,
    how: Adversarial,
    seeds: Sequence[int],
    *,
    sigma_z: ArrayLike,
    memory: int = GIB,
    runs: Runs | None = None,
    progress: Progress | None = None,
) -> TrainedPairs:
    """One GAN a seed on images of 8 x 8 (flattened or not) with entries in [-1, 1].

    Latent noise is N(0, ``sigma_z``^2 I), one number or one a run. ``memory`` and ``runs`` as in
    :func:`glassproof.numerics.networks.training.supervised.train`. Networks of other sizes (another
    kappa) are another call.

    >>> from glassproof.numerics.networks.data.synthetic import gaussian_mixture
    >>> noise = gaussian_mixture(np.zeros((1, 64)), 8)
    >>> how = Adversarial(epochs=1, batch=4, discriminator=1, generator=1, latent=2)
    >>> train_pairs(noise, how, [0, 1], sigma_z=[0.1, 1.0]).losses.shape
    (2, 1, 2)
    """
    n, count = len(data), len(seeds)
    if not count:
        raise DomainError("seeds is empty: give at least one seed")
    if how.batch > n:
        raise DomainError(f"batch = {how.batch} of {n} images: give at most {n}")
    if data.inputs[0].size != 64:
        raise DomainError(f"images have {data.inputs[0].size} entries: give images of 8 x 8")
    noises = real_array("sigma_z", sigma_z, above=0, closed_low=True)
    if noises.shape not in ((), (count,)):
        raise DomainError(f"sigma_z has shape {noises.shape}: give a number, or one for each seed")
    noises = np.broadcast_to(noises, (count,)).astype(np.float32)
    images = jnp.asarray(data.inputs.reshape(n, 8, 8, 1))
    compute, starts = _trainer(how, n), [key(seed, "pair") for seed in seeds]

    def batch(some: Sequence[int]) -> list[Result]:
        together = jnp.stack([starts[k] for k in some])
        parts = [np.asarray(p) for p in compute(together, noises[np.asarray(some)], images)]
        names = ("least", "losses", "generators")
        return [{m: p[k] for m, p in zip(names, parts, strict=True)} for k in range(len(some))]

    common = digest("pairs", repr(how), data.inputs)
    keys = [digest(common, int(seed), noises[k]) for k, seed in enumerate(seeds)]
    found = sweep(
        batch,
        keys,
        bytes_each=footprint(_run(how, n), starts[0], jnp.float32(1), images),
        memory=memory,
        most=TOGETHER if jax.default_backend() == "cpu" else MOST,
        runs=runs,
        progress=progress,
    )
    least, losses, made = (
        np.stack([run[name] for run in found]) for name in ("least", "losses", "generators")
    )
    sound = np.isfinite(least).all(1) & np.isfinite(losses).all((1, 2))
    return TrainedPairs(least, losses, made, ~(sound & np.isfinite(made).all(1)))

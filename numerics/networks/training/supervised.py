"""Training of classifiers and regressions: many seeds and hyperparameters as one computation."""

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
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.losses import LOSSES, loss_of
from glassproof.numerics.networks.training.sweep import (
    GIB,
    Result,
    Runs,
    digest,
    footprint,
    sweep,
)
from glassproof.numerics.work.arguments import integer, real, real_array
from glassproof.numerics.work.chunks import Progress

OPTIMISERS = ("sgd", "adam")


@dataclass(frozen=True)
class Training:
    """How runs are trained: ``epochs`` passes over the data in batches of ``batch`` (None: all).

    What is left of a pass after whole batches is dropped; each pass has a new order. ``optimiser``
    is ``sgd`` (with ``momentum``) or ``adam``; ``loss`` a name of
    :data:`glassproof.numerics.networks.training.losses.LOSSES`. After ``snapshots`` passes each the
    parameters are kept (0: only the last).
    """

    epochs: int
    batch: int | None = None
    optimiser: str = "sgd"
    momentum: float = 0.0
    loss: str = "cross entropy"
    snapshots: int = 0

    def __post_init__(self) -> None:
        integer("epochs", self.epochs, least=1)
        integer("snapshots", self.snapshots)
        if self.batch is not None:
            integer("batch", self.batch, least=1)
        real("momentum", self.momentum, above=0, below=1, closed_low=True)
        if self.optimiser not in OPTIMISERS:
            raise DomainError(f"optimiser = {self.optimiser!r}: give one of {OPTIMISERS}")
        if self.loss not in LOSSES:
            raise DomainError(f"loss = {self.loss!r} is not known: give one of {list(LOSSES)}")
        if self.snapshots and self.epochs % self.snapshots:
            raise DomainError(
                f"snapshots = {self.snapshots} does not divide epochs = {self.epochs}: give a "
                "divisor, or 0 for the last parameters only"
            )


@dataclass(frozen=True)
class Trained:
    """What a sweep gave, a row a run.

    ``parameters`` (runs, parameters) at the end; ``losses`` (runs, epochs), means over each pass;
    ``path`` (runs, epochs/snapshots, parameters) or (runs, 0, parameters); ``diverged`` (runs,)
    whether a loss or a parameter was not finite: such runs are counted, and belong in no average.
    """

    parameters: NDArray[np.float32]
    losses: NDArray[np.float32]
    path: NDArray[np.float32]
    diverged: NDArray[np.bool_]

    @property
    def sound(self) -> NDArray[np.float32]:
        """Parameters of the runs that did not diverge."""
        return self.parameters[~self.diverged]


@cache
def _trainer(network: Network, training: Training, n: int) -> Callable[..., Any]:
    """The compiled training of several runs: (keys, starts, rates, decays, data) to arrays."""
    loss, batch = loss_of(network, training.loss), training.batch or n
    steps = n // batch
    direction = (
        optax.scale_by_adam() if training.optimiser == "adam" else optax.trace(training.momentum)
    )

    def run(order: Any, start: Any, rate: Any, decay: Any, inputs: Any, targets: Any) -> Any:
        def step(state: Any, chosen: Any) -> Any:
            theta, memory = state
            value, slope = jax.value_and_grad(loss)(theta, inputs[chosen], targets[chosen])
            move, memory = direction.update(slope, memory, theta)
            return (theta - rate * (move + decay * theta), memory), value

        def epoch(state: Any, number: Any) -> Any:
            shuffled = jax.random.permutation(jax.random.fold_in(order, number), n)
            rows = shuffled[: steps * batch].reshape(steps, batch)
            state, values = jax.lax.scan(step, state, rows)
            return state, values.mean()

        def stretch(state: Any, numbers: Any) -> Any:
            state, values = jax.lax.scan(epoch, state, numbers)
            return state, (values, state[0])

        every = training.snapshots or training.epochs
        numbers = jnp.arange(training.epochs).reshape(-1, every)
        (theta, _), (values, path) = jax.lax.scan(stretch, (start, direction.init(start)), numbers)
        return theta, values.ravel(), path[: None if training.snapshots else 0]

    return jax.jit(jax.vmap(run, in_axes=(0, 0, 0, 0, None, None)))  # type: ignore[no-any-return]


def train(
    network: Network,
    data: DataSet,
    training: Training,
    seeds: Sequence[int],
    *,
    rate: ArrayLike,
    decay: ArrayLike = 0.0,
    start: ArrayLike | None = None,
    memory: int = GIB,
    runs: Runs | None = None,
    progress: Progress | None = None,
) -> Trained:
    """One run a seed, all trained together.

    ``rate`` (> 0) and ``decay`` (>= 0, of weights: theta falls by rate * decay * theta a step) are
    numbers, or one a run. Runs begin at the network's initial parameters for their seed, or at
    ``start``, one vector or one a run; the seed also orders the data. ``memory`` bytes limit how
    many runs are computed together, which does not change what comes out; ``runs`` keeps each run
    (:class:`glassproof.numerics.networks.training.sweep.Folder`).

    :class:`DomainError` on a batch larger than the data, wrong shapes, or a memory limit that holds
    no run.

    >>> from glassproof.numerics.networks.data.synthetic import gaussian_mixture
    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> data = gaussian_mixture([[-2, 0], [2, 0]], 40)
    >>> found = train(mlp((2, 4, 2)), data, Training(20), [0, 1], rate=[0.5, 0.1])
    >>> found.losses.shape, bool(found.losses[0, -1] < 0.2), int(found.diverged.sum())
    ((2, 20), True, 0)
    """
    n, count = len(data), len(seeds)
    if (training.batch or n) > n:
        raise DomainError(f"batch = {training.batch} of {n} inputs: give at most {n}")
    rates = _each("rate", rate, count, closed_low=False)
    decays = _each("decay", decay, count, closed_low=True)
    starts = _starts(network, seeds, start)
    compute = _trainer(network, training, n)
    inputs, targets = jnp.asarray(data.inputs), jnp.asarray(data.targets)
    orders = [key(seed, "order") for seed in seeds]

    def batch(some: Sequence[int]) -> list[Result]:
        chosen = np.asarray(some)
        together = jnp.stack([orders[k] for k in some])
        theta, losses, path = map(
            np.asarray,
            compute(together, starts[chosen], rates[chosen], decays[chosen], inputs, targets),
        )
        return [
            {"parameters": theta[k], "losses": losses[k], "path": path[k]} for k in range(len(some))
        ]

    common = digest(network.name, network.sizes, repr(training), data.inputs, data.targets)
    keys = [
        digest(common, int(seed), rates[k], decays[k], starts[k]) for k, seed in enumerate(seeds)
    ]
    found = sweep(
        batch,
        keys,
        bytes_each=_bytes_each(network, training, data),
        memory=memory,
        runs=runs,
        progress=progress,
    )
    parameters, losses, path = (
        np.stack([run[name] for run in found]) for name in ("parameters", "losses", "path")
    )
    sound = np.isfinite(losses).all(1) & np.isfinite(parameters).all(1)
    return Trained(parameters, losses, path, ~sound)


def _each(name: str, value: ArrayLike, count: int, *, closed_low: bool) -> NDArray[np.float32]:
    array = real_array(name, value, above=0, closed_low=closed_low)
    if array.shape not in ((), (count,)):
        raise DomainError(f"{name} has shape {array.shape}: give a number, or one for each seed")
    return np.broadcast_to(array, (count,)).astype(np.float32)


def _starts(network: Network, seeds: Sequence[int], start: ArrayLike | None) -> NDArray[np.float32]:
    if not len(seeds):
        raise DomainError("seeds is empty: give at least one seed")
    if start is None:
        return np.stack([np.asarray(network.initial(key(seed, "start"))) for seed in seeds])
    array = real_array("start", np.asarray(start))
    shape = (len(seeds), network.parameters)
    if array.shape not in (shape, shape[1:]):
        raise DomainError(f"start has shape {array.shape}: give {shape[1:]} or {shape}")
    return np.broadcast_to(array, shape).astype(np.float32)


def _bytes_each(network: Network, training: Training, data: DataSet) -> int:
    """What one run needs at most: a step's intermediate values, its data, what it keeps."""
    batch = training.batch or len(data)
    theta = jax.ShapeDtypeStruct((network.parameters,), np.float32)
    inputs, targets = (
        jax.ShapeDtypeStruct((batch, *x.shape[1:]), x.dtype) for x in (data.inputs, data.targets)
    )
    step = footprint(jax.value_and_grad(loss_of(network, training.loss)), theta, inputs, targets)
    kept = training.epochs // training.snapshots if training.snapshots else 0
    copies = 4 * network.parameters * (6 + kept)
    return int(step + copies + batch * data.inputs[0].nbytes)

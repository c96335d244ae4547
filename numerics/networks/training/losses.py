"""Losses of outputs against targets, and errors of classifiers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import jax, jnp, optax
from glassproof.numerics.networks.models.network import Network


def cross_entropy(outputs: Any, labels: Any) -> Any:
    """Mean of -log softmax(outputs)[label].

    >>> round(float(cross_entropy(jnp.zeros((3, 4)), jnp.array([0, 1, 2]))), 4)
    1.3863
    """
    return optax.softmax_cross_entropy_with_integer_labels(outputs, labels).mean()


def squared(outputs: Any, targets: Any) -> Any:
    """Mean over inputs of |outputs - target|^2 / 2; of labels, targets are their unit vectors.

    >>> float(squared(jnp.ones((2, 1)), jnp.zeros((2, 1))))
    0.5
    """
    if jnp.issubdtype(targets.dtype, jnp.integer):
        targets = jax.nn.one_hot(targets, outputs.shape[-1], dtype=outputs.dtype)
    return ((outputs - targets) ** 2).sum(-1).mean() / 2


LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "cross entropy": cross_entropy,
    "squared": squared,
}


@cache
def loss_of(network: Network, loss: str = "cross entropy") -> Callable[[Any, Any, Any], Any]:
    """L(theta, inputs, targets), to be differentiated, batched and compiled.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> L = loss_of(mlp((2, 3)))
    >>> round(float(L(jnp.zeros(9), jnp.ones((1, 2)), jnp.array([0]))), 4)
    1.0986
    """
    if loss not in LOSSES:
        raise DomainError(f"loss = {loss!r} is not known: give one of {list(LOSSES)}")
    measure = LOSSES[loss]

    def value(theta: Any, inputs: Any, targets: Any) -> Any:
        return measure(network.apply(theta, inputs), targets)

    return value


@cache
def error_of(network: Network) -> Callable[[Any, Any, Any], Any]:
    """The share of inputs whose largest output is not at their label, as a function like a loss.

    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> float(error_of(mlp((2, 3)))(jnp.zeros(9), jnp.ones((2, 2)), jnp.array([0, 1])))
    0.5
    """

    def error(theta: Any, inputs: Any, labels: Any) -> Any:
        outputs = network.apply(theta, inputs)
        return (outputs.argmax(-1) != labels).mean(dtype=outputs.dtype)

    return error

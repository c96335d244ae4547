"""Activations by name, and the points at which their linear pieces meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import jax, jnp

FIVE_SPLITS, FIVE_SLOPES = (-2.0, -1.0, 1.0, 2.0), (0.01, 0.1, 1.0, 0.3, 0.03)


def _five_pieces(h: Any) -> Any:
    """Continuous, 0 at 0, with slopes :data:`FIVE_SLOPES` between :data:`FIVE_SPLITS`."""
    value = FIVE_SLOPES[2] * h
    for split, inner, outer in ((1.0, 1.0, 0.3), (2.0, 0.3, 0.03)):
        value = value + (outer - inner) * jnp.maximum(h - split, 0)
    for split, inner, outer in ((1.0, 1.0, 0.1), (2.0, 0.1, 0.01)):
        value = value - (outer - inner) * jnp.maximum(-h - split, 0)
    return value


def _sign(h: Any) -> Any:
    """The sign, with the derivative of hard tanh in its place (straight through)."""
    through = jnp.clip(h, -1, 1)
    return through + jax.lax.stop_gradient(jnp.where(h >= 0, 1.0, -1.0) - through)


ACTIVATIONS: dict[str, tuple[Callable[[Any], Any], tuple[float, ...]]] = {
    "relu": (lambda h: jax.nn.relu(h), (0.0,)),
    "linear": (lambda h: h, ()),
    "tanh": (lambda h: jnp.tanh(h), ()),
    "hard tanh": (lambda h: jnp.clip(h, -1, 1), (-1.0, 1.0)),
    "five pieces": (_five_pieces, FIVE_SPLITS),
    "sign": (_sign, (0.0,)),
}
"""By name: the function, and its splits where it is piecewise linear."""


def activation(name: str) -> Callable[[Any], Any]:
    """The function of that name; :class:`DomainError` names those that there are.

    >>> activation("relu")(jnp.array([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    return _known(name)[0]


def splits(name: str) -> tuple[float, ...]:
    """Where the linear pieces meet.

    >>> splits("hard tanh")
    (-1.0, 1.0)
    """
    return _known(name)[1]


def _known(name: str) -> tuple[Callable[[Any], Any], tuple[float, ...]]:
    if name not in ACTIVATIONS:
        raise DomainError(f"activation = {name!r} is not known: give one of {list(ACTIVATIONS)}")
    return ACTIVATIONS[name]

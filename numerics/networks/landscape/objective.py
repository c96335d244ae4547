"""The loss over a data set as a function of theta: values, gradients, Hessians, in 64 bits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.extra import double, jax, jnp
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.losses import error_of, loss_of
from glassproof.numerics.networks.training.sweep import GIB, footprint

FloatArray = NDArray[np.float64]


@cache
def _compiled(function: Callable[..., Any], what: str) -> Callable[..., Any]:
    over = (0, None, None)
    derived: dict[str, Callable[[], Any]] = {
        "values": lambda: jax.vmap(function, over),
        "gradient": lambda: jax.grad(function),
        "hessian": lambda: jax.hessian(function),
        "product": lambda: _product(function),
        "gradients": lambda: jax.vmap(jax.grad(function), (None, 0, 0)),
    }
    compiled: Callable[..., Any] = jax.jit(derived[what]())
    return compiled


def _product(function: Callable[..., Any]) -> Callable[..., Any]:
    """The Hessian times a vector: the forward derivative of the gradient."""

    def product(theta: Any, vector: Any, inputs: Any, targets: Any) -> Any:
        def slope(at: Any) -> Any:
            return jax.grad(function)(at, inputs, targets)

        return jax.jvp(slope, (theta,), (vector,))[1]

    return product


@dataclass(frozen=True)
class Objective:
    """L(theta) = the network's mean loss over ``data``, plus ``decay`` |theta|^2/2.

    ``loss`` is a name of :data:`glassproof.numerics.networks.training.losses.LOSSES`, or ``error``,
    the share of wrong labels, which has no derivatives. All is computed in 64 bits unless
    ``single``.

    >>> from glassproof.numerics.networks.data.synthetic import gaussian_mixture
    >>> from glassproof.numerics.networks.models.dense import mlp
    >>> L = Objective(mlp((2, 2), bias=False), gaussian_mixture([[-2, 0], [2, 0]], 40))
    >>> L.hessian(np.zeros(4)).shape, round(L(np.zeros(4)), 4)
    ((4, 4), 0.6931)
    """

    network: Network
    data: DataSet
    loss: str = "cross entropy"
    decay: float = 0.0
    single: bool = False
    _held: list[Any] = field(default_factory=list, repr=False, compare=False)

    def __call__(self, theta: ArrayLike) -> float:
        """L(theta)."""
        return float(self.values(np.asarray(theta)[None])[0])

    def values(self, points: ArrayLike, memory: int = GIB) -> FloatArray:
        """L at each row of ``points``, as many together as ``memory`` bytes hold.

        Rows that are not finite, or at which L is not, give NaN or infinity: a diverged run stays
        visible.
        """
        rows = np.asarray(points, np.float32 if self.single else np.float64)
        if rows.ndim != 2 or rows.shape[1] != self.network.parameters:
            raise DomainError(
                f"points has shape {rows.shape}: give rows of {self.network.parameters} parameters"
            )
        if not len(rows):
            return np.zeros(0)
        with self._precision():
            data, measure = self._arrays(), self._measure()
            each = footprint(measure, jnp.asarray(rows[0]), *data)
            together = max(1, min(len(rows), memory // max(1, each)))
            compute = _compiled(measure, "values")
            parts = [
                np.asarray(compute(jnp.asarray(rows[start : start + together]), *data))
                for start in range(0, len(rows), together)
            ]
        found = np.concatenate(parts).astype(np.float64)
        return np.asarray(found + self.decay / 2 * (rows.astype(np.float64) ** 2).sum(1))

    def gradient(self, theta: ArrayLike) -> FloatArray:
        """The gradient at theta."""
        return self._evaluate("gradient", theta) + self.decay * np.asarray(theta)

    def gradients(self, theta: ArrayLike) -> FloatArray:
        """The gradient of each input's loss, without decay, a row an input."""
        with self._precision():
            inputs, targets = self._arrays()
            compute = _compiled(self._differentiable(), "gradients")
            at = self._point(theta)
            return np.asarray(compute(at, inputs[:, None], targets[:, None]), np.float64)

    def hessian(self, theta: ArrayLike) -> FloatArray:
        """The dense Hessian at theta: for networks of a few thousand parameters at most."""
        dense = self._evaluate("hessian", theta)
        return (dense + dense.T) / 2 + self.decay * np.eye(len(dense))

    def product(self, theta: ArrayLike) -> Callable[[ArrayLike], FloatArray]:
        """The map v -> H v, H the Hessian at theta, without forming H."""
        with self._precision():
            at, data = self._point(theta), self._arrays()
        compute = _compiled(self._differentiable(), "product")

        def product(vector: ArrayLike) -> FloatArray:
            with self._precision():
                v = jnp.asarray(np.asarray(vector).ravel(), at.dtype)
                return np.asarray(compute(at, v, *data), np.float64) + self.decay * np.ravel(vector)

        return product

    def _evaluate(self, what: str, theta: ArrayLike) -> FloatArray:
        with self._precision():
            compute = _compiled(self._differentiable(), what)
            return np.asarray(compute(self._point(theta), *self._arrays()), np.float64)

    def _precision(self) -> AbstractContextManager[Any]:
        return nullcontext() if self.single else double()

    def _measure(self) -> Callable[..., Any]:
        return error_of(self.network) if self.loss == "error" else loss_of(self.network, self.loss)

    def _differentiable(self) -> Callable[..., Any]:
        if self.loss == "error":
            raise DomainError("the loss 'error' has no derivatives: give 'cross entropy'")
        return self._measure()

    def _point(self, theta: ArrayLike) -> Any:
        at = np.asarray(theta, np.float32 if self.single else np.float64)
        if at.shape != (self.network.parameters,) or not np.isfinite(at).all():
            raise DomainError(
                f"theta has shape {at.shape}, or is not finite: give {self.network.parameters} "
                "finite parameters"
            )
        return jnp.asarray(at)

    def _arrays(self) -> Any:
        """Inputs and targets for JAX, converted once."""
        if not self._held:
            real = np.float32 if self.single else np.float64
            targets = self.data.targets
            given = targets if targets.dtype.kind in "iu" else targets.astype(real)
            with self._precision():
                self._held.append((jnp.asarray(self.data.inputs.astype(real)), jnp.asarray(given)))
        return self._held[0]

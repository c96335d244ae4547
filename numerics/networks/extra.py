"""JAX and optax, imported when they are first used; where they are missing, the remedy is said."""

from __future__ import annotations

import importlib
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

from glassproof.derivations.proof.domain import DomainError

REMEDY = 'pip install "glassproof[networks]"'


class MissingExtraError(DomainError):
    """Something needs the extra ``networks``, which is not installed."""


class Extra(ModuleType):
    """A module of the extra by its name; whatever is asked of it is asked of the module.

    >>> Extra("no_such_module").numpy
    Traceback (most recent call last):
    ...
    glassproof.numerics.networks.extra.MissingExtraError: no_such_module is not installed, and
    networks are trained by it: pip install "glassproof[networks]"
    """

    def __getattr__(self, attribute: str) -> Any:
        try:
            module = importlib.import_module(self.__name__)
        except ModuleNotFoundError as error:
            name = self.__name__.split(".")[0]
            raise MissingExtraError(
                f"{name} is not installed, and networks are trained by it: {REMEDY}"
            ) from error
        return getattr(module, attribute)


jax: Any = Extra("jax")
jnp: Any = Extra("jax.numpy")
optax: Any = Extra("optax")
sklearn_datasets: Any = Extra("sklearn.datasets")


def double() -> AbstractContextManager[Any]:
    """Within it JAX computes with 64 bits, where a statistic needs them.

    >>> with double():
    ...     print(jnp.ones(1).dtype)
    float64
    """
    context: AbstractContextManager[Any] = jax.enable_x64(True)
    return context


def key(seed: int, *purpose: str | int) -> Any:
    """The JAX key of ``(seed, *purpose)``, from the house's streams: equal on every platform.

    >>> bool(jnp.all(key(0, "start") == key(0, "start")))
    True
    """
    from glassproof.numerics.work.streams import stream

    return jax.random.key(int(stream(seed, *purpose).integers(2**32)))

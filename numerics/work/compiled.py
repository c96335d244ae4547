"""Kernels that Numba compiles when they are first called.

A decorator of Numba's imports its compiler with the module: half a second, which a review that
finds all its evidence in the store pays for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any


class Compiled:
    """A function and how Numba is to compile it; calls go to what it compiles."""

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        update_wrapper(self, function)
        self.py_func, self.options = function, options

    @cached_property
    def dispatcher(self) -> Any:
        """Numba's object, in place of this one wherever kernels of the module name it.

        Numba reads the names of a function where it stands, and knows its own objects alone: so
        the kernels that this one calls are exchanged in its module, before it is compiled.
        """
        from numba import njit

        found = self.__dict__["dispatcher"] = njit(**self.options)(self.py_func)
        scope = self.py_func.__globals__
        for name in (self.py_func.__name__, *self.py_func.__code__.co_names):
            if isinstance(kernel := scope.get(name), Compiled):
                scope[name] = kernel.dispatcher
        return found

    def __call__(self, *arguments: Any) -> Any:
        """What the compiled function returns."""
        return self.dispatcher(*arguments)


if TYPE_CHECKING:
    from numba import njit

    compiled = njit
else:

    def compiled(**options: Any) -> Any:
        """A decorator as :func:`numba.njit`, with its options, that imports nothing.

        >>> @compiled(nogil=True)
        ... def doubled(x):
        ...     return 2 * x
        >>> @compiled(nogil=True)
        ... def fourfold(x):
        ...     return doubled(doubled(x))
        >>> fourfold(1.5), fourfold.py_func(1.5)
        (6.0, 6.0)
        """
        return lambda function: Compiled(function, options)

"""Checks of what callers pass: finite, in range, of one shape; errors that name the remedy."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from derivations.domain import DomainError

FloatArray = NDArray[np.float64]


def real_array(name: str, value: ArrayLike, *, infinite: bool = False) -> FloatArray:
    """``value`` as float64; :class:`DomainError` on NaN, non-numbers and (by default) infinities.

    >>> real_array("z", [0, 1])
    array([0., 1.])
    """
    if np.iscomplexobj(value):
        raise DomainError(f"{name} is complex: give real numbers")
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise DomainError(f"{name} = {value!r} is not numeric: give real numbers") from error
    bad = np.isnan(array) if infinite else ~np.isfinite(array)
    if bad.any():
        first = array[bad].flat[0]
        raise DomainError(f"{name} contains {first}: give {'' if infinite else 'finite '}numbers")
    return array


def real(
    name: str,
    value: Any,
    *,
    above: float = -math.inf,
    below: float = math.inf,
    closed_low: bool = False,
    infinite: bool = False,
) -> float:
    """``value`` as a float in (above, below), or [above, below) if ``closed_low``.

    >>> real("kappa", 0.9, above=0, below=1)
    0.9
    """
    array = real_array(name, value, infinite=infinite)
    if array.ndim:
        raise DomainError(f"{name} has shape {array.shape}: give one number")
    number = float(array)
    inside = (number > above or (closed_low and number == above)) and number < below
    if infinite and math.isinf(number):
        inside = True
    if not inside:
        low = f"[{above:g}" if closed_low else f"({above:g}"
        raise DomainError(
            f"{name} = {number:g} is out of its domain: give {name} in {low}, {below:g})"
        )
    return number


def integer(name: str, value: Any, *, least: int = 0, most: int | None = None) -> int:
    """``value`` as an int in [least, most]; bools, fractions and strings are refused.

    >>> integer("p", 3, least=2)
    3
    """
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise DomainError(f"{name} = {value!r} is not an integer: give an integer") from None
    if number < least or (most is not None and number > most):
        allowed = f">= {least}" if most is None else f"in [{least}, {most}]"
        raise DomainError(f"{name} = {number} is out of its domain: give an integer {allowed}")
    return number

"""Checks of what callers pass: finite, in range, of one shape; errors that name the remedy."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.late import Late, is_from

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
else:
    np, FloatArray = Late("numpy"), Any


def real_array(
    name: str,
    value: ArrayLike,
    *,
    above: float = -math.inf,
    below: float = math.inf,
    closed_low: bool = False,
    infinite: bool = False,
) -> FloatArray:
    """``value`` as float64, each number in (above, below), or [above, below) if ``closed_low``.

    :class:`DomainError` on NaN, text, truth values, what is not numbers and (by default)
    infinities.

    >>> real_array("z", [0, 1])
    array([0., 1.])
    """
    try:
        if np.iscomplexobj(value):
            raise DomainError(f"{name} is complex: give real numbers")
        if np.asarray(value).dtype.kind in "US" or _holds_a_truth_value(value):
            raise TypeError
        array = np.asarray(value, dtype=np.float64)
    except DomainError:
        raise
    except (TypeError, ValueError, OverflowError) as error:
        raise DomainError(f"{name} = {value!r} is not numeric: give real numbers") from error
    bad = np.isnan(array) if infinite else ~np.isfinite(array)
    if bad.any():
        first = array[bad].flat[0]
        raise DomainError(f"{name} contains {first}: give {'' if infinite else 'finite '}numbers")
    if above == -math.inf and below == math.inf:
        return array
    outside = (array <= above) & ~(closed_low & (array == above)) | (array >= below)
    if infinite:
        outside &= np.isfinite(array)
    if outside.any():
        first = array[outside].flat[0]
        low = f"[{above:g}" if closed_low else f"({above:g}"
        raise DomainError(
            f"{name} = {first:g} is out of its domain: give {name} in {low}, {below:g})"
        )
    return array


def _holds_a_truth_value(value: Any) -> bool:
    """Whether True or False is among the numbers: NumPy would make them 1 and 0.

    >>> _holds_a_truth_value([0.5, [True]]), _holds_a_truth_value([0, 1.5])
    (True, False)
    """
    if isinstance(value, (list, tuple)):
        return any(map(_holds_a_truth_value, value))
    array = np.asarray(value)
    if array.dtype.kind == "O" and array.ndim:
        return any(map(_holds_a_truth_value, array.flat))
    return array.dtype.kind == "b"


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
    array = real_array(
        name, value, above=above, below=below, closed_low=closed_low, infinite=infinite
    )
    if array.ndim:
        raise DomainError(f"{name} has shape {array.shape}: give one number")
    return float(array)


def integer(name: str, value: Any, *, least: int = 0, most: int | None = None) -> int:
    """``value`` as an int in [least, most]; bools, fractions and strings are refused.

    >>> integer("p", 3, least=2)
    3
    """
    try:
        if isinstance(value, bool) or is_from("numpy", value, "bool_"):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise DomainError(f"{name} = {value!r} is not an integer: give an integer") from None
    if number < least or (most is not None and number > most):
        allowed = f">= {least}" if most is None else f"in [{least}, {most}]"
        raise DomainError(f"{name} = {number} is out of its domain: give an integer {allowed}")
    return number

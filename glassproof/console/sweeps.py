"""Numbers on the command line: one, a list, or a sweep ``low:high:count[:log]``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError

MOST = 1_000_000


def parse(name: str, text: str) -> NDArray[np.float64]:
    """The values that ``text`` names, in order.

    >>> parse("--kappa", "0.9").tolist(), parse("--x1", "-1,0.5").tolist()
    ([0.9], [-1.0, 0.5])
    >>> parse("--sigma-z", "1e-2:1e2:5:log").tolist()
    [0.01, 0.1, 1.0, 10.0, 100.0]
    """
    parts = text.split(":")
    try:
        if len(parts) == 1:
            return np.array([float(part) for part in text.split(",")])
        low, high, count = float(parts[0]), float(parts[1]), int(parts[2])
        logarithmic = parts[3:] == ["log"]
        if len(parts) > 4 or (len(parts) == 4 and not logarithmic):
            raise ValueError
    except (ValueError, IndexError):
        raise DomainError(
            f"{name} {text!r} is not a number: give 0.9, or 0.1,0.5, or low:high:count, "
            "or low:high:count:log"
        ) from None
    if not 2 <= count <= MOST or not np.isfinite([low, high]).all() or not low < high:
        raise DomainError(f"{name} {text!r}: give finite low < high and 2 <= count <= {MOST}")
    if logarithmic and low <= 0:
        raise DomainError(f"{name} {text!r}: a log sweep needs low > 0")
    return np.geomspace(low, high, count) if logarithmic else np.linspace(low, high, count)


def integers(name: str, text: str) -> NDArray[np.float64]:
    """As :func:`parse`, for values that must be whole."""
    values = parse(name, text)
    if (values != np.round(values)).any():
        raise DomainError(f"{name} {text!r} is not whole: give integers")
    return values
